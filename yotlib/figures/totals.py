"""All children of an area where only its ethnic groups are published: the groups added up."""

import pandas as pd

from yotlib.figures.tidy import FIVE_GROUPS, TWO_GROUPS

KEYS = ["area", "age", "period_start", "period_end", "source", "released", "published"]
TOTAL_NOTE = "the ethnic groups added up"


def totals(figures: pd.DataFrame, measure: str, age: str) -> pd.DataFrame:
    """Add up the ethnic groups of each area, period and release.

    A total is made only from a whole set of groups (five, or White and BME), with "not known"
    where the release has it.
    """
    rows = figures[(figures["measure"] == measure) & (figures["age"] == age) & (figures["ethnicity"] != "all")]
    if rows.empty:
        return rows
    grouped = rows.groupby(KEYS, dropna=False)
    whole = grouped["ethnicity"].agg(lambda names: set(names) - {"not-known"} in (set(FIVE_GROUPS), set(TWO_GROUPS)))
    counted = grouped["count"].agg(lambda counts: counts.sum(skipna=False))
    made = counted[whole.astype(bool)].dropna().reset_index()
    return made.assign(measure=measure, ethnicity="all", value=made["count"], population=float("nan"), note=TOTAL_NOTE)
