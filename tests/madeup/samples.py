"""Provide one made-up file of every kind and form, which can be written again from changed rows."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pandas as pd
from python_calamine import CalamineWorkbook

from tests.madeup import (
    filled_in,
    fingertips,
    lait,
    moj_reoffending,
    neighbours,
    ods,
    ons,
    population,
    ratings,
    trafford,
    yjb_annual,
    yjb_dashboard,
    yjb_local,
    yjb_maps,
    yjb_offences,
)

Rows = list[list[object]]
KENT = ("Kent", "72.22", "Good", "14/05/24")
CODES = ("E06000023", "E08000035", "E06000014")
OWN = ({}, {"area": "Leeds", "period": "2023"})


@dataclass(frozen=True)
class Sample:
    """A made-up file of a reader's kind: its form, how it is written, and which row has the column names.

    `part` distinguishes the tables that one reader reads. `without_totals` says that the file has neither totals nor
    row numbers, so that a lost row would not be noticed. `columns_alike` says that it has columns of one kind, such as
    years, so that swapped column names would not be noticed. `source` is the key that the file needs to be read.
    """

    kind: str
    form: str
    write: Callable[[Path], Path]
    part: str = ""
    header: int = 1
    sheet: str = ""
    without_totals: bool = False
    columns_alike: bool = False
    source: str = ""

    def __str__(self) -> str:
        return f"{self.kind}{f'-{self.part}' if self.part else ''}.{self.form}"

    def rows(self, path: Path) -> Rows:
        """Return the rows of the sheet that is read."""
        return READ[self.form](path, self.sheet)

    def write_again(self, path: Path, rows: Rows) -> Path:
        """Write the same file with other rows in that sheet."""
        WRITTEN[self.form](path, self.sheet, rows)
        return path


def _read_csv(path: Path, sheet: str) -> Rows:
    return [list(row) for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))]


def _write_csv(path: Path, sheet: str, rows: Rows) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", errors="replace")


def _read_parquet(path: Path, sheet: str) -> Rows:
    table = pd.read_parquet(path)
    return [list(table.columns), *table.astype(object).where(table.notna(), None).to_numpy().tolist()]


def _write_parquet(path: Path, sheet: str, rows: Rows) -> None:
    names = [str(name) for name in rows[0]] if rows else []
    width = max((len(row) for row in rows[1:]), default=len(names))
    names = [*names, *(f"column {place}" for place in range(len(names), width))]
    body = [[*row, *[None] * (width - len(row))] for row in rows[1:]]
    texts = [[None if cell is None else str(cell) for cell in row] for row in body]
    table = pd.DataFrame(texts, columns=names, dtype="str")
    table.loc[:, ~table.columns.duplicated()].to_parquet(path, index=False)


def _read_workbook(path: Path, sheet: str) -> Rows:
    book = CalamineWorkbook.from_path(str(path))
    name = sheet or book.sheet_names[0]
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[None if cell == "" else cell for cell in row] for row in rows]


def _write_xlsx(path: Path, sheet: str, rows: Rows) -> None:
    book = openpyxl.load_workbook(path)
    old = book[sheet or book.sheetnames[0]]
    place, title = book.index(old), old.title
    book.remove(old)
    new = book.create_sheet(title, place)
    for row in rows:
        new.append(
            [openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell for cell in row]
        )
    book.save(path)


def _write_ods(path: Path, sheet: str, rows: Rows) -> None:
    book = CalamineWorkbook.from_path(str(path))
    others = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    legal = [
        [cell.replace("\x00", "").replace("\x07", "") if isinstance(cell, str) else cell for cell in row]
        for row in rows
    ]
    ods.write(path, others | {sheet: legal})


def _write_local(columns: Sequence[str], rows: Callable[[], Rows]) -> Callable[[Path], Path]:
    """Return the function that writes one of the YJB's local level tables."""
    return lambda path: yjb_local.text(path, columns, rows())


READ: dict[str, Callable[[Path, str], Rows]] = {
    "csv": _read_csv,
    "parquet": _read_parquet,
    "xlsx": _read_workbook,
    "ods": _read_workbook,
}
WRITTEN: dict[str, Callable[[Path, str, Rows], None]] = {
    "csv": _write_csv,
    "parquet": _write_parquet,
    "xlsx": _write_xlsx,
    "ods": _write_ods,
}
SAMPLES = (
    Sample("fingertips", "csv", lambda path: fingertips.write(path, fingertips.short())),
    Sample("fingertips", "csv", lambda path: fingertips.write(path, fingertips.whole(CODES)), "whole"),
    Sample("hmip-ratings", "csv", lambda path: ratings.write(path, ratings.GOOD, KENT)),
    Sample("lait", "csv", lambda path: lait.csv(path, lait.whole())),
    Sample("lait", "parquet", lambda path: lait.parquet(path, lait.whole())),
    Sample("moj-reoffending", "csv", lambda path: moj_reoffending.write(path, moj_reoffending.year())),
    Sample("neighbours", "xlsx", lambda path: neighbours.write(path, neighbours.rows()), header=3, columns_alike=True),
    Sample("ons-census", "csv", population.census),
    Sample("ons-mid-year", "csv", population.estimates),
    Sample("ons-ethnic-group-by-age", "csv", ons.census, without_totals=True, columns_alike=True),
    Sample("ons-single-years", "csv", ons.nomis, columns_alike=True, source="ons-mid-2024"),
    Sample("template", "csv", lambda path: filled_in.write(path, *OWN)),
    Sample("template", "xlsx", lambda path: filled_in.workbook(path, *OWN), sheet="Figures"),
    Sample("trafford", "csv", lambda path: trafford.write(path, trafford.whole())),
    Sample("yjb-annual", "xlsx", yjb_annual.write, header=4, sheet="2.11", columns_alike=True),
    Sample("yjb-dashboard", "csv", lambda path: yjb_dashboard.write(path, yjb_dashboard.rows())),
    Sample("yjb-local", "csv", _write_local(yjb_local.CHILDREN, yjb_local.children), "children", without_totals=True),
    Sample("yjb-local", "csv", _write_local(yjb_local.OFFENCES, yjb_local.offences), "offences", without_totals=True),
    Sample("yjb-local", "csv", _write_local(yjb_local.OUTCOMES, yjb_local.outcomes), "outcomes", without_totals=True),
    Sample(
        "yjb-local",
        "ods",
        lambda path: yjb_local.workbook(path, yjb_local.CHILDREN, yjb_local.children()),
        "children",
        sheet="Data",
        without_totals=True,
    ),
    Sample("yjb-maps", "csv", yjb_maps.write, without_totals=True),
    Sample("yjb-offences", "csv", lambda path: yjb_offences.write(path, yjb_offences.rows()), without_totals=True),
)
