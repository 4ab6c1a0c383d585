"""Refuse a parameter that a notebook does not have, before it builds something else than was asked for."""

import ast
import sys
from collections.abc import Iterable

from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest

# How papermill begins the cell that it puts after a notebook's own parameters.
INJECTED = "# Parameters\n"


def check_parameters(**parameters: object) -> None:
    """Stop a notebook that papermill was told to run with any other parameter than these.

    papermill takes a misspelt parameter, notes it in its log, and runs the notebook with the parameter's default: a
    page of another team than was asked for. `parameters` are those of the notebook, by name. Raises AskedWrongly with
    the nearest name. Where no papermill is at work, as in JupyterLab, nothing happens.

    >>> import yotlib as yot
    >>> yot.check_parameters(team="leeds", period="latest", as_of="")
    """
    for name in _injected_names():
        refuse_unknown("This notebook", name, parameters)


def refuse_unknown(notebook: str, name: str, declared: Iterable[str]) -> None:
    """Refuse a parameter whose name is not one of those that the notebook declares."""
    names = list(declared)
    if name not in names:
        has = ", ".join(map(repr, names))
        raise AskedWrongly(f"{notebook} has no parameter {name!r}; it has {has}.{did_you_mean(nearest(name, names))}")


def _injected_names() -> list[str]:
    """Return the names that the newest cell of papermill has set in this session."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    cells = shell.user_ns.get("In", []) if shell is not None else []
    newest = next((cell for cell in reversed(cells) if cell.startswith(INJECTED)), "")
    lines = [line for line in ast.parse(newest).body if isinstance(line, ast.Assign)]
    return [target.id for line in lines for target in line.targets if isinstance(target, ast.Name)]
