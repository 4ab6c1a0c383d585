"""Verdicts that hold for every value that rounds to the printed one, and for every cohort that gives it."""

from dataclasses import replace
from math import inf, isnan, nan

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


def counted(count, population, *, measure=RATE, role="named", name="B", known_by="published"):
    """Return a row whose publisher prints its count, unless `known_by` says otherwise."""
    find = intervals.proportion if measure.kind == "proportion" else intervals.rate
    limits = find(count, population, per=measure.per).iloc[0]
    known = {"known_by": known_by, "half_digit": 0.0, "role": role, "name": name, "children_nearest": nan, "note": ""}
    return pd.Series(limits.drop("method").to_dict() | {"count": count, "population": population} | known)


@pytest.mark.parametrize(
    ("team", "base", "measure"),
    [({"value": nan}, {}, RATE), ({}, {"value": nan}, RATE), ({}, {}, get("cautioned_or_sentenced"))],
)
def test_without_a_value_on_both_sides_or_of_counts_nothing_can_be_said(team, base, measure):
    rows = counted(140, 40_000).to_dict() | team, counted(2_900, 1_000_000).to_dict() | base

    found = verdicts.gap(*map(pd.Series, rows), measure)

    assert list(found) == verdicts.COLUMNS
    assert (found["verdict"], found["judgement"]) == ("cannot say", "")
    assert all(isnan(found[name]) for name in set(verdicts.COLUMNS) - {"verdict", "judgement"})


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_two_counts_of_a_rate_are_told_apart_by_the_exact_ratio(confidence):
    found = verdicts.gap(counted(140, 40_000), counted(2_900, 1_000_000), RATE, confidence=confidence)

    expected = intervals.ratio(140, 40_000, 2_900, 1_000_000, confidence=confidence).iloc[0]
    p_value = intervals.ratio_p(140, 40_000, 2_900, 1_000_000)[0]
    assert list(found) == verdicts.COLUMNS
    assert found["difference"] == pytest.approx(35 - 29)
    assert found["ratio"] == pytest.approx(35 / 29)
    assert (found["ratio_lower"], found["ratio_upper"]) == (expected["lower"], expected["upper"])
    assert found["p_value"] == p_value
    assert found["verdict"] == ("higher" if confidence == 0.95 else "similar")
    assert found["judgement"] == ("worse" if confidence == 0.95 else "")
    assert found["children"] == pytest.approx(6 * 4)


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_two_counts_of_a_percentage_are_told_apart_by_the_score_method(confidence):
    team, base = counted(60, 120, measure=PERCENTAGE), counted(340, 880, measure=PERCENTAGE)

    found = verdicts.gap(team, base, PERCENTAGE, confidence=confidence)

    expected = intervals.proportion_ratio(60, 120, 340, 880, confidence=confidence).iloc[0]
    limits = found["ratio_lower"], found["ratio_upper"], found["p_value"]
    assert limits == tuple(expected[["lower", "upper", "p_value"]])
    assert found["verdict"] == ("higher" if confidence == 0.95 else "similar")


def test_one_count_is_set_against_a_fixed_value_by_the_exact_test_of_its_kind():
    rate = verdicts.gap(rate_of(35.0, 40_000), base_of(29.0), RATE)
    percentage = verdicts.gap(percentage_of(28, 67), base_of(30.0), PERCENTAGE)

    assert rate["p_value"] == pytest.approx(intervals.poisson_p(140, 116)[0])
    assert percentage["p_value"] == pytest.approx(intervals.binomial_p(28, 67, 0.3)[0])


def test_a_baseline_at_a_limit_or_within_rounding_of_it_is_similar():
    team = rate_of(35.0, 40_000)
    lower, upper = team["lower"], team["upper"]

    for value, half in ((lower, 0.0), (upper, 0.0), (lower - 0.5, 0.5), (upper + 0.5, 0.5)):
        assert verdicts.gap(team, base_of(value, half=half), RATE)["verdict"] == "similar"
    assert verdicts.gap(team, base_of(lower - 0.5, half=0.25), RATE)["verdict"] == "higher"
    assert verdicts.gap(team, base_of(upper + 0.5, half=0.25), RATE)["verdict"] == "lower"


