"""Work out the limits of a funnel: those that chance alone gives, and those widened by how far teams differ.

A rate is compared with the target on the square root of its ratio to it, a proportion on the arcsine of its square
root. On these scales chance alone has a known spread, whatever the rate, and a count of zero still has a place (which
a logarithm would not give it).

Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185; Spiegelhalter and others (2012), JRSS A 175:1.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from yotlib.analysis.intervals import z
from yotlib.reference.errors import AskedWrongly
from yotlib.reference.measures import Measure

Array = np.ndarray[Any, Any]
CONFIDENCE = (0.95, 0.998)
DRAWN_IN = 0.1
FEWEST = 2
_INNER = re.compile(r"lower_(\d\d)(\d*)")


def limits(
    population: Any, target: float, measure: Measure, *, confidence: float = 0.95, tau2: float = 0.0
) -> pd.DataFrame:
    """Return the `lower` and `upper` limits of a value around `target` at each `population`, in the measure's unit.

    They are the values whose own interval (exact Poisson, or Wilson) just reaches the target, so that a team is
    outside them if and only if its interval leaves the target out. `tau2` widens them: on the scale of the measure
    the distance d from the target becomes the square root of d² + z²τ², which is d where τ² is zero.
    """
    given, share = np.atleast_1d(np.asarray(population, dtype=float)), target / measure.per
    n = np.where(given > 0, given, np.nan)
    inverse = _inverse_poisson if measure.kind == "rate" else _inverse_wilson
    middle, added = to_scale(share, measure), z(confidence) ** 2 * tau2 * tau2_unit(share, measure)
    away = [np.sqrt((to_scale(limit, measure) - middle) ** 2 + added) for limit in inverse(n, share, confidence)]
    ends = (_from_scale(middle - away[0], measure), _from_scale(middle + away[1], measure))
    return pd.DataFrame(dict(zip(("lower", "upper"), (measure.per * end for end in ends), strict=True)))


def limit_columns(confidence: Sequence[float] = CONFIDENCE) -> list[str]:
    """Return the names of the columns of limits: "lower_95" and so on, then the same with "_wide"."""
    levels = [level_name(one) for one in confidence]
    return [f"{side}_{level}{wide}" for wide in ("", "_wide") for level in levels for side in ("lower", "upper")]


def levels_of(table: pd.DataFrame) -> dict[str, float]:
    """Return the confidence of a funnel's limits, the inner ones first, by what their columns are called after.

    >>> levels_of(pd.DataFrame(columns=limit_columns()))
    {'95': 0.95, '998': 0.998}
    """
    found = filter(None, (_INNER.fullmatch(name) for name in table.columns))
    return {"".join(match.groups()): float(f"0.{match[1]}{match[2]}") for match in found}


def limits_of(table: pd.DataFrame) -> list[str]:
    """Return the names of the columns of limits that a funnel's table has."""
    return limit_columns(list(levels_of(table).values()))


def range_without_chance(
    target: float, tau2: float, measure: Measure, *, confidence: float = 0.95
) -> tuple[float, float]:
    """Return where that share of teams would lie without chance: the widened limits of an infinite population."""
    share = target / measure.per
    middle, away = to_scale(share, measure), z(confidence) * np.sqrt(tau2 * tau2_unit(share, measure))
    low, high = (measure.per * _from_scale(place, measure) for place in (middle - away, middle + away))
    return float(low), float(high)


def winsorise(distances: Array) -> Array:
    """Limit the lowest and highest tenth of the distances to the 10th and the 90th percentile.

    They are not scaled up again: where chance alone spreads the distances, their mean square becomes 0.68.
    """
    if np.isnan(distances).all():
        return distances
    return np.clip(distances, *np.nanquantile(distances, [DRAWN_IN, 1 - DRAWN_IN]))


def phi_and_tau2(drawn_in: Array, weights: Array) -> tuple[float, float]:
    """Return Spiegelhalter's φ and τ² of winsorised distances, weighted by 1/s² of each team's standard error s.

    φ is the mean square. τ² is 0 where Iφ is below I - 1, for I teams; else it is (Iφ - (I - 1)) / (Σw - Σw²/Σw), by
    the method of moments. Both are NaN for fewer than two teams. As φ is not scaled up, τ² is if anything too small.
    """
    known = ~np.isnan(drawn_in)
    number, total = int(known.sum()), float(weights[known].sum())
    if number < FEWEST:
        return np.nan, np.nan
    phi = float(np.mean(drawn_in[known] ** 2))
    beyond = number * phi - (number - 1)
    return phi, 0.0 if beyond <= 0 or total == 0 else beyond / (total - float((weights[known] ** 2).sum()) / total)


def _inverse_poisson(n: Array, share: float, confidence: float) -> tuple[Array, Array]:
    """Return the rates at which a count's exact Poisson interval just reaches the target; counts may be fractions."""
    from scipy.special import chdtriv

    tail, expected = (1 - confidence) / 2, n * share
    positive = np.where(expected > 0, expected, 1.0)
    lower, upper = chdtriv(1 - tail, 2 * positive) / 2 - 1, chdtriv(tail, 2 * positive) / 2
    lower, upper = (np.where(expected > 0, limit.clip(min=0), expected) for limit in (lower, upper))
    return lower / n, upper / n


def _inverse_wilson(n: Array, share: float, confidence: float) -> tuple[Array, Array]:
    """Return the proportions at which Wilson's interval just reaches the target."""
    away = z(confidence) * np.sqrt(share * (1 - share) / n)
    return (share - away).clip(0, 1), (share + away).clip(0, 1)


def to_scale(share: Any, measure: Measure) -> Any:
    """Transform a share of 1 to the scale of its measure: square root for a rate, arcsine for a proportion."""
    return np.sqrt(share) if measure.kind == "rate" else np.arcsin(np.sqrt(share))


def _from_scale(place: Any, measure: Measure) -> Any:
    return np.maximum(place, 0) ** 2 if measure.kind == "rate" else np.sin(np.clip(place, 0, np.pi / 2)) ** 2


def tau2_unit(share: float, measure: Measure) -> float:
    """Return the unit of τ²: the target for a rate, so that τ² is that of the ratio to it; 1 for a proportion."""
    return share if measure.kind == "rate" else 1.0


def check_levels(confidence: Sequence[float]) -> Sequence[float]:
    """Return the two levels of a funnel; refuse any other number of them, and the outer one first."""
    if len(confidence) != 2 or not 0.5 <= confidence[0] < confidence[1] < 1:
        raise AskedWrongly(f"confidence is {confidence}; a funnel has two limits, the inner one first: (0.95, 0.998).")
    return confidence


def level_name(confidence: float) -> str:
    """Return what the columns of a limit are called after: 95 for 0.95, 998 for 0.998."""
    return f"{confidence:.10f}".removeprefix("0.").rstrip("0").ljust(2, "0")
