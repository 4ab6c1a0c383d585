"""Make up tables in the forms of the ONS's own files; every number is invented."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl

from tests.madeup import csvs
from yotlib.intake.readers import ons_forms

AGES = [*map(str, range(90)), "90+"]
AREAS = [
    ("E92000001", "ENGLAND", "Country", 20),
    ("E12000003", "YORKSHIRE AND THE HUMBER", "Region", 9),
    ("E08000035", "Leeds", "Metropolitan District", 5),
    ("E08000002", "Bury", "Metropolitan District", 2),
    ("E08000005", "Rochdale", "Metropolitan District", 3),
    ("E07000008", "Cambridge", "Non-metropolitan District", 1),
    ("S12000033", "Aberdeen City", "Council Area", 1),
]
WORDS = ["MYE2: Persons by single year of age and sex, {}", "This worksheet contains one table.", *5 * [""]]
CODES = {"E08000035": "Leeds", "E07000008": "Cambridge"}


def row(code: str, name: str, kind: str, each: int) -> list[object]:
    """Return an area with the same number of children and adults at every year of age."""
    return [code, name, kind, 91 * each, *91 * [each]]


def sheet(title: str = "mid-2022", areas: Sequence[tuple[str, str, str, int]] = AREAS) -> list[list[object]]:
    """Return the sheet of persons: lines of words, of which one names the year, and then the table."""
    words: list[list[object]] = [[line.format(title)] for line in WORDS]
    return [*words, ["Code", "Name", "Geography", "All ages", *AGES], *(row(*area) for area in areas)]


def workbook(path: Path, title: str = "mid-2022") -> Path:
    """Write the sheet `MYE2 - Persons` after another one."""
    book = openpyxl.Workbook()
    book.active.append(["Contents"])
    persons = book.create_sheet("MYE2 - Persons")
    for cells in sheet(title):
        persons.append(cells)
    book.save(path)
    return path


def text(path: Path, areas: Sequence[tuple[str, str, str, int]] = AREAS) -> Path:
    """Write the table alone, with a byte-order mark and no line break at its end."""
    table = sheet(areas=areas)[len(WORDS) :]
    path.write_text("\n".join(",".join(map(str, cells)) for cells in table), encoding="utf-8-sig")
    return path


def nomis(path: Path, areas: Sequence[tuple[str, str, str, int]] = AREAS) -> Path:
    """Write the table as it comes from Nomis: no kind of area, and numbers with a decimal."""
    rows = [[code, name, *(f"{number}.0" for number in (91 * each, *91 * [each]))] for code, name, _, each in areas]
    return csvs.write(path, ["code", "name", "all", *AGES], rows)


def census(path: Path) -> Path:
    """Write the census table with the columns that are read: 1, 2 and 3 children of each group at 10-14, 15, 16-17."""
    columns = [ons_forms._CELL.format(band, group) for group in ons_forms.GROUPS for band in ons_forms.BANDS]
    rows = [["2011", name, code, *len(ons_forms.GROUPS) * [1, 2, 3]] for code, name in CODES.items()]
    return csvs.write(path, ["date", "geography", "geography code", *columns], rows)
