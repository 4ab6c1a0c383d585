"""The rules that a row of figures must keep, each written once.

`validation` applies them when figures are loaded and `yotlib.intake.checks` when they are added, each in its own
words. Every function but `count_over_population` returns a mask of the rows that break its rule.
"""

import pandas as pd

from yotlib.figures.tidy import DATES, IDENTITY
from yotlib.reference.measures import MEASURES

ROUNDING = 1e-9


def outside_range(rows: pd.DataFrame, values: pd.Series) -> pd.Series:
    """Return which `values` are outside the range of their row's measure; a gap is not, nor is an unknown measure."""
    smallest, largest = _of_measure(rows, "smallest"), _of_measure(rows, "largest")
    return values.notna() & smallest.notna() & ~values.between(smallest, largest)


def negative(counts: pd.Series) -> pd.Series:
    """Return which counts are negative."""
    return counts < 0


def not_whole(counts: pd.Series) -> pd.Series:
    """Return which counts are not whole numbers."""
    return counts.notna() & (counts % 1 != 0)


def more_than_population(rows: pd.DataFrame) -> pd.Series:
    """Return which rows count more children than their population has."""
    counts_children = rows["measure"].isin([key for key, measure in MEASURES.items() if measure.of_children])
    return counts_children & (rows["count"] > rows["population"])


def without_figure(rows: pd.DataFrame) -> pd.Series:
    """Return which rows have neither a value nor a count, and no mark in their note that says why."""
    return rows[["value", "count"]].isna().all(axis=1) & ~rows["note"].str.startswith("[")


def with_one_date(rows: pd.DataFrame) -> pd.Series:
    """Return which rows have only one of the two dates of their period."""
    start, end = (rows[name].isna() for name in DATES)
    return start != end


def ending_before_start(rows: pd.DataFrame) -> pd.Series:
    """Return which rows have a period that ends before it starts."""
    return rows["period_end"] < rows["period_start"]


def repeated(rows: pd.DataFrame) -> pd.Series:
    """Return which rows are of a figure that the table has more than once."""
    return rows.duplicated(IDENTITY, keep=False)


def count_over_population(rows: pd.DataFrame) -> pd.Series:
    """Return the value that count and population give, in the unit of the measure; for a count, the count itself."""
    is_count = rows["measure"].isin([key for key, measure in MEASURES.items() if measure.kind == "count"])
    per = _of_measure(rows, "per").astype(float)
    return (per * rows["count"] / rows["population"].where(rows["population"] > 0)).where(~is_count, rows["count"])


def differing(values: pd.Series, computed: pd.Series, decimals: pd.Series) -> pd.Series:
    """Return which `values` differ from those computed by more than rounding to their printed `decimals` explains."""
    return (values - computed).abs() > 0.5 * 10.0**-decimals + ROUNDING


def _of_measure(rows: pd.DataFrame, name: str) -> pd.Series:
    return rows["measure"].map({key: getattr(measure, name) for key, measure in MEASURES.items()})
