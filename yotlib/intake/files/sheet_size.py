"""Measure a workbook's sheets before they are read: one stray cell far down could fill all memory.

A sheet's size is the block from its first cell to its last filled row and column. XML that is not well-formed is
refused here too, because a workbook reader may wait for its end for ever.
"""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from yotlib.reference.errors import BadFigures

MOST_CELLS = 20_000_000
MOST_ROWS = 300_000  # of a workbook; the long tables that are read here come as CSV or Parquet
_CELL_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


class _TooManyRows(Exception):
    """A workbook has more rows than any read here."""


class _SheetSize:
    """The last filled row and column of the sheets in one file of a workbook."""

    def __init__(self, rows_before: int) -> None:
        self.rows = self.columns = self.row = self.column = self.repeats = 0
        self.row_elements = rows_before
        self.filled = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Handle the start of an XML element. XLSX and ODS use different names, so both are handled here."""
        name = tag.rpartition(":")[2]
        if name in ("row", "table-row"):
            self._count_row()
        if name == "row":
            self._start_row(attributes.get("r"))
        elif name == "c":
            self._start_cell(attributes.get("r"))
        elif name in ("table", "sheetData"):
            self.row = 0
        elif name == "table-row":
            self.repeats, self.column, self.filled = _repeat_count(attributes, "table:number-rows-repeated"), 0, False
        elif name in ("table-cell", "covered-table-cell"):
            self.column += _repeat_count(attributes, "table:number-columns-repeated")
            self._mark_filled("office:value-type" in attributes)
        elif name == "p":
            self._mark_filled(True)

    def end(self, tag: str) -> None:
        """Handle the end of an XML element: an ODS row counts only if something is in it."""
        if tag.rpartition(":")[2] == "table-row":
            self.row += self.repeats
            self.rows = max(self.rows, self.row) if self.filled else self.rows

    def _count_row(self) -> None:
        self.row_elements += 1
        if self.row_elements > MOST_ROWS:
            raise _TooManyRows

    def _start_row(self, number: str | None) -> None:
        before, self.row, self.column = self.row, _whole_number(number, self.row + 1), 0
        if self.row <= before:
            raise ValueError(f"row {self.row} after row {before}")

    def _start_cell(self, reference: str | None) -> None:
        before = self.column
        self.column += 1
        if reference is not None:
            match = _CELL_REFERENCE.fullmatch(reference)
            if match is None or int(match[2]) != self.row or _column_number(match[1]) <= before:
                raise ValueError(f"a cell {reference[:20]!r} out of its place in row {self.row}")
            self.column = _column_number(match[1])
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)

    def _mark_filled(self, filled: bool) -> None:
        if filled:
            self.filled, self.columns = True, max(self.columns, self.column)


def refuse_oversized(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuse a workbook whose XML is damaged, or with a sheet larger than any table read here."""
    rows = 0
    for member in archive.namelist():
        if member.endswith((".xml", ".rels")):
            sheets = _measure(archive, member, path.name, rows)
            rows = sheets.row_elements
            if sheets.rows * sheets.columns > MOST_CELLS:
                words = f"reaches to row {sheets.rows:,} and column {sheets.columns:,}, more than any table read here"
                raise BadFigures([f"{path.name} {words}; it is damaged or has a stray cell far from its table."])


def _measure(archive: zipfile.ZipFile, member: str, name: str, rows_before: int) -> _SheetSize:
    """Measure the sheets in one file of a workbook, in whose other files there are `rows_before` rows."""
    sheets, parser = _SheetSize(rows_before), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = sheets.start, sheets.end
    parser.EntityDeclHandler = _refuse_entities
    try:
        with archive.open(member) as file:
            parser.ParseFile(file)
    except _TooManyRows:
        words = f"has more than {MOST_ROWS:,} rows, more than any workbook read here"
        raise BadFigures([f"{name} {words}; add the part of it that is wanted, or its table as CSV."]) from None
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise BadFigures([f"{name} is damaged ({error} in {member!r}); download it again."]) from None
    return sheets


def _refuse_entities(*_: object) -> NoReturn:
    """Refuse XML entities: no workbook defines any, and they can make a small file unpack without end."""
    raise ValueError("entities of its own")


def _column_number(letters: str) -> int:
    """Return a column's number from its letters: A is 1, AA 27."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _whole_number(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not re.fullmatch(r"\d{1,7}", text, re.ASCII):
        raise ValueError(f"{text[:20]!r} where a number should be")
    return int(text)


def _repeat_count(attributes: Mapping[str, str], name: str) -> int:
    repeats = _whole_number(attributes.get(name), 1)
    if not repeats:
        raise ValueError("a row or cell repeated no times")
    return repeats
