"""Start processes from the standard library's forkserver, with the suite already loaded in it."""

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
OUR_PREFIX = "yotlib-"
_failures: list[str] = []
_start_lock = Lock()
_get_preparation_data = spawn.get_preparation_data


def why_no_fork() -> str:
    """Return why no process can be forked from the server here; blank if one can."""
    if os.environ.get(CHOSEN) == "kernel":
        return f"{CHOSEN} is 'kernel'"
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return "this system has no way to fork a process from another"
    if sys.platform == "darwin":
        return "on macOS a process that has loaded the system's frameworks cannot be forked safely"
    return "; ".join(_failures)


def give_up(why: str) -> None:
    """Make `why_no_fork` return `why` from now on, so that a failure is not waited for twice."""
    _failures.append(why)


def forkserver_context() -> "ForkServerContext":
    """Return the context whose processes are forked from the server; the server starts with the first of them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOAD])
    _use_inherited_server()
    spawn.get_preparation_data = _preparation_without_main
    return context


def start_server() -> None:
    """Start the server if it is not running, so that it loads the suite while the caller does something else.

    If it fails to start, this is reported when a process is first needed.
    """
    if why_no_fork():
        return
    from multiprocessing import forkserver

    forkserver_context()
    server: Any = forkserver._forkserver
    with _start_lock, _children_allowed(), suppress(OSError):
        server.ensure_running()


class NotStarted(OSError):
    """The server ended while it was asked for a process; the next one that is asked for starts it anew."""


def start_process(name: str, target: Callable[..., object], *args: Any) -> "ForkServerProcess":
    """Fork a process from the server that runs `target`; it ends with this process at the latest.

    Any process may call this, also one forked from the server or a daemon. Raises NotStarted where the server is killed
    meanwhile.
    """
    process = forkserver_context().Process(target=target, args=args, name=OUR_PREFIX + name, daemon=True)
    with _start_lock, _children_allowed():
        try:
            process.start()
        except (OSError, EOFError) as error:
            raise NotStarted("the process that forks it was stopped") from error
    return process


def start_new_python(name: str, target: Callable[..., object], *args: Any) -> BaseProcess:
    """Start a new Python that runs `target`, for where none is forked; it ends with this process at the latest."""
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=target, args=args, name=OUR_PREFIX + name, daemon=True)
    spawn.get_preparation_data = _preparation_without_main
    with _start_lock, _children_allowed():
        process.start()
    return process


def _use_inherited_server() -> None:
    """In a process forked from the server, fork further ones from that same server.

    multiprocessing hands on the server's address, but only checks for a server that this process started itself, and
    would start another.
    """
    from multiprocessing import forkserver

    server: Any = forkserver._forkserver
    if server._forkserver_pid is None and server._forkserver_alive_fd is not None:
        server.ensure_running = lambda: None


def _preparation_without_main(name: str) -> dict[str, Any]:
    """Return what multiprocessing sends a new process, for ours without the main script, which they do not need.

    Otherwise a script that runs notebooks without `if __name__ == "__main__"` would run again in each process.
    """
    data = _get_preparation_data(name)
    return {key: data[key] for key in data if not (name.startswith(OUR_PREFIX) and key.startswith("init_main"))}


@contextmanager
def _children_allowed() -> Iterator[None]:
    """Let a daemonic process, such as a dask worker, have children.

    multiprocessing forbids it because they might outlive it; ours end with it.
    """
    config: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    daemon = config.pop("daemon", None)
    try:
        yield
    finally:
        if daemon is not None:
            config["daemon"] = daemon
