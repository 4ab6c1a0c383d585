"""Which small numbers figures give away, by themselves or together; every number is made up.

Sets of atoms are compared as rows of yes and no, in any order.
"""

import numpy as np
import pytest

from tests.madeup.boxes import boxes, days
from yotlib.figures.disclosure.atoms import Atoms
from yotlib.figures.disclosure.audit import Audit
from yotlib.figures.disclosure.places import AreaTree
from yotlib.figures.disclosure.targets import find_none_left, find_targets, list_rests

PUBLIC = {"own": False, "source": "other"}
WHITE, ASIAN, NOT_KNOWN = ({"ethnicity": name} for name in ("white", "asian", "not-known"))


class Table:
    """Some boxes, the atoms they are made of, and one of the ways in which all figures can be right."""

    def __init__(self, *rows, places=("leeds",)):
        self.boxes = boxes(*rows)
        self.atoms = Atoms(self.boxes, list(places), AreaTree())
        self.members = self.atoms.members
        count, atoms = self.members.shape
        least, most = (self.boxes[name].to_numpy() for name in ("least", "most"))
        kept = np.full(count, np.inf), np.zeros(count), np.zeros(0)
        self.numbers, _ = Audit(self.members, least, most, np.zeros((0, atoms), dtype=bool)).answer(
            np.zeros(count, dtype=bool), *kept
        )

    def targets(self):
        """Return the targets that are figures, and the others."""
        targets, are_figures = find_targets(self.boxes, self.atoms, self.members, self.numbers)
        return as_set(targets[are_figures]), as_set(targets[~are_figures])

    def without(self, wider, *narrower):
        """Return a figure without others inside it, as numbered."""
        return self.members[wider] & ~self.members[list(narrower)].any(axis=0)


def as_set(sets):
    assert len(np.unique(sets, axis=0)) == len(sets)
    return {tuple(each) for each in np.asarray(sets).tolist()}


@pytest.mark.parametrize("count", [1, 3, 5])
def test_an_own_figure_of_1_to_5_is_a_target(count):
    table = Table(days(0, 10, count), days(20, 30, 6), days(40, 50, 0))

    assert table.targets() == (as_set(table.members[:1]), set())


def test_two_sources_of_one_small_figure_are_one_target():
    table = Table({"count": 3}, {"count": 3, "source": "third"})

    assert table.targets() == (as_set(table.members[:1]), set())


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([days(0, 10, 30), days(0, 20, 31)], 1),
        ([days(0, 10, 30), days(0, 20, 35)], 1),
        ([days(0, 10, 30), days(0, 20, 33, **PUBLIC)], 1),
        ([days(0, 10, 30, **PUBLIC), days(0, 20, 33)], 1),
        ([days(0, 10, 30), days(0, 20, 36)], 0),
        ([days(0, 10, 30), days(0, 20, 30)], 0),
    ],
    ids=["1", "5", "from a published figure", "to a published figure", "6", "0"],
)
def test_a_difference_of_1_to_5_is_a_target(rows, count):
    table = Table(*rows)

    assert table.targets() == (set(), as_set([table.without(1, 0)][:count]))


def test_a_small_difference_between_two_published_figures_that_the_own_ones_hide_is_no_target():
    # Two numbers are not exact, so that nothing but their difference gives the rest away.
    ranges = [{"least": 30, "most": 31}, {"least": 34, "most": 35}]

    table = Table(days(0, 10) | ranges[0] | PUBLIC, days(0, 20) | ranges[1] | PUBLIC, days(40, 50, 30))

    assert table.targets() == (set(), set())


@pytest.mark.parametrize(
    ("narrow", "wide", "is_target"),
    [((30, 32), (33, 35), True), ((30, 32), (32, 35), False), ((30, 31), (33, 36), False)],
    ids=["1 to 5", "0 to 5", "2 to 6"],
)
@pytest.mark.parametrize("sources", [({}, {}), ({}, PUBLIC), (PUBLIC, {})], ids=["own", "in public", "of public"])
def test_a_difference_between_numbers_that_are_not_exact_is_a_target_if_it_is_small_for_certain(
    narrow, wide, is_target, sources
):
    limits = [dict(zip(("least", "most"), pair, strict=True)) for pair in (narrow, wide)]
    table = Table(days(0, 10) | limits[0] | sources[0], days(0, 20) | limits[1] | sources[1])

    assert table.targets() == (set(), as_set([table.without(1, 0)] if is_target else []))


