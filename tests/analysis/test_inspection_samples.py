"""The cases behind a percentage: how many there were to choose from, how many were asked about, and the interval."""

from decimal import ROUND_HALF_UP, Decimal
from math import inf, isinf, sqrt
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest

from yotlib.analysis import intervals
from yotlib.analysis.inspection import samples

LIMITS = ["lower", "upper"]
PERCENTS, CASES = range(101), [1, 2, 3, 5, 8, 13, 19, 28, 42, 60]


def endless(confidence=0.8, margin=0.05):
    """Return the sample an infinite population needs: half an interval's width is z √(¼/n)."""
    return NormalDist().inv_cdf(0.5 + confidence / 2) ** 2 / (4 * margin**2)


def by_the_rule(population, **how):
    """Return the sample that the inspectors' rule asks for of a population."""
    return endless(**how) / (1 + (endless(**how) - 1) / population)


def half_up(numerator, denominator):
    """Round a share to a whole number, with whole numbers only."""
    return (2 * numerator + denominator) // (2 * denominator)


def whole_numbers_of(cases, *, cut_off=False):
    """Return every whole percentage that some number of `cases` may be printed as."""
    return {100 * count // cases if cut_off else half_up(100 * count, cases) for count in range(cases + 1)}


def corrected_wilson(count, asked, population, confidence=0.95):
    """Return the roots of (observed - share)² = z² share (1 - share) / n × (N - n) / (N - 1)."""
    z, observed = NormalDist().inv_cdf(0.5 + confidence / 2), count / asked
    spread = z**2 / asked * (population - asked) / (population - 1)
    a, b, c = 1 + spread, -(2 * observed + spread), observed**2
    root = sqrt(max(b**2 - 4 * a * c, 0))
    return [100 * (-b - root) / (2 * a), 100 * (-b + root) / (2 * a)]


def asked(percents, cases, **how):
    table = pd.DataFrame({"percent": np.atleast_1d(percents), "cases": cases}, dtype=float)
    return samples.with_intervals(table, **how)


@pytest.fixture(scope="module")
def everything():
    """Return every whole percentage of samples of 1 to 60 cases."""
    return asked(*np.array([(percent, cases) for cases in CASES for percent in PERCENTS]).T)


def test_80_per_cent_confidence_and_a_margin_of_5_ask_164_cases_of_an_endless_population():
    # z is 1.28155; 1.64237 over 4 × 0.0025.
    assert samples.unlimited_sample() == pytest.approx(164.237, abs=0.001)
    assert samples.unlimited_sample(0.95, 10) == pytest.approx(96.04, abs=0.01)


@pytest.mark.parametrize(("cases", "population"), [(42, 56), (28, 34)])
def test_42_cases_were_chosen_of_about_56_and_28_of_about_34(cases, population):
    assert samples.eligible_cases(cases) == pytest.approx(population, abs=0.5)
    assert half_up(round(by_the_rule(population) * 1_000), 1_000) == cases


@pytest.mark.parametrize("cases", [1, 12, 28, 42, 100, 150, 164])
def test_the_population_inferred_gives_the_sample_back_by_the_rule(cases):
    assert by_the_rule(samples.eligible_cases(cases)) == pytest.approx(cases, rel=1e-9)
    assert by_the_rule(samples.eligible_cases(cases, confidence=0.9, margin=4), confidence=0.9, margin=0.04) == (
        pytest.approx(cases, rel=1e-9)
    )


def test_from_165_cases_on_the_population_cannot_be_inferred():
    assert not isinf(samples.eligible_cases(164))
    assert isinf(samples.eligible_cases(165))


@pytest.mark.parametrize("cut_off", [False, True])
@pytest.mark.parametrize("cases", [1, 2, 3, 7, 8, 19, 28, 40, 42, 60, 99, 100])
def test_a_whole_percentage_is_possible_if_some_number_of_cases_is_printed_as_it(cases, cut_off):
    possible = {percent for percent in PERCENTS if samples.could_be_whole(percent, cases, cut_off=cut_off)}

    assert possible == whole_numbers_of(cases, cut_off=cut_off)


def test_a_half_is_rounded_up_and_not_to_the_even_number():
    # One of eight is 12.5, three of eight 37.5.
    assert [samples.could_be_whole(percent, 8) for percent in (12, 13, 37, 38)] == [False, True, False, True]


@pytest.mark.parametrize(
    ("percent", "cut_off", "possible"),
    [(66.7, False, True), (66.6, False, False), (66.6, True, True), (66.67, False, True), (66.9, False, False)],
)
def test_a_percentage_with_decimals_is_compared_as_far_as_it_is_printed(percent, cut_off, possible):
    # 28 of 42 are 66.666...
    assert samples.could_be_whole(percent, 42, cut_off=cut_off) == possible


def test_the_cases_assumed_are_the_most_of_which_the_percentage_is_a_whole_number(everything):
    fitting = [
        [number for number in range(1, int(cases) + 1) if percent in whole_numbers_of(number)]
        for percent, cases in everything[["percent", "cases"]].to_numpy()
    ]

    expected = [max(numbers, default=cases) for numbers, cases in zip(fitting, everything["cases"], strict=True)]
    assert everything["asked"].tolist() == expected
    assert everything["whole"].tolist() == [
        percent in whole_numbers_of(int(cases)) for percent, cases in everything[["percent", "cases"]].to_numpy()
    ]


@pytest.mark.parametrize(("percent", "cases", "expected"), [(61, 42, 41), (47, 28, 19), (67, 42, 42), (1, 42, 42)])
def test_cases_assumed_worked_by_hand(percent, cases, expected):
    # 25 of 41 are 60.98, no number of 42 is 61; 9 of 19 are 47.4; 28 of 42 are 66.7; 1% needs 67 cases or more.
    assert samples.assumed_cases(percent, cases) == expected


def test_the_sufficient_cases_give_the_printed_percentage_back(everything):
    fitting = everything[
        [percent in whole_numbers_of(int(n)) for percent, n in everything[["percent", "asked"]].values]
    ]

    shares = zip((100 * fitting["sufficient"]).astype(int), fitting["asked"].astype(int), strict=True)
    assert len(fitting) > len(everything) / 3
    assert [half_up(count, of) for count, of in shares] == fitting["percent"].tolist()


def test_the_eligible_cases_are_in_proportion_to_the_cases_asked_about():
    # 56.1 eligible for 42 in the sample; 41 asked about stand for 41 of 42 of them, 54.8.
    found = asked([67, 61, 47], [42, 42, 28])

    exact = [
        Decimal(n * samples.eligible_cases(cases) / cases).quantize(Decimal(1), ROUND_HALF_UP)
        for n, cases in [(42, 42), (41, 42), (19, 28)]
    ]
    assert found["asked"].tolist() == [42, 41, 19]
    assert found["population"].tolist() == exact == [56, 55, 23]


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_limits_are_the_roots_of_the_score_equation_with_the_variance_of_a_finite_population(confidence):
    found = asked([67, 61, 43, 50], [42, 42, 42, 42], confidence=confidence)

    each = found[["sufficient", "asked", "population"]].to_numpy()
    roots = np.array([corrected_wilson(*row, confidence) for row in each])
    unseen = np.array([[100 * k / of, 100 * (k + of - n) / of] for k, n, of in each])
    np.testing.assert_allclose(found["lower"], np.maximum(roots[:, 0], unseen[:, 0]), rtol=1e-9)
    np.testing.assert_allclose(found["upper"], np.minimum(roots[:, 1], unseen[:, 1]), rtol=1e-9)


def test_bradfords_assessment_of_keeping_other_people_safe_has_limits_worked_by_hand():
    # 18 of 42 looked at, of 56: z²/n × (N - n)/(N - 1) = 3.8415/42 × 14/55 = 0.023281.
    (found,) = asked(43, 42)[["sufficient", *LIMITS]].to_numpy().tolist()

    assert found == pytest.approx([18, 35.55, 50.49], abs=0.005)


def test_the_interval_is_narrower_than_if_the_population_were_endless(everything):
    part = everything[everything["population"] > everything["asked"]]
    plain = intervals.proportion(part["sufficient"], part["asked"])

    assert len(part) > len(everything) / 3
    assert (part["upper"] - part["lower"] < plain["upper"] - plain["lower"]).all()


def test_limits_never_go_beyond_what_the_cases_not_looked_at_could_make_of_it(everything):
    unseen = everything["population"] - everything["asked"]

    assert (everything["lower"] >= 100 * everything["sufficient"] / everything["population"] - 1e-9).all()
    assert (everything["upper"] <= 100 * (everything["sufficient"] + unseen) / everything["population"] + 1e-9).all()
    assert (everything["lower"] <= 100 * everything["sufficient"] / everything["asked"] + 1e-9).all()
    assert (everything["upper"] >= 100 * everything["sufficient"] / everything["asked"] - 1e-9).all()


def test_some_limits_are_held_by_the_cases_not_looked_at():
    # 24 of 28 looked at; of 34, 30 at the most: the score limit would be above.
    found = asked(86, 28).iloc[0]

    assert found["upper"] == pytest.approx(100 * 30 / 34)
    assert corrected_wilson(24, 28, 34)[1] > found["upper"]


def test_everything_looked_at_gives_the_point():
    # By the rule 7 cases are all of 7: 7 × 163.24 / 157.24 = 7.3.
    found = asked(71, 7).iloc[0]

    assert found["population"] == found["asked"] == 7
    assert found[LIMITS].tolist() == pytest.approx([100 * 5 / 7] * 2)


def test_an_endless_population_has_the_plain_wilson_interval():
    found = asked(50, 200).iloc[0]

    assert found["population"] == inf
    assert found[LIMITS].tolist() == pytest.approx(intervals.proportion(100, 200)[LIMITS].iloc[0].tolist())


@pytest.mark.parametrize(("percent", "cases"), [(50, np.nan), (50, 0), (np.nan, 42)])
def test_without_a_sample_there_is_no_interval(percent, cases):
    found = asked(percent, cases)

    assert found[["asked", "population", "sufficient", *LIMITS]].isna().all(axis=None)
    assert found["whole"].tolist() == [True]


@pytest.mark.parametrize("percent", [0, 100])
def test_nobody_and_everybody_have_limits_that_end_at_nought_and_at_all(percent):
    found = asked(percent, 42).iloc[0]

    assert percent in found[LIMITS].tolist()
    assert found["lower"] < found["upper"]


def test_the_table_passed_in_is_left_as_it_was_and_its_rows_keep_their_names():
    table = pd.DataFrame({"percent": [67.0, 64.0], "cases": [42.0, np.nan]}, index=["ashby", "barrow"])
    before = table.copy()

    found = samples.with_intervals(table)

    pd.testing.assert_frame_equal(table, before)
    assert found.index.tolist() == ["ashby", "barrow"]
    assert found.columns.tolist() == ["percent", "cases", *samples.SAMPLED]
