"""Figures that no area of the country has had, or that are far from the area's own: somebody should look."""

import pandas as pd
import pytest

from tests.madeup.tidy import figures
from yotlib.figures.load import load
from yotlib.intake.checks.plausible import check_plausible
from yotlib.intake.checks.rates_of_counts import check_rates_of_counts
from yotlib.reference.measures import MEASURES

RATE, COUNT = "cautioned_or_sentenced_rate", "cautioned_or_sentenced"
YEAR = {"period": "2022-23", "released": pd.Timestamp("2024-06-30")}
DAY = {
    "measure": "population_10_17",
    "count": 60_000,
    "value": 60_000,
    "source": "simulated-c",
    "released": pd.Timestamp("2023-06-30"),
} | dict.fromkeys(["period_start", "period_end"], pd.Timestamp("2022-06-30"))


def found(*rows, check=check_plausible):
    return [(fault.severity, fault.found, fault.expected) for fault in check(figures(*rows))]


@pytest.mark.parametrize(
    ("measure", "value", "words"),
    [
        (RATE, 3.9, "areas of the country have had 8 to 150 per 10,000; is it per 1,000?"),
        (RATE, 390, "areas of the country have had 8 to 150 per 10,000; is it per 100,000?"),
        ("reoffending_rate", 0.335, "areas of the country have had 3.57 to 75%; is it a share of 1, not of 100?"),
        ("first_time_entrants", 1.4, "areas of the country have had 39 to 782 per 100,000; is it per 1,000?"),
    ],
)
def test_a_value_far_beyond_what_areas_have_had_names_the_unit_it_may_be_in(measure, value, words):
    ((severity, _, expected),) = found({"measure": measure, "value": value} | YEAR)

    assert (severity, expected) == ("look", words)


@pytest.mark.parametrize(("measure", "value"), [(RATE, 6), (RATE, 220), (RATE, 0), ("reoffending_rate", 2.5)])
def test_a_value_near_what_areas_have_had_is_none_to_look_at(measure, value):
    assert found({"measure": measure, "value": value} | YEAR) == []


# 2,400 of 60,000 children are 400 per 10,000, and 240 are 40.
@pytest.mark.parametrize(("count", "looks"), [(240, 0), (2_400, 1), (24, 1)])
def test_a_count_is_held_against_the_children_of_another_publication(count, looks):
    faults = found({"measure": COUNT, "count": count, "value": count} | YEAR, DAY)

    assert len(faults) == looks
    assert all("of about 60000 children in the area" in expected for _, _, expected in faults)


@pytest.mark.parametrize(("cohort", "looks"), [(200, 0), (20_000, 1)])
def test_a_cohort_is_held_against_the_children_of_another_publication(cohort, looks):
    rate = {"measure": "reoffending_rate", "count": cohort * 0.4, "population": cohort, "value": 40.0}

    assert len(found(rate | YEAR, DAY)) == looks


def test_a_rate_of_zero_beside_children_counted_in_its_own_release_is_wrong():
    rate = {"measure": RATE, "value": 0, "count": 216} | YEAR

    assert found(rate, DAY, check=check_rates_of_counts) == [
        ("wrong", "0 per 10,000", "216 children in simulated-a are about 36.0 per 10,000")
    ]


def test_a_rate_of_zero_beside_children_counted_in_another_release_is_to_be_looked_at():
    count = {"measure": COUNT, "count": 216, "value": 216, "source": "simulated-b"} | YEAR

    ((severity, shown, _),) = found({"measure": RATE, "value": 0} | YEAR, count, DAY, check=check_rates_of_counts)

    assert (severity, shown) == ("look", "0 per 10,000")


def test_the_spread_of_each_measure_is_that_of_the_figures_held():
    rows = load()
    printed = rows[~rows["worked_out"].astype(bool) & (rows["ethnicity"] == "all") & (rows["value"] > 0)]

    for key, measure in MEASURES.items():
        if measure.spread is not None:
            values = printed.loc[printed["measure"] == key, "value"]
            assert (round(values.min(), 2), values.max()) == measure.spread, key


def test_no_figure_of_the_suite_itself_is_implausible():
    assert check_plausible(load()) == []


def test_the_count_of_a_rate_far_beyond_what_areas_have_had_is_to_be_looked_at_too():
    count, rate = {"measure": COUNT, "count": 3, "value": 3} | YEAR, {"measure": RATE, "value": 0.6, "count": 3} | YEAR

    words = "areas of the country have had 8 to 150 per 10,000"
    assert found(count, rate) == [
        ("look", "3 children", f"its rate: {words}; is it per 100?"),
        ("look", "0.6 per 10,000", f"{words}; is it per 100?"),
    ]


@pytest.mark.parametrize(("value", "looks"), [(30, 0), (0.3, 1), (600, 0), (3_000, 1)])
@pytest.mark.parametrize("part", [{"ethnicity": "black"}, {"age": "10-14"}])
def test_a_rate_of_a_single_group_or_age_has_wider_bounds(value, looks, part):
    assert len(found({"measure": RATE, "value": value} | part | YEAR)) == looks


def test_a_percentage_of_an_age_has_the_bounds_of_its_measure():
    assert len(found({"measure": "reoffending_rate", "value": 0.4, "age": "10-14"} | YEAR)) == 1


def test_a_rate_of_a_few_children_of_a_group_is_none_to_look_at():
    assert found({"measure": RATE, "value": 3_000, "count": 3, "population": 10, "ethnicity": "black"} | YEAR) == []


def test_a_percentage_of_a_single_group_may_be_a_share_of_1():
    ((severity, shown, expected),) = found({"measure": "reoffending_rate", "value": 0.4, "ethnicity": "white"} | YEAR)

    assert (severity, shown) == ("look", "0.4%")
    assert expected.endswith("is it a share of 1, not of 100?")


@pytest.mark.parametrize("part", [{"ethnicity": "white"}, {"age": "15-17"}, {"ethnicity": "white", "age": "15-17"}])
def test_a_part_is_looked_at_where_the_rate_of_all_children_is(part):
    whole = {"measure": RATE, "value": 2.7} | YEAR
    spread = "areas of the country have had 8 to 150 per 10,000; is it per 1,000?"

    assert found(whole | part) == []
    assert sorted(found(whole | part, whole)) == [
        ("look", "2.7 per 10,000", spread),
        ("look", "2.7 per 10,000", f"the rate of all: {spread}"),
    ]


def test_the_count_of_a_part_is_looked_at_where_the_rate_of_all_children_is():
    rate, count = {"measure": RATE, "value": 0.9} | YEAR, {"measure": COUNT, "count": 7, "ethnicity": "white"} | YEAR

    words = "areas of the country have had 8 to 150 per 10,000; is it per 1,000?"
    assert ("look", "7 counted", f"the rate of all: {words}") in found(rate, count)


def test_a_part_is_none_to_look_at_because_of_another_part():
    young, white = {"value": 0.4, "age": "10-14"}, {"value": 6, "age": "10-14", "ethnicity": "white"}

    faults = found(*({"measure": RATE} | YEAR | part for part in (young, white)))

    assert [shown for _, shown, _ in faults] == ["0.4 per 10,000"]
