"""How far a workbook's sheets reach, measured before they are unpacked: one cell far off would fill all memory.

The measure is of the smallest block from the first cell that holds every cell; XML that is not well-formed is refused
here too, since a workbook reader may wait for its end for ever.
"""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from yotlib.reference.errors import BadFigures

MOST_CELLS = 20_000_000
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


class _Sheets:
    """The farthest row and column of the sheets in one member of a workbook."""

    def __init__(self) -> None:
        self.rows = self.columns = self.row = self.column = self.repeats = 0
        self.filled = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in an element's beginning; those of XLSX and ODS have different names, so both are looked for."""
        name = tag.rpartition(":")[2]
        if name == "row":
            self._row(attributes.get("r"))
        elif name == "c":
            self._cell(attributes.get("r"))
        elif name in ("table", "sheetData"):
            self.row = 0
        elif name == "table-row":
            self.repeats, self.column, self.filled = _repeats(attributes, "table:number-rows-repeated"), 0, False
        elif name in ("table-cell", "covered-table-cell"):
            self.column += _repeats(attributes, "table:number-columns-repeated")
            self._fill("office:value-type" in attributes)
        elif name == "p":
            self._fill(True)

    def end(self, tag: str) -> None:
        """Take in an element's end: only a row of ODS that holds something counts."""
        if tag.rpartition(":")[2] == "table-row":
            self.row += self.repeats
            self.rows = max(self.rows, self.row) if self.filled else self.rows

    def _row(self, number: str | None) -> None:
        before, self.row, self.column = self.row, _whole(number, self.row + 1), 0
        if self.row <= before:
            raise ValueError(f"row {self.row} after row {before}")

    def _cell(self, place: str | None) -> None:
        before = self.column
        self.column += 1
        if place is not None:
            found = _PLACE.fullmatch(place)
            if found is None or int(found[2]) != self.row or _number(found[1]) <= before:
                raise ValueError(f"a cell {place[:20]!r} out of its place in row {self.row}")
            self.column = _number(found[1])
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)

    def _fill(self, filled: bool) -> None:
        if filled:
            self.filled, self.columns = True, max(self.columns, self.column)


def measure(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuse a workbook whose XML is unsound or whose sheets reach farther than any table read here."""
    for member in archive.namelist():
        if member.endswith((".xml", ".rels")):
            sheets = _measured(archive, member, path.name)
            if sheets.rows * sheets.columns > MOST_CELLS:
                words = f"reaches to row {sheets.rows:,} and column {sheets.columns:,}, more than any table read here"
                raise BadFigures([f"{path.name} {words}; it is damaged or has a stray cell far from its table."])


def _measured(archive: zipfile.ZipFile, member: str, name: str) -> _Sheets:
    sheets, parser = _Sheets(), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = sheets.start, sheets.end
    parser.EntityDeclHandler = _refuse_entities
    try:
        with archive.open(member) as file:
            parser.ParseFile(file)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise BadFigures([f"{name} is damaged ({error} in {member!r}); download it again."]) from None
    return sheets


def _refuse_entities(*_: object) -> NoReturn:
    """No workbook has entities of its own; they are how a small file is made to unpack without end."""
    raise ValueError("entities of its own")


def _number(letters: str) -> int:
    """A column's number by its letters: A is 1, AA 27."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _whole(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not re.fullmatch(r"\d{1,7}", text, re.ASCII):
        raise ValueError(f"{text[:20]!r} where a number should be")
    return int(text)


def _repeats(attributes: Mapping[str, str], name: str) -> int:
    repeats = _whole(attributes.get(name), 1)
    if not repeats:
        raise ValueError("a row or cell repeated no times")
    return repeats
