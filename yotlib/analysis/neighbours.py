"""Statistical neighbours: the teams most like one team, their median, and all of them together where counted."""

from pathlib import Path

import pandas as pd

from yotlib.analysis.comparison import COLUMNS, compare
from yotlib.figures import added
from yotlib.figures.load import sources, with_release
from yotlib.reference import areas
from yotlib.reference.measures import get

HELD = ["area", "neighbour", "place", "source"]
ROLE = "neighbour"
POOLED = "neighbours together"


def of(team: str, data: Path | None = None) -> list[areas.Area]:
    """The statistical neighbours of `team` that are held, the nearest first; none where none are.

    They are those of data/neighbours.csv and of what was added to it (of the folder `data` alone, if
    it is named), and of the newest release that has any. A neighbour that shares a team with other authorities is
    the team.

    Source: Department for Education, children's services statistical neighbours, May 2025.
    """
    every = with_release(listed(data), sources(data))
    mine = every[every["area"] == areas.find(team)].sort_values(["released", "source"])
    newest = mine[mine["source"].isin(mine["source"].tail(1))]
    nearest = newest.sort_values("place", key=lambda places: places.astype(int), kind="stable")
    each = dict.fromkeys(areas.find(name, kind=areas.TEAM) for name in nearest["neighbour"])
    return [area for area in each if area != areas.find(team)]


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


def listed(data: Path | None = None) -> pd.DataFrame:
    """Every neighbour held; of a team's that stand in data/ and were added from the same source too, the first."""
    tables = added.tables("neighbours.csv", HELD, data).values()
    every = pd.concat([table.assign(file=number) for number, table in enumerate(tables)], ignore_index=True)
    return every[every["file"] == every.groupby(["area", "source"])["file"].transform("min")]


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
    from yotlib.analysis import verdicts
    from yotlib.analysis.comparison import with_limits

    measure = get(table.iloc[0]["measure"])
    rows = pd.DataFrame([table.iloc[0], together]).assign(count_estimated=False)
    limited = with_limits(rows.astype({"count": float, "population": float, "value": float}), measure)
    gap = verdicts.gap(limited.iloc[0], limited.iloc[1], measure)
    return pd.DataFrame([limited.iloc[1].to_dict() | gap])
