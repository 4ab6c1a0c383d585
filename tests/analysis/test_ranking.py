"""Places among teams, and many p values adjusted at once."""

import numpy as np
import pandas as pd
import pytest

from yotlib.analysis.intervals import benjamini_hochberg
from yotlib.analysis.ranking import rank_values
from yotlib.reference.measures import get

RATE, COUNT = get("first_time_entrants"), get("cautioned_or_sentenced")


def test_the_lowest_rate_is_the_best_and_thirds_halves_and_quarters_count_from_it():
    places = rank_values(pd.Series(range(24), dtype=float), RATE)

    assert places["place"].tolist() == list(range(1, 25))
    assert places["third"].tolist() == [1] * 8 + [2] * 8 + [3] * 8
    assert places["half"].tolist() == [1] * 12 + [2] * 12
    assert places["quarter"].tolist() == [1] * 6 + [2] * 6 + [3] * 6 + [4] * 6
    assert places["of"].unique().tolist() == [24]


def test_ties_share_the_worse_place():
    places = rank_values(pd.Series([5.0, 5.0, 5.0, *range(10, 30)]), RATE)

    assert places["place"].tolist()[:4] == [3, 3, 3, 4]


def test_fewer_than_twenty_with_a_figure_have_no_place():
    values = pd.Series([*range(19), np.nan], dtype=float)

    places = rank_values(values, RATE)

    assert places["of"].unique().tolist() == [19]
    assert places.drop(columns=["of", "among"]).isna().all(axis=None)
    assert places["among"].unique().tolist() == [""]


def test_a_missing_figure_has_no_place_and_takes_none():
    places = rank_values(pd.Series([np.nan, *range(20)], dtype=float), RATE)

    assert np.isnan(places["place"][0])
    assert places["place"][20] == 20


def test_a_measure_without_better_or_worse_has_no_places():
    assert rank_values(pd.Series(range(30), dtype=float), COUNT)["place"].isna().all()


def test_the_middle_half_and_nine_in_ten_of_the_teams_are_told_from_those_beyond():
    # Of 0 to 100 the quartiles are 25 and 75, the limits of nine in ten 5 and 95.
    among = rank_values(pd.Series(range(101), dtype=float), RATE)["among"]

    assert among.loc[[4, 5, 24, 25, 75, 76, 95, 96]].tolist() == [
        "beyond most teams",
        "within the range of most teams",
        "within the range of most teams",
        "within the middle half",
        "within the middle half",
        "within the range of most teams",
        "within the range of most teams",
        "beyond most teams",
    ]


def step_up(p_values):
    """Apply Benjamini and Hochberg's step-up rule, step by step."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    adjusted, smallest = [0.0] * len(p_values), 1.0
    for rank in range(len(p_values), 0, -1):
        place = order[rank - 1]
        smallest = min(smallest, p_values[place] * len(p_values) / rank)
        adjusted[place] = smallest
    return adjusted


@pytest.mark.parametrize("seed", range(25))
def test_adjusted_p_values_are_those_of_the_step_up_rule(seed):
    drawn = np.random.default_rng(seed)
    p_values = drawn.uniform(size=drawn.integers(1, 60)) ** 2

    assert benjamini_hochberg(pd.Series(p_values)).tolist() == pytest.approx(step_up(p_values.tolist()))


def test_the_worked_example_of_the_paper_keeps_its_four_discoveries():
    # Benjamini and Hochberg (1995), section 3.2: 15 p values, four rejected at 0.05.
    p_values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p_values += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]

    assert (benjamini_hochberg(pd.Series(p_values)) <= 0.05).sum() == 4


def test_missing_p_values_stay_missing_and_are_not_counted():
    adjusted = benjamini_hochberg(pd.Series([0.01, np.nan, 0.04], index=["a", "b", "c"]))

    assert adjusted.tolist() == pytest.approx([0.02, np.nan, 0.04], nan_ok=True)
    assert adjusted.index.tolist() == ["a", "b", "c"]
    assert benjamini_hochberg(pd.Series([np.nan])).isna().all()
