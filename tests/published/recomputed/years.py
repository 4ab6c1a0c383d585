"""Several years of a team: three pooled, the trend of five, and the years above and below its region."""

import math
from functools import cache

from scipy.stats import norm

from tests.published.recomputed.data import printed, teams_within, years_of
from tests.published.recomputed.limits import binomial_p, byar, outside, poisson_p

LAIT, ENTRANTS = "dfe-lait-2026-02", "first_time_entrants"


@cache
def entrants(area):
    return years_of(area, ENTRANTS, LAIT)


def three_years(area, last):
    """Return the entrants and the children of the three years to `last`, each added up."""
    known = entrants(area)
    pairs = [known[year] for year in range(last - 2, last + 1)]
    return sum(value * number / 100_000 for value, number in pairs), sum(number for _, number in pairs)


def pooled(team):
    """Return the three newest years together, beside region and nation: rate, limits, verdicts, gaps in children."""
    last = max(entrants(team))
    count, number = three_years(team, last)
    limits = [100_000 * limit / number for limit in byar(count)]
    found = {"team": {"value": 100_000 * count / number, "lower": limits[0], "upper": limits[1], "last": last}}
    for role, area in (("region", teams_within()[team]), ("nation", "england")):
        whole, everyone = three_years(area, last)
        base = 100_000 * whole / everyone
        found[role] = {
            "value": base,
            "verdict": outside(*limits, base),
            "p_value": poisson_p(count, base * number / 100_000),
            "children": count - base * number / 100_000,
        }
    return found


def slope(points):
    """Return the weighted slope of (year, value, weight), Σw(t - t̄)², and χ²/df of the fit."""
    total = sum(w for _, _, w in points)
    year, level = sum(w * t for t, _, w in points) / total, sum(w * y for _, y, w in points) / total
    spread = sum(w * (t - year) ** 2 for t, _, w in points)
    steep = sum(w * (t - year) * (y - level) for t, y, w in points) / spread
    misses = sum(w * (y - level - steep * (t - year)) ** 2 for t, y, w in points)
    return steep, spread, misses / (len(points) - 2) if len(points) > 2 else math.nan


def trend(team):
    """Return the trend of the newest five years and the region's change over them; None where there are fewer."""
    known = entrants(team)
    years = sorted(known)[-5:]
    if len(years) < 5:
        return None
    rate = sum(known[year][0] * known[year][1] for year in years) / sum(known[year][1] for year in years)
    points = [(year, known[year][0], known[year][1] / (100_000 * rate)) for year in years]
    steep, spread, scatter = slope(points)
    z = steep * math.sqrt(spread) / max(1.0, math.sqrt(scatter))
    p_value = 2 * norm.sf(abs(z))
    keeps = all(slope([*points[:place], *points[place + 1 :]])[0] * steep > 0 for place in range(5))
    said = ("rising" if steep > 0 else "falling") if p_value < 0.002 and keeps else "no trend shown"
    region = entrants(teams_within()[team])
    return {
        **{"slope": steep, "z": z, "p_value": p_value, "trend": said, "first": years[0], "last": years[-1]},
        "region": (region[years[0]][0], region[years[-1]][0]),
    }


def change(team):
    """Return the first and last year's rate of a team and of England in the same years."""
    known, nation = entrants(team), entrants("england")
    first, last = min(known), max(known)
    return first, last, (known[first][0], known[last][0]), (nation[first][0], nation[last][0])


def steadiness(team, age):
    """Count the cohorts in which a team reoffended above its region, and below, with the sign test."""
    gaps = []
    for year in range(2015, 2024):
        known = printed("reoffending_rate", LAIT, f"{year}-04-01", age)
        pair = [known.get(area, {}).get("value") for area in (team, teams_within()[team])]
        if all(pair):
            gaps.append(float(pair[0]) - float(pair[1]))
    above, below = sum(gap > 0 for gap in gaps), sum(gap < 0 for gap in gaps)
    p_value = binomial_p(above, above + below, 0.5)
    side = "steadily above" if above > below else "steadily below"
    steady = "too few years" if above + below < 6 else side if p_value < 0.05 else "neither steadily"
    return {"years": len(gaps), "above": above, "below": below, "p_value": p_value, "steady": steady}
