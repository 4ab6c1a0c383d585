"""Put together the figures of a group of teams: added up where they are counted or estimated, else the median."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from yotlib.figures import estimates
from yotlib.figures.tidy import WORKED_OUT, records
from yotlib.figures.wider_areas import FROM_PARTS
from yotlib.reference import areas
from yotlib.reference.area_groups import FEWEST, Group
from yotlib.reference.measures import Measure
from yotlib.reference.notes import ESTIMATED
from yotlib.reference.words import counted, in_words

MEDIAN = "the median of"
MOST = 0.5  # of a group's teams must have a figure
_RELEASE = ["period_start", "period_end", "source"]


def groups_among(baselines: Iterable[str]) -> list[Group]:
    """Return the baselines that are groups."""
    return [area for area in baselines if isinstance(area, Group)]


def with_groups(
    rows: pd.DataFrame, baselines: Iterable[str], measure: Measure, figures: pd.DataFrame, team: str
) -> pd.DataFrame:
    """Add a row for every group among the `baselines`, in each period and release in which its teams have figures.

    `rows` are those of one measure, age band and ethnic group (see `choose`), `figures` those that counts are estimated
    from. At least half of a group's teams must have a figure. A rate or percentage of teams that all have a count,
    published or estimated, is their counts over their populations; where one has none, and for an average, it is the
    median of the teams but `team`. A plain count is added up only where every team has one. The note says which, and
    names the teams without a figure.
    """
    made = [row for group in groups_among(baselines) for row in _rows_of(group, rows, measure, figures, team)]
    if not made:
        return rows
    return pd.concat([rows, pd.DataFrame(made).reindex(columns=rows.columns).astype(rows.dtypes)], ignore_index=True)


def add_up(rows: pd.DataFrame, group: Group) -> pd.DataFrame:
    """Add up the counts of a group by measure, age, ethnic group, period and release, where every team has one."""
    keys = ["measure", "age", "ethnicity", *_RELEASE]
    kept = [name for name in ("released", "published") if name in rows]
    of_group = rows[rows["area"].isin(group.members)].dropna(subset=["count", "period_end"])
    sums = of_group.groupby([*keys, *kept])["count"].agg(["sum", "size"]).reset_index()
    whole = sums[sums["size"] == len(group.members)].drop(columns="size").rename(columns={"sum": "count"})
    made = whole.assign(area=str(group), value=whole["count"], note=_added_up(group.members))
    return made.reindex(columns=rows.columns)


def is_median(row: pd.Series) -> bool:
    """Return whether a row's value is the median of a group, which is not tested."""
    return MEDIAN in row.get("note", "")


def _rows_of(
    group: Group, rows: pd.DataFrame, measure: Measure, figures: pd.DataFrame, team: str
) -> Iterable[dict[str, Any]]:
    of_teams = rows[rows["area"].isin(group.members)].dropna(subset=["value", "period_end"])
    full = estimates.fill_in_counts(of_teams, measure, figures, *group.members)
    shown = estimates.hide_small_cohorts(full, measure)
    for _, of_release in shown.groupby(_RELEASE):
        is_enough = len(of_release) >= max(FEWEST, MOST * len(group.members))
        together = _together(of_release, group, measure, team) if is_enough else {}
        if together:
            yield records(of_release)[0] | {"area": str(group), WORKED_OUT: True} | together


def _together(of_release: pd.DataFrame, group: Group, measure: Measure, team: str) -> dict[str, Any]:
    """Return the value, count, population and note of a group in one period and release; blank where there is none."""
    is_counted = of_release["known_by"].isin([estimates.PUBLISHED, estimates.ESTIMATE])
    if measure.kind == "count":
        whole = len(of_release) == len(group.members) and is_counted.all()
        return _sum_of_counts(of_release) if whole else {}
    if measure.kind in ("rate", "proportion") and (is_counted & of_release["population"].gt(0)).all():
        return _pool(of_release, group, measure)
    others = of_release[of_release["area"] != team].dropna(subset=["value"])
    return _median(others, group, team) if len(others) >= FEWEST else {}


def _sum_of_counts(of_release: pd.DataFrame) -> dict[str, Any]:
    count = of_release["count"].sum()
    nothing = float("nan")
    return {"value": count, "count": count, "population": nothing, "note": _added_up(of_release["area"])}


def _pool(of_release: pd.DataFrame, group: Group, measure: Measure) -> dict[str, Any]:
    count, population = of_release["count"].sum(), of_release["population"].sum()
    teams = counted(len(of_release), "team")
    is_published = (of_release["known_by"] == estimates.PUBLISHED).all()
    how = f"{teams} added up" if is_published else f"{ESTIMATED} the rates of {teams}, {FROM_PARTS}"
    value = measure.per * count / population
    note = how + _without(of_release["area"], group)
    return {"value": value, "count": count, "population": population, "note": note}


def _median(others: pd.DataFrame, group: Group, team: str) -> dict[str, Any]:
    """Return the median of teams that cannot be added up; it has no count, and so no interval."""
    nothing = float("nan")
    which = "other teams" if team in group.members else "teams"
    lacking = _without([*others["area"], team], group)
    note = f"{MEDIAN} {len(others)} {which}, which cannot be added up without counts{lacking}"
    return {"value": others["value"].median(), "count": nothing, "population": nothing, "note": note}


def _added_up(teams: Iterable[str]) -> str:
    return f"{counted(len(list(teams)), 'team')} added up"


def _without(held: Iterable[str], group: Group) -> str:
    """Name the teams of a group that have no figure."""
    lacking = [areas.all_areas()[team].name for team in group.members if team not in set(held)]
    return f"; without {in_words(lacking)}, which {'has' if len(lacking) == 1 else 'have'} no figure" if lacking else ""
