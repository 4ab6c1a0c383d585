"""How firm a rating is: the cases behind each percentage, and the probability of each band had all been looked at."""

import itertools
import math

import numpy as np
from scipy.stats import beta, betabinom, norm

from tests.published.recomputed.data import listed
from tests.published.recomputed.inspection import COUNTED, RATINGS, of_percentage, of_total, standards
from tests.published.recomputed.limits import Z

# The inspectors' rule: 80% confidence and a margin of 5 points.
SIZE = norm.ppf(0.9) ** 2 / (4 * 0.05**2)
LEAST = (50, 65, 80)
ASSUMPTIONS = tuple(itertools.product(("inferred", "unlimited"), (0.0, 0.5, 1.0)))


def half_up(number):
    return math.floor(number + 0.5)


def eligible(cases):
    """Return how many cases there were to choose from: n = n0 / (1 + (n0 - 1) / N), solved for N."""
    return cases * (SIZE - 1) / (SIZE - cases)


def questions(team):
    """Return each key question with the cases assumed asked, the sufficient ones, and those to choose from."""
    found = {}
    for row in listed("key_questions.csv"):
        if row["area"] == team and row["percent_sufficient"]:
            percent, cases = float(row["percent_sufficient"]), int(row["cases"])
            asked = next(n for n in range(cases, 0, -1) if _is_whole(percent, n))
            every, good = half_up(asked * eligible(cases) / cases), half_up(percent * asked / 100)
            numbers = {"percent": percent, "asked": asked, "sufficient": good, "population": every}
            whole = {"standard": row["standard"], "whole": _is_whole(percent, cases)}
            found[row["key_question"]] = numbers | whole
    return found


def _is_whole(percent, cases):
    return any(half_up(100 * count / cases) == percent for count in range(cases + 1))


def interval(question):
    """Return Wilson's limits with the finite population, in per cent, never beyond what the unseen cases allow."""
    asked, every, good = (question[name] for name in ("asked", "population", "sufficient"))
    worth = asked * (every - 1) / (every - asked)
    share, squared = good / asked, Z * Z
    centre = share + squared / (2 * worth)
    away = Z * math.sqrt(share * (1 - share) / worth + squared / (4 * worth**2))
    ends = [100 * (centre + side * away) / (1 + squared / worth) for side in (-1, 1)]
    return max(ends[0], 100 * good / every), min(ends[1], 100 * (good + every - asked) / every)


def at_most(question, cases):
    """Return the probabilities that a question is at most in each of the three lower bands."""
    asked, good = question["asked"], question["sufficient"]
    if cases == "unlimited":
        return [beta.cdf((least - 0.5) / 100, good + 0.5, asked - good + 0.5) for least in LEAST]
    unseen = question["population"] - asked
    likely = [betabinom.pmf(more, unseen, good + 0.5, asked - good + 0.5) for more in range(unseen + 1)]
    shares = [half_up(100 * (good + more) / question["population"]) for more in range(unseen + 1)]
    return [min(1.0, sum(p for p, share in zip(likely, shares, strict=True) if share < least)) for least in LEAST]


def chances(team, cases, together):
    """Return the probability of each rating of each standard and overall, under one assumption.

    Within a domain the questions depend on one shared number, as in a Gaussian copula; it is summed over a fine grid.
    """
    by_standard = {}
    for question in questions(team).values():
        by_standard.setdefault(question["standard"], []).append(at_most(question, cases))
    printed, found, whole = standards(team), {}, np.ones(1)
    for key in set(printed) - set(by_standard):
        found[key] = np.eye(4)[RATINGS.index(printed[key])]
        whole = np.convolve(whole, found[key])
    for domain in sorted({key[0] for key in by_standard}):
        inside = {key: rows for key, rows in by_standard.items() if key[0] == domain}
        sums, single = _domain(inside, together)
        found |= single
        whole = np.convolve(whole, sums)
    assert set(found) == set(COUNTED)
    bands = [of_total(points) for points in range(len(whole))]
    overall = [sum(p for p, band in zip(whole, bands, strict=True) if band == rating) for rating in RATINGS]
    return found | {"overall": np.array(overall)}


def _domain(inside, together, cells=20_000):
    """Return the distribution of a domain's points, and that of each standard's rating."""
    shared = norm.ppf((np.arange(cells) + 0.5) / cells)
    sums, single = np.zeros((cells, 1)) + 1, {}
    for key, rows in inside.items():
        given = [[_given(share, shared, together) for share in row] for row in rows]
        above = np.prod([1 - np.array(row) for row in given], axis=0)
        edges = np.vstack([np.ones(cells), above, np.zeros(cells)])
        ratings = (edges[:-1] - edges[1:]).T
        single[key] = ratings.mean(axis=0)
        added = np.zeros((cells, sums.shape[1] + 3))
        for points in range(4):
            added[:, points : points + sums.shape[1]] += ratings[:, [points]] * sums
        sums = added
    return sums.mean(axis=0), single


def _given(share, shared, together):
    """Return the probability of an outcome of probability `share`, given the number that a domain shares."""
    if together == 1:
        return (norm.cdf(shared) <= share).astype(float)
    return norm.cdf((norm.ppf(share) - math.sqrt(together) * shared) / math.sqrt(1 - together))


def moves(team):
    """Return every change of one standard that would change the overall rating: standard, rating, total, overall."""
    printed = standards(team)
    points = sum(RATINGS.index(rating) for rating in printed.values())
    changed = [
        (key, rating, points - RATINGS.index(now) + RATINGS.index(rating))
        for key, now in printed.items()
        for rating in RATINGS
    ]
    return [(*change, of_total(change[2])) for change in changed if of_total(change[2]) != of_total(points)]


def short_of_next(team, standard):
    """Return a standard's lowest percentage, the points short of the next band, and the cases short, by question."""
    asked = {key: one for key, one in questions(team).items() if one["standard"] == standard}
    lowest = min(one["percent"] for one in asked.values())
    least = next(least for least in LEAST if least > half_up(lowest))
    short = {}
    for key, one in asked.items():
        if half_up(one["percent"]) < least:
            enough = next(n for n in range(one["asked"] + 1) if half_up(100 * n / one["asked"]) >= least)
            short[key] = enough - one["sufficient"]
    return lowest, least - lowest, short, of_percentage(least)