def test_the_rest_of_a_total_over_several_figures_is_a_target():
    table = Table({"count": 53}, WHITE | {"count": 30}, ASIAN | {"count": 20})

    assert table.targets() == (set(), as_set([table.without(0, 1, 2)]))


def test_the_rest_of_a_total_that_is_not_given_away_is_no_target():
    table = Table({"least": 50, "most": 60}, WHITE | {"count": 30}, ASIAN | {"count": 20})

    assert table.targets() == (set(), set())


@pytest.mark.parametrize(("total", "is_target"), [(50, False), (51, True), (55, True), (56, False)])
def test_a_rest_is_a_target_from_1_to_5(total, is_target):
    table = Table({"count": total}, WHITE | {"count": 30}, ASIAN | {"count": 20})

    assert table.targets() == (set(), as_set([table.without(0, 1, 2)] if is_target else []))


@pytest.mark.parametrize("last", [3, 6])
def test_the_time_between_two_ends_of_periods_is_a_target(last):
    # No figure contains another but the first ten days, so that the last ten are no difference or rest.
    white = WHITE | days(20, 30) | {"least": 0, "most": 9} | PUBLIC
    table = Table(days(0, 20, 40), days(10, 30, 20 + last), days(0, 10, 20), white)

    assert table.targets() == (set(), as_set([table.without(1, 0)] if last == 3 else []))


def test_the_ages_between_two_ends_of_bands_are_a_target():
    bands = [{"youngest": 10, "oldest": 15}, {"youngest": 12, "oldest": 18}, {"youngest": 10, "oldest": 12}]
    white = WHITE | {"youngest": 15, "oldest": 18, "least": 0, "most": 9} | PUBLIC
    table = Table(*(band | {"count": count} for band, count in zip(bands, (40, 23, 20), strict=True)), white)

    assert table.targets() == (set(), as_set([table.without(1, 0)]))


def test_a_small_atom_that_all_figures_together_give_away_is_a_target():
    # White in the last ten days are 30 less 6 and 6, so that in the first ten they are 22 less 18.
    late = [row | days(10, 20, count) for row, count in (({}, 30), ({"ethnicity": "bme"}, 6), (NOT_KNOWN, 6))]
    table = Table(WHITE | days(0, 20, 22), *late)

    assert table.targets() == (set(), as_set([table.without(0, 1)]))


def test_a_number_known_to_be_zero_may_be_part_of_what_is_given_away():
    rows = [days(0, 40, 50), days(0, 10, 20), days(10, 20, 27), ASIAN | days(0, 40, 0)]
    table = Table(*rows, WHITE | days(0, 40) | {"least": 10, "most": 40})

    assert table.targets() == (set(), as_set([table.without(0, 1, 2)]))


def test_where_there_are_none_in_all_there_are_none_in_a_part():
    # That no Asian child is in twenty days leaves the other 3 of the first ten.
    table = Table(days(0, 10, 33), WHITE | days(0, 10, 30), ASIAN | days(0, 20, 0))

    assert table.targets() == (set(), as_set([table.without(0, 1, 2)]))


@pytest.mark.parametrize("first", [1, 12], ids=["one month", "a year of months"])
def test_many_overlapping_periods_give_away_what_a_long_chain_of_them_does(first):
    # Years from each of 48 months on, and the first months: what is a year later follows from what was before.
    counts = [3 if month % 12 == 0 else 20 + month for month in range(60)]
    months = [days(30 * month, 30 * (month + 1), counts[month]) for month in range(first)]
    years = [days(30 * month, 30 * (month + 12), sum(counts[month : month + 12])) for month in range(48)]

    table = Table(*months, *years)

    small = boxes(*(days(30 * month, 30 * (month + 1)) for month in (12, 24, 36, 48)))
    assert table.targets() == (as_set(table.members[:1]), as_set(table.atoms.members_of(small)))


def test_a_set_that_contains_another_small_one_is_no_target():
    # 33 less 30 is 3, of which 2 are an own figure and 1 is left.
    table = Table({"count": 33}, WHITE | {"count": 30}, ASIAN | {"count": 2})

    assert table.targets() == (as_set(table.members[2:]), as_set([table.without(0, 1, 2)]))


def test_a_figure_that_contains_another_small_one_is_a_target_too():
    table = Table({"count": 5}, ASIAN | {"count": 2})

    assert table.targets() == (as_set(table.members), as_set([table.without(0, 1)]))


