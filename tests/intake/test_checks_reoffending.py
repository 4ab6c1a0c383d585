"""Measures of one cohort that do not follow from each other: somebody should look."""

import pandas as pd
import pytest

from tests.madeup.tidy import as_printed, figures
from yotlib.figures.load import load
from yotlib.intake.checks.reoffending import check_reoffending

BINARY, FREQUENCY, EACH = "reoffending_rate", "reoffences_per_child", "reoffences_per_reoffender"


def cohort(binary=None, frequency=None, each=None, **given):
    numbers = {BINARY: binary, FREQUENCY: frequency, EACH: each}
    return [{"measure": name, "value": number} | given for name, number in numbers.items() if number is not None]


def found(*rows):
    return [fault.found for fault in check_reoffending(figures(*rows))]


# Bradford as inspected: 42.1% reoffended, 2.36 times a child, 5.61 times each (2.36 / 0.421 = 5.606).
@pytest.mark.parametrize("numbers", [(42.1, 2.36, 5.61), (42.1, 2.36), (42.1, None, 5.61), (None, 2.36, 5.61), (0, 0)])
def test_measures_that_follow_from_each_other_are_none_to_look_at(numbers):
    assert found(*cohort(*numbers)) == []


def test_fewer_reoffences_than_children_who_reoffend_are_to_be_looked_at_on_both_sides():
    words = "0.0236 reoffences per child where 42.1% reoffend are 0.06 by each of them"

    assert as_printed(check_reoffending(figures(*cohort(42.1, 0.0236)))) == [
        "look figures.csv row 3: Reoffences per child in the cohort (frequency rate), Bradford, 2018: "
        f"0.0236 reoffences per child in the cohort; {words}",
        f"look figures.csv row 2: Proven reoffending (binary rate), Bradford, 2018: 42.1%; {words}",
    ]


# 8.42 over 0.421 is 20 by each.
@pytest.mark.parametrize(("frequency", "looks"), [(8.3, 0), (8.6, 2), (23.6, 2)])
def test_over_twenty_reoffences_by_each_are_to_be_looked_at(frequency, looks):
    assert len(found(*cohort(42.1, frequency))) == looks


# 2.36 over 0.421 is 5.59 to 5.62, to rounding.
@pytest.mark.parametrize(("each", "looks"), [(5.6, 0), (5.7, 3), (56.1, 3)])
def test_reoffences_by_each_are_those_per_child_over_the_share_who_reoffend(each, looks):
    assert len(found(*cohort(42.1, 2.36, each))) == looks


def test_one_reoffence_by_each_is_right_to_rounding():
    assert found(*cohort(33.3, 0.33)) == []


def test_reoffences_where_nobody_reoffends_are_to_be_looked_at():
    assert found(*cohort(0, 2.36)) == ["2.36 reoffences per child in the cohort", "0%"]


@pytest.mark.parametrize("other", [{"source": "simulated-b"}, {"age": "10-14"}, {"period": "2017"}, {"area": "leeds"}])
def test_figures_of_two_cohorts_are_not_held_against_each_other(other):
    assert found(*cohort(42.1), *cohort(None, 0.0236, **other)) == []


def test_the_suites_own_figures_agree():
    assert check_reoffending(load()) == []
    assert check_reoffending(pd.DataFrame(load().iloc[:0])) == []
