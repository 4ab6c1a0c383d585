"""What numbers of children a table of figures gives, printed or to the rounding of a rate; every number is made up."""

import numpy as np
import pandas as pd
import pytest

from tests.madeup import tidy
from yotlib.figures.disclosure.cells import are_small, list_cells, residents

OWN = {"source": "own", "published": "no", "area": "leeds", "period": "2023-24"}
COUNT, RATE = ({"measure": name} for name in ("cautioned_or_sentenced", "cautioned_or_sentenced_rate"))
PUBLIC = {"source": "other", "published": "yes"}
PEOPLE = {"measure": "population_10_17", "published": "yes", "source": "census", "area": "leeds", "period": None}
INFINITE = float("inf")


def limits(*rows):
    """Return the least and most of each cell of these figures, which are the team's own unless a row says otherwise."""
    cells = list_cells(tidy.figures(*(OWN | row for row in rows)))
    return list(zip(cells["least"], cells["most"], strict=True))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (COUNT | {"count": 7}, (7, 7)),
        (COUNT | {"value": 7}, (7, 7)),
        (COUNT | {"count": 0, "value": 0}, (0, 0)),
        (RATE | {"count": 7, "value": 4.1, "population": 80_000}, (7, 7)),
        ({"measure": "custody_rate", "count": 2}, (2, 2)),
        ({"measure": "first_time_entrants", "count": 9}, (9, 9)),
    ],
)
def test_a_count_is_itself_whatever_the_rate(row, expected):
    assert limits(row) == [expected]


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        # Of 2,000,000 children each 0.1 per 10,000 is 20 of them.
        (4, (790, 810)),
        (4.1, (810, 830)),
        (4.12, (823, 825)),
        (4.125, (825, 825)),
        (0.1, (10, 30)),
    ],
)
def test_a_rate_gives_the_numbers_that_round_to_it_at_the_decimals_it_has(rate, expected):
    assert limits(RATE | {"value": rate, "population": 2_000_000}) == [expected]


@pytest.mark.parametrize(
    ("measure", "rate", "expected"),
    [
        ("first_time_entrants", 331, (331, 331)),  # per 100,000, from 330.5 to 331.5
        ("first_time_entrants", 331.2, (331, 332)),  # from 331.15 to 331.25, so that none fits
        ("offences_per_1000", 2.1, (205, 215)),
        ("custody_rate", 0.13, (13, 13)),  # from 12.5 to 13.5
        ("custody_rate", 0.3, (30, 30)),  # from 29.5 to 30.5, as 0.30
    ],
)
def test_each_measure_has_its_own_decimals_and_children(measure, rate, expected):
    assert limits({"measure": measure, "value": rate, "population": 100_000}) == [expected]


def test_a_rate_that_no_whole_number_gives_is_of_the_nearest_below_or_above():
    # From 4.05 to 4.15 per 10,000 of 3,000 are 1.215 to 1.245 children.
    assert limits(RATE | {"value": 4.1, "population": 3_000}) == [(1, 2)]


def test_a_rate_above_zero_is_of_at_least_one_child():
    # From 0.05 to 0.15 per 10,000 of 2,000 are 0.01 to 0.03 children.
    assert limits(RATE | {"value": 0.1, "population": 2_000}) == [(1, 1)]
    assert limits(RATE | {"value": 0.1, "area": "bedford"}) == [(1, INFINITE)]


def test_a_rate_of_zero_is_of_no_child_though_nobody_knows_of_how_many():
    assert limits(RATE | {"value": 0}) == [(0, 0)]


@pytest.mark.parametrize(
    ("given", "fewest"),
    [
        ({}, 25),
        ({"area": "yorkshire-and-the-humber"}, 25),
        ({"area": "bedford"}, 1),
        ({"area": "nowhere"}, 1),
        ({"age": "15-17"}, 1),
        ({"ethnicity": "white"}, 1),
    ],
    ids=["a team", "a region", "an authority", "an unknown area", "an age band", "a group"],
)
def test_where_no_population_is_known_a_whole_team_has_at_least_5000_children(given, fewest):
    # From 49.95 to 50.05 per 10,000: of 5,000 children 24.975 to 25.025.
    assert limits(RATE | {"value": 50} | given) == [(fewest, INFINITE)]


def test_a_rate_without_a_population_is_of_any_that_is_known_of_the_same_children():
    people = [PEOPLE | {"value": 60_000}, PEOPLE | {"count": 80_000, "source": "estimates"}]
    others = [PEOPLE | {"value": 900, "ethnicity": "white"}, PEOPLE | {"value": 900, "age": "15-17"}]

    # 4.05 per 10,000 of 60,000 are 24.3 children, and 4.15 of 80,000 are 33.2.
    assert limits(RATE | {"value": 4.1}, *people, *others) == [(25, 33)]
    assert limits(RATE | {"value": 4.1, "population": 70_000}, *people) == [(29, 29)]


