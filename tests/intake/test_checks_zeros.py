"""Zeros where children are certain to be counted, and areas where hardly any live: somebody should look."""

import pytest

from tests.madeup.tidy import figures
from yotlib.figures.load import load
from yotlib.intake.checks.zeros import check_zeros

FILLED = "the area has some in another year: was a gap filled with 0?"
COUNT = {"measure": "cautioned_or_sentenced"}
RESIDENTS = {"measure": "population_10_17"}


def found(*rows):
    return [(fault.severity, fault.row, fault.found, fault.expected) for fault in check_zeros(figures(*rows))]


def test_a_rate_of_zero_beside_other_years_of_its_release_is_to_be_looked_at():
    assert found({"value": 501}, {"value": 0, "period": "2019"}) == [("look", 3, "0 per 100,000", FILLED)]


def test_a_rate_of_zero_beside_years_of_another_release_is_none_to_look_at():
    assert found({"value": 501}, {"value": 0, "period": "2019", "source": "simulated-b"}) == []


@pytest.mark.parametrize(("before", "looks"), [(29, 0), (30, 1)])
def test_a_count_falls_to_zero_by_chance_where_few_are_counted(before, looks):
    assert len(found(COUNT | {"count": before}, COUNT | {"count": 0, "period": "2019"})) == looks


@pytest.mark.parametrize(("area", "looks"), [("wales", 1), ("north-east", 1), ("rutland", 0)])
def test_only_a_region_or_nation_cannot_have_none_in_its_only_year(area, looks):
    assert len(found({"area": area, "value": 0})) == looks


@pytest.mark.parametrize("given", [{"measure": "custody_rate"}, {"ethnicity": "asian"}, {"age": "10-14"}])
def test_small_parts_and_custody_may_have_none(given):
    assert found(given | {"value": 5.0}, given | {"value": 0, "period": "2019"}) == []


@pytest.mark.parametrize(
    ("group", "count", "looks"), [("all", 49, 1), ("all", 50, 0), ("white", 0, 1), ("asian", 0, 0)]
)
def test_fifty_children_live_in_every_area_and_some_of_them_are_white(group, count, looks):
    assert len(found(RESIDENTS | {"ethnicity": group, "count": count})) == looks


def test_the_suites_own_figures_have_no_such_zero():
    assert check_zeros(load()) == []
