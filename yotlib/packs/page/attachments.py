"""The files that travel inside a run notebook: every picture as PNG and SVG, every table as CSV."""

import base64
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from nbformat import NotebookNode

EXTRA = ("image/svg+xml", "text/csv")


@dataclass(frozen=True)
class Attachments:
    """What a run notebook carried: the notebook without it, and the files by name."""

    notebook: NotebookNode
    figures: dict[str, bytes]
    tables: dict[str, bytes]


def take(notebook: NotebookNode, stem: str) -> Attachments:
    """The files carried by `notebook`, named after `stem`, and a copy of the notebook without the extra types.

    The first picture of "1_first_time_entrants" becomes "1_first_time_entrants-1.png" and ".svg", its first
    table "1_first_time_entrants-1.csv"; pictures and tables are counted apart. A picture keeps its PNG in the
    copy, a table its HTML: they are what a page shows.
    """
    return Attachments(notebook=_lightened(notebook), figures=_figures(notebook, stem), tables=_tables(notebook, stem))


def _figures(notebook: NotebookNode, stem: str) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    pictures = [data for data in _shown(notebook) if "image/png" in data or "image/svg+xml" in data]
    for number, picture in enumerate(pictures, start=1):
        if "image/png" in picture:
            files[f"{stem}-{number}.png"] = base64.b64decode(picture["image/png"])
        if "image/svg+xml" in picture:
            files[f"{stem}-{number}.svg"] = picture["image/svg+xml"].encode()
    return files


def _tables(notebook: NotebookNode, stem: str) -> dict[str, bytes]:
    tables = [data["text/csv"] for data in _shown(notebook) if "text/csv" in data]
    return {f"{stem}-{number}.csv": table.encode() for number, table in enumerate(tables, start=1)}


def _lightened(notebook: NotebookNode) -> NotebookNode:
    """A copy whose outputs carry none of the extra types, nor what was noted about them."""
    copy = deepcopy(notebook)
    for output in _outputs(copy):
        for kind in EXTRA:
            output.get("data", {}).pop(kind, None)
            output.get("metadata", {}).pop(kind, None)
    return copy


def _shown(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """What each output shows, by mime type; a printed stream or an error shows nothing of the kind."""
    yield from (output.data for output in _outputs(notebook) if "data" in output)


def _outputs(notebook: NotebookNode) -> Iterator[NotebookNode]:
    for cell in notebook.cells:
        yield from cell.get("outputs", [])
