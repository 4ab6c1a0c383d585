"""All children of an area where only its ethnic groups are published: the groups added up."""

import pandas as pd

from yotlib.figures.tidy import FIVE_GROUPS, TWO_GROUPS

KEYS = ["area", "age", "period_start", "period_end", "source", "released", "published"]
TOTAL_NOTE = "the ethnic groups added up"
# Each group a bit, so that the sum of an area's bits says which groups it has.
_BIT = {"not-known": 0, "bme": 32} | {group: 2**place for place, group in enumerate(FIVE_GROUPS)}
_WHOLE = {sum(_BIT[group] for group in groups) for groups in (FIVE_GROUPS, TWO_GROUPS)}


def add_up_groups(figures: pd.DataFrame, measure: str, age: str) -> pd.DataFrame:
    """Add up the ethnic groups of each area, period and release.

    A total is made only from a whole set of groups (five, or White and BME), with "not known"
    where the release has it.
    """
    rows = figures[(figures["measure"] == measure) & (figures["age"] == age) & (figures["ethnicity"] != "all")]
    if rows.empty:
        return rows
    groups = rows.assign(bits=rows["ethnicity"].map(_BIT), lacking=rows["count"].isna())
    sums = groups.groupby(KEYS, dropna=False)[["count", "bits", "lacking"]].sum().reset_index()
    made = sums[sums["bits"].isin(_WHOLE) & (sums["lacking"] == 0)].drop(columns=["bits", "lacking"])
    return made.assign(measure=measure, ethnicity="all", value=made["count"], population=float("nan"), note=TOTAL_NOTE)
