"""A pack's files: the page, the pictures, the tables."""

from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from yotlib.packs.order import Order
from yotlib.packs.page.attachments import take
from yotlib.packs.page.page import page

INJECTED = "injected-parameters"


def write(wanted: Order, run_notebooks: Mapping[str, Path], making: Path) -> None:
    """Write everything of a pack but its record into the folder `making`, where the run notebooks already are."""
    for kind in ("figures", "tables"):
        (making / kind).mkdir()
    shown = []
    for stem, path in run_notebooks.items():
        carried = take(nbformat.read(path, as_version=4), stem)
        _write_all(making / "figures", carried.figures)
        _write_all(making / "tables", carried.tables)
        shown.append(_as_anywhere(carried.notebook, path.name))
        nbformat.write(shown[-1], path)
    html = page(shown, title=wanted.title, about=wanted.about)
    (making / "report.html").write_text(html, encoding="utf-8")


def move_into_place(making: Path, place: Path) -> None:
    """Put the finished folder `making` at `place`; a pack that stood there goes only once the new one is whole."""
    if place.exists():
        place.rename(making.parent / f"{place.name}-before")
    making.rename(place)


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _as_anywhere(notebook: NotebookNode, name: str) -> NotebookNode:
    """The notebook with nothing in it, but times, that another run would have otherwise.

    Papermill's record names the notebook, not where it lay on this machine; the cell with the parameters, which
    papermill gives a random id, has its tag for one.
    """
    notebook.metadata.papermill.update(input_path=name, output_path=name)
    for cell in notebook.cells:
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = INJECTED
    return notebook
