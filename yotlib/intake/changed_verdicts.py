"""Verdicts that turn: a team compared under one release and under another."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from yotlib.analysis import verdicts as said
from yotlib.analysis.comparison import compare
from yotlib.figures.combined_teams import with_parts
from yotlib.figures.tidy import IDENTITY
from yotlib.reference import areas, measures
from yotlib.reference.areas import Area

FIGURE = [name for name in IDENTITY if name != "source"]
TABLE = [name for name in FIGURE if name != "area"]
OF = ["measure", "age", "ethnicity"]
COLUMNS = [
    *FIGURE,
    "baseline",
    "old_verdict",
    "new_verdict",
    "old_value",
    "new_value",
    "old_baseline",
    "new_baseline",
]
NONE = "no comparison"
SILENT = {NONE, said.CANNOT_SAY}
POPULATION = "population_10_17"
Progress = Callable[[int, int], None]
Side = dict[str, tuple[str, float, float]]


def verdicts(
    figures: pd.DataFrame, old: str, new: str, affected: pd.DataFrame, progress: Progress | None = None
) -> tuple[int, pd.DataFrame]:
    """How many verdicts the two releases have of teams whose figure or baseline is `affected`, and those that differ.

    `affected` has the columns of FIGURE. A team is compared with its own region, nation and England
    and Wales, in each period of which both releases have figures; populations are those of all
    releases, the same for both. Returns the columns of COLUMNS: the verdict of each release, "no
    comparison" where it has none, and the two values of each. A verdict that was "cannot say" and is
    none now, or the reverse, has not turned.
    """
    tables = [(table, _teams(table)) for table in _tables(affected) if _in_both(figures, table.iloc[0], (old, new))]
    done, of = 0, sum(len(teams) for _, teams in tables)
    found: list[dict[str, Any]] = []
    for table, teams in tables:
        sides = [_of_period(figures, release, table.iloc[0]) for release in (old, new)]
        for team in teams:
            found += _beside(team, table.iloc[0], *(_verdicts(side, team, table.iloc[0]) for side in sides))
            done += 1
            if progress:
                progress(done, of)
    every = pd.DataFrame(found, columns=COLUMNS)
    silent = every["old_verdict"].isin(SILENT) & every["new_verdict"].isin(SILENT)
    turned = every[(every["old_verdict"] != every["new_verdict"]) & ~silent]
    return len(every), turned.sort_values([*FIGURE, "baseline"], ignore_index=True)


def _tables(affected: pd.DataFrame) -> list[pd.DataFrame]:
    """The affected figures by measure, age, ethnic group and period, of measures that can have a verdict."""
    judged = {key for key, measure in measures.MEASURES.items() if measure.kind in ("rate", "proportion")}
    dated = affected[affected["measure"].isin(judged)].dropna(subset=["period_end"])
    return [table for _, table in dated.groupby(TABLE, sort=True)]


def _in_both(figures: pd.DataFrame, key: pd.Series, releases: Sequence[str]) -> bool:
    """Whether each of the releases has figures of a measure, age band, ethnic group and period."""
    same = (figures[TABLE] == key[TABLE]).all(axis=1)
    return set(releases) <= set(figures.loc[same & figures["value"].notna(), "source"])


def _teams(table: pd.DataFrame) -> list[Area]:
    """The teams that are affected, or lie in what is; a local authority's figure may stand for its team's."""
    changed = set(table["area"])
    around = {team: with_parts([team]) | set(areas.lineage(team)) for team in areas.teams()}
    return [team for team, related in around.items() if related & changed]


def _of_period(figures: pd.DataFrame, release: str, key: pd.Series) -> pd.DataFrame:
    """One release's figures of one period, and the populations of every release."""
    of_period = (figures["period_start"] == key["period_start"]) & (figures["period_end"] == key["period_end"])
    return figures[(of_period & (figures["source"] == release)) | (figures["measure"] == POPULATION)]


def _verdicts(figures: pd.DataFrame, team: Area, key: pd.Series) -> Side:
    """The verdict, the team's value and the baseline's of each baseline that a comparison of the team has."""
    above = set(areas.lineage(team))
    mine = figures[figures["area"].isin(with_parts([team]) | above)]
    of_it = mine[(mine[OF] == key[OF]).all(axis=1)]
    if not _can_be_judged(of_it[~of_it["area"].isin(above)], of_it[of_it["area"].isin(above)]):
        return {}
    here = compare(mine, team, key["measure"], age=key["age"], ethnicity=key["ethnicity"])
    own, bases = float(here["value"].iloc[0]), here.iloc[1:]
    rows = zip(bases["area"], bases["verdict"], bases["value"].astype(float), strict=True)
    return {} if math.isnan(own) else {str(area): (str(verdict), own, value) for area, verdict, value in rows}


def _can_be_judged(mine: pd.DataFrame, above: pd.DataFrame) -> bool:
    """Whether there is a baseline, and a count of the team or a rate by which one can be estimated."""
    per_resident = measures.MEASURES[mine["measure"].iloc[0]].per_resident if len(mine) else False
    counted = mine["value" if per_resident else "count"].notna().any()
    return bool(counted and above["value"].notna().any())


def _beside(team: Area, key: pd.Series, old: Side, new: Side) -> list[dict[str, Any]]:
    """One row a baseline that either side has."""
    nothing = (NONE, float("nan"), float("nan"))
    figure = {name: key[name] for name in TABLE} | {"area": str(team)}
    rows = []
    for baseline in [*old, *(area for area in new if area not in old)]:
        was, now = old.get(baseline, nothing), new.get(baseline, nothing)
        told = {"baseline": baseline, "old_verdict": was[0], "new_verdict": now[0]}
        values = {"old_value": was[1], "new_value": now[1], "old_baseline": was[2], "new_baseline": now[2]}
        rows.append(figure | told | values)
    return rows
