"""Write a pack's files: the page, the pictures, the tables, and the printed sheet and workbook of a team."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from yotlib.findings import board
from yotlib.packs.annex import annex_of
from yotlib.packs.order import NATIONAL, PDF, XLSX, Order
from yotlib.packs.page import file_names
from yotlib.packs.page.attachments import take_attachments
from yotlib.packs.page.page import INJECTED, make_page
from yotlib.packs.pdf.sheet import make_sheet
from yotlib.packs.plain_columns import with_plain_headings
from yotlib.packs.workbook.workbook import make_workbook
from yotlib.reference import periods
from yotlib.tables import spreadsheets

FINDINGS = "findings.json"
# What the names of the files taken away end in, and what the page calls them, by format.
TAKEN = {
    PDF: ("one-page.pdf", "This page as one printed sheet (PDF)"),
    XLSX: ("figures.xlsx", "The figures as a workbook (Excel)"),
}


def write(wanted: Order, run_notebooks: Mapping[str, Path], making: Path) -> None:
    """Write every file of a pack except its record into the folder `making`, which has the run notebooks already."""
    for kind in ("figures", "tables"):
        (making / kind).mkdir()
    notebooks: list[NotebookNode] = []
    printed: list[dict[str, Any]] = []
    topics = file_names.topics(wanted.name, list(run_notebooks))
    for stem, path in run_notebooks.items():
        notebooks.append(_without_traces_of_the_run(nbformat.read(path, as_version=4), path.name))
        attachments = take_attachments(notebooks[-1], wanted.name, topics[stem])
        _write_files(making / "figures", attachments.figures)
        _write_files(making / "tables", {name: _for_readers(table) for name, table in attachments.tables.items()})
        printed.append({"notebook": stem, **annex_of(notebooks[-1], wanted.name, topics[stem])})
        nbformat.write(attachments.notebook, path)
    record = _board(wanted)
    taken = _taken_away(wanted, record)
    shown = {**record, "taken": taken} if record and taken else record
    html = make_page(notebooks, title=wanted.title, about=wanted.about, board=shown, brand=wanted.brand)
    (making / "report.html").write_text(html, encoding="utf-8")
    if record:
        record = {**record, "annex": printed}
        (making / FINDINGS).write_text(_as_json(record), encoding="utf-8")
        (making / f"{wanted.name}-summary.txt").write_text(board.few_words(record), encoding="utf-8")
        for file in taken:
            made = make_sheet(record, wanted.brand) if file["format"] == PDF else make_workbook(record)
            (making / file["name"]).write_bytes(made)


def _as_json(record: Mapping[str, Any]) -> str:
    """Return a record as JSON with each of its parts in a line."""
    parts = (
        f'"{name}": {json.dumps(part, ensure_ascii=False, separators=(",", ":"))}' for name, part in record.items()
    )
    return "{\n " + ",\n ".join(parts) + "\n}\n"


def _taken_away(wanted: Order, record: Mapping[str, Any] | None) -> list[dict[str, str]]:
    """Return the name, format and words of each file made beside the page; only a team's record has any."""
    if record is None or "team" not in record:
        return []
    return [
        {"format": key, "name": f"{wanted.name}-{ending}", "words": words}
        for key, (ending, words) in TAKEN.items()
        if key in wanted.formats
    ]


def _board(wanted: Order) -> dict[str, Any] | None:
    """Return the record of a team's page or of that of all services; None for a pack of neither."""
    given = wanted.parameters
    if wanted.name == NATIONAL:
        return board.national_record(given["measure"], period=given["period"], region=given["region"])
    if "team" not in given:
        return None
    return board.record(given["team"], period=given.get("period", periods.LATEST), as_of=given.get("as_of", ""))


def _for_readers(table: bytes) -> bytes:
    """Return a table as a reader of spreadsheets takes it: plain headings, and no text that is a formula."""
    return spreadsheets.defuse(with_plain_headings(table.decode())).encode()


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
