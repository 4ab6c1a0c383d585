"""Turn rows of cells into a table of text. `Contents` is what every form of file offers once it is open."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, Protocol

import pandas as pd

from yotlib.figures.tidy import MOST_SHOWN, quoted
from yotlib.reference.errors import BadFigures, likely_names

MOST_ROWS = 2_000_000
_ROWS_AT_ONCE = 50_000


class Contents(Protocol):
    """An open file of one form."""

    sheets: tuple[str, ...]

    def refuse_cut_short(self) -> None:
        """Refuse a file whose end may be missing."""

    def head(self, sheet: str, rows: int) -> list[list[str]]:
        """Return the first rows as text."""

    def table(
        self, sheet: str, *, header: int, columns: Collection[str] | None, where: Mapping[str, Collection[str]]
    ) -> pd.DataFrame:
        """Return the rows below `header` as text; see `Opened.table`."""


class Selection(NamedTuple):
    """The columns wanted, their positions in a row, and the texts that a row must have at given positions."""

    names: list[str]
    places: list[int]
    tests: list[tuple[int, frozenset[str]]]
    width: int

    def accepts(self, cells: Sequence[str]) -> bool:
        """Return whether a row has the wanted texts."""
        return not self.tests or all(cells[place] in texts for place, texts in self.tests)


def tabulate(
    records: Iterator[list[str]],
    file: str,
    *,
    header: int,
    columns: Collection[str] | None,
    where: Mapping[str, Collection[str]],
) -> pd.DataFrame:
    """Return rows of cells as a table of text, numbered from 1. Only the rows and columns wanted are kept in memory."""
    first_rows = list(islice(records, header))
    if len(first_rows) < header or not any(first_rows[-1]):
        raise BadFigures([f"{file} has no row {header} of column names; it is empty or cut short."])
    wanted = select_columns(column_names(first_rows[-1]), file, header, columns, where)
    rows = _filled_rows(records, file, header, wanted.width)
    kept = ((number, [cells[place] for place in wanted.places]) for number, cells in rows if wanted.accepts(cells))
    return _build_table(kept, wanted.names)


def cell_text(value: Any) -> str:
    """Return a value as text: the shortest for the same number, a date without its midnight, "" for nothing.

    >>> cell_text(3.0), cell_text(40.409999999999997), cell_text(datetime.datetime(2024, 4, 1))
    ('3', '40.41', '2024-04-01')
    """
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return repr(value + 0.0).removesuffix(".0")
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)


def column_names(cells: Sequence[str]) -> list[str]:
    """Return the names in a header row, with single spaces between words, no name twice and none blank.

    >>> column_names(["LA  Name", "SNP", "SNP", ""])
    ['LA Name', 'SNP', 'SNP (2)', 'column 4']
    """
    seen: Counter[str] = Counter()
    names = []
    for place, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"column {place}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def select_columns(
    names: list[str], file: str, header: int, columns: Collection[str] | None, where: Mapping[str, Collection[str]]
) -> Selection:
    """Find the wanted columns in a header row; refuse in one line a table that lacks one of them."""
    wanted = list(names if columns is None else columns)
    missing = [name for name in dict.fromkeys([*wanted, *where]) if name not in names]
    if missing:
        present = quoted(name[:40] for name in names[:12])
        likely = likely_names(missing, names)
        raise BadFigures([f"{file} needs {quoted(missing)}; its row {header} has {present}.{likely}"])
    tests = [(names.index(name), frozenset(texts)) for name, texts in where.items()]
    return Selection(wanted, [names.index(name) for name in wanted], tests, len(names))


def too_many_rows(file: str) -> BadFigures:
    """Return the error for a file longer than any publisher's."""
    return BadFigures([f"{file} has more than {MOST_ROWS:,} rows, more than any file read here; check what it is."])


def _filled_rows(records: Iterator[list[str]], file: str, header: int, width: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not blank, numbered; refuse at the end all that are longer or shorter than the header."""
    ragged: list[str] = []
    not_shown = 0
    for number, cells in enumerate(records, start=header + 1):
        if number > MOST_ROWS + header:
            raise too_many_rows(file)
        if len(cells) == width:
            if any(cells) and not ragged:
                yield number, cells
        elif any(cells) and len(ragged) < MOST_SHOWN:
            ragged.append(f"{file} row {number} has {len(cells)} fields; its row {header} has {width}.")
        elif any(cells):
            not_shown += 1
    if ragged:
        raise BadFigures(
            [*ragged, *([f"{file}: {not_shown} more rows of another length not shown."] if not_shown else [])]
        )


def _build_table(rows: Iterator[tuple[int, list[str]]], names: list[str]) -> pd.DataFrame:
    parts = []
    while part := list(islice(rows, _ROWS_AT_ONCE)):
        numbers, cells = zip(*part, strict=True)
        columns = dict(zip(names, map(list, zip(*cells, strict=True)), strict=True))
        parts.append(pd.DataFrame(columns, index=list(numbers), dtype="str"))
    return pd.concat(parts) if parts else pd.DataFrame(columns=names, index=pd.Index([], dtype="int64"), dtype="str")
