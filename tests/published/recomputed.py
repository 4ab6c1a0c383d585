"""What data/ gives by the formulas of METHODS alone: csv, math and scipy, and nothing of the suite."""

import csv
import math
from collections import defaultdict
from functools import cache
from pathlib import Path

from scipy.stats import beta, chi2, norm

DATA = Path(__file__).resolve().parents[2] / "data"
Z = norm.ppf(0.975)
ENGLAND = (
    *("east-midlands", "east-of-england", "london", "north-east", "north-west", "south-east", "south-west"),
    *("west-midlands", "yorkshire-and-the-humber"),
)


@cache
def rows():
    """Return every printed figure."""
    files = sorted((DATA / "figures").glob("*.csv"))
    return [row for file in files for row in csv.DictReader(file.open(encoding="utf-8"))]


@cache
def listed(name):
    return list(csv.DictReader((DATA / name).open(encoding="utf-8")))


@cache
def teams_within():
    """Return the region (or Wales) of every team."""
    return {row["area"]: row["within"] for row in listed("areas.csv") if row["kind"] == "yot"}


@cache
def printed(measure, source, start, age="10-17"):
    """Return the values that a release prints for the period from `start`, by area."""
    wanted = {"measure": measure, "source": source, "period_start": start, "age": age, "ethnicity": "all"}
    return {row["area"]: row for row in rows() if all(row[name] == text for name, text in wanted.items())}


@cache
def children(source, end):
    """Return the children aged 10-17 of every area on one day: the printed number, else the groups added up."""
    whole, groups = {}, defaultdict(float)
    for row in rows():
        if (row["measure"], row["source"], row["period_end"], row["age"]) == ("population_10_17", source, end, "10-17"):
            if row["ethnicity"] == "all":
                whole[row["area"]] = float(row["count"])
            elif row["count"]:
                groups[row["area"]] += float(row["count"])
    return groups | whole


def parts_of(team, start, end):
    """Return the authorities of a team over a period."""
    return [
        row["area"]
        for row in listed("authorities.csv")
        if row["within"] == team and (row["since"] or "0") <= start and (row["until"] or "9") >= end
    ]


@cache
def team_rates(measure, source, start, end, day):
    """Return each team's rate: the printed one, else its authorities' weighted with the children of `day`."""
    values = {area: float(row["value"]) for area, row in printed(measure, source, start).items() if row["value"]}
    number, found = children(*day), {}
    for team in teams_within():
        parts = parts_of(team, start, end)
        known = [part for part in parts if part in values]
        within = sum(number.get(part, 0) for part in known)
        if team in values:
            found[team] = values[team], number.get(team), True
        elif known and within > 0.99 * sum(number.get(part, 0) for part in parts):
            found[team] = sum(values[part] * number[part] for part in known) / within, within, False
    return found


def byar(count):
    """Return the 95% limits of a count: Byar's from 10, else the exact Poisson ones."""
    if count < 10:
        return (chi2.ppf(0.025, 2 * count) / 2 if count > 0 else 0.0), chi2.ppf(0.975, 2 * count + 2) / 2
    more = count + 1
    lower = count * (1 - 1 / (9 * count) - Z / (3 * math.sqrt(count))) ** 3
    return lower, more * (1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3


def wilson(count, cohort):
    share, squared = count / cohort, Z * Z
    centre, away = share + squared / (2 * cohort), math.sqrt(share * (1 - share) / cohort + squared / (4 * cohort**2))
    return tuple(100 * (centre + side * Z * away) / (1 + squared / cohort) for side in (-1, 1))


def ratio_limits(a, size_a, b, size_b):
    """Return the exact conditional limits of the ratio of two rates."""
    lower, upper = beta.ppf(0.025, a, b + 1), beta.ppf(0.975, a + 1, b)
    return tuple(p / (1 - p) * size_b / size_a for p in (lower, upper))


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


def place(team, values):
    """Return the place from the lowest, ties sharing the worse, and of how many."""
    return sum(value <= values[team] for value in values.values()), len(values)
