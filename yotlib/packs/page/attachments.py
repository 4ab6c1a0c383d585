"""Take out the files that a run notebook carries: every picture as PNG and SVG, every table as CSV."""

import base64
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from nbformat import NotebookNode

from yotlib.charts.canvas import image_html
from yotlib.packs.page import file_names

EXTRA = ("image/svg+xml", "text/csv")


@dataclass(frozen=True)
class Attachments:
    """The notebook without its extra types, and the files it carried, by name."""

    notebook: NotebookNode
    figures: dict[str, bytes]
    tables: dict[str, bytes]


def take_attachments(notebook: NotebookNode, pack: str, topic: str) -> Attachments:
    """Return the files carried by `notebook`, and a copy of the notebook without the extra types.

    The picture under the heading "Over the years" of the `topic` "reoffending" of the `pack` "leeds" becomes
    leeds-reoffending-over-the-years.png and .svg, the table there leeds-reoffending-over-the-years.csv (see
    `file_names`). In the copy a picture is HTML with its PNG and its words, a table its HTML: what JupyterLab shows.
    """
    return Attachments(
        notebook=_without_extra_types(notebook),
        figures=_pictures(notebook, pack, topic),
        tables=_tables(notebook, pack, topic),
    )


def _pictures(notebook: NotebookNode, pack: str, topic: str) -> dict[str, bytes]:
    """Return the PNG and SVG files of the pictures."""
    files: dict[str, bytes] = {}
    for name, picture in file_names.named(notebook, pack, topic, ("image/png", "image/svg+xml")):
        if "image/png" in picture:
            files[f"{name}.png"] = base64.b64decode(picture["image/png"])
        if "image/svg+xml" in picture:
            files[f"{name}.svg"] = picture["image/svg+xml"].encode()
    return files


def _tables(notebook: NotebookNode, pack: str, topic: str) -> dict[str, bytes]:
    """Return the CSV files of the tables."""
    tables = file_names.named(notebook, pack, topic, ["text/csv"])
    return {f"{name}.csv": data["text/csv"].encode() for name, data in tables}


def _without_extra_types(notebook: NotebookNode) -> NotebookNode:
    """Return a copy whose outputs have none of the extra types, nor metadata about them, and pictures with words."""
    copy = deepcopy(notebook)
    for output in _outputs(copy):
        data, about = output.get("data", {}), output.get("metadata", {})
        if "image/png" in data and about.get("image/png", {}).get("alt"):
            data["text/html"] = image_html(data.pop("image/png"), about.pop("image/png"))
        for kind in EXTRA:
            data.pop(kind, None)
            about.pop(kind, None)
    return copy


def _outputs(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """Yield the outputs of all cells in order."""
    for cell in notebook.cells:
        yield from cell.get("outputs", [])
