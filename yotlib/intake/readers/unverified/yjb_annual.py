"""Read first-time entrants by local authority: sheet 2.11 of chapter 2 of the YJB's annual supplementary tables.

No file of this kind was at hand. The layout follows public code that reads the release of January 2025 or 2026. The
column names are on the fourth row (Region, Local Authority/Region, then the years). The sheet "gives rates per 100,000
of the 10-17 population" for years ending December, with three decimals. A region's row is called `Total <region>`, the
East of England `Eastern`, and someone replaced Yorkshire by Yorkshire and the Humber throughout (`East Riding of
Yorkshire and the Humber`). Sheets of the same layout in older releases (2.8, 2.9) give numbers of children, so the
words above the table must say whether it holds rates or numbers, and may say in which month the years end.

Authorities are counted by residence, so Leicestershire is without Rutland.
"""

import re
from dataclasses import replace

import pandas as pd

from yotlib.intake.files import Opened
from yotlib.intake.readers import yjb
from yotlib.intake.readers.adding_up import YEAR, as_figures, report_doubts
from yotlib.intake.readers.area_of_row import count_unresolved, explain_region_conflicts, find_areas
from yotlib.intake.readers.councils import check_lifetimes
from yotlib.intake.readers.period_labels import read_periods
from yotlib.intake.readers.printed_numbers import read_numbers
from yotlib.intake.readers.reader import READ_COLUMNS, Reader, Reading
from yotlib.intake.readers.unverified import WARNING
from yotlib.reference.areas import all_areas
from yotlib.reference.errors import BadFigures

SHEET = "2.11"
REGION, AUTHORITY = "region", "local authority/region"
CHECK = "a row is of its region, and stands once"
PUBLICATION = replace(yjb.PUBLICATION, covers="first-time entrants by local authority, chapter 2, table 2.11")


def recognises(opened: Opened) -> bool:
    """Return whether this is a workbook with sheet 2.11 and its two columns of names."""
    return SHEET in opened.sheets and _header_row(opened) > 0


def read(opened: Opened) -> Reading:
    """Read rates (or numbers, where the sheet says so) of first-time entrants for each area and year."""
    above = _words_above(opened)
    table = opened.table(SHEET, header=_header_row(opened))
    table = table.set_axis([_fold(name) for name in table.columns], axis=1)
    years = [name for name in table.columns if re.search(r"\b(19|20)\d\d\b", name)]
    cells = _read_cells(table[(table[years] != "").any(axis=1)], years, above, opened.name)
    known = _add_doubts(cells[(cells["area"] != "") & ~_is_empty_and_abolished(cells)])
    figures = as_figures(known.rename(columns={"number": _number_column(above, opened.name)}), "first_time_entrants")
    return Reading(
        figures=figures[READ_COLUMNS],
        unresolved=count_unresolved(cells["name"], cells["area"]),
        left_out=(f"Only sheet {SHEET} is read of {len(opened.sheets)}.", WARNING),
        faults=(*report_doubts(figures, CHECK, opened.name), *check_lifetimes(figures, opened.name)),
    )


def _header_row(opened: Opened) -> int:
    """Return the row of the column names; 0 if there is none."""
    rows = [{_fold(cell) for cell in row} for row in opened.head(SHEET)]
    return next((row for row, names in enumerate(rows, start=1) if {REGION, AUTHORITY} <= names), 0)


def _fold(cell: str) -> str:
    return " ".join(re.sub(r"\[[^\]]*\]", " ", cell).split()).casefold()


def _words_above(opened: Opened) -> str:
    """Return the words above the table, in lower case."""
    rows = opened.head(SHEET)[: _header_row(opened) - 1]
    return _fold(" ".join(cell for row in rows for cell in row))


def _number_column(above: str, file: str) -> str:
    """Return whether the sheet's numbers are values (rates) or counts, from the words above them."""
    if "rate" in above or "per 100,000" in above:
        return "value"
    if "number" in above:
        return "count"
    raise BadFigures([f"{file}: sheet {SHEET} does not say above its table whether it holds rates or numbers."])


def _read_cells(table: pd.DataFrame, years: list[str], above: str, file: str) -> pd.DataFrame:
    """Return a row for each cell: `number`, `note`, the period of its column, and the area of its name at that time."""
    columns = [_read_year(table, name, above, file) for name in years]
    return pd.concat(columns, ignore_index=True) if columns else _read_year(table, "", above, file)


def _read_year(table: pd.DataFrame, name: str, above: str, file: str) -> pd.DataFrame:
    """Return the cells of one column."""
    ends_in_march = "ending march" in above and re.fullmatch(r"\d{4}", name)
    labels = pd.Series(f"year ending March {name}" if ends_in_march else name, index=table.index, name="column")
    periods = read_periods(labels, file)
    read = read_numbers(table[name], yjb.MARKS, file).rename(columns={"value": "number"}).join(periods)
    names = table[AUTHORITY]
    areas = find_areas(names, periods, prefer="authority")
    return read.assign(name=names, area=areas, region=table[REGION], row=table.index)


def _is_empty_and_abolished(cells: pd.DataFrame) -> pd.Series:
    """Return whether each cell has no number and is of a council that did not exist in the year."""
    known = all_areas()
    existed = [
        area == "" or known[area].existed(start, end)
        for area, start, end in cells[YEAR].itertuples(index=False, name=None)
    ]
    return ~pd.Series(existed, index=cells.index, dtype="bool") & cells["number"].isna()


def _add_doubts(cells: pd.DataFrame) -> pd.DataFrame:
    """Doubt cells whose row names another region than their area's, or of which there are two that differ."""
    different = cells.drop_duplicates([*YEAR, "number"])
    doubt = explain_region_conflicts(different)
    twice = different.duplicated(YEAR, keep=False)
    return different.assign(doubt=doubt.mask(twice, "another row has another number for it"))


READER = Reader(
    kind="yjb-annual",
    title="YJB annual statistics, chapter 2, first-time entrants by local authority",
    source="yjb-annual",
    publication=PUBLICATION,
    recognises=recognises,
    read=read,
    seen=False,
)
