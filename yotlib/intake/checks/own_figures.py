"""Check that a figure is not many times the area's own in other publications.

Counts ten times too large in half of a file are whole, and in their measure's range; what other publications hold of
the same area, age and group shows them.
"""

import pandas as pd

from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.rows import (
    PERIOD,
    each_row,
    fault_of_row,
    format_number,
    format_value,
    look_up_measures,
    prepare,
)

CHECK = "a figure is like the area's own in other publications"
APART, YEARS, FEWEST_CHILDREN = 6, 2, 30
OF_FIGURE = ["area", "measure", "age", "ethnicity"]


def check_own_figures(figures: pd.DataFrame) -> list[Fault]:
    """Return figures far from the area's own in another publication that came out before; always `look`.

    Far is over six times, or under a sixth of, the figure nearest in time within two years. Figures of under 30
    children in both are passed over, and so are a single group's where no count is known.
    """
    every = prepare(figures)
    if "released" not in every:
        return []
    rows = every[every[PERIOD].notna().all(axis=1)]
    used = rows[~look_up_measures(rows, "kind").isin(["proportion", "share"])]
    numbered = used.assign(number=used["value"].fillna(used["count"])).query("number > 0")
    numbered = numbered.assign(year=numbered["period_end"].dt.year)
    by_year = numbered.groupby([*OF_FIGURE, "source", "year"], as_index=False).agg(
        earlier=("number", "median"), counted=("count", "max"), out=("released", "max")
    )
    pairs = numbered.merge(by_year, on=OF_FIGURE, suffixes=("", "_of_other"))
    apart = (pairs["year"] - pairs["year_of_other"]).abs()
    pairs = pairs.assign(apart=apart)[(pairs["out"] < pairs["released"]) & (apart <= YEARS)]
    nearest = pairs.sort_values(["apart", "out"], ascending=[True, False]).drop_duplicates(
        ["file", "row", *OF_FIGURE, *PERIOD, "source"]
    )
    ratio = nearest["number"] / nearest["earlier"]
    most = nearest["count"].combine(nearest["counted"], max)
    few = (most < FEWEST_CHILDREN) | (most.isna() & (nearest["ethnicity"] != "all"))
    far = nearest[~few & ((ratio > APART) | (ratio < 1 / APART))]
    return [fault_of_row(row, CHECK, LOOK, format_value(row), _describe_own(row)) for row in each_row(far)]


def _describe_own(row: pd.Series) -> str:
    ratio = row["number"] / row["earlier"]
    times = f"{ratio:.1f} times" if ratio > 1 else f"{ratio:.2f} times"
    years = "of the same year" if row["apart"] == 0 else f"of {int(row['year_of_other'])}"
    return f"{times} the area's {format_number(round(row['earlier'], 1))} {years} in {row['source_of_other']}"
