"""How figures are split into atoms, the fewest sets of children that all of them are made of."""

import pandas as pd
import pytest

from tests.madeup.boxes import boxes, days
from yotlib.figures.disclosure.atoms import Atoms, as_boxes
from yotlib.figures.disclosure.places import AreaTree, others

WIDE, NARROW = {"youngest": 10, "oldest": 18}, {"youngest": 10, "oldest": 15}


def atoms_of(*rows, places=("leeds",)):
    return Atoms(boxes(*rows), list(places), AreaTree())


def overlaps(*rows, places=("leeds",)):
    """Return how many atoms each box shares with each other, so that the order of atoms does not matter."""
    members = atoms_of(*rows, places=places).members.astype(int)
    return (members @ members.T).tolist()


def test_boxes_are_of_whole_days_and_years_of_age():
    cell = {"period_start": "1970-01-02", "period_end": "1970-01-31", "age": "10-14"}
    undated = {"period_start": None, "period_end": None, "age": "15-15"}
    cells = pd.DataFrame([cell, undated])

    made = as_boxes(cells.assign(**{name: pd.to_datetime(cells[name]) for name in ("period_start", "period_end")}))

    assert made[["start", "end", "youngest", "oldest"]].to_numpy().tolist() == [[1, 31, 10, 15], [-2, -1, 15, 16]]


def test_figures_that_are_not_dated_are_of_a_time_of_their_own():
    assert overlaps(days(-2, -1), days(0, 10)) == [[1, 0], [0, 1]]


def test_a_single_figure_is_one_atom():
    atoms = atoms_of({})

    assert atoms.count == 1
    assert atoms.members.tolist() == [[True]]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (days(0, 10), days(10, 20), [[1, 0], [0, 1]]),
        (days(0, 10), days(0, 20), [[1, 1], [1, 2]]),
        (days(0, 10), days(5, 20), [[2, 1], [1, 2]]),
        (days(0, 30), days(10, 20), [[2, 1], [1, 1]]),
        (NARROW, WIDE, [[1, 1], [1, 2]]),
        (NARROW, {"youngest": 14, "oldest": 18}, [[2, 1], [1, 2]]),
        ({"ethnicity": "white"}, {}, [[1, 1], [1, 2]]),
        ({"ethnicity": "white"}, {"ethnicity": "bme"}, [[1, 0], [0, 1]]),
        ({"ethnicity": "other"}, {"ethnicity": "bme"}, [[1, 1], [1, 2]]),
        ({"ethnicity": "not-known"}, {"ethnicity": "bme"}, [[1, 0], [0, 1]]),
        ({"ethnicity": "not-known"}, {}, [[1, 1], [1, 2]]),
        ({"family": "reoffenders"}, {"family": "cohort"}, [[1, 1], [1, 2]]),
        ({"family": "others"}, {"family": "cohort"}, [[1, 1], [1, 2]]),
        ({"family": "reoffenders"}, {"family": "others"}, [[1, 0], [0, 1]]),
        (NARROW | {"ethnicity": "white"}, WIDE | {"ethnicity": "bme"}, [[1, 0], [0, 1]]),
        (NARROW | days(0, 20), WIDE | days(10, 30), [[2, 1], [1, 2]]),
    ],
)
def test_two_figures_share_the_children_that_both_are_of(first, second, expected):
    assert overlaps(first, second) == expected


def test_each_of_many_figures_one_inside_the_other_has_one_atom_more():
    longer = [days(0, 10 * count) for count in range(1, 19)]

    assert atoms_of(*longer).count == 18
    assert overlaps(*longer) == [[min(row, column) for column in range(1, 19)] for row in range(1, 19)]


def test_white_and_bme_are_all_children_but_those_of_no_known_group():
    groups = [{"ethnicity": name} for name in ("all", "white", "bme")]

    assert overlaps(*groups) == [[3, 1, 1], [1, 1, 0], [1, 0, 1]]


def test_an_area_is_made_of_the_places_inside_it_and_what_is_left():
    places = ["bedford", "bedfordshire", "east-of-england"]
    rows = [{"area": area} for area in [*places, others("bedfordshire")]]

    assert overlaps(*rows, places=places) == [[1, 1, 1, 0], [1, 2, 2, 1], [1, 2, 3, 1], [0, 1, 1, 1]]


def test_nothing_is_left_of_an_area_that_its_parts_make_up():
    places = ["bedford", "bedfordshire", "central-bedfordshire"]

    assert overlaps(*({"area": area} for area in places), places=places) == [[1, 1, 0], [1, 2, 1], [0, 1, 1]]


COUNCILS_TO_2019 = ("bournemouth", "poole", "dorset-to-2019")
COUNCILS = ("bournemouth-christchurch-and-poole", "dorset")


@pytest.mark.parametrize(
    ("councils", "time", "left"),
    [
        (COUNCILS_TO_2019, days(17_977, 17_987), 0),
        (COUNCILS_TO_2019, days(17_977, 17_988), 1),
        (COUNCILS_TO_2019, days(17_987, 17_997), 1),
        (COUNCILS, days(17_977, 17_987), 1),
        (COUNCILS, days(17_986, 17_997), 1),
        (COUNCILS, days(17_987, 17_997), 0),
    ],
)
def test_what_is_left_of_an_area_depends_on_the_parts_that_it_had_then(councils, time, left):
    # On 2019-04-01, day 17,987, two councils took the place of three.
    places = ["dorset-combined-yos", *councils]

    assert atoms_of(*(time | {"area": area} for area in places), places=places).count == len(councils) + left


def members_of(atoms, *rows):
    """Return, for each box made of whole atoms, in which of the boxes 1, 2, ... of the atoms it lies."""
    return (atoms.members.astype(int) @ atoms.members_of(boxes(*rows)).T.astype(int)).T.tolist()


def test_boxes_of_whole_atoms_have_them_and_others_have_no_row():
    atoms = atoms_of(days(0, 10), days(0, 20), days(30, 40))

    assert members_of(atoms, days(10, 20)) == [[0, 1, 0]]
    assert members_of(atoms, days(0, 20), days(30, 40)) == [[1, 2, 0], [0, 0, 1]]
    assert members_of(atoms, days(20, 30), days(10, 30), days(0, 10)) == [[1, 1, 0]]


def test_a_box_with_only_some_of_the_pieces_of_an_atom_is_not_made_of_whole_atoms():
    # Days and ages are split by both figures, so that the first has four pieces and one atom.
    atoms = atoms_of({"ethnicity": "white", **days(0, 20)}, {"ethnicity": "bme", **NARROW, **days(0, 10)})

    assert members_of(atoms, {"ethnicity": "white", **days(0, 20)}) == [[1, 0]]
    assert members_of(atoms, {"ethnicity": "white", **days(0, 10)}) == []
    assert members_of(atoms, {"ethnicity": "white", **NARROW, **days(0, 20)}) == []


def test_an_atom_may_be_a_single_piece_and_what_is_in_no_figure_is_none():
    one = {"ethnicity": "white", "family": "reoffenders"}
    atoms = atoms_of(one | days(0, 10), one | days(20, 30))

    assert members_of(atoms, one | days(0, 10), one | days(10, 20), one | days(20, 30)) == [[1, 0], [0, 1]]


def test_no_boxes_have_no_atoms():
    assert atoms_of({}).members_of(boxes({}).iloc[:0]).tolist() == []
