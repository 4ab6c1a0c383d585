"""The kernel manager that asks for forked kernels, and the client that waits for them no longer than it must."""

import asyncio
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

from yotlib.packs.kernels.provisioner import NAME

PAUSE = 0.01


class WarmKernelClient(AsyncKernelClient):
    """Knows a kernel for ready by its own word, where jupyter_client waits a fifth of a second for its silence."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has answered what it is and has said, where outputs are heard, that it is idle.

        Raises RuntimeError, as jupyter_client does, where it is gone or does not answer within `timeout` seconds.
        """
        try:
            await asyncio.wait_for(self._heard(), timeout)
        except TimeoutError:
            raise RuntimeError(f"Kernel didn't respond in {timeout:.0f} seconds") from None

    async def _heard(self) -> None:
        while not await self._is_idle_after(self.kernel_info()):
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")

    async def _is_idle_after(self, request: str) -> bool:
        """Whether the answer and then the kernel's being idle were heard; an output channel just opened may miss it."""
        idle = False
        try:
            reply = await self.get_shell_msg(timeout=1)
            while not idle:
                told = await self.get_iopub_msg(timeout=0.2)
                after = told["parent_header"].get("msg_id") == request
                idle = after and told["content"].get("execution_state") == "idle"
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


class WarmKernelManager(AsyncKernelManager):
    """Starts kernels through the forked kernels' provisioner, unless their spec names one."""

    @default("client_factory")
    def _its_client(self) -> type[WarmKernelClient]:
        return WarmKernelClient

    @property
    def kernel_spec(self) -> KernelSpec | None:
        """The spec of the kernel by its name, with a provisioner."""
        spec: Any = super().kernel_spec
        if spec is not None:
            spec.metadata = {"kernel_provisioner": {"provisioner_name": NAME}, **spec.metadata}
        return spec

    async def _async_wait(self, pollinterval: float = PAUSE) -> None:
        """Wait for the kernel's end, looked for more often than jupyter_client does: a batch ends many kernels."""
        await super()._async_wait(min(pollinterval, PAUSE))
