"""Give jupyter_client kernels forked from the server, or plain ones where the server cannot fork one."""

import asyncio
import logging
import os
import sys
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from yotlib.packs.kernels import forkserver, kernel

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

NAME = "yot-forked"
PATIENCE = 60.0  # seconds, as papermill waits for a kernel
PAUSE = 0.005


class CannotBeForked(Exception):
    """No process forked from the server can be the kernel that was asked for."""


class ForkedKernel:
    """A kernel forked from the server, with the methods of `subprocess.Popen` that jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, process: "ForkServerProcess") -> None:
        self._process = process
        self.pid = process.pid or 0

    def poll(self) -> int | None:
        """Return the kernel's exit status, negative for a signal; None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the kernel to end and return its exit status."""
        self._process.join(timeout)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send the kernel a signal if it is running."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self._process.terminate()

    def kill(self) -> None:
        """Kill the kernel."""
        self._process.kill()


class ForkedProvisioner(LocalProvisioner):
    """Does for a kernel forked from the server what LocalProvisioner does for one that it starts itself.

    LocalProvisioner starts a kernel of another Python, or with another command than ipykernel's own. It also starts one
    that the server cannot fork, which is logged once.
    """

    process: Any
    pid: int | None
    pgid: int | None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel; fork it where that gives the same kernel as `cmd` would."""
        if not _is_of_this_python(cmd):
            return await super().launch_kernel(cmd, **kwargs)
        folder = str(kwargs.get("cwd") or Path.cwd())
        try:
            self.process = fork_kernel(cmd, kwargs["env"], folder)
        except CannotBeForked as why:
            warn_once(str(why))
            return await super().launch_kernel(cmd, **kwargs)
        # The kernel becomes its own group; asking the system before then would return the server's group.
        self.pid = self.pgid = self.process.pid
        self.cwd = folder
        with suppress(TimeoutError):  # then its client reports it
            await asyncio.wait_for(self._wait_until_open(), PATIENCE)
        return self.connection_info

    async def _wait_until_open(self) -> None:
        """Wait until the kernel accepts connections or has ended: a client that is refused waits long to try again."""
        ip, port = self.connection_info["ip"], self.connection_info["iopub_port"]
        in_file = self.connection_info["transport"] == "ipc"
        while self.process.poll() is None:
            try:
                opening = asyncio.open_unix_connection(f"{ip}-{port}") if in_file else asyncio.open_connection(ip, port)
                _, writer = await opening
            except OSError:
                await asyncio.sleep(PAUSE)
            else:
                writer.close()
                return


def fork_kernel(command: list[str], environment: dict[str, str], folder: str) -> ForkedKernel:
    """Fork the kernel that `command` would start; raise CannotBeForked if the forked process would differ from it."""
    if why := forkserver.why_no_fork():
        raise CannotBeForked(why)
    receiver, sender = forkserver.forkserver_context().Pipe(duplex=False)
    wanted = kernel.Wanted(
        command, {**environment, "JPY_PARENT_PID": str(os.getpid())}, folder, kernel.Stream(1), kernel.Stream(2)
    )
    try:
        process = forkserver.start_process("kernel", kernel.become_kernel, wanted, sender)
        sender.close()
        why = _receive(receiver)
    except (OSError, EOFError) as error:
        forkserver.give_up(f"the process that forks them failed ({type(error).__name__})")
        raise CannotBeForked(forkserver.why_no_fork()) from error
    if why:
        process.join()
        raise CannotBeForked(why)
    return ForkedKernel(process)


def _receive(receiver: Connection) -> str:
    """Return what the new process reports; raise TimeoutError if it takes too long."""
    with receiver:
        if not receiver.poll(PATIENCE):
            raise TimeoutError
        return str(receiver.recv())


@cache
def warn_once(why: str) -> None:
    """Log, once for each reason, that kernels are started plainly and why."""
    logging.getLogger(__name__).warning("Notebooks run in kernels started anew, which is slower: %s.", why)


def _is_of_this_python(command: list[str]) -> bool:
    """Return whether `command` starts ipykernel's launcher in this Python and environment, with no other option."""
    ours, theirs = Path(sys.executable), Path(command[0])
    same = theirs.parent.resolve() == ours.parent.resolve() and theirs.resolve() == ours.resolve()
    return same and command[1:3] == ["-m", kernel.LAUNCHER]
