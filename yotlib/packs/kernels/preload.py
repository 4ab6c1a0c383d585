"""Load what a notebook of the suite, or a worker that builds packs, would otherwise load one by one.

Only the server imports this module. It leaves nothing but loaded modules: no Python thread, no style, no open figure,
no signal handler, no event loop.
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
    "ipykernel.kernelapp", "ipykernel.debugger", "numpy", "pandas", "pyarrow.parquet",
    "matplotlib.pyplot", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg",
    "matplotlib.font_manager", "matplotlib.style", "scipy.stats", "seaborn", "statsmodels.api", "afcharts",
    "PIL.BmpImagePlugin", "PIL.GifImagePlugin", "PIL.JpegImagePlugin", "PIL.PngImagePlugin", "PIL.PpmImagePlugin",
    "pandas.io.formats.style", "bs4", "jinja2", "nbclient", "nbconvert", "papermill", "yotlib.packs.files",
)  # fmt: skip


def _load() -> None:
    """Import all modules and load the published figures."""
    import yotlib
    from yotlib.packs.kernels import quick_jsonschema

    quick_jsonschema.load_jsonschema()
    for name in (*MODULES, *yotlib.PUBLIC.values()):
        import_module(name)
    try:
        yotlib.load()
    except Exception:  # whatever is wrong with the figures, the notebook that loads them reports it
        return


def _forget_warnings() -> None:
    """Forget which warnings were given, so that a notebook gives them again."""
    for module in list(sys.modules.values()):
        getattr(module, "__warningregistry__", {}).clear()


def _load_and_record() -> environment.Loaded:
    """Load everything and return what was read of the environment."""
    before = dict(os.environ)
    # ipykernel reads here, when it is loaded, which process its kernel must not outlive: the server.
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    sys.path[:] = [place for place in sys.path if place]
    # ipykernel also loads a debugger, which complains on standard error about how Python was started.
    with environment.record_reads() as read, redirect_stderr(io.StringIO()):
        _load()
    _forget_warnings()
    process = type(multiprocessing.current_process())
    return environment.Loaded(before, dict(os.environ), frozenset(read), tuple(sys.path), process)


LOADED = _load_and_record()
gc.collect()
gc.freeze()
