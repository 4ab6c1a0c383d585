"""What is said of a team's statistical neighbours."""

import pytest

import yotlib as yot
from yotlib.analysis import neighbours
from yotlib.findings.neighbours import neighbours as told


@pytest.fixture(scope="module")
def figures():
    return yot.load()


def test_neighbours_are_counted_and_their_median_carries_no_verdict(figures):
    table = neighbours.beside(figures, "bradford", "first_time_entrants")

    counted, middle = told(table, neighbours.of("bradford"))

    assert counted.startswith(
        "1 of the 10 statistical neighbours of Bradford (Blackburn with Darwen, Birmingham, Oldham"
    )
    assert counted.endswith("have a figure here for 2018.")
    assert middle == ("Its value is 273; Bradford, at 351, lies 29% above it. A median carries no verdict.")


def test_neighbours_without_a_figure_are_not_set_beside_the_team(figures):
    table = neighbours.beside(figures, "bradford", "reoffending_rate", age="15-17")

    (sentence,) = told(table, neighbours.of("bradford"))

    assert sentence.startswith("0 of the 10 statistical neighbours of Bradford")
    assert sentence.endswith("have a figure here for the same period, so they are not set beside it.")


def test_a_team_whose_neighbours_are_not_held_is_told_so(figures):
    table = neighbours.beside(figures, "leeds", "first_time_entrants")

    assert told(table, []) == ("No statistical neighbours of Leeds are held here.",)
