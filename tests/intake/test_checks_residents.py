"""Populations far from the children who live in an area: somebody should look."""

import pandas as pd
import pytest

from tests.madeup.tidy import as_printed, figures
from yotlib.figures.load import load
from yotlib.intake.checks.residents import check_residents

RATE = {"measure": "cautioned_or_sentenced_rate", "area": "dudley", "period": "2022-23", "ethnicity": "asian"}
CENSUS = {
    "measure": "population_10_17",
    "area": "dudley",
    "ethnicity": "asian",
    "count": 4_000,
    "value": 4_000,
    "source": "simulated-census",
    "released": pd.Timestamp("2018-12-31"),
} | dict.fromkeys(["period_start", "period_end"], pd.Timestamp("2021-03-21"))


def found(*rows):
    return [fault.found for fault in check_residents(figures(*rows))]


def test_a_population_beside_a_count_of_nobody_is_held_against_the_residents_of_its_group():
    faults = check_residents(figures(RATE | {"count": 0, "value": 0, "population": 40}, CENSUS))

    assert as_printed(faults) == [
        "look figures.csv row 2: Children cautioned or sentenced, rate (Asian), Dudley, 2022-23: of 40 children; "
        "simulated-census has 4000 aged 10 to 17"
    ]


# A sixth of 4,000 is 667, and six times 4,000 is 24,000.
@pytest.mark.parametrize(("population", "looks"), [(670, 0), (660, 1), (23_900, 0), (24_100, 1)])
def test_six_times_as_many_or_a_sixth_is_far(population, looks):
    assert len(found(RATE | {"count": 0, "value": 0, "population": population}, CENSUS)) == looks


# Ages 10 to 14 are five of the eight years: about 2,500 of 4,000, of which a sixth is 417.
@pytest.mark.parametrize(("population", "looks"), [(420, 0), (410, 1)])
def test_an_age_band_has_its_share_of_the_years(population, looks):
    faults = check_residents(figures(RATE | {"age": "10-14", "count": 0, "value": 0, "population": population}, CENSUS))

    assert len(faults) == looks
    assert all(fault.expected.endswith("; about 2500 of these ages") for fault in faults)


# The year to March 2027 is about five and a half years after the census, and one of 2022-23 a year and a half.
@pytest.mark.parametrize(
    ("period", "population", "looks"), [("2026-27", 400, 0), ("2026-27", 190, 1), ("2022-23", 400, 1)]
)
def test_beyond_five_years_only_twenty_times_is_far(period, population, looks):
    assert len(found(RATE | {"period": period, "count": 0, "value": 0, "population": population}, CENSUS)) == looks


def test_the_publication_nearest_in_time_is_taken():
    older = CENSUS | {"count": 40, "value": 40, "source": "older"}
    older |= dict.fromkeys(["period_start", "period_end"], pd.Timestamp("2011-03-27"))

    assert found(RATE | {"count": 0, "value": 0, "population": 4_100}, CENSUS, older) == []


def test_a_small_group_is_none_to_look_at():
    assert found(RATE | {"count": 0, "value": 0, "population": 9}, CENSUS | {"count": 90, "value": 90}) == []


# 40 children at 1 per 10,000 would be 400,000 residents.
@pytest.mark.parametrize(("value", "looks"), [(100, 0), (1, 1)])
def test_a_rate_and_its_count_imply_residents(value, looks):
    assert found(RATE | {"count": 40, "value": value}, CENSUS) == ["of 400000 children"] * looks


@pytest.mark.parametrize("changed", [{"source": "simulated-a"}, {"released": pd.Timestamp("2020-12-31")}])
def test_residents_of_the_same_or_of_a_later_publication_tell_nothing(changed):
    assert found(RATE | {"count": 0, "value": 0, "population": 40}, CENSUS | changed) == []


def test_a_reoffending_cohort_is_no_number_of_residents():
    cohort = {"measure": "reoffending_rate", "count": 20, "population": 50, "value": 40.0}

    assert found(RATE | cohort, CENSUS) == []


SHARE = {"measure": "population_share_10_17", "area": "dudley", "period": "2022-23", "ethnicity": "asian"}
EVERYONE = CENSUS | {"ethnicity": "all", "count": 30_000, "value": 30_000}


# 4,000 of 30,000 are 13.3%.
def test_a_share_stored_as_a_fraction_is_held_against_the_residents_of_its_group():
    faults = check_residents(figures(SHARE | {"value": 0.13}, CENSUS, EVERYONE))

    assert as_printed(faults) == [
        "look figures.csv row 2: The share of children aged 10-17 (Asian), Dudley, 2022-23: 0.13%; "
        "simulated-census has 4000 of 30000 aged 10 to 17, 13.3%"
    ]


@pytest.mark.parametrize(("share", "looks"), [(2.3, 0), (2.2, 1), (79, 0), (81, 1)])
def test_a_share_six_times_as_large_or_a_sixth_is_far(share, looks):
    assert len(found(SHARE | {"value": share}, CENSUS, EVERYONE)) == looks


def test_a_share_of_under_one_per_cent_is_none_to_look_at():
    assert found(SHARE | {"value": 0.1}, CENSUS | {"count": 290, "value": 290}, EVERYONE) == []


def test_a_share_without_everyone_counted_is_none_to_look_at():
    assert found(SHARE | {"value": 0.13}, CENSUS) == []


def test_the_suites_own_figures_are_of_the_residents_of_their_areas():
    assert check_residents(load()) == []
