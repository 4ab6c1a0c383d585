"""How often a team is called higher or lower where there is no difference: simulated, with the seed fixed."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, poisson

from yotlib.analysis import intervals
from yotlib.analysis.intervals import benjamini_hochberg

TEAMS = 20_000


def error(share, drawn=TEAMS):
    """Return three standard errors of a share among `drawn`."""
    return 3 * np.sqrt(max(share * (1 - share), 1e-6) / drawn)


def leaves_out(table, fixed):
    return (table["lower"] > fixed) | (table["upper"] < fixed)


def summed_rate(expected):
    """Add up, over every count, the probability that the interval of a rate excludes its true value."""
    counts = np.arange(poisson.ppf(1 - 1e-12, expected) + 1)
    outside = leaves_out(intervals.rate(counts, expected, per=1), 1.0)
    return float(poisson.pmf(counts, expected)[outside].sum())


def summed_proportion(out_of, share):
    counts = np.arange(out_of + 1)
    outside = leaves_out(intervals.proportion(counts, out_of, per=1), share)
    return float(binom.pmf(counts, out_of, share)[outside].sum())


def summed_ratio(total, share):
    """Do the same for the ratio of two rates, given the sum of both counts, as the exact method does."""
    counts = np.arange(total + 1)
    outside = leaves_out(intervals.ratio(counts, share, total - counts, 1 - share), 1.0)
    return float(binom.pmf(counts, total, share)[outside].sum())


@pytest.mark.parametrize("expected", [3.0, 8.5, 14.0, 75.7, 205.6])
def test_simulated_rates_are_flagged_as_often_as_their_probabilities_add_up_to(expected):
    drawn = np.random.default_rng(1).poisson(expected, TEAMS)

    flagged = leaves_out(intervals.rate(drawn, expected, per=1), 1.0).mean()

    assert flagged == pytest.approx(summed_rate(expected), abs=error(summed_rate(expected)))


@pytest.mark.parametrize("expected", [0.5, 1.0, 2.0, 3.0])
def test_exact_limits_of_few_events_flag_at_most_one_in_twenty(expected):
    assert summed_rate(expected) <= 0.05


@pytest.mark.parametrize(("out_of", "share"), [(30, 0.4), (60, 0.35), (484, 0.68), (1_089, 0.392)])
def test_simulated_proportions_are_flagged_as_often_as_their_probabilities_add_up_to(out_of, share):
    drawn = np.random.default_rng(2).binomial(out_of, share, TEAMS)

    flagged = leaves_out(intervals.proportion(drawn, out_of, per=1), share).mean()

    assert flagged == pytest.approx(summed_proportion(out_of, share), abs=error(summed_proportion(out_of, share)))


def test_wilson_flags_between_three_and_a_half_and_six_and_a_half_per_cent_from_cohorts_of_thirty():
    drawn = np.random.default_rng(3)
    out_of = drawn.integers(30, 800, TEAMS)
    share = drawn.uniform(0.25, 0.5, TEAMS)

    table = intervals.proportion(drawn.binomial(out_of, share), out_of, per=1)

    assert 0.035 <= leaves_out(table, share).mean() <= 0.065


@pytest.mark.parametrize(("total", "share"), [(10, 0.3), (60, 0.02), (400, 0.1), (2_000, 0.05)])
def test_exact_ratios_flag_at_most_one_in_twenty_and_as_often_as_they_add_up_to(total, share):
    drawn = np.random.default_rng(4).binomial(total, share, TEAMS)

    flagged = leaves_out(intervals.ratio(drawn, share, total - drawn, 1 - share), 1.0).mean()

    assert flagged <= 0.05 + error(0.05)
    assert summed_ratio(total, share) <= 0.05
    assert flagged == pytest.approx(summed_ratio(total, share), abs=error(summed_ratio(total, share)))


@pytest.mark.slow
def test_score_ratios_of_simulated_proportions_flag_about_one_in_twenty():
    drawn = np.random.default_rng(5)
    out_of, base = drawn.integers(40, 400, 1_000), 5_000
    counts, base_counts = drawn.binomial(out_of, 0.38), drawn.binomial(base, 0.38, 1_000)

    flagged = leaves_out(intervals.proportion_ratio(counts, out_of, base_counts, base), 1.0).mean()

    assert flagged == pytest.approx(0.05, abs=error(0.05, 1_000))


def test_after_adjusting_fewer_than_one_family_in_twenty_has_a_false_discovery():
    drawn = np.random.default_rng(6)
    p_values = intervals.binomial_p(drawn.binomial(5_000, 0.05, TEAMS), 5_000, 0.05).to_numpy()

    families = [benjamini_hochberg(pd.Series(family)).min() < 0.05 for family in p_values.reshape(-1, 100)]

    assert np.mean(families) <= 0.05 + error(0.05, len(families))


def test_among_real_differences_the_share_of_false_discoveries_stays_under_one_in_twenty():
    drawn = np.random.default_rng(7)
    differs = np.tile(np.arange(100) < 20, 200)
    counts = drawn.poisson(np.where(differs, 160.0, 100.0))

    p_values = intervals.poisson_p(counts, 100.0).to_numpy().reshape(-1, 100)
    found = np.array([benjamini_hochberg(pd.Series(family)) < 0.05 for family in p_values])

    false = (found & ~differs.reshape(-1, 100)).sum(axis=1) / np.maximum(found.sum(axis=1), 1)
    assert false.mean() <= 0.05
