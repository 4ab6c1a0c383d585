"""Write a workbook of made-up rows as ODS, with no more of the format than a reader needs."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

FORM = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("manifest", "manifest"))
)


def write(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """Write the sheets as a workbook at `path`: numbers as numbers, None as an empty cell, all else as text.

    A pair of a number and a format is a percentage.
    """
    tables = "".join(_table(name, rows) for name, rows in sheets.items())
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f'<office:document-content {NAMES} office:version="1.2">{body}</office:document-content>'
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(zipfile.ZipInfo("mimetype"), FORM)
        book.writestr(zipfile.ZipInfo("content.xml"), f'<?xml version="1.0" encoding="UTF-8"?>{content}')
        book.writestr(zipfile.ZipInfo("META-INF/manifest.xml"), _manifest())
    return path


def _table(name: str, rows: Sequence[Sequence[object]]) -> str:
    lines = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    return f"<table:table table:name={quoteattr(name)}>{lines}</table:table>"


def _cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, tuple):
        number, _ = value
        shown = f"<text:p>{100 * number:g}%</text:p>"
        return f'<table:table-cell office:value-type="percentage" office:value="{number}">{shown}</table:table-cell>'
    shown = f"<text:p>{escape(str(value))}</text:p>"
    kind = f'"float" office:value="{value}"' if isinstance(value, int | float) else '"string"'
    return f"<table:table-cell office:value-type={kind}>{shown}</table:table-cell>"


def _manifest() -> str:
    entries = "".join(
        f"<manifest:file-entry manifest:full-path={quoteattr(path)} manifest:media-type={quoteattr(kind)}/>"
        for path, kind in (("/", FORM), ("content.xml", "text/xml"))
    )
    return f'<manifest:manifest {NAMES} manifest:version="1.2">{entries}</manifest:manifest>'
