"""Find the notebooks of a pack and check the parameters that they are to be run with."""

import ast
import json
from collections.abc import Iterable
from pathlib import Path

from yotlib.reference import folders
from yotlib.reference.errors import PackFailed
from yotlib.reference.parameters import refuse_unknown


def find_notebooks(pattern: str) -> tuple[Path, ...]:
    """Return the suite's notebooks whose file names match `pattern`."""
    notebooks = tuple(sorted(folders.notebooks().glob(pattern)))
    if not notebooks:
        raise PackFailed(f"There is no {pattern} in {folders.notebooks()}; install the suite again.")
    return notebooks


def refuse_undeclared(notebooks: Iterable[Path], parameters: Iterable[str]) -> None:
    """Refuse a parameter that none of the notebooks declares, with what the first of them has."""
    declared = {notebook.name: declared_parameters(notebook) for notebook in notebooks}
    first = next(iter(declared))
    for name in parameters:
        if not any(name in names for names in declared.values()):
            refuse_unknown(first, name, declared[first])


def declared_parameters(notebook: Path) -> list[str]:
    """Return the names of the parameters that a notebook declares, one a line, in its cell tagged `parameters`.

    Papermill can list them too, but importing papermill takes as long as all other checks before a pack is begun.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    tagged = ["".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    lines = [line for source in tagged[:1] for line in ast.parse(source).body]
    targets = [
        line.target if isinstance(line, ast.AnnAssign) else getattr(line, "targets", [None])[0] for line in lines
    ]
    return [target.id for target in targets if isinstance(target, ast.Name)]
