"""Figures far from the area's own in other publications: somebody should look."""

import pandas as pd
import pytest

from tests.madeup.tidy import figures
from yotlib.figures.load import load
from yotlib.intake.checks.own_figures import check_own_figures

RATE, COUNT = "cautioned_or_sentenced_rate", "cautioned_or_sentenced"
YEAR = {"period": "2022-23", "released": pd.Timestamp("2024-06-30")}
DAY = {
    "measure": "population_10_17",
    "count": 60_000,
    "value": 60_000,
    "source": "simulated-c",
    "released": pd.Timestamp("2023-06-30"),
} | dict.fromkeys(["period_start", "period_end"], pd.Timestamp("2022-06-30"))


def found(*rows):
    return [(fault.severity, fault.found, fault.expected) for fault in check_own_figures(figures(*rows))]


@pytest.mark.parametrize(("count", "looks"), [(300, 0), (1_700, 0), (1_900, 1), (40, 1)])
def test_a_count_is_held_against_the_areas_own_of_an_earlier_publication(count, looks):
    old = {"measure": COUNT, "count": 300, "value": 300, "period": "2021-22", "released": pd.Timestamp("2023-01-31")}

    faults = found(old | {"source": "simulated-b"}, {"measure": COUNT, "count": count, "value": count} | YEAR)

    assert len(faults) == looks


@pytest.mark.parametrize(("count", "looks"), [(61_000, 0), (600_000, 1), (6_000, 1)])
def test_residents_are_held_against_the_areas_own_of_an_earlier_publication(count, looks):
    assert len(found(DAY, DAY | {"count": count, "value": count} | YEAR | {"source": "simulated-d"})) == looks


@pytest.mark.parametrize(("count", "looks"), [(1_700, 0), (1_900, 1), (40, 1)])
def test_a_count_of_a_group_is_held_against_the_groups_own_of_an_earlier_publication(count, looks):
    group = {"measure": COUNT, "ethnicity": "asian"}
    old = {"count": 300, "value": 300, "period": "2021-22", "released": pd.Timestamp("2023-01-31"), "source": "old"}

    assert len(found(group | old, group | {"count": count, "value": count} | YEAR)) == looks


def test_a_rate_of_a_group_without_a_count_is_not_held_against_its_own():
    group = {"measure": RATE, "ethnicity": "asian"}
    old = {"value": 10, "period": "2021-22", "released": pd.Timestamp("2023-01-31"), "source": "old"}

    assert found(group | old, group | {"value": 70} | YEAR) == []


def test_no_figure_of_the_suite_is_far_from_the_areas_own():
    assert check_own_figures(load()) == []
