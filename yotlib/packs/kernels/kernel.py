"""What a process forked from the server does to become the kernel that was asked for."""

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

from yotlib.packs.kernels import environment as surroundings
from yotlib.packs.kernels import forkserver, fresh_process, memory
from yotlib.packs.kernels.environment import Loaded

LAUNCHER = "ipykernel_launcher"
PATIENCE = 1.0  # seconds


class Stream:
    """A file descriptor that the asker hands over; in the kernel it is a plain number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __reduce__(self) -> Any:
        return _received, (reduction.DupFd(self.number),)


def _received(handed: Any) -> int:
    return int(handed.detach())


@dataclass(frozen=True)
class Wanted:
    """A kernel as asked for: `command` as its kernel spec has it, run in `folder` under `environment`."""

    command: list[str]
    environment: Mapping[str, str]
    folder: str
    out: Any
    err: Any


def main(wanted: Wanted, tells: Connection) -> None:
    """Tell the asker why this process cannot be the kernel that is `wanted`, or a blank, and be that kernel."""
    os.setsid()
    fresh_process.take_streams(wanted.out, wanted.err)
    why = _hindrance(wanted)
    if not why:
        _end_with_the_asker()
        fresh_process.put_right(wanted.command, wanted.environment, _loaded())
        memory.apply()
    tells.send(why)
    tells.close()
    if not why:
        _run()


def _hindrance(wanted: Wanted) -> str:
    if forkserver.PRELOAD not in sys.modules:
        return "its server runs without the suite loaded"
    os.chdir(wanted.folder)
    return surroundings.differing(wanted.environment, _loaded())


def _loaded() -> Loaded:
    """Return what the server had when it had loaded everything."""
    loaded: Loaded = sys.modules[forkserver.PRELOAD].LOADED
    return loaded


def _end_with_the_asker() -> None:
    """Watch for the asker's end, in a thread that `threading`, and so the notebook, does not know."""
    asker: Any = multiprocessing.parent_process()
    _thread.start_new_thread(_wait_for_the_end, (os.dup(asker.sentinel),))


def _wait_for_the_end(of: int) -> None:
    os.read(of, 1)
    os._exit(1)


def _run() -> None:
    """Run the launcher to its end and leave as a Python of its own leaves, which multiprocessing's do not."""
    code = 1
    try:
        runpy.run_module(LAUNCHER, run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        threading._shutdown()  # type: ignore[attr-defined]
        _wait_for_its_control()
        atexit._run_exitfuncs()
        os._exit(code)


def _wait_for_its_control() -> None:
    """Let the thread that was asked to end the kernel finish its work.

    ipykernel closes what that thread may still be writing to, and then waits for it: some kernels would never end, and
    be killed after seconds.
    """
    from ipykernel.kernelapp import IPKernelApp

    control = IPKernelApp.instance().control_thread if IPKernelApp.initialized() else None
    if control is not None and control.is_alive():
        control.stop()
        control.join(PATIENCE)
