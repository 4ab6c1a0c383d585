"""What a notebook of the suite, and a worker that makes packs, would else load one by one.

Imported by the server alone. It starts no thread of Python's, and what it leaves behind is loaded modules: no style
set, no figure open, no handler, no event loop.
"""

import gc
import io
import multiprocessing
import os
import sys
from contextlib import redirect_stderr
from importlib import import_module

from yotlib.packs.kernels import environment

MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "numpy",
    "pandas",
    "pyarrow.parquet",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.font_manager",
    "matplotlib.style",
    "scipy.stats",
    "seaborn",
    "statsmodels.api",
    "afcharts",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.PpmImagePlugin",
    "pandas.io.formats.style",
    "bs4",
    "jinja2",
    "nbclient",
    "nbconvert",
    "papermill",
    "yotlib.packs.files",
)


def _load() -> None:
    import yotlib
    from yotlib.packs.kernels import quick_jsonschema

    quick_jsonschema.load_jsonschema()
    for name in (*MODULES, *yotlib.PUBLIC.values()):
        import_module(name)
    try:
        yotlib.load()
    except Exception:  # whatever is wrong with the figures, the notebook that loads them says it
        return


def _forget_warnings_given() -> None:
    for module in list(sys.modules.values()):
        getattr(module, "__warningregistry__", {}).clear()


def _load_noting_what_is_read() -> environment.Loaded:
    before = dict(os.environ)
    # A kernel's parent is the server: ipykernel looks here, as it is loaded, for whom it must not outlive.
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    sys.path[:] = [place for place in sys.path if place]
    # The debugger, which ipykernel loads with itself, complains there of how Python was started.
    with environment.noting_what_is_read() as read, redirect_stderr(io.StringIO()):
        _load()
    _forget_warnings_given()
    process = type(multiprocessing.current_process())
    return environment.Loaded(before, dict(os.environ), frozenset(read), tuple(sys.path), process)


LOADED = _load_noting_what_is_read()
gc.collect()
gc.freeze()
