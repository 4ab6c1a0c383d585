"""All teams at once: places, the middle half, and the funnel with Spiegelhalter's φ and τ²."""

import math
from statistics import fmean

from scipy.optimize import brentq
from scipy.stats import chi2, norm

LEVELS = {"95": 0.95, "998": 0.998}


def place(team, values):
    """Return the place from the lowest, ties sharing the worse, and of how many."""
    return sum(value <= values[team] for value in values.values()), len(values)


def part_of(team, values, parts):
    """Return which third, half or quarter a team's place is in, counted from the lowest."""
    among, of = place(team, values)
    return math.ceil(among * parts / of)


def quantile(values, share):
    """Return a quantile by straight lines between the ordered values, the first being 0 and the last 1."""
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    below = math.floor(at)
    return ordered[below] + (at - below) * (ordered[min(below + 1, len(ordered) - 1)] - ordered[below])


def where_among(team, values):
    """Say whether a value is in the middle half of all, in nine tenths of them, or beyond."""
    value, every = values[team], list(values.values())
    if quantile(every, 0.25) <= value <= quantile(every, 0.75):
        return "within the middle half"
    most = quantile(every, 0.05) <= value <= quantile(every, 0.95)
    return "within the range of most teams" if most else "beyond most teams"


def distance(value, target, population, per):
    """Return how many standard errors a rate lies from the target, on the scale of its square root."""
    return 2 * math.sqrt(population) * (math.sqrt(value / per) - math.sqrt(target / per))


def phi_and_tau2(pairs, target, per):
    """Return φ and τ² of (value, children): z drawn in to its 10% and 90% points, not scaled up; moments for τ²."""
    distances = [distance(value, target, number, per) for value, number in pairs]
    low, high = quantile(distances, 0.1), quantile(distances, 0.9)
    phi = fmean(min(max(z, low), high) ** 2 for z in distances)
    weights = [4 * number * target / per for _, number in pairs]
    beyond, total = len(pairs) * (phi - 1) + 1, sum(weights)
    return phi, max(0.0, beyond / (total - sum(w * w for w in weights) / total))


def exact_limits(target, population, per, confidence):
    """Return the rates whose exact Poisson interval just reaches the target; 0 where no count is low enough."""
    tail, expected = (1 - confidence) / 2, target * population / per
    far = 10 * expected + 100

    def too_low(count):
        return chi2.cdf(2 * expected, 2 * count + 2) - (1 - tail)

    def too_high(count):
        return chi2.cdf(2 * expected, 2 * count) - tail

    lower = brentq(too_low, 0, far, xtol=1e-9) if too_low(0) > 0 else 0.0
    return per * lower / population, per * brentq(too_high, 1e-9, far, xtol=1e-9) / population


def widened(limits, target, confidence, tau2, per):
    """Return limits moved out: on the scale of the square root the distance d becomes √(d² + z²τ² × target)."""
    middle, z = math.sqrt(target / per), norm.ppf((1 + confidence) / 2)
    away = [math.sqrt((math.sqrt(limit / per) - middle) ** 2 + z * z * tau2 * target / per) for limit in limits]
    return per * max(0.0, middle - away[0]) ** 2, per * (middle + away[1]) ** 2


def funnel(pairs, target, per):
    """Return φ, τ² and each team's four pairs of limits and place outside them, from {team: (value, children)}."""
    phi, tau2 = phi_and_tau2(list(pairs.values()), target, per)
    found = {}
    for team, (value, number) in pairs.items():
        chance = {level: exact_limits(target, number, per, share) for level, share in LEVELS.items()}
        wide = {level: widened(chance[level], target, share, tau2, per) for level, share in LEVELS.items()}
        beyond = [level for level in ("998", "95") if not wide[level][0] <= value <= wide[level][1]]
        found[team] = {
            **{"z": distance(value, target, number, per), "chance": chance, "wide": wide},
            "outlier": {"998": "99.8%", "95": "95%"}[beyond[0]] if beyond else "no",
        }
    return phi, tau2, found


def without_chance(target, tau2, per):
    """Return between which rates about 95 teams in 100 would lie without chance."""
    middle, away = math.sqrt(target / per), norm.ppf(0.975) * math.sqrt(tau2 * target / per)
    return per * (middle - away) ** 2, per * (middle + away) ** 2
