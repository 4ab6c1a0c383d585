"""Provide `papermill --engine yot`: papermill's own engine, but with forked kernels and a limit on what is printed.

papermill loads its engines while it is itself being imported, so import papermill before this module.
"""

from collections.abc import Mapping
from typing import Any

from nbclient.exceptions import DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args

from yotlib.packs.kernels import forkserver

PLAIN = "yot-plain"
MOST_CHARACTERS = 50_000_000


class TooMuchOutput(Exception):
    """A notebook printed more than any notebook of the suite does; its kernel was ended."""


class LimitedClient(PapermillNotebookClient):
    """Runs a notebook as papermill does, and ends it when all its outputs together are longer than MOST_CHARACTERS."""

    characters = 0

    def execute(self, **kwargs: Any) -> Any:
        """Run the notebook; raise TooMuchOutput where it prints too much."""
        try:
            return super().execute(**kwargs)
        except DeadKernelError as error:
            if self.characters <= MOST_CHARACTERS:
                raise
            sentence = f"it printed more than {MOST_CHARACTERS / 1e6:,.0f} million characters"
            raise TooMuchOutput(sentence) from error

    def process_message(self, msg: Mapping[str, Any], cell: Any, cell_index: int) -> Any:
        """Count the output in a message of the kernel, and handle it unless it is too much."""
        self.characters += _count_characters(msg["content"])
        if self.characters > MOST_CHARACTERS:
            # nbclient takes this for a kernel that died, and ends it.
            self.task_poll_for_reply.cancel()
            return None
        return super().process_message(msg, cell, cell_index)


class PlainEngine(NBClientEngine):
    """Runs a notebook as papermill does, in a kernel started anew, with the limit on its output."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, start_timeout: int = 60, execution_timeout: int | None = None, **kwargs: Any
    ) -> Any:
        """Run the notebook with the options that papermill's own engine takes."""
        options = merge_kwargs(
            remove_args(["input_path", "timeout", "startup_timeout"], **kwargs),
            timeout=execution_timeout or kwargs.get("timeout"),
            startup_timeout=start_timeout,
            kernel_name=kernel_name,
            log=logger,
        )
        return LimitedClient(nb_man, **options).execute()


class WarmEngine(PlainEngine):
    """The same in a kernel forked from a process that has the suite loaded."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *args: Any, **kwargs: Any) -> Any:
        """Run the notebook in a forked kernel, or in a plain one where none can be forked."""
        from yotlib.packs.kernels import provisioner

        why = forkserver.why_no_fork()
        if why:
            provisioner.warn_once(why)
        else:
            from yotlib.packs.kernels.manager import WarmKernelManager

            kwargs.setdefault("kernel_manager_class", WarmKernelManager)
        return super().execute_managed_notebook(nb_man, kernel_name, *args, **kwargs)


def _count_characters(content: Mapping[str, Any]) -> int:
    """Return how long the output is that a message of the kernel carries."""
    return len(content.get("text", "")) + sum(len(str(value)) for value in content.get("data", {}).values())


papermill_engines.register(PLAIN, PlainEngine)
