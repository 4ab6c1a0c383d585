"""Read a folder of notebooks from outside the suite, and check what a pack needs of them before a kernel is started.

They are added to a pack's notebooks. One with the name of a notebook of that pack takes its place; copies of the
suite's that nobody changed are left out, and so are those of notebooks that no team's pack has.
"""

import ast
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yotlib.packs.bare_charts import bare_charts
from yotlib.packs.notebook_parameters import declared_parameters
from yotlib.reference import folders
from yotlib.reference.errors import AskedWrongly
from yotlib.reference.words import in_words

MOST_FILES, MOST_BYTES = 500, 50_000_000
# What nbformat raises for a file that is no notebook.
UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError)
NO_FOLDER = (
    "No folder {folder}; --notebooks takes one with notebooks of your own, and yot new notebook NAME begins one."
)
NO_NOTEBOOK = "No notebook of your own in {folder}; yot new notebook NAME --into {folder} writes one."
TOO_LARGE = "{folder} holds more than {files} files or {bytes} MB; keep your notebooks in a folder of their own."
NO_QUESTION = "does not open with a question; its first cell should start with '# ' and end that line with '?'."
NO_PARAMETERS = "has no cell tagged 'parameters'; tag the one that says team, period and as_of."
BARE = '{call} shows a chart without alternative text; end the cell with yot.charts.with_alt(ax, "what it shows").'


@dataclass(frozen=True)
class OwnNotebooks:
    """The notebooks of a folder, named as it was asked for, with their questions.

    `hashes` has one for each notebook, of its words and code whatever its outputs, and `hash` is of those and of every
    other file of the folder, such as a module that they import.
    """

    folder: Path
    paths: tuple[Path, ...]
    questions: tuple[str, ...]
    hashes: tuple[tuple[str, str], ...]
    hash: str

    def describe(self) -> str:
        """Return a sentence that names the sections of a pack that are not the suite's."""
        return f"Not part of the suite, but added here: {in_words([f'“{question}”' for question in self.questions])}."

    def put_among(self, notebooks: Sequence[Path]) -> tuple[Path, ...]:
        """Return the suite's notebooks, those of the same name in their place, and the others after them."""
        own = {path.name: path for path in self.paths}
        in_place = [own.pop(path.name, path) for path in notebooks]
        return (*in_place, *own.values())


def read_own_notebooks(folder: Path, notebooks: Sequence[Path], parameters: Iterable[str]) -> OwnNotebooks:
    """Return the notebooks of a folder, to be run with these parameters beside the suite's `notebooks` of a pack.

    Raises AskedWrongly with everything a pack misses in them, one line each: a question as title, a cell tagged
    `parameters` with each of these, alternative text for every chart.
    """
    if not folder.is_dir():
        raise AskedWrongly(NO_FOLDER.format(folder=folder))
    suite = {path.name: path for path in folders.notebooks().glob("*.ipynb")}
    in_pack = {path.name for path in notebooks}
    paths = [
        path
        for path in sorted(folder.glob("*.ipynb"))
        if path.name not in suite or (path.name in in_pack and not _is_same(path, suite[path.name]))
    ]
    if not paths:
        raise AskedWrongly(NO_NOTEBOOK.format(folder=folder))
    names = list(parameters)
    if problems := [f"{path} {problem}" for path in paths for problem in notebook_problems(path, names)]:
        raise AskedWrongly("\n".join(problems))
    return OwnNotebooks(
        folder=folder,
        paths=tuple(path.absolute() for path in paths),
        questions=tuple(_question(_read(path)) for path in paths),
        hashes=tuple((path.name, _hash_cells(path)) for path in paths),
        hash=_hash_folder(folder),
    )


def notebook_problems(path: Path, parameters: Iterable[str] = ("team", "period", "as_of")) -> list[str]:
    """Return what a pack misses in a notebook, as far as it can be seen before it is run, one line each."""
    try:
        cells = _read(path)
    except UNREADABLE as error:
        reason = str(error).partition("\n")[0][:80]
        return [f"cannot be read as a notebook ({reason}); save it in JupyterLab with the kernel Python 3."]
    return [
        *([] if _question(cells) else [NO_QUESTION]),
        *_parameter_problems(path, parameters),
        *_code_problems(cells),
        *_outside_pictures(cells),
    ]