def of_groups(counts, **given):
    groups = ("asian", "black", "mixed", "other", "white")
    return [PEOPLE | {"ethnicity": group, "count": count} | given for group, count in zip(groups, counts, strict=False)]


def known(*rows):
    return {tuple(row.values()) for row in residents(tidy.figures(*rows)).to_dict("records")}


def test_a_population_is_known_from_the_fewest_to_the_most_that_any_source_gives():
    rows = [PEOPLE | {"count": 60, "value": 59}, PEOPLE | {"value": 80}, PEOPLE | {"value": 70}, PEOPLE | {"count": 0}]

    assert known(*rows, COUNT | {"count": 9}) == {("leeds", "10-17", "all", 60, 80)}


def test_all_children_and_bme_are_added_up_from_five_groups_of_one_source_and_date():
    expected = {("leeds", "10-17", "all", 150, 1_500), ("leeds", "10-17", "bme", 100, 1_000)}

    found = known(*of_groups([10, 20, 30, 40, 50], period="2021"), *of_groups([100, 200, 300, 400, 500], period="2011"))

    assert {row for row in found if row[2] in ("all", "bme")} == expected


@pytest.mark.parametrize(
    "rows",
    [
        of_groups([10, 20, 30]),
        [*of_groups([10, 20, 30]), *of_groups([10, 20, 30, 40, 50], source="other")[3:]],
        [*of_groups([10, 20, 30], period="2021"), *of_groups([10, 20, 30, 40, 50], period="2022")[3:]],
        [*of_groups([10, 20, 30]), *of_groups([10, 20, 30, 40, 50], area="york")[3:]],
        [*of_groups([10, 20, 30]), *of_groups([10, 20, 30, 40, 50], age="10-14")[3:]],
        [*of_groups([10, 20, 30]), *of_groups([None, None, None, None, None])[3:]],
    ],
    ids=["three groups", "two sources", "two dates", "two areas", "two ages", "no numbers"],
)
def test_groups_that_are_not_all_of_one_population_are_not_added_up(rows):
    assert {row[2] for row in known(*rows)} <= {"asian", "black", "mixed", "other", "white"}


def test_four_groups_make_bme_but_not_all_children():
    assert ("leeds", "10-17", "bme", 100, 100) in known(*of_groups([10, 20, 30, 40]))
    assert "all" not in {row[2] for row in known(*of_groups([10, 20, 30, 40]))}


def test_of_a_count_and_a_rate_of_one_source_the_narrower_holds():
    rate = RATE | {"value": 4.1, "population": 2_000_000}

    assert limits(rate, COUNT | {"count": 900}) == [(900, 900)]
    assert limits(COUNT | {"count": 700}, rate) == [(700, 700)]


def test_of_two_counts_of_one_source_that_disagree_the_smaller_holds():
    rows = [COUNT | {"count": 8}, RATE | {"count": 5, "value": 0.6}]

    assert limits(*rows) == limits(*reversed(rows)) == [(5, 5)]


def test_each_source_has_its_own_cell_and_says_whether_it_is_unpublished():
    cells = list_cells(tidy.figures(OWN | COUNT | {"count": 7}, OWN | COUNT | PUBLIC | {"count": 9}))

    assert cells[["source", "own", "least"]].to_numpy().tolist() == [["other", False, 9], ["own", True, 7]]


def test_a_figure_without_dates_or_a_value_is_a_cell_or_none():
    assert limits(COUNT | {"count": 3, "period": None}) == [(3, 3)]
    assert limits(COUNT | {"count": 3}, RATE | {"population": 80_000, "age": "15-17"}) == [(3, 3)]


def test_families_without_an_unpublished_figure_are_left_out():
    entrants = {"measure": "first_time_entrants", "count": 5}

    assert limits(COUNT | {"count": 7}, entrants | PUBLIC) == [(7, 7)]
    assert list_cells(tidy.figures(OWN | COUNT | {"count": 7}))["family"].tolist() == ["cautioned"]


def test_more_reoffenders_than_a_cohort_has_leave_no_others():
    rate = OWN | {"measure": "reoffending_rate", "count": 12, "population": 10}

    cells = list_cells(tidy.figures(rate)).set_index("family")

    assert cells.loc["others", ["least", "most"]].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [(0, 0, False), (0, 1, True), (1, 1, True), (5, 5, True), (5, np.inf, True), (6, 6, False), (6, np.inf, False)],
)
def test_a_cell_is_small_if_it_may_be_1_to_5(least, most, expected):
    assert are_small(pd.DataFrame({"least": [least], "most": [most]})).tolist() == [expected]
