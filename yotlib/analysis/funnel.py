"""All teams at once around one target: limits that chance alone gives, and limits widened by how far teams differ.

A rate is set against the target on the square root of its ratio to it, a proportion on the arcsine of its square
root: there chance alone has a known spread, whatever the rate, and a count of nought still has a place (which a
logarithm would not give it).

Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185; Spiegelhalter and others (2012), JRSS A 175:1.
"""

from typing import Any

import numpy as np
import pandas as pd

from yotlib.analysis.comparison import PERIOD
from yotlib.analysis.intervals import z
from yotlib.figures import estimates
from yotlib.figures.choose import ending_by, newest_shared, refuse_unknown, released_by, select
from yotlib.figures.load import with_release
from yotlib.reference import areas, measures
from yotlib.reference.measures import Measure

Array = np.ndarray[Any, Any]
DRAWN_IN = 0.1
FEWEST = 2
CONFIDENCE = {"95": 0.95, "998": 0.998}
NATION, POOLED = "nation", "all teams pooled"
_WHO = ["measure", "age", "area", "name", "region"]
_SET_AGAINST = ["value", "count", "population", "expected", "target", "target_source", "target_name"]
_DISPERSED = ["z", "z_winsorised", "phi", "tau2", "of"]
LIMITS = [f"{side}_{level}{wide}" for wide in ("", "_wide") for level in CONFIDENCE for side in ("lower", "upper")]
COLUMNS = [*_WHO, *_SET_AGAINST, *_DISPERSED, *LIMITS, "outlier", "side", *PERIOD, "note", "source"]


def funnel(
    figures: pd.DataFrame,
    measure: str,
    *,
    age: str = "10-17",
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    region: str | None = None,
) -> pd.DataFrame:
    """Every team with a published count and population, with the funnel's limits at that population.

    Of the figures released by `as_of`, the newest period ending by the end of `period` that two teams have in one
    release, and of it the newest release. `value`, `target` and all limits are in the measure's unit; `value` is
    worked from the counts. The target is the figure of the teams' nation in that release (England and Wales, if
    teams of both are there), else all teams pooled. `z` is the distance from it in standard errors, `phi` the mean
    of its square once winsorised, `tau2` the spread between teams, all from the `of` teams with a value; `outlier`
    ("no", "95%", "99.8%") and `side` ("high", "low") go by the widened limits.

    `region` keeps one region's teams and changes nothing else. A population of nought, or a cohort too small to be
    reliable, keeps its row without a value. One team alone has no `phi`, no `tau2` and no widened limits. Empty for
    a measure that is neither a rate nor a proportion, or that no two teams share.
    """
    definition = measures.get(measure)
    refuse_unknown(figures, measure, "age", age)
    rows = _one_release(select(released_by(with_release(figures), as_of), measure, age=age), period)
    if rows.empty or definition.kind not in ("rate", "proportion"):
        return pd.DataFrame(columns=COLUMNS)
    teams = _with_target(_counted(rows, definition), rows, definition)
    whole = _judged(_with_limits(_dispersed(teams, definition), definition))
    kept = whole[whole["area"].isin([str(team) for team in areas.teams(region)])] if region else whole
    return kept.sort_values(["value", "area"], ignore_index=True)[COLUMNS]


def curve(table: pd.DataFrame, measure: str, *, points: int = 240) -> pd.DataFrame:
    """The limits over a smooth range of populations, a little beyond those of the teams, for drawing.

    `table` is that of `funnel`. Returns `population`, `target` and the eight limits, in the measure's unit.
    """
    known = table.dropna(subset=["value"])
    if known.empty:
        return pd.DataFrame(columns=["population", "target", *LIMITS])
    ends = 0.8 * known["population"].min(), 1.04 * known["population"].max()
    smooth = pd.DataFrame({"population": np.geomspace(*ends, points), "target": known["target"].iloc[0]})
    return _with_limits(smooth.assign(tau2=known["tau2"].iloc[0]), measures.get(measure))