def _read(path: Path) -> list[Any]:
    """Return the cells of a notebook; raise one of UNREADABLE where it is none, or is not one of Python."""
    import nbformat

    faults: dict[str, Any] = {}
    try:
        notebook = nbformat.read(path, as_version=4, capture_validation_error=faults)
    except nbformat.ValidationError as error:
        raise ValueError(error.message) from error
    if faults:
        raise ValueError(str(faults["ValidationError"]))
    about = notebook.metadata
    language = about.get("language_info", {}).get("name") or about.get("kernelspec", {}).get("language")
    if language != "python":
        raise ValueError(f"its kernel is one of {language or 'no language'}, not of Python")
    return list(notebook.cells)


def _hash_cells(path: Path) -> str:
    """Return the hash of a notebook's words and code; running it anew leaves that as it is."""
    cells = [(cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in _read(path)]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _is_same(path: Path, other: Path) -> bool:
    """Return whether a notebook has the words and code of another."""
    try:
        return _hash_cells(path) == _hash_cells(other)
    except UNREADABLE:
        return False


def _question(cells: Sequence[Any]) -> str:
    """Return the question that a notebook opens with; blank if it opens with none."""
    first = cells[0].source.lstrip().partition("\n")[0].strip() if cells and cells[0].cell_type == "markdown" else ""
    return first[2:].strip() if first.startswith("# ") and first.endswith("?") else ""


def _parameter_problems(path: Path, parameters: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with the cell of parameters."""
    try:
        declared = declared_parameters(path)
    except SyntaxError:
        yield "has a cell tagged 'parameters' that is not Python; give it a line such as team: str = \"bradford\"."
        return
    if not declared:
        yield NO_PARAMETERS
    elif missing := [name for name in parameters if name not in declared]:
        has = ", ".join(map(repr, declared))
        yield f"has no parameter {' nor '.join(map(repr, missing))}, which a pack sets; it has {has}."


def _code_problems(cells: Sequence[Any]) -> Iterator[str]:
    """Yield the cells that are not Python, and those that show a chart without alternative text."""
    code: dict[int, ast.Module] = {}
    for number, cell in enumerate(cells, start=1):
        if cell.cell_type == "code":
            try:
                code[number] = _parse(cell.source)
            except SyntaxError as error:
                yield f"cell {number} is not Python: {error.msg}."
    numbers = list(code)
    yield from (f"cell {numbers[place]}: {BARE.format(call=call)}" for place, call in bare_charts(list(code.values())))


def _parse(source: str) -> ast.Module:
    """Return the syntax of a cell, in which a line may be a magic or a command of the system."""
    try:
        return ast.parse(source)
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager

        return ast.parse(TransformerManager().transform_cell(source))


def _outside_pictures(cells: Sequence[Any]) -> list[str]:
    """Return each picture in the words of a notebook that its page would not carry."""
    from nbformat import v4

    from yotlib.packs.page.page import outside_pictures

    return outside_pictures(v4.new_notebook(cells=[cell for cell in cells if cell.cell_type == "markdown"]))


def _hash_folder(folder: Path) -> str:
    """Return one hash of the notebooks of a folder and of whatever else it holds, but for hidden files and tests."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and _may_be_read(path.relative_to(folder))]
    if len(files) > MOST_FILES or sum(path.stat().st_size for path in files) > MOST_BYTES:
        raise AskedWrongly(TOO_LARGE.format(folder=folder, files=MOST_FILES, bytes=MOST_BYTES // 1_000_000))
    hashes = {str(path.relative_to(folder)): _hash_file(path) for path in files}
    return hashlib.sha256(json.dumps(hashes).encode()).hexdigest()


def _may_be_read(path: Path) -> bool:
    """Return whether a notebook may read a file, given by its place in the folder."""
    hidden = any(part.startswith(".") or part == "__pycache__" for part in path.parts)
    return not hidden and not (path.name.startswith("test_") and path.suffix == ".py")


def _hash_file(path: Path) -> str:
    try:
        return _hash_cells(path) if path.suffix == ".ipynb" else hashlib.sha256(path.read_bytes()).hexdigest()
    except UNREADABLE:
        return hashlib.sha256(path.read_bytes()).hexdigest()
