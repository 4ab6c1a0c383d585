"""Make up sheets as a spreadsheet keeps them: percentages stored as fractions, words that were made dates."""

import csv
import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.madeup import ods
from tests.madeup.filled_in import OWN
from yotlib.intake.readers.template import COLUMNS, SHEET


def write(path: Path, *rows: dict[str, Any]) -> Path:
    """Write a filled-in sheet as XLSX, ODS or CSV by its name, each row by how it differs from OWN.

    A value that is a pair is a number or date with the format in which it is shown; CSV has what is shown.
    """
    cells = [[(OWN | {"count": None, "population": None} | row).get(name) for name in COLUMNS] for row in rows]
    if path.suffix == ".ods":
        return ods.write(path, {SHEET: [COLUMNS, *cells]})
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *[["" if cell is None else cell for cell in row] for row in cells]])
        return path
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append(COLUMNS)
    for number, row in enumerate(cells, start=2):
        for column, cell in enumerate(row, start=1):
            value, shown = cell if isinstance(cell, tuple) else (cell, "General")
            sheet.cell(number, column, value).number_format = shown
    book.save(path)
    return path


def month(year: int, number: int) -> tuple[datetime.datetime, str]:
    """Return the first day of a month, shown as spreadsheets show a month: Dec-11."""
    return datetime.datetime(year, number, 1), "mmm-yy"
