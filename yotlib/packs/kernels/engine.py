"""`papermill --engine yot`: papermill's own engine, with kernels forked in place of started.

papermill loads its engines while it is itself being imported, so import papermill first where this is imported by hand.
"""

from typing import Any

from papermill.engines import NBClientEngine

from yotlib.packs.kernels import forkserver


class WarmEngine(NBClientEngine):
    """Runs a notebook as papermill does, in a kernel forked from a process that has the suite loaded."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Run the notebook; where no kernel can be forked, in a plain one."""
        from yotlib.packs.kernels import provisioner

        why = forkserver.reason()
        if why:
            provisioner.say_once(why)
        else:
            from yotlib.packs.kernels.manager import WarmKernelManager

            kwargs.setdefault("kernel_manager_class", WarmKernelManager)
        return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
