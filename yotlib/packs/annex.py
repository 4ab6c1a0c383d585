"""Put what the notebooks of a pack print into its record: every sentence, and every table with its numbers in full."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bs4 import BeautifulSoup
from nbformat import NotebookNode

from yotlib.packs.page import file_names
from yotlib.tables.units import PRINTED

TABLE = "text/csv"
PICTURES = ("image/png", "image/svg+xml")
CONTENT = ("sentences", "tables", "pictures")
# Columns of words that may look like numbers: the period 2019, the standard 2.1, ages.
_WORDS = {"age", "ages", "period", "year", "published", "standard", "question", "key", "printed", "released", "rules"}


def annex_of(notebook: NotebookNode, pack: str, topic: str) -> dict[str, Any]:
    """Return the question of a run notebook and, by heading, the sentences, tables and pictures it shows.

    A table has its caption, the name of its CSV file, `columns` and `rows`. Names are those of `take_attachments`.
    """
    names = {
        id(data): name for kinds in ([TABLE], PICTURES) for name, data in file_names.named(notebook, pack, topic, kinds)
    }
    parts: dict[str, dict[str, Any]] = {}
    question = ""
    heading = ""
    for cell in notebook.cells:
        for level, words in file_names.headings_of(cell):
            question = question or words
            heading = "" if level == 1 else words
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            part = parts.setdefault(heading, {"heading": heading, "sentences": [], "tables": [], "pictures": []})
            if TABLE in shown:
                part["tables"].append(
                    {"caption": _caption(shown), "file": f"{names[id(shown)]}.csv", **_rows(shown[TABLE])}
                )
            elif any(kind in shown for kind in PICTURES):
                alt = output.get("metadata", {}).get("image/png", {}).get("alt", "")
                part["pictures"].append({"file": names[id(shown)], "alt": alt})
            else:
                part["sentences"] += _sentences(output)
    return {"question": question, "parts": [part for part in parts.values() if any(part[kind] for kind in CONTENT)]}


def tables(annex: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the tables of all notebooks in the order they are printed."""
    yield from (table for notebook in annex for part in notebook["parts"] for table in part["tables"])


def _sentences(output: NotebookNode) -> list[str]:
    """Return what an output that is no table or picture says, a line each, without the marks of a list."""
    shown = output.get("data", {})
    if "text/html" in shown:
        lines = list(BeautifulSoup(shown["text/html"], "html.parser").stripped_strings)
    else:
        text = shown.get("text/markdown", shown.get("text/plain", output.get("text", "")))
        lines = text.splitlines()
    stripped = (line.strip().removeprefix("* ").strip() for line in lines)
    return [line for line in stripped if line]


def _caption(shown: Mapping[str, str]) -> str:
    caption = BeautifulSoup(shown.get("text/html", ""), "html.parser").find("caption")
    return caption.get_text(" ", strip=True) if caption else ""


def _rows(content: str) -> dict[str, Any]:
    """Return the columns and rows of a CSV: numbers as numbers, nothing as null."""
    columns, *rows = csv.reader(io.StringIO(content))
    numeric = [not _is_of_words(name) and _are_numbers([row[n] for row in rows]) for n, name in enumerate(columns)]
    return {"columns": columns, "rows": [[_value(*pair) for pair in zip(row, numeric, strict=True)] for row in rows]}


def _is_of_words(name: str) -> bool:
    return name in _WORDS or name.endswith(PRINTED)


def _are_numbers(cells: Sequence[str]) -> bool:
    try:
        return bool([float(cell) for cell in cells if cell])
    except ValueError:
        return False


def _value(cell: str, number: bool) -> Any:
    if not cell:
        return None
    if number:
        return float(cell)
    return {"True": True, "False": False}.get(cell, cell)
