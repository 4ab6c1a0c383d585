"""Work out widths of columns and heights of rows, since not every spreadsheet grows a row for wrapped text."""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

import pandas as pd

_WIDEST, _NARROWEST, _MARGIN = 80, 9, 2
_LINE = 16.0
# Letters of the theme are a little wider than those that a column's width is counted in.
_LETTER = 1.1


def widths(table: pd.DataFrame) -> list[int]:
    """Return the width of each column in letters: its longest text or half its heading, within bounds."""
    return [_width(heading, table[heading]) for heading in table.columns]


def heights(table: pd.DataFrame, given: Sequence[int]) -> list[float]:
    """Return the height in points of the heading and of each row, for text wrapped in columns `given` wide."""
    rows = [list(table.columns), *table.to_numpy().tolist()]
    return [height(cells, given) for cells in rows]


def height(cells: Sequence[Any], given: Sequence[int]) -> float:
    """Return the height of one row."""
    return _LINE * max(_lines(_text(cell), width) for cell, width in zip(cells, given, strict=True))


def _width(heading: str, cells: Iterable[Any]) -> int:
    longest = max((len(line) for cell in cells for line in _text(cell).split("\n")), default=0)
    return min(ceil(max(longest, len(heading) / 2, _NARROWEST) * _LETTER) + _MARGIN, _WIDEST)


def _lines(text: str, width: int) -> int:
    return sum(max(1, ceil(len(line) * _LETTER / (width - _MARGIN))) for line in text.split("\n"))


def _text(cell: Any) -> str:
    """Return the text of a cell; a link shows its words, a list a line each."""
    if isinstance(cell, dict):
        return "\n".join(cell)
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return "\n".join(map(str, cell)) if isinstance(cell, list) else str(cell)
