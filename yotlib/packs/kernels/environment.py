"""Record which environment variables preloading read, so that a fork is refused if one has changed since."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Variables that C code reads, which Python cannot record.
READ_IN_C = (
    "PYTHON", "LC_", "LANG", "TZ", "LD_", "MALLOC_",
    "OMP_", "OPENBLAS_", "GOTO_", "MKL_", "ARROW_", "JE_ARROW_",
)  # fmt: skip
# Variables that are read again when the kernel runs, or that `fresh_process` sets. readline sets the size of the
# terminal without Python's knowledge, so the server may have it though its parent's os.environ does not.
READ_AGAIN = {"COLUMNS", "LINES", "JPY_PARENT_PID", "MPLBACKEND", "YOTLIB_CACHE", "YOTLIB_DATA", "YOTLIB_STYLE"}


@dataclass(frozen=True)
class Loaded:
    """What a process had when everything was loaded in it.

    `before` and `after` are the environment before and after the loading, and `read` the names that were looked up in
    it. `path` is where Python looks for modules. `process` is the class that multiprocessing uses for a main process.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    read: frozenset[str]
    path: tuple[str, ...]
    process: Any


@contextmanager
def record_reads() -> Iterator[set[str]]:
    """Yield a set, and add to it the names of the environment variables that are looked up inside the block."""
    read: set[str] = set()
    environ_class: Any = type(os.environ)
    look_up = environ_class.__getitem__

    def record_and_look_up(environment: Any, name: str) -> Any:
        read.add(name)
        return look_up(environment, name)

    environ_class.__getitem__ = record_and_look_up
    try:
        yield read
    finally:
        environ_class.__getitem__ = look_up


def why_not_fork(wanted: Mapping[str, str], loaded: Loaded) -> str:
    """Return why this fork differs from a process started here under the environment `wanted`; blank if it does not."""
    names = {name for name in {*wanted, *loaded.before} if name.startswith(READ_IN_C)} | loaded.read - READ_AGAIN
    before, after = loaded.before, loaded.after
    changed = sorted(name for name in names if wanted.get(name) not in (before.get(name), after.get(name)))
    if changed:
        return f"{', '.join(changed)} changed since the first notebook ran"
    return _python_options() or _matplotlibrc_here() or _shadowing_file()


def _python_options() -> str:
    """Return a sentence on options of this Python, which the server was started with and no kernel would be."""
    options = [option for option in sys.orig_argv[1 : sys.orig_argv.index("-c")] if option != "-B"]
    return f"Python was started with {' '.join(options)}" if options else ""


def _matplotlibrc_here() -> str:
    """Return a sentence on a matplotlibrc in the working directory; blank if there is none."""
    import matplotlib

    settings = Path(matplotlib.matplotlib_fname()).absolute()
    return f"{settings} lies in the working directory" if settings.parent == Path.cwd() else ""


def _shadowing_file() -> str:
    """Return a sentence on a file here that a notebook would import in place of a loaded module; blank if none."""
    here = Path.cwd()
    for path in here.iterdir():
        module = sys.modules.get(path.name.partition(".")[0])
        if module and _is_module(path) and here not in Path(getattr(module, "__file__", None) or "").parents:
            return f"{path} hides the module that is loaded"
    return ""


def _is_module(path: Path) -> bool:
    """Return whether Python could import this file or folder."""
    return path.suffix in (".py", ".so") or (path / "__init__.py").exists()
