"""A measure over the years, from one release, the team beside its baselines."""

from collections.abc import Sequence

import pandas as pd

from yotlib import areas, estimate, measures
from yotlib.compare import OWN_BASELINES, PERIOD, named, newest, roles_of, with_limits
from yotlib.figures import released_by, select, with_release
from yotlib.periods import parse

COLUMNS = [
    "measure",
    "age",
    "ethnicity",
    "area",
    "name",
    "role",
    *PERIOD,
    "value",
    "lower",
    "upper",
    "count",
    "population",
    "note",
    "source",
]


def over_time(
    figures: pd.DataFrame,
    team: str,
    measure: str,
    *,
    age: str = "10-17",
    ethnicity: str = "all",
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    baselines: Sequence[str] = OWN_BASELINES,
) -> pd.DataFrame:
    """Every period of one measure for `team` and its baselines, all from one release.

    The release is the newest of those that hold the team's newest period. Returns one row an
    area and period, the team first, oldest period first, with limits where a count is known or
    can be estimated; empty, with the same columns, for a team without a dated figure.
    """
    area, definition = areas.find(team), measures.get(measure)
    everything = with_release(figures)
    rows = select(released_by(everything, as_of), measure, age=age, ethnicity=ethnicity).dropna(subset=PERIOD)
    asked = parse(period)
    rows = rows if asked is None else rows[rows["period_end"] <= asked.end]
    mine = rows[rows["area"] == area]
    if mine.empty:
        return pd.DataFrame(columns=COLUMNS)
    roles = roles_of(area, baselines)
    chosen = _of_release(rows, newest(mine)["source"], [area, *roles])
    table = estimate.withheld(estimate.completed(chosen, definition, everything, area), definition)
    return with_limits(named(table, roles), definition)[COLUMNS]


def _of_release(rows: pd.DataFrame, source: str, order: list[str]) -> pd.DataFrame:
    held = rows[(rows["source"] == source) & rows["area"].isin(order)]
    placed = held.assign(place=held["area"].map(order.index))
    return placed.sort_values(["place", *PERIOD], ignore_index=True).drop(columns="place")
