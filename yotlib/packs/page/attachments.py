"""Take out the files that a run notebook carries: every picture as PNG and SVG, every table as CSV."""

import base64
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from nbformat import NotebookNode

EXTRA = ("image/svg+xml", "text/csv")


@dataclass(frozen=True)
class Attachments:
    """The notebook without its extra types, and the files it carried, by name."""

    notebook: NotebookNode
    figures: dict[str, bytes]
    tables: dict[str, bytes]


def take_attachments(notebook: NotebookNode, stem: str) -> Attachments:
    """Return the files carried by `notebook`, named after `stem`, and a copy of the notebook without the extra types.

    The first picture of "1_first_time_entrants" becomes "1_first_time_entrants-1.png" and ".svg", its first
    table "1_first_time_entrants-1.csv"; pictures and tables are counted separately. A picture keeps its PNG in the
    copy, a table its HTML, because a page shows those.
    """
    return Attachments(
        notebook=_without_extra_types(notebook), figures=_pictures(notebook, stem), tables=_tables(notebook, stem)
    )


def _pictures(notebook: NotebookNode, stem: str) -> dict[str, bytes]:
    """Return the PNG and SVG files of the pictures."""
    files: dict[str, bytes] = {}
    pictures = [data for data in _output_data(notebook) if "image/png" in data or "image/svg+xml" in data]
    for number, picture in enumerate(pictures, start=1):
        if "image/png" in picture:
            files[f"{stem}-{number}.png"] = base64.b64decode(picture["image/png"])
        if "image/svg+xml" in picture:
            files[f"{stem}-{number}.svg"] = picture["image/svg+xml"].encode()
    return files


def _tables(notebook: NotebookNode, stem: str) -> dict[str, bytes]:
    """Return the CSV files of the tables."""
    tables = [data["text/csv"] for data in _output_data(notebook) if "text/csv" in data]
    return {f"{stem}-{number}.csv": table.encode() for number, table in enumerate(tables, start=1)}


def _without_extra_types(notebook: NotebookNode) -> NotebookNode:
    """Return a copy whose outputs have none of the extra types, nor metadata about them."""
    copy = deepcopy(notebook)
    for output in _outputs(copy):
        for kind in EXTRA:
            output.get("data", {}).pop(kind, None)
            output.get("metadata", {}).pop(kind, None)
    return copy


def _output_data(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """Yield the data of each output by MIME type; printed text and errors have none."""
    yield from (output.data for output in _outputs(notebook) if "data" in output)


def _outputs(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """Yield the outputs of all cells in order."""
    for cell in notebook.cells:
        yield from cell.get("outputs", [])
