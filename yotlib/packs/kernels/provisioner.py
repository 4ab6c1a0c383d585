"""How jupyter_client gets a kernel from the server, and a plain one where the server has none to give."""

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
    """No process forked from the server can be the kernel that is wanted."""


class ForkedKernel:
    """A kernel forked from the server, with the face of `subprocess.Popen` that jupyter_client looks at."""

    stdin = stdout = stderr = None

    def __init__(self, process: "ForkServerProcess") -> None:
        self._process = process
        self.pid = process.pid or 0

    def poll(self) -> int | None:
        """The kernel's exit status, negative for a signal; None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the kernel's end; returns its exit status."""
        self._process.join(timeout)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send the kernel a signal, if it runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End the kernel."""
        self._process.kill()


class ForkedProvisioner(LocalProvisioner):
    """Does for a kernel forked from the server what LocalProvisioner does for one of its own starting.

    A kernel of another Python than this one, or started in another way than ipykernel's own, is left to
    LocalProvisioner; so is one that the server cannot give, which is logged once.
    """

    process: Any
    pid: int | None
    pgid: int | None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel, forked where that gives the same kernel as `cmd` would."""
        if not _of_this_python(cmd):
            return await super().launch_kernel(cmd, **kwargs)
        folder = str(kwargs.get("cwd") or Path.cwd())
        try:
            self.process = fork(cmd, kwargs["env"], folder)
        except CannotBeForked as why:
            say_once(str(why))
            return await super().launch_kernel(cmd, **kwargs)
        # Its own group from its first moment: until then, asking for its group would name the server's.
        self.pid = self.pgid = self.process.pid
        self.cwd = folder
        with suppress(TimeoutError):  # then its client finds out, and says it
            await asyncio.wait_for(self._is_open(), PATIENCE)
        return self.connection_info

    async def _is_open(self) -> None:
        """Wait until the kernel can be connected to, or is gone: who finds it closed waits long before trying again."""
        told = self.connection_info
        while told["transport"] == "tcp" and self.process.poll() is None:
            try:
                _, writer = await asyncio.open_connection(told["ip"], told["iopub_port"])
            except OSError:
                await asyncio.sleep(PAUSE)
            else:
                writer.close()
                return


def fork(command: list[str], environment: dict[str, str], folder: str) -> ForkedKernel:
    """A kernel forked from the server, once it has said that it is what `command` would start; or CannotBeForked."""
    if why := forkserver.reason():
        raise CannotBeForked(why)
    hears, tells = forkserver.context().Pipe(duplex=False)
    wanted = kernel.Wanted(
        command, {**environment, "JPY_PARENT_PID": str(os.getpid())}, folder, kernel.Stream(1), kernel.Stream(2)
    )
    try:
        process = forkserver.start("kernel", kernel.main, wanted, tells)
        tells.close()
        why = _heard(hears)
    except (OSError, EOFError) as error:
        forkserver.give_up(f"the process that forks them failed ({type(error).__name__})")
        raise CannotBeForked(forkserver.reason()) from error
    if why:
        process.join()
        raise CannotBeForked(why)
    return ForkedKernel(process)


def _heard(hears: Connection) -> str:
    with hears:
        if not hears.poll(PATIENCE):
            raise TimeoutError
        return str(hears.recv())


@cache
def say_once(why: str) -> None:
    """Say that kernels are started plainly, and why."""
    logging.getLogger(__name__).warning("Notebooks run in kernels started anew, which is slower: %s.", why)


def _of_this_python(command: list[str]) -> bool:
    """Whether `command` starts ipykernel's launcher in this Python and environment, with no option before it."""
    ours, theirs = Path(sys.executable), Path(command[0])
    same = theirs.parent.resolve() == ours.parent.resolve() and theirs.resolve() == ours.resolve()
    return same and command[1:3] == ["-m", kernel.LAUNCHER]
