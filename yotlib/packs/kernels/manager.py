"""Manage forked kernels for jupyter_client, without its waits."""

import asyncio
import tempfile
from functools import cache
from pathlib import Path
from queue import Empty
from typing import Any
from uuid import uuid4

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.paths import jupyter_runtime_dir
from traitlets import default

from yotlib.packs.kernels.provisioner import NAME
from yotlib.reference import leftovers

PAUSE = 0.01
SOCKETS = "yot-"
_LONGEST_NAME = "/yot-4194304-01234567.json"
# The longest path that a socket may have on macOS; Linux allows four more.
LONGEST_PATH = 103


class WarmKernelClient(AsyncKernelClient):
    """Treats a kernel as ready once it reports idle; jupyter_client waits 0.2 s of silence."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has replied to a request for its info and then reported idle.

        Raises RuntimeError, as jupyter_client does, if it ends or does not reply within `timeout` seconds.
        """
        try:
            await asyncio.wait_for(self._wait_until_idle(), timeout)
        except TimeoutError:
            raise RuntimeError(f"Kernel didn't respond in {timeout:.0f} seconds") from None

    async def _wait_until_idle(self) -> None:
        """Ask for the kernel's info until it replies and reports idle."""
        while not await self._is_idle_after(self.kernel_info()):
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")

    async def _is_idle_after(self, request: str) -> bool:
        """Return whether the reply, and then idle, were received; an output channel just opened may miss the latter."""
        idle = False
        try:
            reply = await self.get_shell_msg(timeout=1)
            while not idle:
                message = await self.get_iopub_msg(timeout=0.2)
                is_reply = message["parent_header"].get("msg_id") == request
                idle = is_reply and message["content"].get("execution_state") == "idle"
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


class WarmKernelManager(AsyncKernelManager):
    """Starts kernels through the forked kernels' provisioner, unless their spec names one.

    It talks to them through sockets in files. jupyter_client chooses network ports some time before a kernel opens
    them, and of kernels that start side by side two can be given the same one.
    """

    @default("transport")
    def _default_transport(self) -> str:
        """Return "ipc", or "tcp" where no path is short enough for a socket."""
        return "ipc" if _socket_folder() else "tcp"

    def _ip_default(self) -> str:
        """Return the path that the names of this kernel's sockets begin with; an address where there is none."""
        folder = _socket_folder()
        if folder is None or self.transport != "ipc":
            return str(super()._ip_default())
        return str(folder / f"{leftovers.prefix(SOCKETS)}{uuid4().hex[:8]}")

    @default("connection_file")
    def _default_connection_file(self) -> str:
        """Return the path of the file that tells the kernel its sockets, beside them."""
        return f"{self.ip}.json" if self.transport == "ipc" else ""

    @default("client_factory")
    def _default_client_factory(self) -> type[WarmKernelClient]:
        """Return the class of the client, as traitlets asks for it."""
        return WarmKernelClient

    @property
    def kernel_spec(self) -> KernelSpec | None:
        """Return the spec of the kernel by its name, with a provisioner."""
        spec: Any = super().kernel_spec
        if spec is not None:
            spec.metadata = {"kernel_provisioner": {"provisioner_name": NAME}, **spec.metadata}
        return spec

    async def _async_wait(self, pollinterval: float = PAUSE) -> None:
        """Wait for the kernel to end; check more often than jupyter_client does, since a batch ends many kernels."""
        await super()._async_wait(min(pollinterval, PAUSE))


@cache
def _socket_folder() -> Path | None:
    """Return a folder that only this user can read and whose path is short enough for sockets; None without one.

    What is left there of kernels whose asker was killed is deleted.
    """
    folder = Path(jupyter_runtime_dir())
    if len(str(folder)) + len(_LONGEST_NAME) > LONGEST_PATH:
        folder = Path(tempfile.gettempdir())
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    leftovers.clear(folder, SOCKETS)
    return folder if len(str(folder)) + len(_LONGEST_NAME) <= LONGEST_PATH else None
