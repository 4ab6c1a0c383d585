"""A baseline less the team that is part of it: the rest of its region, its nation, or England and Wales."""

import pandas as pd

from yotlib.measures import Measure

REST_OF = "rest-of-"
MISSING = float("nan")


def rest(base: pd.Series, team: pd.Series, measure: Measure) -> pd.Series | None:
    """`base` without the children of `team`, or None where one of the two was not counted by a publisher.

    Count and population are those of the baseline less the team's, the value follows from them.
    """
    if measure.kind not in ("rate", "proportion") or not (is_counted(base) and is_counted(team)):
        return None
    count, population = base["count"] - team["count"], base["population"] - team["population"]
    if count < 0 or population <= 0:
        return None
    value = measure.per * count / population
    words = f"the rest of {base['name']}: {count:,.0f} of {population:,.0f}"
    changed = {"value": value, "count": count, "population": population, "lower": MISSING, "upper": MISSING}
    return pd.Series(base.to_dict() | changed | {"note": words, "name": f"Rest of {base['name']}"})


def is_counted(row: pd.Series) -> bool:
    """Whether the row's own publisher counted it, so that its count is not an estimate."""
    return bool(pd.notna(row["count"]) and row["population"] > 0 and not row["count_estimated"])