def limits(
    population: Any, target: float, measure: Measure, *, confidence: float = 0.95, tau2: float = 0.0
) -> pd.DataFrame:
    """`lower` and `upper` limits of a value around `target` at each `population`, in the measure's unit.

    They are the values whose own interval (exact Poisson, or Wilson) just reaches the target, so that a team is
    outside them if and only if its interval leaves the target out. `tau2` widens them: on the scale of the measure
    the distance d from the target becomes the square root of d² + z²τ², which is d where nothing is added.
    """
    given, share = np.atleast_1d(np.asarray(population, dtype=float)), target / measure.per
    n = np.where(given > 0, given, np.nan)
    plain = _inverse_poisson(n, share, confidence) if measure.kind == "rate" else _inverse_wilson(n, share, confidence)
    middle, added = _to_scale(share, measure), z(confidence) ** 2 * tau2 * _unit(share, measure)
    away = [np.sqrt((_to_scale(limit, measure) - middle) ** 2 + added) for limit in plain]
    ends = (_from_scale(middle - away[0], measure), _from_scale(middle + away[1], measure))
    return pd.DataFrame(dict(zip(("lower", "upper"), (measure.per * end for end in ends), strict=True)))


def between(target: float, tau2: float, measure: Measure, *, confidence: float = 0.95) -> tuple[float, float]:
    """Where that share of teams would lie if none were moved by chance: the widened limits of an endless population."""
    share = target / measure.per
    middle, away = _to_scale(share, measure), z(confidence) * np.sqrt(tau2 * _unit(share, measure))
    low, high = (measure.per * _from_scale(place, measure) for place in (middle - away, middle + away))
    return float(low), float(high)


def winsorised(distances: Array) -> Array:
    """The distances with the lowest and the highest tenth drawn in to the tenth and the ninetieth percentile.

    They are not scaled up again: of distances that chance alone spreads, a mean square of 0.68 is left.
    """
    if np.isnan(distances).all():
        return distances
    return np.clip(distances, *np.nanquantile(distances, [DRAWN_IN, 1 - DRAWN_IN]))


def dispersion(drawn_in: Array, weights: Array) -> tuple[float, float]:
    """Spiegelhalter's φ and τ² of winsorised distances, each with the weight 1/s² of its team's standard error.

    φ is the mean square. τ² is 0 where Iφ is below I - 1, for I teams, else by the method of moments
    (Iφ - (I - 1)) / (Σw - Σw²/Σw). Both are NaN for fewer than two teams. As φ is not scaled up, τ² is if
    anything too small.
    """
    known = ~np.isnan(drawn_in)
    number, total = int(known.sum()), float(weights[known].sum())
    if number < FEWEST:
        return np.nan, np.nan
    phi = float(np.mean(drawn_in[known] ** 2))
    beyond = number * phi - (number - 1)
    return phi, 0.0 if beyond <= 0 or total == 0 else beyond / (total - float((weights[known] ** 2).sum()) / total)


def _one_release(rows: pd.DataFrame, period: str) -> pd.DataFrame:
    known = ending_by(rows.dropna(subset=PERIOD), period)
    counted = known[_is_team(known) & known["count"].notna() & (known["population"] > 0)]
    return newest_shared(known, counted, fewest=FEWEST)


def _is_team(rows: pd.DataFrame) -> pd.Series:
    return rows["area"].isin([str(team) for team in areas.teams()])


