"""Lay out sentences and tables in a number of columns without cutting a word."""

from collections.abc import Iterator, Sequence
from textwrap import TextWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

BETWEEN = "  "
INDENT = "  "


def wrap_line(line: str, width: int) -> list[str]:
    """Return a line as several of at most `width` columns; what follows a bullet or an indent is indented further.

    Words are never cut: one that is longer than a line has a line of its own.

    >>> wrap_line("- Entrants were 130 in 2024.", 16)
    ['- Entrants were', '  130 in 2024.']
    """
    words = line.lstrip()
    indent = line[: len(line) - len(words)]
    wrapper = TextWrapper(
        width=width,
        initial_indent=indent,
        subsequent_indent=indent + INDENT if indent or words.startswith("- ") else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapper.wrap(words) or [""]


def lay_out_table(shown: "pd.DataFrame", width: int) -> list[str]:
    """Return the lines of a table: side by side if every word fits, else each row as a block, a line a cell."""
    cells = [[_one_line(cell) for cell in row] for row in shown.itertuples(index=False)]
    heads = [str(name) for name in shown]
    widths = _fit_columns([heads, *cells], width)
    return list(_side_by_side(heads, cells, widths) if widths else _in_blocks(heads, cells, width))


def _one_line(cell: object) -> str:
    return " ".join(str(cell).split())


def _fit_columns(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return a width for each column, at least its longest word, the narrow ones whole first; none if too wide."""
    columns = [list(cells) for cells in zip(*rows, strict=True)]
    whole = [max(map(len, cells)) for cells in columns]
    widths = [max((len(word) for cell in cells for word in cell.split()), default=0) for cells in columns]
    room = width - len(BETWEEN) * (len(columns) - 1) - sum(widths)
    if not columns or room < 0:
        return []
    for _ in range(room):
        narrow = [place for place in range(len(columns)) if widths[place] < whole[place]]
        if not narrow:
            break
        widths[min(narrow, key=widths.__getitem__)] += 1
    return widths


def _side_by_side(heads: list[str], rows: list[list[str]], widths: list[int]) -> Iterator[str]:
    yield from _row_lines(heads, widths)
    yield BETWEEN.join("─" * width for width in widths)
    for row in rows:
        yield from _row_lines(row, widths)


def _row_lines(cells: list[str], widths: list[int]) -> Iterator[str]:
    wrapped = [wrap_line(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        parts = [lines[number] if number < len(lines) else "" for lines in wrapped]
        yield BETWEEN.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()


def _in_blocks(heads: list[str], rows: list[list[str]], width: int) -> Iterator[str]:
    for first, *others in rows:
        yield from wrap_line(first, width)
        for head, cell in zip(heads[1:], others, strict=True):
            yield from wrap_line(f"{INDENT}{head}: {cell}", width) if cell else []
