"""Compare a team with its statistical neighbours: each of them, their median, and all together where counted."""

from pathlib import Path
from typing import Any

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.analysis.comparison import COLUMNS, compare, with_limits
from yotlib.analysis.confidence import CONFIDENCE, at_level
from yotlib.figures import added
from yotlib.figures.estimates import ESTIMATE, PUBLISHED, join_estimates, separate_estimates
from yotlib.figures.load import read_sources, with_release
from yotlib.reference import areas
from yotlib.reference.measures import get

HELD = ["area", "neighbour", "place", "source"]
ROLE = "neighbour"
POOLED = "neighbours together"
__all__ = ["beside", "median_of_neighbours", "of"]


def of(team: str, data: Path | None = None) -> list[areas.Area]:
    """Return the statistical neighbours of `team`, the nearest first; empty where none are listed.

    They come from data/neighbours.csv and from added files (or from the folder `data` alone), in the newest release
    that lists any. A neighbour that shares a team with other authorities is returned as that team.

    >>> import yotlib as yot
    >>> [area.name for area in yot.neighbours.of("Bradford")][:3]
    ['Blackburn with Darwen', 'Birmingham', 'Oldham']

    Source: Department for Education, children's services statistical neighbours, May 2025.
    """
    rows = with_release(all_neighbours(data), read_sources(data))
    team_rows = rows[rows["area"] == areas.find(team)].sort_values(["released", "source"])
    newest = team_rows[team_rows["source"].isin(team_rows["source"].tail(1))]
    nearest_first = newest.sort_values("place", key=lambda places: places.astype(int), kind="stable")
    neighbours = dict.fromkeys(areas.find(name, kind=areas.TEAM) for name in nearest_first["neighbour"])
    return [area for area in neighbours if area != areas.find(team)]


def beside(
    figures: pd.DataFrame,
    team: str,
    measure: str,
    *,
    age: str = "10-17",
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Compare `team`, as `compare` does, with each of its neighbours that has a figure; their role is "neighbour".

    Where every neighbour has a count, published or estimated, a last row holds all of them together, role "neighbours
    together", with its own verdict. A neighbour without a figure has a row without a value. A team without neighbours
    in data/ has only its own row. The columns, and what `confidence` does, are those of `compare`.

    >>> import yotlib as yot
    >>> table = yot.neighbours.beside(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> table[["name", "value", "verdict"]].round(1).iloc[[1, -1]].values.tolist()
    [['Blackburn with Darwen', 90.0, 'higher'], ['Neighbours together', 175.9, 'lower']]
    """
    neighbours = of(team)
    asked: dict[str, Any] = {"age": age, "period": period, "as_of": as_of, "confidence": confidence}
    compared = compare(figures, team, measure, baselines=neighbours, **asked)
    table = compared.assign(role=compared["role"].where(compared["role"] == "team", ROLE))
    together = _sum_of_neighbours(table, neighbours)
    if together is None:
        return table
    both = pd.concat([table, _compare_with_sum(table, together, confidence)], ignore_index=True)
    return at_level(both[COLUMNS], confidence)


def median_of_neighbours(table: pd.DataFrame) -> float:
    """Return the median of the neighbours' values, in the measure's unit; NaN without any.

    `table` is what `beside` returns.

    >>> import yotlib as yot
    >>> table = yot.neighbours.beside(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> yot.neighbours.median_of_neighbours(table)
    184.5
    """
    return float(table.loc[table["role"] == ROLE, "value"].median())


def all_neighbours(data: Path | None = None) -> pd.DataFrame:
    """Return the neighbours of every team; where data/ and an added file have the same source, those in data/.

    >>> all_neighbours().query("area == 'bradford'")[["neighbour", "place"]].head(2).values.tolist()
    [['blackburn-with-darwen', '1'], ['birmingham', '2']]
    """
    tables = added.read_tables("neighbours.csv", HELD, data).values()
    rows = pd.concat([table.assign(file=number) for number, table in enumerate(tables)], ignore_index=True)
    return rows[rows["file"] == rows.groupby(["area", "source"])["file"].transform("min")]


def _sum_of_neighbours(table: pd.DataFrame, neighbours: list[areas.Area]) -> pd.Series | None:
    """Add up the neighbours' counts and populations; None unless all of them have both, from one source."""
    rows = join_estimates(table[table["role"] == ROLE])
    counted = rows[rows["population"].gt(0) & rows["count"].notna()]
    if not neighbours or len(counted) < len(neighbours) or rows["source"].nunique() > 1:
        return None
    count, population = counted["count"].sum(), counted["population"].sum()
    value = get(table.iloc[0]["measure"]).per * count / population
    known_by = PUBLISHED if (rows["known_by"] == PUBLISHED).all() else ESTIMATE
    mark = "" if known_by == PUBLISHED else "[e] "
    note = f"{mark}{len(counted)} neighbours added up: {count:,.0f} of {population:,.0f}"
    changed = {"area": "", "name": "Neighbours together", "role": POOLED, "note": note, "known_by": known_by}
    return pd.Series(rows.iloc[0].to_dict() | changed | {"value": value, "count": count, "population": population})


def _compare_with_sum(table: pd.DataFrame, together: pd.Series, confidence: float) -> pd.DataFrame:
    measure = get(table.iloc[0]["measure"])
    rows = pd.concat([join_estimates(table.iloc[:1]), together.to_frame().T], ignore_index=True)
    limited = with_limits(rows.astype({"count": float, "population": float, "value": float}), measure, confidence)
    team, pool = limited.iloc[0], limited.iloc[1]
    summed = pool.to_dict() | verdicts.gap(team, pool, measure, confidence=confidence)
    return separate_estimates(pd.DataFrame([summed])).assign(newer=float("nan"), without="")