@pytest.mark.parametrize(
    ("count", "population", "limits"), [(0, 4_000, (0, inf)), (0, 400_000, (0, inf)), (5, 4_000, (inf, inf))]
)
def test_beside_a_fixed_value_of_zero_a_limit_is_infinite_unless_it_is_zero_too(count, population, limits):
    found = verdicts.gap(counted(count, population), base_of(0.0), RATE)

    assert (found["ratio_lower"], found["ratio_upper"]) == limits
    assert pd.isna(found["ratio"])


def test_a_team_without_limits_and_a_groups_median_get_no_verdict():
    team = counted(140, 40_000)
    median = pd.Series(base_of(29.0).to_dict() | {"note": "the median of 4 teams", "area": "four-teams"})

    for one, other in ((team, median), (pd.Series(team.to_dict() | {"lower": nan}), base_of(29.0))):
        found = verdicts.gap(one, other, RATE)
        assert found["verdict"] == "cannot say"
        assert pd.isna([found["ratio_lower"], found["ratio_upper"], found["p_value"]]).all()
        assert found["difference"] == pytest.approx(6)


def test_of_an_average_only_the_size_of_the_gap_is_given():
    found = verdicts.gap(counted(140, 40_000), counted(2_900, 1_000_000), get("reoffences_per_child"))

    assert found["verdict"] == "cannot say"
    assert pd.isna([found[name] for name in ("ratio_lower", "ratio_upper", "p_value", "children")]).all()
    assert found["ratio"] == pytest.approx(35 / 29)


@pytest.mark.parametrize(
    ("base", "half", "verdict"), [(41.5, 0.0, "lower"), (41.5, 0.05, "lower"), (41.5, 0.5, "similar")]
)
def test_what_is_lower_must_be_lower_at_the_highest_value_that_rounds_to_the_printed_one(base, half, verdict):
    # The interval is 29.4 to 41.3; at 35.5 it ends at 41.8.
    assert verdicts.gap(rate_of(35.0, 40_000, half=half), base_of(base), RATE)["verdict"] == verdict
    assert verdicts.gap(rate_of(35.0, 40_000), base_of(base, half=half), RATE)["verdict"] == verdict


def test_the_rounding_of_a_rate_whose_count_is_published_does_not_matter():
    team = counted(140, 40_000)
    team["half_digit"] = 0.5
    base = counted(2_900, 1_000_000)
    base["half_digit"] = 5.0

    assert verdicts.gap(team, base_of(29.3), RATE)["verdict"] == "higher"
    assert verdicts.gap(team, base, RATE)["verdict"] == "higher"


def test_rounding_is_tried_at_the_confidence_that_is_asked_for():
    team = rate_of(35.0, 40_000, half=0.05)
    limits = intervals.rate(140, 40_000, per=RATE.per, confidence=0.8).iloc[0]
    team["lower"], team["upper"] = limits["lower"], limits["upper"]

    # At 80% the interval begins at 31.2.
    assert verdicts.gap(team, base_of(31.0), RATE, confidence=0.8)["verdict"] == "higher"


def test_a_rate_that_may_be_zero_is_not_tried_below_zero():
    team = rate_of(0.3, 400_000, half=0.5)

    # 12 of 400,000 are 0.15 to 0.52, and nobody is 0 to 0.09.
    assert verdicts.gap(team, base_of(0.1), RATE)["verdict"] == "similar"


@pytest.mark.parametrize(
    ("verdict", "lower_is_better", "expected"),
    [
        ("higher", True, "worse"),
        ("lower", True, "better"),
        ("higher", False, "better"),
        ("lower", False, "worse"),
        ("similar", True, ""),
        ("cannot say", True, ""),
        ("higher", None, ""),
    ],
)
def test_better_and_worse_follow_from_the_measures_polarity(verdict, lower_is_better, expected):
    assert verdicts.judgement(verdict, replace(RATE, lower_is_better=lower_is_better)) == expected


