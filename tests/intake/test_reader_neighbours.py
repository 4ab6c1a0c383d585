"""The DfE's statistical neighbours: ten an authority, the nearest first, each standing for its team."""

import pandas as pd
import pytest

from tests.madeup import neighbours as made
from yotlib.figures.tidy import read_text
from yotlib.intake import files
from yotlib.intake.readers import neighbours as source
from yotlib.intake.readers.reader import NEIGHBOUR_COLUMNS
from yotlib.reference import folders
from yotlib.reference.errors import BadFigures


def reading(tmp_path, rows):
    return source.READER.read(files.open_file(made.write(tmp_path / "made_up.xlsx", rows)))


def of(read, area):
    return read.neighbours.loc[read.neighbours["area"] == area, "neighbour"].tolist()


def changed(own, *given):
    """Return the sheet with other neighbours of one authority."""
    return made.rows(neighbours=made.ten_others() | {own: list(given)})


def test_it_is_known_by_its_sheet_and_the_names_on_its_third_row(tmp_path):
    ours = files.open_file(made.write(tmp_path / "a", made.rows()))
    other = files.open_file(made.write(tmp_path / "b", made.rows(), sheet="Sheet1"))
    early = files.open_file(made.write(tmp_path / "c", made.rows()[1:]))

    assert source.READER.recognises(ours)
    assert not source.READER.recognises(other)
    assert not source.READER.recognises(early)


def test_neighbours_stand_in_their_places_by_their_own_names(tmp_path):
    read = reading(tmp_path, made.rows())

    assert list(read.neighbours) == NEIGHBOUR_COLUMNS
    leeds = read.neighbours[read.neighbours["area"] == "leeds"]
    assert leeds["place"].tolist() == list(range(1, 11))
    assert of(read, "leeds")[2:6] == ["st-helens", "kingston-upon-hull", "derby", "walsall"]


def test_a_neighbour_that_shares_a_team_stands_for_its_team(tmp_path):
    read = reading(tmp_path, made.rows())

    assert of(read, "leeds")[:2] == ["bury-and-rochdale", "bury-and-rochdale"]
    assert of(read, "sandwell")[0] == "west-mercia"


def test_a_team_of_several_authorities_is_given_none_and_each_authority_keeps_its_own(tmp_path):
    read = reading(tmp_path, made.rows())

    assert of(read, "bury-and-rochdale") == []
    assert of(read, "bury")[1] == "st-helens"
    assert read.left_out[0] == (
        "2 teams of several authorities are given no neighbours: their authorities have each its own."
    )


def test_neighbours_of_a_council_that_is_no_more_are_left_out_with_a_word(tmp_path):
    read = reading(tmp_path, made.rows())

    assert not {"northamptonshire", "northamptonshire-to-2021"} & {*read.neighbours["area"], *of(read, "leeds")}
    assert read.left_out[1] == "Neighbours of councils that are no more: Northamptonshire (county, to March 2021)."


def test_the_order_of_the_rows_makes_no_difference(tmp_path):
    above, below = made.rows()[:3], made.rows()[3:]

    pd.testing.assert_frame_equal(
        reading(tmp_path, [*above, *below[::-1]]).neighbours, reading(tmp_path, above + below).neighbours
    )


def test_a_name_that_is_no_area_is_counted_and_left_out(tmp_path):
    read = reading(tmp_path, made.rows(made.NAMES | {"306": "Derbie"}))

    assert read.unresolved == {"Derbie": 1}
    assert read.neighbours.loc[read.neighbours["area"] == "leeds", "place"].tolist() == [1, 2, 3, 4, 6, 7, 8, 9, 10]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (["999", *list(made.NAMES)[1:10]], "row 4: neighbour '999' is no other authority of the sheet."),
        (list(made.NAMES)[:10], "row 4: neighbour '301' is no other authority of the sheet."),
        (["302", *list(made.NAMES)[1:10]], "row 4: a neighbour is there twice among 302, 302, 303, 304, 305, 306, "),
    ],
)
def test_neighbours_that_are_not_ten_others_are_refused_by_their_row(tmp_path, given, problem):
    with pytest.raises(BadFigures) as refused:
        reading(tmp_path, changed("301", *given))

    assert len(refused.value.problems) == 1
    assert refused.value.problems[0].startswith(f"made_up.xlsx {problem}")


def test_an_authority_that_stands_twice_is_refused(tmp_path):
    rows = made.rows()

    with pytest.raises(BadFigures) as refused:
        reading(tmp_path, [*rows, rows[3]])

    assert refused.value.problems == [
        "made_up.xlsx row 18: LA number '301' is there twice.",
        "made_up.xlsx row 18: LA Name 'Leeds' is there twice.",
    ]


def test_the_real_file_gives_the_neighbours_shipped_and_ten_to_every_authority(shared):
    read = source.READER.read(files.open_file(shared / "official" / "lait" / "sn_may_2025.xlsx"))

    held = read_text(folders.data() / "neighbours.csv", NEIGHBOUR_COLUMNS)
    mine = read.neighbours.astype("str").sort_values(NEIGHBOUR_COLUMNS, ignore_index=True)
    pd.testing.assert_frame_equal(mine, held.sort_values(NEIGHBOUR_COLUMNS, ignore_index=True))
    assert set(read.neighbours.groupby("area").size()) == {10}
    assert read.neighbours["area"].nunique() == 153
    assert read.unresolved == {}
