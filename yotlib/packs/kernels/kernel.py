"""Turn a process forked from the server into the kernel that was asked for."""

import _thread
import atexit
import multiprocessing
import os
import runpy
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import reduction
from multiprocessing.connection import Connection
from typing import Any

from yotlib.packs.kernels import environment, forkserver, fresh_process, memory
from yotlib.reference import quiet

LAUNCHER = "ipykernel_launcher"
PATIENCE = 1.0  # seconds


class Stream:
    """A file descriptor that the parent hands over; in the kernel it is a plain number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __reduce__(self) -> Any:
        return _receive_descriptor, (reduction.DupFd(self.number),)


def _receive_descriptor(descriptor: Any) -> int:
    """Return the number that a file descriptor has in this process."""
    return int(descriptor.detach())


@dataclass(frozen=True)
class Wanted:
    """A kernel as asked for: `command` as its kernel spec has it, run in `folder` under `environment`."""

    command: list[str]
    environment: Mapping[str, str]
    folder: str
    out: Any
    err: Any


def become_kernel(wanted: Wanted, sender: Connection) -> None:
    """Report why this process cannot become the kernel (blank if it can), then become it."""
    os.setsid()
    fresh_process.redirect_output(wanted.out, wanted.err)
    why = _why_not(wanted)
    if not why:
        _end_with_parent()
        fresh_process.reset_process(wanted.command, wanted.environment, _loaded())
        memory.apply_limit()
    sender.send(why)
    sender.close()
    if not why:
        _run_launcher()


def _why_not(wanted: Wanted) -> str:
    """Return why this process cannot be the kernel; blank if it can. Changes to the kernel's folder."""
    if forkserver.PRELOAD not in sys.modules:
        return "its server runs without the suite loaded"
    os.chdir(wanted.folder)
    return environment.why_not_fork(wanted.environment, _loaded())


def _loaded() -> environment.Loaded:
    """Return what the server had when it had loaded everything."""
    loaded: environment.Loaded = sys.modules[forkserver.PRELOAD].LOADED
    return loaded


def _end_with_parent() -> None:
    """End when the parent ends; the watching thread is hidden from `threading`, and so from the notebook."""
    parent: Any = multiprocessing.parent_process()
    _thread.start_new_thread(_exit_at_end_of, (os.dup(parent.sentinel),))


def _exit_at_end_of(pipe: int) -> None:
    """Wait until the pipe is closed, then end this process."""
    os.read(pipe, 1)
    os._exit(1)


def _run_launcher() -> None:
    """Run the launcher and exit as a new Python would, which a process of multiprocessing does not."""
    code = 1
    try:
        runpy.run_module(LAUNCHER, run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        quiet.silence_libraries()
        threading._shutdown()  # type: ignore[attr-defined]
        _wait_for_control_thread()
        atexit._run_exitfuncs()
        os._exit(code)


def _wait_for_control_thread() -> None:
    """Let the thread that was asked to end the kernel finish its work.

    ipykernel closes what that thread may still be writing to, and then waits for it: some kernels would never end, and
    be killed after seconds.
    """
    from ipykernel.kernelapp import IPKernelApp

    control = IPKernelApp.instance().control_thread if IPKernelApp.initialized() else None
    if control is not None and control.is_alive():
        control.stop()
        control.join(PATIENCE)
