"""Reoffending cohorts put together to years, by the sum of their numerators and of their denominators."""

import re

import pandas as pd

from yotlib.intake.readers.adding_up import NUMBERS, WHOLE, added_up
from yotlib.reference.measures import get
from yotlib.reference.notes import marked
from yotlib.reference.periods import label

QUARTER, TWELVE = 3, 12
TOLD = "four cohorts of three months added up"
STRADDLES = "the source changed within the year"
_ONE_YEAR = re.compile(r"\s*([A-Za-z]+)\.?\s*(?:-|–|to)\s*([A-Za-z]+)\.?\s+(\d{4})\s*")


def with_both_years(cohort: str) -> str:
    """A cohort's label with the year at both its months, as period labels are read.

    >>> with_both_years("Jan-Mar 2022"), with_both_years("Apr 2020 to Mar 2021")
    ('Jan 2022 to Mar 2022', 'Apr 2020 to Mar 2021')
    """
    found = _ONE_YEAR.fullmatch(cohort)
    return f"{found[1]} {found[3]} to {found[2]} {found[3]}" if found else cohort


def years(parts: pd.DataFrame) -> pd.DataFrame:
    """Cohorts by the year to March: four of three months added up where all four are there, else one of twelve months.

    `parts` has the columns that `added_up` needs, one row a cohort. A sum is in doubt where a cohort of the same twelve
    months is printed with other numbers. A year within which the source changed is marked as a break.
    """
    length = _months(parts)
    sums = added_up(_whole(parts[length == QUARTER]), TOLD)
    printed = parts[length == TWELVE]
    table = pd.concat([_beside(sums, printed), _without(printed, sums)], ignore_index=True)
    return table.assign(note=table["note"].mask(_straddles_a_break(table), table["note"].map(_of_a_break)))


def loose(parts: pd.DataFrame) -> tuple[str, ...]:
    """What is said of cohorts that make no year: those short of their four, and those of other lengths."""
    length = _months(parts)
    quarters = _in_years(parts[length == QUARTER])
    short = quarters[_cohorts(quarters) < 4].index
    found = parts[parts.index.isin(short) | ~length.isin([QUARTER, TWELVE])]
    periods = found[["period_start", "period_end"]].drop_duplicates().sort_values(["period_start", "period_end"])
    labels = [label(*period) for period in periods.itertuples(index=False, name=None)]
    named = f"{', '.join(labels[:4])}{' and others' if len(labels) > 4 else ''}"
    return (f"Rows of cohorts that make no whole year to March ({named}): {len(found):,}.",) if labels else ()


def _months(parts: pd.DataFrame) -> pd.Series:
    starts, ends = parts["period_start"].dt, parts["period_end"].dt
    return 12 * (ends.year - starts.year) + ends.month - starts.month + 1


def _in_years(quarters: pd.DataFrame) -> pd.DataFrame:
    """Cohorts that start a quarter under the year to March they lie in, each with itself as `cohort`."""
    starts = quarters["period_start"]
    first = pd.to_datetime((starts - pd.DateOffset(months=3)).dt.year.astype("str") + "-04-01")
    placed = quarters.assign(cohort=starts, period_start=first, period_end=first + pd.DateOffset(years=1, days=-1))
    return placed[starts.dt.month.isin([1, 4, 7, 10])]


def _cohorts(quarters: pd.DataFrame) -> pd.Series:
    return quarters.groupby(WHOLE)["cohort"].transform("nunique")


def _whole(quarters: pd.DataFrame) -> pd.DataFrame:
    placed = _in_years(quarters)
    return placed[_cohorts(placed) == 4]


def _without(printed: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    found = printed[WHOLE].merge(sums[WHOLE], on=WHOLE, how="left", indicator="found")["found"]
    return printed[(found == "left_only").to_numpy()]


def _beside(sums: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    """The sums, in doubt where a printed cohort of the same twelve months differs."""
    pairs = sums.merge(printed.drop_duplicates(WHOLE), on=WHOLE, how="left", suffixes=("", "_printed"))
    gaps = [(pairs[name] - pairs[f"{name}_printed"]).abs() > 0 for name in NUMBERS]
    words = pairs["row_printed"].map("row {:g} prints another number for the twelve months".format)
    return sums.assign(doubt=sums["doubt"].mask((gaps[0] | gaps[1]) & (sums["doubt"] == ""), words))


def _straddles_a_break(table: pd.DataFrame) -> pd.Series:
    changes = map(pd.Timestamp, get("reoffending_rate").breaks)
    found = [(table["period_start"] < day) & (day <= table["period_end"]) for day in changes]
    return pd.concat(found, axis=1).any(axis=1)


def _of_a_break(note: str) -> str:
    return marked("[b]", STRADDLES, note)