def _counted(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The teams with a count and a population, and the value these give; none for a cohort under 30."""
    teams = rows[_is_team(rows) & rows[["count", "population"]].notna().all(axis=1)]
    value = measure.per * teams["count"] / teams["population"].where(teams["population"] > 0)
    known, above = areas.every(), [str(areas.lineage(area)[0]) for area in teams["area"]]
    named = teams.assign(value=value, name=[known[area].name for area in teams["area"]], region=above)
    return estimates.withheld(named, measure)


def _with_target(teams: pd.DataFrame, rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    nations = {str(areas.baselines(area)["nation"]) for area in teams["area"]}
    nation = nations.pop() if len(nations) == 1 else areas.ENGLAND_AND_WALES
    found = rows.loc[rows["area"] == nation, "value"].dropna()
    shown = teams.dropna(subset=["value"])
    pooled = measure.per * shown["count"].sum() / shown["population"].sum() if len(shown) else np.nan
    about = (pooled, POOLED, POOLED) if found.empty else (found.iloc[0], NATION, areas.every()[nation].name)
    columns = dict(zip(("target", "target_source", "target_name"), about, strict=True))
    return teams.assign(**columns, expected=about[0] * teams["population"] / measure.per)


def _dispersed(teams: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    share, target = teams["value"].to_numpy(float) / measure.per, teams["target"].iloc[0] / measure.per
    n = teams["population"].to_numpy(float)
    distances = 2 * np.sqrt(n) * (_to_scale(share, measure) - _to_scale(target, measure))
    drawn_in = winsorised(distances)
    phi, tau2 = dispersion(drawn_in, 4 * n * _unit(target, measure))
    return teams.assign(z=distances, z_winsorised=drawn_in, phi=phi, tau2=tau2, of=int((~np.isnan(distances)).sum()))


def _with_limits(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    found: dict[str, Array] = {}
    for wide, tau2 in (("", 0.0), ("_wide", table["tau2"].iloc[0])):
        for level, confidence in CONFIDENCE.items():
            both = limits(table["population"], table["target"].iloc[0], measure, confidence=confidence, tau2=tau2)
            found |= {f"{side}_{level}{wide}": both[side].to_numpy() for side in both}
    return table.assign(**found)


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    value, known = table["value"], table["value"].notna() & table["tau2"].notna()
    low, high = (
        {level: value.lt(table[f"lower_{level}_wide"]) for level in CONFIDENCE},
        {level: value.gt(table[f"upper_{level}_wide"]) for level in CONFIDENCE},
    )
    outlier = np.select([~known, *(low[level] | high[level] for level in ("998", "95"))], ["", "99.8%", "95%"], "no")
    return table.assign(outlier=outlier, side=np.select([low["95"], high["95"]], ["low", "high"], ""))


def _inverse_poisson(n: Array, share: float, confidence: float) -> tuple[Array, Array]:
    """The rates at which a count's exact Poisson interval just reaches the target, parts of a count allowed."""
    from scipy.special import chdtriv

    tail, expected = (1 - confidence) / 2, n * share
    some = np.where(expected > 0, expected, 1.0)
    lower, upper = chdtriv(1 - tail, 2 * some) / 2 - 1, chdtriv(tail, 2 * some) / 2
    lower, upper = (np.where(expected > 0, limit.clip(min=0), expected) for limit in (lower, upper))
    return lower / n, upper / n


def _inverse_wilson(n: Array, share: float, confidence: float) -> tuple[Array, Array]:
    """The proportions at which Wilson's interval just reaches the target: those its score test just refuses."""
    away = z(confidence) * np.sqrt(share * (1 - share) / n)
    return (share - away).clip(0, 1), (share + away).clip(0, 1)


def _to_scale(share: Any, measure: Measure) -> Any:
    return np.sqrt(share) if measure.kind == "rate" else np.arcsin(np.sqrt(share))


def _from_scale(place: Any, measure: Measure) -> Any:
    return np.maximum(place, 0) ** 2 if measure.kind == "rate" else np.sin(np.clip(place, 0, np.pi / 2)) ** 2


def _unit(share: float, measure: Measure) -> float:
    """What τ² is counted in: for a rate the target, so that it is of the ratio to it; for a proportion one."""
    return share if measure.kind == "rate" else 1.0
