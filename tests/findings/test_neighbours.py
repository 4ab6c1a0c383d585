"""What is said of a team's statistical neighbours."""

import pytest

import yotlib as yot
from yotlib.analysis import neighbours
from yotlib.findings.neighbours import neighbours as told


@pytest.fixture(scope="module")
def figures():
    return yot.load()


def test_neighbours_are_counted_their_median_carries_no_verdict_and_together_they_have_one(figures):
    table = neighbours.beside(figures, "bradford", "first_time_entrants", as_of="2026-03-31")

    counted, middle, together = told(table, neighbours.of("bradford"))

    assert counted.startswith("10 of the 10 statistical neighbours of Bradford (Blackburn with Darwen, Birmingham")
    assert counted.endswith("have a figure here for 2024.")
    assert middle == "Their median is 184; Bradford, at 130, is 30% below it. A median carries no verdict."
    assert together.startswith("26% below the neighbours together (176): lower, judged better")


def test_neighbours_without_a_figure_are_not_set_beside_the_team(figures):
    table = neighbours.beside(figures, "bradford", "reoffences_per_child")

    (sentence,) = told(table, neighbours.of("bradford"))

    assert sentence.startswith("0 of the 10 statistical neighbours of Bradford")
    assert sentence.endswith("have a figure here for the same period, so they are not set beside it.")


def test_a_team_whose_neighbours_are_not_held_is_told_so(figures):
    table = neighbours.beside(figures, "leeds", "first_time_entrants")

    assert told(table, []) == ("No statistical neighbours of Leeds are held here.",)
