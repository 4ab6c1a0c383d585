"""A period's dates are those of a period, of the one that is labelled, and over before the release."""

import re

import pandas as pd

from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.rows import PERIOD, about, each, fault, prepared, stated, tables
from yotlib.reference import periods
from yotlib.reference.errors import AskedWrongly

CHECK = "a year's label agrees with its dates"
OF_RELEASE = ["source", "measure", "age"]
A_YEAR = 12
_LABEL = re.compile(r"\blabelled (?:as )?['\"]?((?:19|20)\d{2}(?:[-/]\d{2})?)\b")


def dates_apart(figures: pd.DataFrame) -> list[Fault]:
    """Periods that cannot be, that are not the one a note gives as their label, or unlike the others of their release.

    One of two dates, an end before the start, and an end after the day of release (but of a
    population, which may be projected) are `wrong`; a period that is neither a day nor of whole months, a label of
    another year, and years that begin in another month than most of the release are `look`.
    """
    rows = prepared(figures)
    dated = rows[rows[PERIOD].notna().all(axis=1) & (rows["period_start"] <= rows["period_end"])]
    return [*_no_period(rows), *_after_release(dated), *_odd(dated), *_labels(dated), *_unlike(dated)]


def _no_period(rows: pd.DataFrame) -> list[Fault]:
    half = rows["period_start"].isna() != rows["period_end"].isna()
    backwards = rows["period_start"] > rows["period_end"]
    told = {"both dates of its period, or neither": half, "a period that ends after it begins": backwards}
    return [fault(row, CHECK, WRONG, _span(row), words) for words, which in told.items() for row in each(rows[which])]


def _after_release(rows: pd.DataFrame) -> list[Fault]:
    if "released" not in rows:
        return []
    early = (rows["period_end"] > rows["released"]) & ~rows["measure"].str.startswith("population")
    return [
        fault(row, CHECK, WRONG, stated(row), f"released on {row['released'].date()}, before its period was over")
        for row in each(rows[early])
    ]


def _odd(rows: pd.DataFrame) -> list[Fault]:
    odd = (_months(rows) == 0) & (rows["period_start"] != rows["period_end"])
    return [fault(row, CHECK, LOOK, _span(row), "a day, or whole months") for row in each(rows[odd])]


def _labels(rows: pd.DataFrame) -> list[Fault]:
    said = rows["note"].str.extract(_LABEL)[0]
    labelled = rows.assign(label=said)[said.notna()]
    words = "its note labels it {}"
    return [
        fault(row, CHECK, LOOK, _span(row), words.format(row["label"]))
        for row in each(labelled)
        if not _agrees(row["label"], row)
    ]


def _agrees(label: str, row: pd.Series) -> bool:
    try:
        meant = periods.parse(label)
    except AskedWrongly:
        return False
    return meant is not None and meant == (row["period_start"], row["period_end"])


def _unlike(rows: pd.DataFrame) -> list[Fault]:
    """Years that begin in another month than most of their release's, told once for each such month."""
    years = rows.assign(begins=rows["period_start"].dt.month)[_months(rows) == A_YEAR]
    return [found for table in tables(years, OF_RELEASE) for found in _other_months(table)]


def _other_months(table: pd.DataFrame) -> list[Fault]:
    usual = table["begins"].mode().iloc[0]
    others = table[table["begins"] != usual]
    return [
        about(few, CHECK, LOOK, f"{len(few)} years begin in {_month(few)}", f"most begin in {_month_name(usual)}")
        for few in tables(others, ["begins"])
    ]


def _months(rows: pd.DataFrame) -> pd.Series:
    """How many whole months each period has; nought where it does not begin on a first and end on a last day."""
    start, end = rows["period_start"], rows["period_end"]
    months = 12 * (end.dt.year - start.dt.year) + end.dt.month - start.dt.month + 1
    return months.where(start.dt.is_month_start & end.dt.is_month_end, 0)


def _month(table: pd.DataFrame) -> str:
    return _month_name(table["begins"].iloc[0])


def _month_name(number: int) -> str:
    return f"{pd.Timestamp(2000, int(number), 1):%B}"


def _span(row: pd.Series) -> str:
    start, end = ("no date" if pd.isna(row[name]) else f"{row[name].date()}" for name in PERIOD)
    return f"{start} to {end}"
