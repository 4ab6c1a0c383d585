"""Compare all teams at once with one target in a funnel: which teams lie outside its limits.

Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185; Spiegelhalter and others (2012), JRSS A 175:1.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from yotlib.analysis.comparison import PERIOD
from yotlib.analysis.confidence import in_per_cent
from yotlib.analysis.funnel_limits import (
    CONFIDENCE,
    Array,
    check_levels,
    level_name,
    levels_of,
    limit_columns,
    limits,
    limits_of,
    phi_and_tau2,
    tau2_unit,
    to_scale,
    winsorise,
)
from yotlib.analysis.ranking import FEWEST as FEWEST_TEAMS
from yotlib.figures import estimates
from yotlib.figures.asked import find_series
from yotlib.figures.choose import choose, ending_by, newest_shared
from yotlib.figures.load import with_release
from yotlib.reference import areas, measures
from yotlib.reference.empty import empty
from yotlib.reference.measures import Measure

NATION, POOLED = "nation", "all teams pooled"
_WHO = ["measure", "age", "area", "name", "region"]
_SET_AGAINST = ["value", "count", "population", "expected", "target", "target_source", "target_name"]
_DISPERSED = ["is_estimated", "z", "z_winsorised", "phi", "tau2", "of"]
LIMITS = limit_columns()
_LAST = ["outlier", "side", *PERIOD, "note", "source"]
COLUMNS = [*_WHO, *_SET_AGAINST, *_DISPERSED, *LIMITS, *_LAST]


def funnel(
    figures: pd.DataFrame,
    measure: str,
    *,
    age: str = "10-17",
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    release: str = "",
    region: str | None = None,
    fewest: int = FEWEST_TEAMS,
    confidence: Sequence[float] = CONFIDENCE,
) -> pd.DataFrame:
    """Return every team with a count and a population, with the funnel's limits at that population.

    Columns: `measure`, `age`, `area` (slug), `name`, `region`; `value`, `count`, `population`, `expected` (the count at
    the target's rate), `target`, `target_source` ("nation" or "all teams pooled"), `target_name`; `is_estimated`, `z`,
    `z_winsorised`, `phi`, `tau2`, `of`; `lower_95`, `upper_95`, `lower_998`, `upper_998` and the same four ending in
    `_wide`; `outlier`, `side`, `period_start`, `period_end`, `note` and `source`.

    Only figures released by `as_of`, or of one `release` (a source's key), are used. The period is the newest, ending
    by the end of `period`, that `fewest` teams have in one release (see `choose.newest_shared`); `is_estimated` says
    which counts are worked out from a rate. `value`, `target` and all limits are in the measure's unit. The target is
    the figure of the teams' nation in that release (England and Wales, if there are teams of both), else all teams
    pooled. `confidence` is that of the inner and the outer limits, which the columns of limits and `outlier` are called
    after: (0.9, 0.99) gives `lower_90` to `upper_99_wide`. `z` is the distance from it in standard errors, `phi` the
    mean of its square once winsorised, `tau2` the spread between teams, all from the `of` teams with a value. `outlier`
    ("no", "95%", "99.8%") and `side` ("high", "low") go by the widened limits.

    `region` keeps one region's teams and changes nothing else. A team with a population of zero, or a cohort too small
    to be reliable, keeps its row without a value. A single team has no `phi`, no `tau2` and no widened limits. Empty
    for a measure that is neither a rate nor a proportion, and where fewer than `fewest` teams have a value;
    `attrs["why"]` says which.

    >>> import yotlib as yot
    >>> table = yot.funnel.funnel(yot.load(), "first_time_entrants", period="2024")
    >>> table.loc[table["outlier"] == "99.8%", ["name", "value", "side"]].values.tolist()
    [['Manchester', 280.0, 'high'], ['Blackpool', 318.0, 'high']]
    """
    columns = [*_WHO, *_SET_AGAINST, *_DISPERSED, *limit_columns(check_levels(confidence)), *_LAST]
    definition, age, _ = find_series(figures, measure, age=age)
    everything = with_release(figures)
    chosen = choose(everything, definition.key, age=age, as_of=as_of, release=release)
    rows = _choose_release(chosen, period, definition, fewest)
    if definition.kind not in ("rate", "proportion"):
        return empty(columns, f"{measure} is neither a rate nor a proportion, so it has no funnel")
    too_few = f"fewer than {fewest} teams have counts of {measure}, published or estimated, in one period and release"
    if rows.empty:
        return empty(columns, too_few)
    counted = _team_values(estimates.fill_in_counts(rows, definition, everything, *map(str, areas.teams())), definition)
    if counted["value"].notna().sum() < fewest:
        return empty(columns, too_few)
    teams = _add_target(counted, rows, definition)
    levels = {level_name(one): one for one in confidence}
    table = _add_outliers(_add_limits(_add_dispersion(teams, definition), definition, levels), levels)
    kept = table[table["area"].isin([str(team) for team in areas.teams(region)])] if region else table
    return kept.sort_values(["value", "area"], ignore_index=True)[columns]


def curve(table: pd.DataFrame, measure: str, *, points: int = 240) -> pd.DataFrame:
    """Return the limits over a smooth range of populations, a little wider than that of the teams, for drawing.

    `table` is that of `funnel`. Returns `population`, `target`, `tau2` and the table's eight limits, in the measure's
    unit. `points` is how many populations there are.

    >>> import yotlib as yot
    >>> teams = yot.funnel.funnel(yot.load(), "first_time_entrants", period="2024")
    >>> len(yot.funnel.curve(teams, "first_time_entrants", points=50))
    50
    """
    teams = table.dropna(subset=["value"])
    if teams.empty:
        return pd.DataFrame(columns=["population", "target", *limits_of(table)])
    ends = 0.8 * teams["population"].min(), 1.04 * teams["population"].max()
    smooth = pd.DataFrame({"population": np.geomspace(*ends, points), "target": teams["target"].iloc[0]})
    return _add_limits(smooth.assign(tau2=teams["tau2"].iloc[0]), measures.get(measure), levels_of(table))


def _choose_release(rows: pd.DataFrame, period: str, measure: Measure, fewest: int) -> pd.DataFrame:
    """Return the rows of the newest period and release in which enough teams have a count, or a rate to estimate it."""
    dated = ending_by(rows.dropna(subset=PERIOD), period)
    can_be_counted = dated["count"].notna() | (dated["value"].notna() & measure.per_resident)
    return newest_shared(dated, dated[_is_team(dated) & can_be_counted], fewest=fewest)


def _is_team(rows: pd.DataFrame) -> pd.Series:
    return rows["area"].isin([str(team) for team in areas.teams()])


def _team_values(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the teams with a count and a population, and the value these give; none for a cohort under 30."""
    known = rows[["count", "population"]].notna().all(axis=1) & (rows["known_by"] != estimates.AT_LEAST)
    teams = rows[_is_team(rows) & known]
    value = measure.per * teams["count"] / teams["population"].where(teams["population"] > 0)
    known_areas = areas.all_areas()
    names = [known_areas[area].name for area in teams["area"]]
    regions = [str(areas.lineage(area)[0]) for area in teams["area"]]
    is_estimated = teams["known_by"] == estimates.ESTIMATE
    named = teams.assign(value=value, name=names, region=regions, is_estimated=is_estimated)
    return estimates.hide_small_cohorts(named, measure)


def _add_target(teams: pd.DataFrame, rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    nations = {str(areas.baselines(area)["nation"]) for area in teams["area"]}
    nation = nations.pop() if len(nations) == 1 else areas.ENGLAND_AND_WALES
    national_values = rows.loc[rows["area"] == nation, "value"].dropna()
    if national_values.empty:
        shown = teams.dropna(subset=["value"])
        target = measure.per * shown["count"].sum() / shown["population"].sum() if len(shown) else np.nan
        source, name = POOLED, POOLED
    else:
        target, source, name = national_values.iloc[0], NATION, areas.all_areas()[nation].name
    expected = target * teams["population"] / measure.per
    return teams.assign(target=target, target_source=source, target_name=name, expected=expected)


def _add_dispersion(teams: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    share, target = teams["value"].to_numpy(float) / measure.per, teams["target"].iloc[0] / measure.per
    n = teams["population"].to_numpy(float)
    distances = 2 * np.sqrt(n) * (to_scale(share, measure) - to_scale(target, measure))
    drawn_in = winsorise(distances)
    phi, tau2 = phi_and_tau2(drawn_in, 4 * n * tau2_unit(target, measure))
    return teams.assign(z=distances, z_winsorised=drawn_in, phi=phi, tau2=tau2, of=int((~np.isnan(distances)).sum()))


def _add_limits(table: pd.DataFrame, measure: Measure, levels: Mapping[str, float]) -> pd.DataFrame:
    columns: dict[str, Array] = {}
    for wide, tau2 in (("", 0.0), ("_wide", table["tau2"].iloc[0])):
        for level, confidence in levels.items():
            both = limits(table["population"], table["target"].iloc[0], measure, confidence=confidence, tau2=tau2)
            columns |= {f"{side}_{level}{wide}": both[side].to_numpy() for side in both}
    return table.assign(**columns)


def _add_outliers(table: pd.DataFrame, levels: Mapping[str, float]) -> pd.DataFrame:
    value, known = table["value"], table["value"].notna() & table["tau2"].notna()
    low, high = (
        {level: value.lt(table[f"lower_{level}_wide"]) for level in levels},
        {level: value.gt(table[f"upper_{level}_wide"]) for level in levels},
    )
    inner, outer = levels
    names = [in_per_cent(levels[level]) for level in (outer, inner)]
    outlier = np.select([~known, *(low[level] | high[level] for level in (outer, inner))], ["", *names], "no")
    return table.assign(outlier=outlier, side=np.select([low[inner], high[inner]], ["low", "high"], ""))
