"""Find the verdicts that differ between two releases: each team compared under one and under the other."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.analysis.comparison import compare
from yotlib.figures.choose import same_as
from yotlib.figures.combined_teams import with_authorities
from yotlib.figures.tidy import IDENTITY
from yotlib.reference import areas, measures
from yotlib.reference.areas import Area

FIGURE = [name for name in IDENTITY if name != "source"]
TABLE = [name for name in FIGURE if name != "area"]
SUBJECT = ["measure", "age", "ethnicity"]
VERDICTS = ["old_verdict", "new_verdict"]
COLUMNS = [*FIGURE, "baseline", *VERDICTS, "old_value", "new_value", "old_baseline", "new_baseline"]
NO_COMPARISON = "no comparison"
NOT_A_VERDICT = {NO_COMPARISON, verdicts.CANNOT_SAY}
POPULATION = "population_10_17"
Progress = Callable[[int, int], None]
Side = dict[str, tuple[str, float, float]]


def compare_verdicts(
    figures: pd.DataFrame, old: str, new: str, affected: pd.DataFrame, progress: Progress | None = None
) -> tuple[int, pd.DataFrame]:
    """Count the verdicts of both releases on teams whose figure or baseline is `affected`; return those that differ.

    `affected` has the columns of FIGURE. A team is compared with its own region, nation and England and Wales, in each
    period of which both releases have figures; populations are those of all releases, the same for both. Returns the
    number of verdicts, and a table with the columns of COLUMNS: the verdict of each release, "no comparison" where it
    has none, and the two values of each. "Cannot say" and "no comparison" count as the same verdict.
    """
    comparable = [table for table in _split_affected(affected) if _is_in_both(figures, table.iloc[0], (old, new))]
    tables = [(table, _teams_in(table)) for table in comparable]
    done, total = 0, sum(len(teams) for _, teams in tables)
    rows: list[dict[str, Any]] = []
    for table, teams in tables:
        sides = [_figures_of_period(figures, release, table.iloc[0]) for release in (old, new)]
        for team in teams:
            rows += _pair_verdicts(team, table.iloc[0], *(_verdicts_of(side, team, table.iloc[0]) for side in sides))
            done += 1
            if progress:
                progress(done, total)
    compared = pd.DataFrame(rows, columns=COLUMNS)
    has_verdict = ~compared[VERDICTS].isin(NOT_A_VERDICT).all(axis=1)
    changed = compared[(compared["old_verdict"] != compared["new_verdict"]) & has_verdict]
    return len(compared), changed.sort_values([*FIGURE, "baseline"], ignore_index=True)


def _split_affected(affected: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the affected figures by measure, age, ethnic group and period, of measures that can have a verdict."""
    with_verdict = {key for key, measure in measures.MEASURES.items() if measure.kind in ("rate", "proportion")}
    dated = affected[affected["measure"].isin(with_verdict)].dropna(subset=["period_end"])
    return [table for _, table in dated.groupby(TABLE, sort=True)]


def _is_in_both(figures: pd.DataFrame, key: pd.Series, releases: Sequence[str]) -> bool:
    """Return whether each release has figures of the measure, age band, ethnic group and period of `key`."""
    of_key = same_as(figures, key, TABLE)
    return set(releases) <= set(figures.loc[of_key & figures["value"].notna(), "source"])


def _teams_in(table: pd.DataFrame) -> list[Area]:
    """Return the teams with a figure in the table, of their own, of their authorities or of an area they lie in."""
    changed = set(table["area"])
    related = {team: with_authorities([team]) | set(areas.lineage(team)) for team in areas.teams()}
    return [team for team, slugs in related.items() if slugs & changed]


def _figures_of_period(figures: pd.DataFrame, release: str, key: pd.Series) -> pd.DataFrame:
    """Return one release's figures of one period, and the populations of every release."""
    of_period = (figures["period_start"] == key["period_start"]) & (figures["period_end"] == key["period_end"])
    return figures[(of_period & (figures["source"] == release)) | (figures["measure"] == POPULATION)]


def _verdicts_of(figures: pd.DataFrame, team: Area, key: pd.Series) -> Side:
    """Return, by baseline, the verdict on a team, the team's value and the baseline's."""
    above = set(areas.lineage(team))
    related = figures[figures["area"].isin(with_authorities([team]) | above)]
    of_subject = related[(related[SUBJECT] == key[SUBJECT]).all(axis=1)]
    is_above = of_subject["area"].isin(above)
    if not _can_be_judged(of_subject[~is_above], of_subject[is_above]):
        return {}
    comparison = compare(related, team, key["measure"], age=key["age"], ethnicity=key["ethnicity"])
    value, baselines = float(comparison["value"].iloc[0]), comparison.iloc[1:]
    rows = zip(baselines["area"], baselines["verdict"], baselines["value"].astype(float), strict=True)
    return {} if math.isnan(value) else {str(area): (str(verdict), value, base) for area, verdict, base in rows}


def _can_be_judged(team_rows: pd.DataFrame, baseline_rows: pd.DataFrame) -> bool:
    """Return whether there is a baseline, and a count of the team or a rate from which one can be estimated."""
    per_resident = measures.MEASURES[team_rows["measure"].iloc[0]].per_resident if len(team_rows) else False
    is_counted = team_rows["value" if per_resident else "count"].notna().any()
    return bool(is_counted and baseline_rows["value"].notna().any())


def _pair_verdicts(team: Area, key: pd.Series, old: Side, new: Side) -> list[dict[str, Any]]:
    """Return one row for each baseline that either release has."""
    missing = (NO_COMPARISON, float("nan"), float("nan"))
    figure = {name: key[name] for name in TABLE} | {"area": str(team)}
    rows = []
    for baseline in [*old, *(area for area in new if area not in old)]:
        was, now = old.get(baseline, missing), new.get(baseline, missing)
        pair = {"baseline": baseline, "old_verdict": was[0], "new_verdict": now[0]}
        values = {"old_value": was[1], "new_value": now[1], "old_baseline": was[2], "new_baseline": now[2]}
        rows.append(figure | pair | values)
    return rows
