"""Provide `papermill --engine yot`: papermill's own engine, but with forked kernels.

papermill loads its engines while it is itself being imported, so import papermill before this module.
"""

from typing import Any

from papermill.engines import NBClientEngine

from yotlib.packs.kernels import forkserver


class WarmEngine(NBClientEngine):
    """Runs a notebook as papermill does, in a kernel forked from a process that has the suite loaded."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Run the notebook in a forked kernel, or in a plain one where none can be forked."""
        from yotlib.packs.kernels import provisioner

        why = forkserver.why_no_fork()
        if why:
            provisioner.warn_once(why)
        else:
            from yotlib.packs.kernels.manager import WarmKernelManager

            kwargs.setdefault("kernel_manager_class", WarmKernelManager)
        return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