def test_of_two_small_sets_only_the_smaller_is_a_target():
    # From the first to the second it is 2 more, and to the third 4.
    table = Table(days(0, 10, 30), days(0, 20, 32), days(0, 30, 34))

    assert table.targets() == (set(), as_set([table.without(1, 0), table.without(2, 1)]))


def rests(*rows, places=("leeds",), **given):
    table = Table(*rows, places=places)
    return table, as_set(list_rests(table.boxes, table.members, **given))


@pytest.mark.parametrize(
    "rows",
    [
        [{}, WHITE, ASIAN],
        [days(0, 30), days(0, 10), days(5, 20)],
        [{}, {"youngest": 10, "oldest": 12}, {"youngest": 15, "oldest": 17}],
        [{"family": "cohort"}, {"family": "reoffenders"}],
    ],
    ids=["groups", "times", "ages", "outcomes"],
)
def test_a_rest_is_a_figure_without_all_that_are_inside_it(rows):
    table, found = rests(*(row | {"least": 0, "most": 99} for row in rows))

    assert found == as_set([table.without(*range(len(rows)))])


def test_the_rest_of_an_area_is_without_the_areas_inside_it():
    places = ("bedford", "bedfordshire")

    table, found = rests({"area": "bedfordshire"}, {"area": "bedford", "count": 20}, places=places)

    assert found == as_set([table.without(0, 1)])


@pytest.mark.parametrize(
    "rows",
    [
        [{}, {"count": 30}],
        [{}, WHITE | {"youngest": 10, "oldest": 12}],
        [{}, WHITE | days(0, 5)],
        [days(0, 20), {"youngest": 10, "oldest": 12} | days(0, 10)],
        [WHITE, ASIAN],
        [WHITE, {"ethnicity": "bme"}],
    ],
    ids=["twice the same", "other ages too", "other days too", "both", "beside", "beside too"],
)
def test_a_figure_has_no_rest_unless_another_differs_in_one_respect_and_is_inside_it(rows):
    assert rests(*(row | {"least": 0, "most": 99} for row in rows))[1] == set()


def test_a_figure_that_its_parts_make_up_has_no_rest():
    groups = [{"ethnicity": name, "count": 5} for name in ("asian", "black", "mixed", "other")]

    assert rests({"ethnicity": "bme", "count": 20}, *groups)[1] == set()


def test_each_figure_has_its_own_rest():
    table, found = rests(days(0, 30, 50), days(0, 20, 40), days(0, 10, 20))

    assert found == as_set([table.without(0, 1), table.without(1, 2)])


def test_rests_may_be_asked_of_some_respects_only():
    rows = [days(0, 20, 50), days(0, 10, 20), WHITE | days(0, 20, 20)]

    table, by_group = rests(*rows, respects=(("ethnicity",), ("area",)))
    _, by_time = rests(*rows, respects=(("start", "end"),))

    assert by_group == as_set([table.without(0, 2)])
    assert by_time == as_set([table.without(0, 1)])


def none_left(*rows, places=("leeds",)):
    table = Table(*rows, places=places)
    return table, as_set(find_none_left(table.boxes, table.members, table.numbers))


def test_nobody_is_left_of_a_total_that_its_groups_add_up_to():
    table, found = none_left({"count": 50}, WHITE | {"count": 30}, ASIAN | {"count": 20})

    assert found == as_set([table.without(0, 1, 2)])


def test_nobody_is_left_of_a_team_that_one_of_its_authorities_makes_up():
    places = ("bedford", "bedfordshire")

    table, found = none_left({"area": "bedfordshire"}, {"area": "bedford"}, places=places)

    assert found == as_set([table.without(0, 1)])


@pytest.mark.parametrize(
    "rows",
    [
        [{"count": 51}, WHITE | {"count": 30}, ASIAN | {"count": 20}],
        [{"count": 50}, WHITE | {"count": 30}, ASIAN | {"least": 20, "most": 21}],
        [{"count": 50}, WHITE | {"count": 30}, ASIAN | {"count": 20} | PUBLIC],
        [{"count": 50} | PUBLIC, WHITE | {"count": 30} | PUBLIC, ASIAN | {"count": 20} | PUBLIC],
        [days(0, 20, 50), days(0, 10, 50)],
        [{"count": 50}, {"youngest": 10, "oldest": 12, "count": 50}],
    ],
    ids=["one left", "perhaps none", "a published part", "published", "times", "ages"],
)
def test_otherwise_a_reader_assumes_of_nobody_that_there_are_none(rows):
    assert none_left(*rows)[1] == set()
