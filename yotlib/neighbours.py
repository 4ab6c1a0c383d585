"""Statistical neighbours: the teams most like one team, their median, and all of them together where counted."""

from pathlib import Path

import pandas as pd

from yotlib import areas, suite
from yotlib.compare import COLUMNS, compare
from yotlib.measures import get
from yotlib.tidy import read_text

ROLE = "neighbour"
POOLED = "neighbours together"


def of(team: str, data: Path | None = None) -> list[areas.Area]:
    """The statistical neighbours of `team` held in data/neighbours.csv, the nearest first; none for most teams.

    A neighbour that shares a team with other authorities is the team.

    Source: Department for Education, children's services statistical neighbours, May 2025.
    """
    listed = read_text((data or suite.data()) / "neighbours.csv", ["area", "neighbour", "place", "source"])
    mine = listed[listed["area"] == areas.find(team)]
    nearest = mine.sort_values("place", key=lambda places: places.astype(int))
    return [areas.find(name, kind=areas.TEAM) for name in nearest["neighbour"]]


def beside(
    figures: pd.DataFrame,
    team: str,
    measure: str,
    *,
    age: str = "10-17",
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
) -> pd.DataFrame:
    """`team` beside each of its neighbours that has a figure, as `compare` has it, role "neighbour".

    Where every neighbour is counted, a last row holds all of them together, role "neighbours
    together", with a verdict of its own. A team without neighbours here has only its own row.
    """
    around = of(team)
    table = compare(figures, team, measure, age=age, period=period, as_of=as_of, baselines=around)
    told = table.assign(role=table["role"].where(table["role"] == "team", ROLE))
    together = _together(told, around)
    return told if together is None else pd.concat([told, _judged(told, together)], ignore_index=True)[COLUMNS]


def median(table: pd.DataFrame) -> float:
    """The median of the neighbours' values, in the measure's unit; NaN without any."""
    return float(table.loc[table["role"] == ROLE, "value"].median())


def _together(table: pd.DataFrame, around: list[areas.Area]) -> pd.Series | None:
    each = table[table["role"] == ROLE]
    counted = each[each["population"].gt(0) & each["count"].notna()]
    if not around or len(counted) < len(around) or each["source"].nunique() > 1:
        return None
    count, population = counted["count"].sum(), counted["population"].sum()
    value = get(table.iloc[0]["measure"]).per * count / population
    note = f"{len(counted)} neighbours added up: {count:,.0f} of {population:,.0f}"
    changed = {"area": "", "name": "Neighbours together", "role": POOLED, "note": note}
    return pd.Series(each.iloc[0].to_dict() | changed | {"value": value, "count": count, "population": population})


def _judged(table: pd.DataFrame, together: pd.Series) -> pd.DataFrame:
    from yotlib import verdicts
    from yotlib.compare import with_limits

    measure = get(table.iloc[0]["measure"])
    rows = pd.DataFrame([table.iloc[0], together]).assign(count_estimated=False)
    limited = with_limits(rows.astype({"count": float, "population": float, "value": float}), measure)
    gap = verdicts.gap(limited.iloc[0], limited.iloc[1], measure)
    return pd.DataFrame([limited.iloc[1].to_dict() | gap])
