"""Verdicts that hold for every value that rounds to the printed one, and for every cohort that gives it."""

import pandas as pd
import pytest

from yotlib.analysis import intervals, verdicts
from yotlib.reference.measures import get

RATE, PERCENTAGE = get("cautioned_or_sentenced_rate"), get("reoffending_rate")


def rate_of(value, population, *, half=0.0, known_by="estimated", role="team", nearest=float("nan")):
    """Return a row of a rate per 10,000 whose count is worked out from it."""
    count = value * population / RATE.per
    limits = intervals.rate(count, population, per=RATE.per).iloc[0]
    return pd.Series(
        {
            "value": value,
            "count": count,
            "population": population,
            "lower": limits["lower"],
            "upper": limits["upper"],
            "known_by": known_by,
            "half_digit": half,
            "role": role,
            "name": "A",
            "children_nearest": nearest,
        }
    )


def percentage_of(count, cohort, *, known_by="at least"):
    limits = intervals.proportion(count, cohort).iloc[0]
    known = {"known_by": known_by, "half_digit": 0.005, "role": "team", "children_nearest": float("nan"), "name": "A"}
    numbers = {"value": limits["value"], "lower": limits["lower"], "upper": limits["upper"]}
    return pd.Series(numbers | {"count": count, "population": cohort} | known)


def base_of(value, half=0.0):
    none = {"count": float("nan"), "population": float("nan"), "lower": float("nan"), "upper": float("nan")}
    return pd.Series({"value": value, "known_by": "", "half_digit": half, "role": "named", "name": "B"} | none)


@pytest.mark.parametrize(("half", "verdict"), [(0.0, "higher"), (0.05, "higher"), (0.5, "similar")])
def test_a_verdict_that_turns_within_the_rounding_is_similar(half, verdict):
    team = rate_of(35.0, 40_000, half=half)

    # The interval is 29.4 to 41.3; at 34.5 it begins at 29.0.
    assert round(team["lower"], 1) == 29.4
    assert verdicts.gap(team, base_of(29.3), RATE)["verdict"] == verdict


def test_the_baselines_own_rounding_counts_too():
    team = rate_of(35.0, 40_000)

    assert verdicts.gap(team, base_of(29.3, half=0.05), RATE)["verdict"] == "higher"
    assert verdicts.gap(team, base_of(29.3, half=0.5), RATE)["verdict"] == "similar"


def test_the_smallest_gap_that_could_be_told_is_as_wide_as_the_interval_on_each_side():
    team = pd.Series({"value": 35.0, "lower": 29.4, "upper": 41.3})

    assert verdicts.smallest_gap(team) == (pytest.approx(5.6), pytest.approx(6.3))


@pytest.mark.parametrize(("baseline", "verdict"), [(30.0, "higher"), (54.0, "lower"), (40.0, "cannot say")])
def test_at_the_smallest_cohort_only_higher_and_lower_are_said(baseline, verdict):
    # 28 of 67, the smallest cohort that gives 41.79%: 30.74 to 53.73.
    assert verdicts.gap(percentage_of(28, 67), base_of(baseline), PERCENTAGE)["verdict"] == verdict


def test_what_is_higher_at_the_smallest_cohort_is_higher_at_every_larger_one():
    for times in range(1, 40):
        assert verdicts.gap(percentage_of(28 * times, 67 * times), base_of(30), PERCENTAGE)["verdict"] == "higher"


def test_the_gap_in_children_is_of_the_nearest_population_and_not_of_the_careful_one():
    team = rate_of(35.0, 40_000, nearest=50_000)

    assert verdicts.gap(team, base_of(29.0), RATE)["children"] == pytest.approx(30)
