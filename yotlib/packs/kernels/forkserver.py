"""The process that kernels are forked from: the standard library's forkserver, with the suite already loaded."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import spawn
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, ForkServerProcess

CHOSEN = "YOTLIB_ENGINE"
PRELOAD = "yotlib.packs.kernels.preload"
OURS = "yotlib-"
_given_up: list[str] = []
_starting = Lock()
_with_main = spawn.get_preparation_data


def reason() -> str:
    """Why no process can be forked from the server here; blank where it can."""
    if os.environ.get(CHOSEN) == "kernel":
        return f"{CHOSEN} is 'kernel'"
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return "this system has no way to fork a process from another"
    if sys.platform == "darwin":
        return "on macOS a process that has loaded the system's frameworks cannot be forked safely"
    return "; ".join(_given_up)


def give_up(why: str) -> None:
    """Let `reason` be `why` from now on, so that what failed once is not waited for again."""
    _given_up.append(why)


def context() -> "ForkServerContext":
    """The context whose processes are forked from the server; the server starts with the first of them."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload([PRELOAD])
    _stay_at_one_server()
    spawn.get_preparation_data = _without_main
    return made


def begin() -> None:
    """Let the server load what it loads, if it has not begun to, while the caller does something else.

    Where it fails to start, the first who needs it finds out.
    """
    if reason():
        return
    from multiprocessing import forkserver

    context()
    server: Any = forkserver._forkserver
    with _starting, _allowed_children(), suppress(OSError):
        server.ensure_running()


def start(name: str, target: Callable[..., object], *args: Any) -> "ForkServerProcess":
    """A process forked from the server that runs `target`; it ends with this one, at the latest.

    Any process may start one, be it forked from the server itself or a daemon.
    """
    process = context().Process(target=target, args=args, name=OURS + name, daemon=True)
    with _starting, _allowed_children():
        process.start()
    return process


def start_anew(name: str, target: Callable[..., object], *args: Any) -> BaseProcess:
    """A process of a new Python that runs `target`, for where none is forked; it ends with this one, at the latest."""
    process = multiprocessing.get_context("spawn").Process(target=target, args=args, name=OURS + name, daemon=True)
    spawn.get_preparation_data = _without_main
    with _starting, _allowed_children():
        process.start()
    return process


def _stay_at_one_server() -> None:
    """In a process forked from the server, fork further ones from that same server.

    multiprocessing hands the server's address on, but looks only for one that the process itself started, and would
    start another.
    """
    from multiprocessing import forkserver

    server: Any = forkserver._forkserver
    if server._forkserver_pid is None and server._forkserver_alive_fd is not None:
        server.ensure_running = lambda: None


def _without_main(name: str) -> dict[str, Any]:
    """What multiprocessing tells a new process, less the script of this one: ours need nothing that it defines.

    Else a script that runs notebooks without `if __name__ == "__main__"` would be run over again in each.
    """
    told = _with_main(name)
    return {key: told[key] for key in told if not (name.startswith(OURS) and key.startswith("init_main"))}


@contextmanager
def _allowed_children() -> Iterator[None]:
    """Let a daemonic process, such as a worker of dask, have children.

    multiprocessing refuses it them lest they outlive it; ours end with it.
    """
    config: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    daemon = config.pop("daemon", None)
    try:
        yield
    finally:
        if daemon is not None:
            config["daemon"] = daemon
