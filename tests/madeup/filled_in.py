"""Fill in the suite's sheet with made-up figures."""

import csv
from pathlib import Path

import openpyxl

from yotlib.intake.readers import write_template
from yotlib.intake.readers.template import COLUMNS, SHEET

OWN = {
    "area": "Bradford",
    "measure": "first_time_entrants",
    "period": "2024",
    "value": "101.1",
    "count": "66",
    "population": "65251",
    "title": "Our own count",
    "released": "2026-03-01",
    "published": "no",
}


def write(path: Path, *rows: dict[str, str]) -> Path:
    """Write a filled-in sheet as CSV, each figure given by how it differs from OWN."""
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, COLUMNS, restval="")
        written.writeheader()
        written.writerows(OWN | row for row in rows)
    return path


def workbook(path: Path, *rows: dict[str, str]) -> Path:
    """Write the suite's workbook, filled in with the same figures below its example."""
    blank = path.with_name("blank.xlsx")
    write_template.write(blank)
    book = openpyxl.load_workbook(blank)
    for row in rows:
        book[SHEET].append([(OWN | row).get(name) for name in COLUMNS])
    book.save(path)
    return path
