"""The kernel manager that asks for forked kernels."""

from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from yotlib.warm.provisioner import NAME


class WarmKernelManager(AsyncKernelManager):
    """Starts kernels through the forked kernels' provisioner, unless their spec names one."""

    @property
    def kernel_spec(self) -> KernelSpec | None:
        """The spec of the kernel by its name, with a provisioner."""
        spec: Any = super().kernel_spec
        if spec is not None:
            spec.metadata = {"kernel_provisioner": {"provisioner_name": NAME}, **spec.metadata}
        return spec
