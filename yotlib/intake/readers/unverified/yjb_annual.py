"""First-time entrants by local authority: sheet 2.11 of chapter 2 of the YJB's annual supplementary tables.

No file of this kind was at hand. What is read follows public code that reads the release of January 2025 or 2026: the
column names stand on the fourth row (Region, Local Authority/Region, then the years), the sheet "gives rates per
100,000 of the 10-17 population" for years ending December, with three decimals; a region's row is called `Total
<region>`, the East of England `Eastern`, and someone replaced Yorkshire by Yorkshire and the Humber throughout (`East
Riding of Yorkshire and the Humber`). Sheets of the same layout in older releases (2.8, 2.9) give numbers of children:
so the words above the table must say which it is, and are asked in which month the years end.

Authorities are counted by residence, so Leicestershire is without Rutland.
"""

import re
from dataclasses import replace

import pandas as pd

from yotlib.intake.files import Opened
from yotlib.intake.readers import yjb
from yotlib.intake.readers.adding_up import YEAR, as_figures, doubted
from yotlib.intake.readers.area_of_row import elsewhere, placed, unresolved
from yotlib.intake.readers.period_labels import spans
from yotlib.intake.readers.printed_numbers import numbers
from yotlib.intake.readers.reader import READ_COLUMNS, Reader, Reading
from yotlib.reference.areas import every
from yotlib.reference.errors import BadFigures

SHEET = "2.11"
REGION, AUTHORITY = "region", "local authority/region"
CHECK = "a row is of its region, and stands once"
PUBLICATION = replace(yjb.PUBLICATION, covers="first-time entrants by local authority, chapter 2, table 2.11")


def recognises(opened: Opened) -> bool:
    """A workbook with sheet 2.11 and its two columns of names."""
    return SHEET in opened.sheets and _header(opened) > 0


def read(opened: Opened) -> Reading:
    """Rates (or numbers, where the sheet says so) of first-time entrants for each area and year."""
    above = _words_above(opened)
    table = opened.table(SHEET, header=_header(opened))
    table = table.set_axis([_folded(name) for name in table.columns], axis=1)
    years = [name for name in table.columns if re.search(r"\b(19|20)\d\d\b", name)]
    cells = _cells(table[(table[years] != "").any(axis=1)], years, above, opened.name)
    known = _doubts(cells[(cells["area"] != "") & ~_long_gone(cells)])
    figures = as_figures(known.rename(columns={"number": _number(above, opened.name)}), "first_time_entrants")
    return Reading(
        figures=figures[READ_COLUMNS],
        unresolved=unresolved(cells["name"], cells["area"]),
        left_out=(f"Only sheet {SHEET} is read of {len(opened.sheets)}.",),
        faults=tuple(doubted(figures, CHECK, opened.name)),
    )


def _header(opened: Opened) -> int:
    """The row of the column names; 0 if there is none."""
    rows = [{_folded(cell) for cell in row} for row in opened.head(SHEET)]
    return next((row for row, names in enumerate(rows, start=1) if {REGION, AUTHORITY} <= names), 0)


def _folded(cell: str) -> str:
    return " ".join(re.sub(r"\[[^\]]*\]", " ", cell).split()).casefold()


def _words_above(opened: Opened) -> str:
    rows = opened.head(SHEET)[: _header(opened) - 1]
    return _folded(" ".join(cell for row in rows for cell in row))


def _number(above: str, file: str) -> str:
    """Whether the sheet's numbers are values (rates) or counts, by the words above them."""
    if "rate" in above or "per 100,000" in above:
        return "value"
    if "number" in above:
        return "count"
    raise BadFigures([f"{file}: sheet {SHEET} does not say above its table whether it holds rates or numbers."])


def _cells(table: pd.DataFrame, years: list[str], above: str, file: str) -> pd.DataFrame:
    """One row a cell: `number` with its `note`, the period of its column, and the area of its row's name then."""
    columns = [_of_year(table, name, above, file) for name in years]
    return pd.concat(columns, ignore_index=True) if columns else _of_year(table, "", above, file)


def _of_year(table: pd.DataFrame, name: str, above: str, file: str) -> pd.DataFrame:
    ends_in_march = "ending march" in above and re.fullmatch(r"\d{4}", name)
    labels = pd.Series(f"year ending March {name}" if ends_in_march else name, index=table.index, name="column")
    periods = spans(labels, file)
    read = numbers(table[name], yjb.MARKS, file).rename(columns={"value": "number"}).join(periods)
    names = table[AUTHORITY]
    areas = placed(names, periods, prefer="authority")
    return read.assign(name=names, area=areas, region=table[REGION], row=table.index)


def _long_gone(cells: pd.DataFrame) -> pd.Series:
    """Cells without a number of councils that were not there in the year."""
    known = every()
    there = [
        area == "" or known[area].existed(start, end)
        for area, start, end in cells[YEAR].itertuples(index=False, name=None)
    ]
    return ~pd.Series(there, index=cells.index, dtype="bool") & cells["number"].isna()


def _doubts(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells, those in doubt whose row says another region than their area's, or that stand twice and differ."""
    once = cells.drop_duplicates([*YEAR, "number"])
    doubt = elsewhere(once)
    twice = once.duplicated(YEAR, keep=False)
    return once.assign(doubt=doubt.mask(twice, "another row has another number for it"))


READER = Reader(
    kind="yjb-annual",
    title="YJB annual statistics, chapter 2, first-time entrants by local authority",
    source="yjb-annual",
    publication=PUBLICATION,
    recognises=recognises,
    read=read,
    seen=False,
)
