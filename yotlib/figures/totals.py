"""Adds up ethnic groups to a total for all children, where only the groups are published."""

import pandas as pd

from yotlib.figures.tidy import FIVE_GROUPS, TWO_GROUPS

KEYS = ["area", "age", "period_start", "period_end", "source", "released", "published"]
TOTAL_NOTE = "the ethnic groups added up"


def add_up_groups(figures: pd.DataFrame, measure: str, age: str) -> pd.DataFrame:
    """Add up the ethnic groups of each area, period and release.

    Only a complete set of groups is added up: all five, or White and BME. "Not known" is included where the
    release has it.
    """
    rows = figures[(figures["measure"] == measure) & (figures["age"] == age) & (figures["ethnicity"] != "all")]
    if rows.empty:
        return rows
    grouped = rows.groupby(KEYS, dropna=False)
    complete_sets = (set(FIVE_GROUPS), set(TWO_GROUPS))
    is_complete = grouped["ethnicity"].agg(lambda groups: set(groups) - {"not-known"} in complete_sets)
    counts = grouped["count"].agg(lambda parts: parts.sum(skipna=False))
    totals = counts[is_complete.astype(bool)].dropna().reset_index()
    return totals.assign(
        measure=measure, ethnicity="all", value=totals["count"], population=float("nan"), note=TOTAL_NOTE
    )
