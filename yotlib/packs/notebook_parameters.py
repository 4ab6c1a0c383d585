"""Find the notebooks of a pack and check the parameters that they are to be run with."""

import ast
import json
from collections.abc import Iterable
from pathlib import Path

from yotlib.reference import folders
from yotlib.reference.errors import PackFailed
from yotlib.reference.parameters import refuse_unknown


def find_notebooks(pattern: str, parameters: Iterable[str]) -> tuple[Path, ...]:
    """Return the notebooks whose file names match `pattern`; refuse a parameter that one of them does not declare."""
    notebooks = tuple(sorted(folders.notebooks().glob(pattern)))
    if not notebooks:
        raise PackFailed(f"There is no {pattern} in {folders.notebooks()}; install the suite again.")
    names = list(parameters)
    for notebook in notebooks:
        declared = declared_parameters(notebook)
        for name in names:
            refuse_unknown(notebook.name, name, declared)
    return notebooks


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
