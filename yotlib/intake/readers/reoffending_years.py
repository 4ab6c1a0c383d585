"""Add quarterly reoffending cohorts up to years: the sum of their numerators over the sum of their denominators."""

import re

import pandas as pd

from yotlib.intake.readers.adding_up import NUMBERS, WHOLE, add_up
from yotlib.reference.measures import get
from yotlib.reference.notes import with_mark
from yotlib.reference.periods import label

QUARTER, TWELVE = 3, 12
NOTE = "four cohorts of three months added up"
STRADDLES = "the source changed within the year"
_ONE_YEAR = re.compile(r"\s*([A-Za-z]+)\.?\s*(?:-|–|to)\s*([A-Za-z]+)\.?\s+(\d{4})\s*")


def write_both_years(cohort: str) -> str:
    """Return a cohort's label with the year after both months, as period labels are read.

    >>> write_both_years("Jan-Mar 2022"), write_both_years("Apr 2020 to Mar 2021")
    ('Jan 2022 to Mar 2022', 'Apr 2020 to Mar 2021')
    """
    match = _ONE_YEAR.fullmatch(cohort)
    return f"{match[1]} {match[3]} to {match[2]} {match[3]}" if match else cohort


def add_up_years(parts: pd.DataFrame) -> pd.DataFrame:
    """Return cohorts by the year to March: four quarters added up where all are there, else one of twelve months.

    `parts` has the columns that `add_up` needs, a row for each cohort. A sum is in doubt where the file prints other
    numbers for the same twelve months. A year within which the source changed is marked as a break.
    """
    length = _length_in_months(parts)
    sums = add_up(_complete_years(parts[length == QUARTER]), NOTE)
    printed = parts[length == TWELVE]
    table = pd.concat([_doubt_differences(sums, printed), _not_in(printed, sums)], ignore_index=True)
    return table.assign(note=table["note"].mask(_straddles_a_break(table), table["note"].map(_mark_break)))


def describe_left_out(parts: pd.DataFrame) -> tuple[str, ...]:
    """Return a sentence on cohorts that make no year: quarters of an incomplete year, and other lengths."""
    length = _length_in_months(parts)
    quarters = _assign_years(parts[length == QUARTER])
    incomplete = quarters[_count_cohorts(quarters) < 4].index
    unused = parts[parts.index.isin(incomplete) | ~length.isin([QUARTER, TWELVE])]
    periods = unused[["period_start", "period_end"]].drop_duplicates().sort_values(["period_start", "period_end"])
    labels = [label(*period) for period in periods.itertuples(index=False, name=None)]
    named = f"{', '.join(labels[:4])}{' and others' if len(labels) > 4 else ''}"
    return (f"Rows of cohorts that make no whole year to March ({named}): {len(unused):,}.",) if labels else ()


def _length_in_months(parts: pd.DataFrame) -> pd.Series:
    starts, ends = parts["period_start"].dt, parts["period_end"].dt
    return 12 * (ends.year - starts.year) + ends.month - starts.month + 1


def _assign_years(quarters: pd.DataFrame) -> pd.DataFrame:
    """Return cohorts that begin with a quarter, with the year to March as their period and their start as `cohort`."""
    starts = quarters["period_start"]
    first = pd.to_datetime((starts - pd.DateOffset(months=3)).dt.year.astype("str") + "-04-01")
    placed = quarters.assign(cohort=starts, period_start=first, period_end=first + pd.DateOffset(years=1, days=-1))
    return placed[starts.dt.month.isin([1, 4, 7, 10])]


def _count_cohorts(quarters: pd.DataFrame) -> pd.Series:
    return quarters.groupby(WHOLE)["cohort"].transform("nunique")


def _complete_years(quarters: pd.DataFrame) -> pd.DataFrame:
    placed = _assign_years(quarters)
    return placed[_count_cohorts(placed) == 4]


def _not_in(printed: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    matched = printed[WHOLE].merge(sums[WHOLE], on=WHOLE, how="left", indicator="in_sums")["in_sums"]
    return printed[(matched == "left_only").to_numpy()]


def _doubt_differences(sums: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    """Return the sums, in doubt where a printed cohort of the same twelve months differs."""
    pairs = sums.merge(printed.drop_duplicates(WHOLE), on=WHOLE, how="left", suffixes=("", "_printed"))
    gaps = [(pairs[name] - pairs[f"{name}_printed"]).abs() > 0 for name in NUMBERS]
    words = pairs["row_printed"].map("row {:g} prints another number for the twelve months".format)
    return sums.assign(doubt=sums["doubt"].mask((gaps[0] | gaps[1]) & (sums["doubt"] == ""), words))


def _straddles_a_break(table: pd.DataFrame) -> pd.Series:
    changes = map(pd.Timestamp, get("reoffending_rate").breaks)
    within = [(table["period_start"] < day) & (day <= table["period_end"]) for day in changes]
    return pd.concat(within, axis=1).any(axis=1)


def _mark_break(note: str) -> str:
    return with_mark("[b]", STRADDLES, note)
