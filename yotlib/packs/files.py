"""Write a pack's files: the page, the pictures, the tables."""

from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from yotlib.packs.order import Order
from yotlib.packs.page.attachments import take_attachments
from yotlib.packs.page.page import make_page

INJECTED = "injected-parameters"


def write(wanted: Order, run_notebooks: Mapping[str, Path], making: Path) -> None:
    """Write every file of a pack except its record into the folder `making`, which has the run notebooks already."""
    for kind in ("figures", "tables"):
        (making / kind).mkdir()
    notebooks = []
    for stem, path in run_notebooks.items():
        attachments = take_attachments(nbformat.read(path, as_version=4), stem)
        _write_files(making / "figures", attachments.figures)
        _write_files(making / "tables", attachments.tables)
        notebooks.append(_without_traces_of_the_run(attachments.notebook, path.name))
        nbformat.write(notebooks[-1], path)
    html = make_page(notebooks, title=wanted.title, about=wanted.about)
    (making / "report.html").write_text(html, encoding="utf-8")


def move_into_place(making: Path, place: Path) -> None:
    """Move the finished folder `making` to `place`; an older pack there is first moved aside."""
    if place.exists():
        place.rename(making.parent / f"{place.name}-before")
    making.rename(place)


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write each file into the folder under its name."""
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _without_traces_of_the_run(notebook: NotebookNode, name: str) -> NotebookNode:
    """Remove what would differ in another run, except times; the notebook is changed in place and returned.

    Papermill records the notebook's full path, which is replaced by its name. Papermill also gives the cell with the
    parameters a random id, which is replaced by its tag.
    """
    notebook.metadata.papermill.update(input_path=name, output_path=name)
    for cell in notebook.cells:
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = INJECTED
    return notebook
