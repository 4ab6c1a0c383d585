"""A figure is in its measure's range, and is a figure at all."""

import pandas as pd

from yotlib.intake.checks.fault import WRONG, Fault
from yotlib.intake.checks.rows import each, fault, measure_of, of_measures, plain, prepared, stated

CHECK = "a value is in its measure's range"


def out_of_range(figures: pd.DataFrame) -> list[Fault]:
    """Values outside their measure's range, counts that are none, more children than there are, and no figure at all.

    All of them are `wrong`. A row without value and count is a figure only if its note gives the reason in
    shorthand.
    """
    rows = prepared(figures)
    return [*_values(rows), *_counts(rows), *_too_many(rows), *_nothing(rows)]


def _values(rows: pd.DataFrame) -> list[Fault]:
    smallest, largest = of_measures(rows, "smallest"), of_measures(rows, "largest")
    outside = rows["value"].notna() & ~rows["value"].between(smallest, largest)
    return [fault(row, CHECK, WRONG, stated(row), _range(row)) for row in each(rows[outside])]


def _range(row: pd.Series) -> str:
    measure = measure_of(row)
    return f"it can only be {measure.smallest:g} to {measure.largest:,}"


def _counts(rows: pd.DataFrame) -> list[Fault]:
    found: list[Fault] = []
    for name in ("count", "population"):
        none = rows[name].notna() & ((rows[name] < 0) | (rows[name] % 1 != 0))
        words = "it must be a whole number, nought or more"
        found += [fault(row, CHECK, WRONG, f"{name} {plain(row[name])}", words) for row in each(rows[none])]
    return found


def _too_many(rows: pd.DataFrame) -> list[Fault]:
    more = of_measures(rows, "of_children") & (rows["count"] > rows["population"])
    return [
        fault(row, CHECK, WRONG, f"count {plain(row['count'])}", f"there are only {plain(row['population'])} children")
        for row in each(rows[more])
    ]


def _nothing(rows: pd.DataFrame) -> list[Fault]:
    silent = rows[["value", "count"]].isna().all(axis=1) & ~rows["note"].str.startswith("[")
    words = "a mark such as [x] in its note says why there is no figure"
    return [fault(row, CHECK, WRONG, "neither a value nor a count", words) for row in each(rows[silent])]
