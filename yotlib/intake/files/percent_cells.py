"""Find the cells of a workbook that are shown as percentages: a spreadsheet stores 33.5% as 0.335.

The reader of sheets gives numbers without their formats. The formats of XLSX are read with openpyxl, and only in a
workbook whose styles have a percentage at all. An ODS cell says itself that it is a percentage.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.parsers import expat

from yotlib.reference.errors import BadFigures

Cells = frozenset[tuple[int, int]]
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.')
_STYLES, _CONTENT = "xl/styles.xml", "content.xml"
_PERCENT_STYLE = re.compile(rb'numFmtId="(?:9|10)"|formatCode="[^"]*%')
_UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, zipfile.BadZipFile)


def find_percent_cells(content: bytes, sheet: str, name: str) -> Cells:
    """Return the row and column, counted from 0, of every cell of a sheet that is shown as a percentage.

    `content` is the workbook, `name` what errors call it. Raises BadFigures if its formats cannot be read.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = set(archive.namelist())
        if _CONTENT in members and _STYLES not in members:
            return frozenset(_ods_cells(archive.read(_CONTENT), sheet))
        if _STYLES not in members or not _PERCENT_STYLE.search(archive.read(_STYLES)):
            return frozenset()
    try:
        return frozenset(_xlsx_cells(content, sheet))
    except _UNREADABLE as error:
        raise BadFigures([f"{name}: the formats of its cells cannot be read ({error}); save it again."]) from None


def as_percent(value: float) -> float:
    """Return the number that is shown of a cell stored as a fraction.

    >>> as_percent(0.335), as_percent(0.07)
    (33.5, 7.0)
    """
    return float(f"{100 * value:.12g}")


def is_percentage(number_format: str) -> bool:
    """Return whether a number format shows a percentage; a percent sign in quotes is only a word.

    >>> is_percentage("0.0%"), is_percentage('0" %"'), is_percentage("General")
    (True, False, False)
    """
    return "%" in _NOT_SHOWN.sub("", number_format)


def _xlsx_cells(content: bytes, sheet: str) -> Iterator[tuple[int, int]]:
    """Yield the percentages of an XLSX sheet."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of parts that openpyxl does not keep, such as drop-downs
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        rows = book[sheet]
        rows.reset_dimensions()
        for row in rows.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float) and is_percentage(cell.number_format):
                    yield cell.row - 1, cell.column - 1
        book.close()


def _ods_cells(content: bytes, sheet: str) -> Iterator[tuple[int, int]]:
    """Yield the percentages of an ODS sheet."""
    table, parser = _OdsSheet(sheet), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = table.start, table.end
    parser.Parse(content, True)
    yield from table.found


class _OdsSheet:
    """The place reached in an ODS workbook, and the percentages `found` in one of its sheets."""

    def __init__(self, sheet: str) -> None:
        self.sheet, self.found = sheet, list[tuple[int, int]]()
        self.inside, self.row, self.column, self.rows = False, 0, 0, 1

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Handle the start of an XML element: a sheet, a row or a cell, repeated or not."""
        name = tag.rpartition(":")[2]
        if name == "table":
            self.inside, self.row = attributes.get("table:name") == self.sheet, 0
        elif name == "table-row":
            self.rows, self.column = int(attributes.get("table:number-rows-repeated", 1)), 0
        elif name in ("table-cell", "covered-table-cell") and self.inside:
            times = int(attributes.get("table:number-columns-repeated", 1))
            if attributes.get("office:value-type") == "percentage":
                across = range(self.column, self.column + times)
                self.found += [(row, column) for row in range(self.row, self.row + self.rows) for column in across]
            self.column += times

    def end(self, tag: str) -> None:
        """Handle the end of an XML element: the next row follows all repeats of this one."""
        if tag.rpartition(":")[2] == "table-row":
            self.row += self.rows
