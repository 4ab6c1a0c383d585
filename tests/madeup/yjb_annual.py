"""Make up a workbook in the form of chapter 2 of the YJB's annual tables, with the faults of its sheet 2.11."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

RATES = "Table 2.11: Rate of first time entrants per 100,000 of the 10-17 population, by local authority"
NUMBERS = "Table 2.11: Number of first time entrants, by local authority"
ENDING = "years ending December 2018 to 2020 [note 1]"
COLUMNS = ["Region", "Local Authority/Region", 2018, 2019, "2020 [note 3]"]
ROWS: list[list[object]] = [
    ["Eastern", "Luton", 210.125, 190.5, 150],
    ["Eastern", "Total Eastern", 205.25, 180, 140.75],
    ["Yorkshire and the Humber", "East Riding of Yorkshire and the Humber", 120.75, 101.25, "-"],
    ["South West", "Poole [note 12]", 300.5, None, None],
    ["South West", "Dorset [note 12]", 160.25, 150.5, 140],
    ["South West", "Bournemouth, Christchurch and Poole [note 12]", None, 220.25, 200],
    ["Wales", "Total Wales", 240, 230, 220],
    ["Atlantis", "Atlantis", 1, 2, 3],
    ["[note 12] Councils changed.", None, None, None, None],
]


def write(path: Path, rows: Sequence[Sequence[object]] = ROWS, title: str = RATES, ending: str = ENDING) -> Path:
    """Write the workbook at `path`: a cover, and sheet 2.11 with its column names on the fourth row."""
    book = Workbook()
    book.worksheets[0].title = "Cover"
    sheet = book.create_sheet("2.11")
    for row in ([title], [ending], ["Made up"], COLUMNS, *rows):
        sheet.append(list(row))
    book.save(path)
    return path
