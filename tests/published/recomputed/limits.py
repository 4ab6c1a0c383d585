"""Intervals, exact p values and verdicts by the formulas of docs/methods.md: one number in, one number out."""

import math

from scipy.stats import beta, binom, chi2, norm, poisson

Z = norm.ppf(0.975)


def byar(count):
    """Return the 95% limits of a count: Byar's from 10, else the exact Poisson ones."""
    if count < 10:
        return exact(count)
    more = count + 1
    lower = count * (1 - 1 / (9 * count) - Z / (3 * math.sqrt(count))) ** 3
    return lower, more * (1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3


def exact(count):
    """Return the exact 95% Poisson limits of a count."""
    return (chi2.ppf(0.025, 2 * count) / 2 if count > 0 else 0.0), chi2.ppf(0.975, 2 * count + 2) / 2


def wilson(count, cohort):
    share, squared = count / cohort, Z * Z
    centre, away = share + squared / (2 * cohort), math.sqrt(share * (1 - share) / cohort + squared / (4 * cohort**2))
    return tuple(100 * (centre + side * Z * away) / (1 + squared / cohort) for side in (-1, 1))


def ratio_limits(a, size_a, b, size_b):
    """Return the exact conditional limits of the ratio of two rates: from 0 where a is 0, without end where b is."""
    lower = beta.ppf(0.025, a, b + 1) if a else 0.0
    upper = beta.ppf(0.975, a + 1, b) if b else 1.0
    return tuple(p / (1 - p) * size_b / size_a if p < 1 else math.inf for p in (lower, upper))


def twice_the_smaller_tail(below, above):
    return min(1.0, 2 * min(below, above))


def binomial_p(count, of, share):
    return twice_the_smaller_tail(binom.cdf(count, of, share), binom.sf(count - 1, of, share))


def poisson_p(count, expected):
    """Return the exact p of a count, which may be a fraction, so that it matches the limits from chi-squared."""
    below, above = chi2.sf(2 * expected, 2 * count + 2), chi2.cdf(2 * expected, 2 * count) if count else 1.0
    if count == int(count):
        assert math.isclose(below, poisson.cdf(count, expected), rel_tol=1e-6, abs_tol=1e-12)
    return twice_the_smaller_tail(below, above)


def ratio_p(a, size_a, b, size_b):
    """Return the exact p of two rates being one: of a + b events, those on the first side."""
    return binomial_p(a, a + b, size_a / (size_a + size_b))


def benjamini_hochberg(p_values):
    """Return p after Benjamini and Hochberg, in the order given: the least p × m / rank of those as large or larger."""
    order, number, least, adjusted = sorted(range(len(p_values)), key=p_values.__getitem__), len(p_values), 1.0, {}
    for rank in range(number, 0, -1):
        place = order[rank - 1]
        least = min(least, p_values[place] * number / rank)
        adjusted[place] = least
    return [adjusted[place] for place in range(number)]


def smallest_cohort(printed_value):
    """Return the fewest children of whom a whole number gives a percentage printed to two decimals, and that number."""
    for cohort in range(1, 2001):
        count = round(printed_value * cohort / 100)
        if abs(100 * count / cohort - printed_value) <= 0.005 + 1e-9:
            return count, cohort
    raise ValueError(printed_value)


def outside(lower, upper, base):
    return "higher" if lower > base else "lower" if upper < base else "similar"


def against_fixed(value, population, base, per, *, team_half, base_half):
    """Return the verdict of a team's interval against a fixed value, firm against the rounding of both."""
    said = outside(*(per * limit / population for limit in byar(value * population / per)), base)
    side = {"higher": 1, "lower": -1, "similar": 0}[said]
    nearer = max(0.0, value - side * team_half) * population / per
    lower, upper = (per * limit / population for limit in byar(nearer))
    return said if outside(lower, upper, base + side * base_half) == said else "similar"
