"""Keep a spreadsheet from taking the text of a table for a formula, which it would run as it opens the file."""

import csv
import io
import re
from collections.abc import Sequence

FORMULA = tuple("=+-@\t\r\n")
_QUOTED = re.compile(r'[,"\r\n]')
_HARMLESS = re.compile(r"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf)?%?")


def defuse(table: str) -> str:
    """Return the text of a CSV file with an apostrophe before each cell that would be a formula; numbers stay."""
    rows = csv.reader(io.StringIO(table, newline=""))
    return "".join(f"{_as_line([defuse_cell(cell) for cell in row])}\n" for row in rows)


def defuse_cell(cell: str) -> str:
    """Return a cell's text with an apostrophe before it where it would be a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) and not _HARMLESS.fullmatch(cell) else cell


def _as_line(cells: Sequence[str]) -> str:
    """Return a row as a line of CSV; csv.writer of Python 3.11 leaves a carriage return without quotes."""
    quoted = ('"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell for cell in cells)
    return '""' if list(cells) == [""] else ",".join(quoted)
