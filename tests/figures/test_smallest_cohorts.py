"""The smallest cohort that gives a printed percentage: examples of the methods, and a search written out."""

import pandas as pd
import pytest

from yotlib.figures.smallest_cohorts import smallest_cohorts


@pytest.mark.parametrize(
    ("printed", "count", "cohort"),
    [(12.5, 1, 8), (21.43, 3, 14), (31.82, 7, 22), (41.79, 28, 67), (40.41, 59, 146), (37.09, 56, 151)],
)
def test_the_smallest_cohort_is_the_first_that_gives_the_printed_figure(printed, count, cohort):
    assert smallest_cohorts(pd.Series([printed]), 2).to_numpy().tolist() == [[count, cohort]]


def test_every_smallest_cohort_gives_its_figure_and_no_smaller_one_does():
    printed = pd.Series([0.0, 0.33, 9.62, 33.33, 66.67, 99.5, 100.0])

    found = smallest_cohorts(printed, 2)

    for value, count, cohort in zip(printed, found["count"], found["population"], strict=True):
        assert abs(100 * count / cohort - value) <= 0.005
        assert all(abs(100 * k / n - value) > 0.005 for n in range(1, int(cohort)) for k in range(n + 1))


def test_a_gap_and_a_figure_of_a_larger_cohort_have_none():
    assert smallest_cohorts(pd.Series([float("nan"), 0.01]), 2).isna().all(axis=None)
