"""What a loaded process took from its surroundings, so that no fork of it is passed off as one loaded under others."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Read below Python, where nobody can note it.
READ_IN_C = (
    "PYTHON",
    "LC_",
    "LANG",
    "TZ",
    "LD_",
    "MALLOC_",
    "OMP_",
    "OPENBLAS_",
    "GOTO_",
    "MKL_",
    "ARROW_",
    "JE_ARROW_",
)
# Read again by whoever needs it once the kernel runs, or set right by `world`. The size of the terminal is also set by
# readline behind Python's back, so that it reaches the server from a process whose os.environ does not have it.
READ_AGAIN = {"COLUMNS", "LINES", "JPY_PARENT_PID", "MPLBACKEND", "YOTLIB_CACHE", "YOTLIB_DATA"}


@dataclass(frozen=True)
class Loaded:
    """What a process had when everything was loaded in it.

    `before` and `after` are the environment around the loading, `read` the names that were looked up in it, `path` is
    where Python looks for modules, `process` the kind of process that multiprocessing takes one for that it did not
    start.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    read: frozenset[str]
    path: tuple[str, ...]
    process: Any


@contextmanager
def noting_what_is_read() -> Iterator[set[str]]:
    """The names of the environment's variables that are looked up while it lasts."""
    read: set[str] = set()
    kind: Any = type(os.environ)
    look_up = kind.__getitem__

    def noted(environment: Any, name: str) -> Any:
        read.add(name)
        return look_up(environment, name)

    kind.__getitem__ = noted
    try:
        yield read
    finally:
        kind.__getitem__ = look_up


def differing(wanted: Mapping[str, str], loaded: Loaded) -> str:
    """Why this fork cannot pass for a process started in the working directory under `wanted`; blank if it can."""
    names = {name for name in {*wanted, *loaded.before} if name.startswith(READ_IN_C)} | loaded.read - READ_AGAIN
    other = sorted(name for name in names if wanted.get(name) not in (loaded.before.get(name), loaded.after.get(name)))
    if other:
        return f"{', '.join(other)} changed since the first notebook ran"
    return _options() or _matplotlibrc() or _shadows()


def _options() -> str:
    """Options of this Python that no kernel is started with; multiprocessing hands them on to the server."""
    options = [option for option in sys.orig_argv[1 : sys.orig_argv.index("-c")] if option != "-B"]
    return f"Python was started with {' '.join(options)}" if options else ""


def _matplotlibrc() -> str:
    import matplotlib

    found = Path(matplotlib.matplotlib_fname()).absolute()
    return f"{found} stands in the working directory" if found.parent == Path.cwd() else ""


def _shadows() -> str:
    """A file of the working directory that a notebook there would import in place of a loaded module."""
    here = Path.cwd()
    for path in here.iterdir():
        loaded = sys.modules.get(path.name.partition(".")[0])
        if loaded and _is_module(path) and here not in Path(getattr(loaded, "__file__", None) or "").parents:
            return f"{path} stands in the way of the module that is loaded"
    return ""


def _is_module(path: Path) -> bool:
    return path.suffix in (".py", ".so") or (path / "__init__.py").exists()