@pytest.mark.parametrize(
    ("changed", "measure", "children"),
    [
        ({}, RATE, 24),
        ({"known_by": "estimated"}, RATE, 24),
        ({"known_by": "at least"}, RATE, nan),
        ({"known_by": ""}, RATE, nan),
        ({"population": nan}, RATE, nan),
        ({"population": nan, "children_nearest": 50_000}, RATE, nan),
        ({"children_nearest": 50_000}, RATE, 30),
        ({}, replace(RATE, key="custody_rate"), nan),
    ],
)
def test_a_gap_is_said_in_children_where_the_team_has_a_count_and_a_population(changed, measure, children):
    team = pd.Series(counted(140, 40_000).to_dict() | changed)

    assert verdicts.gap(team, base_of(29.0), measure)["children"] == pytest.approx(children, nan_ok=True)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, True),
        ({"count": 0}, True),
        ({"count": nan}, False),
        ({"population": 0}, False),
        ({"population": 1}, True),
        ({"population": nan}, False),
        ({"known_by": "estimated"}, False),
        ({"known_by": "at least"}, False),
        ({"known_by": ""}, False),
    ],
)
def test_a_row_is_counted_where_its_own_publisher_prints_its_count(changed, expected):
    assert verdicts.is_counted(pd.Series(counted(140, 40_000).to_dict() | changed)) is expected


@pytest.mark.parametrize("measure", [RATE, PERCENTAGE])
def test_a_baseline_without_the_team_is_what_is_left_of_both_numbers(measure):
    base = counted(400, 1_000, measure=measure, role="region")
    before = base.copy()

    rest = verdicts.without_team(base, counted(60, 120, measure=measure), measure)

    assert (rest["count"], rest["population"], rest["value"]) == (340, 880, pytest.approx(measure.per * 340 / 880))
    assert (rest["name"], rest["note"], rest["role"]) == ("Rest of B", "the rest of B: 340 of 880", "region")
    assert rest[["lower", "upper"]].isna().all()
    pd.testing.assert_series_equal(base, before)


@pytest.mark.parametrize(
    ("count", "population", "left"),
    [(60, 130, (0, 10)), (61, 121, (1, 1)), (59, 130, None), (60, 120, None), (70, 110, None)],
)
def test_less_than_nobody_is_no_rest(count, population, left):
    rest = verdicts.without_team(counted(count, population, role="nation"), counted(60, 120), RATE)

    assert (None if rest is None else (rest["count"], rest["population"])) == left


@pytest.mark.parametrize(
    ("role", "of_base", "of_team", "expected"),
    [
        ("region", "published", "estimated", False),
        ("region", "estimated", "published", False),
        ("group", "estimated", "estimated", True),
        ("group", "published", "estimated", True),
    ],
)
def test_an_estimated_count_is_taken_out_of_a_groups_sum_only(role, of_base, of_team, expected):
    base, team = counted(400, 1_000, role=role, known_by=of_base), counted(60, 120, known_by=of_team)

    assert (verdicts.without_team(base, team, RATE) is not None) is expected
    assert verdicts.gap(team, base, RATE)["ratio"] == pytest.approx(5_000 / (10_000 * 340 / 880 if expected else 4_000))


@pytest.mark.parametrize("missing", ["count of the base", "count of the team"])
def test_without_both_counts_nobody_is_taken_out_of_a_group(missing):
    base, team = counted(400, 1_000, role="group"), counted(60, 120)
    (base if "base" in missing else team)["count"] = nan

    assert verdicts.without_team(base, team, RATE) is None


def test_of_an_average_there_is_no_rest():
    assert verdicts.without_team(counted(400, 1_000), counted(60, 120), get("reoffences_per_child")) is None


def test_an_area_that_the_team_is_no_part_of_is_tested_whole():
    found = verdicts.gap(counted(60, 120), counted(400, 1_000), RATE)

    assert found["ratio"] == pytest.approx(5_000 / 4_000)
    assert found["ratio_lower"] == intervals.ratio(60, 120, 400, 1_000)["lower"][0]


@pytest.mark.parametrize("role", ["region", "nation", "england-and-wales", "group"])
def test_an_area_that_the_team_is_part_of_is_tested_without_it(role):
    found = verdicts.gap(counted(60, 120), counted(400, 1_000, role=role), RATE)

    assert found["ratio"] == pytest.approx(5_000 / (10_000 * 340 / 880))
    assert found["difference"] == pytest.approx(1_000)
    assert found["ratio_lower"] == intervals.ratio(60, 120, 340, 880)["lower"][0]


def test_without_a_count_nothing_is_said_of_an_interval():
    assert pd.isna([*verdicts.smallest_gap(pd.Series({"value": 35.0, "lower": nan, "upper": nan}))]).all()
