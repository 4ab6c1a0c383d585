"""A process forked from the server put as a Python newly started for `python -m ipykernel_launcher` would be."""

import io
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yotlib.packs.kernels.environment import Loaded

SET_BY_THE_DEBUGGER = "PYDEVD_USE_FRAME_EVAL"  # as ipykernel loads it, in every kernel
INLINE = "module://matplotlib_inline.backend_inline"


def put_right(command: list[str], environment: Mapping[str, str], loaded: Loaded) -> None:
    """Set right what a fork inherits and a new process would not have; the working directory is already its own."""
    _environment(environment, loaded)
    _words(command, loaded)
    _first_process(loaded)
    _chance()
    _backend(environment)
    _stdin()


def take_streams(out: int, err: int) -> None:
    """Write where the process that asked for this one writes, not where the server does."""
    for ours, given in ((1, out), (2, err)):
        os.dup2(given, ours)
        os.close(given)


def _environment(wanted: Mapping[str, str], loaded: Loaded) -> None:
    os.environ.clear()
    os.environ.update(wanted)
    if SET_BY_THE_DEBUGGER in loaded.after:
        os.environ.setdefault(SET_BY_THE_DEBUGGER, loaded.after[SET_BY_THE_DEBUGGER])
    time.tzset()


def _words(command: list[str], loaded: Loaded) -> None:
    """What Python tells of how it was started: here `runpy` puts the launcher's file in place of "-m"."""
    sys.modules.pop("__mp_main__", None)
    sys.orig_argv[:] = command
    sys.argv[:] = command[2:]
    sys.path[:] = [str(Path.cwd()), *loaded.path]


def _first_process(loaded: Loaded) -> None:
    """Be no process of multiprocessing's, nor a client of its server, so that a notebook may use it as it likes."""
    import multiprocessing
    from multiprocessing import forkserver, process, resource_tracker

    kinds: Any = process
    kinds._current_process = loaded.process()
    kinds._parent_process = None
    kinds.ORIGINAL_DIR = str(Path.cwd())
    multiprocessing.set_start_method(None, force=True)
    server: Any = forkserver._forkserver
    tracker: Any = resource_tracker._resource_tracker
    for held in (server._forkserver_alive_fd, tracker._fd):
        os.close(held)
    tracker._fd = None
    server._forkserver_alive_fd = server._forkserver_address = server._inherited_fds = None
    server.set_forkserver_preload(["__main__"])


def _chance() -> None:
    """Draw other numbers than the next fork; Python does so itself for `random`."""
    import numpy as np

    np.random.seed()


def _backend(environment: Mapping[str, str]) -> None:
    """Draw into the notebook: matplotlib looked for its backend as it was loaded, before ipykernel named its own."""
    import matplotlib

    matplotlib.rcParams["backend"] = environment.get("MPLBACKEND") or INLINE


def _stdin() -> None:
    """Nothing to read, as a kernel's closed pipe has."""
    reads, writes = os.pipe()
    os.close(writes)
    os.dup2(reads, 0)
    os.close(reads)
    stdin = open(0, encoding=sys.stdout.encoding, errors=sys.stdout.errors, closefd=False)  # noqa: SIM115
    raw: Any = stdin.buffer.raw if isinstance(stdin.buffer, io.BufferedReader) else stdin.buffer
    raw.name = "<stdin>"
    sys.stdin = sys.__stdin__ = stdin  # type: ignore[misc]
