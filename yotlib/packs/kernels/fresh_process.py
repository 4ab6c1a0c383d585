"""Reset a forked process to the state of a newly started kernel (`python -m ipykernel_launcher`)."""

import io
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yotlib.packs.kernels.environment import Loaded

SET_BY_THE_DEBUGGER = "PYDEVD_USE_FRAME_EVAL"  # ipykernel's debugger sets it in every kernel
INLINE = "module://matplotlib_inline.backend_inline"


def reset_process(command: list[str], environment: Mapping[str, str], loaded: Loaded) -> None:
    """Reset what a fork inherits and a new process would not have; the working directory is already its own."""
    _reset_environment(environment, loaded)
    _reset_arguments(command, loaded)
    _leave_multiprocessing(loaded)
    _reseed_numpy()
    _set_matplotlib_backend(environment)
    _close_stdin()


def redirect_output(out: int, err: int) -> None:
    """Write to the streams of the process that asked for this one, not to the server's."""
    for ours, given in ((1, out), (2, err)):
        os.dup2(given, ours)
        os.close(given)


def _reset_environment(wanted: Mapping[str, str], loaded: Loaded) -> None:
    """Set the environment that was asked for, and what ipykernel's debugger adds to it."""
    os.environ.clear()
    os.environ.update(wanted)
    if SET_BY_THE_DEBUGGER in loaded.after:
        os.environ.setdefault(SET_BY_THE_DEBUGGER, loaded.after[SET_BY_THE_DEBUGGER])
    time.tzset()


def _reset_arguments(command: list[str], loaded: Loaded) -> None:
    """Set what Python says about how it was started; `runpy` later puts the launcher's file in place of "-m"."""
    sys.modules.pop("__mp_main__", None)
    sys.orig_argv[:] = command
    sys.argv[:] = command[2:]
    sys.path[:] = [str(Path.cwd()), *loaded.path]


def _leave_multiprocessing(loaded: Loaded) -> None:
    """Become a main process without a forkserver, so that a notebook may use multiprocessing as it likes."""
    import multiprocessing
    from multiprocessing import forkserver, process, resource_tracker

    process_module: Any = process
    process_module._current_process = loaded.process()
    process_module._parent_process = None
    process_module.ORIGINAL_DIR = str(Path.cwd())
    multiprocessing.set_start_method(None, force=True)
    server: Any = forkserver._forkserver
    tracker: Any = resource_tracker._resource_tracker
    for descriptor in (server._forkserver_alive_fd, tracker._fd):
        os.close(descriptor)
    tracker._fd = None
    server._forkserver_alive_fd = server._forkserver_address = server._inherited_fds = None
    server.set_forkserver_preload(["__main__"])


def _reseed_numpy() -> None:
    """Seed numpy anew, so that two forks draw different numbers; Python reseeds `random` itself."""
    import numpy as np

    np.random.seed()


def _set_matplotlib_backend(environment: Mapping[str, str]) -> None:
    """Draw into the notebook: matplotlib chose its backend when it was loaded, before ipykernel set its own."""
    import matplotlib

    matplotlib.rcParams["backend"] = environment.get("MPLBACKEND") or INLINE


def _close_stdin() -> None:
    """Make standard input an empty pipe, as a kernel has it."""
    read_end, write_end = os.pipe()
    os.close(write_end)
    os.dup2(read_end, 0)
    os.close(read_end)
    stdin = open(0, encoding=sys.stdout.encoding, errors=sys.stdout.errors, closefd=False)  # noqa: SIM115
    raw: Any = stdin.buffer.raw if isinstance(stdin.buffer, io.BufferedReader) else stdin.buffer
    raw.name = "<stdin>"
    sys.stdin = sys.__stdin__ = stdin  # type: ignore[misc]
