"""Which areas are inside which, and which figures can say something of a team's own; every number is made up."""

import pandas as pd
import pytest

from yotlib.figures.disclosure.places import AreaTree, keep_near, others

YEAR = tuple(pd.Timestamp(day) for day in ("2022-04-01", "2023-03-31"))
NEXT_YEAR = tuple(pd.Timestamp(day) for day in ("2023-04-01", "2024-03-31"))
UNDATED = (pd.NaT, pd.NaT)
DORSET = {"bournemouth-christchurch-and-poole", "dorset"}
DORSET_TO_2019 = {"bournemouth", "poole", "dorset-to-2019"}


def cells(*rows, days=YEAR):
    """Return cells of entrants from (area, own, least, most); a source for own figures and another for the others."""
    table = pd.DataFrame(rows, columns=["area", "own", "least", "most"]).astype({"most": float})
    same = {"family": "entrants", "age": "10-17", "ethnicity": "all", "period_start": days[0], "period_end": days[1]}
    return table.assign(**same, source=table["own"].map({True: "own", False: "other"}))


def near(*rows, days=YEAR):
    """Return the cells that are near as (area, own, least, most), and the places."""
    kept, places = keep_near(cells(*rows, days=days), AreaTree())
    assert kept.index.is_unique
    return list(kept[["area", "own", "least", "most"]].itertuples(index=False, name=None)), places


def test_a_lineage_is_from_the_area_to_the_widest_that_contains_it():
    assert AreaTree().lineage("bedford") == [
        "bedford",
        "bedfordshire",
        "east-of-england",
        "england",
        "england-and-wales",
    ]
    assert AreaTree().lineage("cumberland") == ["cumberland", "cumbria", "north-west", "england", "england-and-wales"]
    assert AreaTree().lineage("nowhere") == ["nowhere"]


@pytest.mark.parametrize(
    ("days", "parts"),
    [
        (("2018-04-01", "2019-03-31"), DORSET_TO_2019),
        (("2018-04-01", "2019-04-01"), DORSET | DORSET_TO_2019),
        (("2019-03-31", "2020-03-31"), DORSET | DORSET_TO_2019),
        (("2019-04-01", "2020-03-31"), DORSET),
        (UNDATED, DORSET | DORSET_TO_2019),
    ],
)
def test_an_area_is_made_of_the_parts_that_existed_in_the_period(days, parts):
    assert AreaTree().parts("dorset-combined-yos", *map(pd.Timestamp, days)) == parts


def test_the_former_county_is_a_part_of_its_region_at_any_time():
    assert "cumbria" in AreaTree().parts("north-west", *NEXT_YEAR)
    assert AreaTree().parts("cumbria", *YEAR) == {"cumberland", "westmorland-and-furness"}
    assert AreaTree().parts("bedford", *YEAR) == set()


def test_an_area_is_used_up_once_all_its_parts_are_places():
    assert AreaTree().is_used_up("bedfordshire", ["bedford", "central-bedfordshire", "leeds"], *YEAR)
    assert not AreaTree().is_used_up("bedfordshire", ["bedford", "leeds"], *YEAR)
    assert not AreaTree().is_used_up("bedford", ["bedford"], *YEAR)
    assert AreaTree().is_used_up("dorset-combined-yos", DORSET, *YEAR)
    assert not AreaTree().is_used_up("dorset-combined-yos", DORSET, *UNDATED)


@pytest.mark.parametrize(
    ("area", "places", "whole"),
    [
        ("leeds", ["england", "yorkshire-and-the-humber"], "yorkshire-and-the-humber"),
        ("leeds", ["england"], None),
        ("cumberland", ["cumbria", "north-west"], "cumbria"),
        ("cumberland", ["north-west"], "north-west"),
        ("cumbria", ["north-west"], "north-west"),
        ("cumberland", ["england"], None),
        ("england-and-wales", ["england"], None),
    ],
)
def test_an_area_is_directly_inside_one_of_the_places_or_none(area, places, whole):
    assert AreaTree().directly_inside(area, places) == whole


def test_the_own_area_what_is_inside_it_and_what_contains_it_are_kept():
    rows = [("bedford", False, 4, 4), ("bedfordshire", True, 9, 9), ("east-of-england", False, 70, 70)]

    kept, places = near(*rows, ("essex", False, 8, 8), ("leeds", False, 5, 5))

    assert kept[:3] == rows
    assert "leeds" not in {area for area, *_ in kept}
    assert places == ["bedford", "bedfordshire", "east-of-england", "england", "england-and-wales"]


def test_other_areas_of_one_that_contains_an_own_one_are_added_up_with_no_most_unless_all_are_there():
    own, sibling = ("bedford", True, 9, 9), ("central-bedfordshire", False, 4, 6)
    county = ("bedfordshire", False, 13, 15)

    assert near(own, sibling, county)[0] == [own, county, (others("bedfordshire"), False, 4, 6)]
    assert near(own, county)[0] == [own, county]
    region = near(own, ("essex", False, 8, 8), ("suffolk", False, 5, 5))[0]
    assert region == [own, (others("east-of-england"), False, 13, float("inf"))]


def test_areas_of_different_sources_periods_or_families_are_not_added_up():
    table = cells(("bedford", True, 9, 9), ("essex", False, 8, 8), ("suffolk", False, 5, 5))
    changes = [{"source": "third"}, {"period_start": pd.NaT, "period_end": pd.NaT}, {"age": "15-17"}]

    for change in [{}, *changes, {"ethnicity": "white"}, {"family": "custody"}]:
        kept, _ = keep_near(pd.concat([table, table.iloc[2:].assign(**change)], ignore_index=True), AreaTree())
        added = kept[kept["area"] == others("east-of-england")]
        assert added["least"].tolist() in ([[13, 5], [5, 13]] if change else [[18]])


def of_dorset(days, *parts):
    rows = [("bournemouth", True, 9, 9), *((part, False, 5, 5) for part in parts)]
    return near(*rows, days=tuple(map(pd.Timestamp, days)))[0][1:]


def test_all_other_parts_of_an_area_are_those_of_the_period():
    rest = others("dorset-combined-yos")

    assert of_dorset(("2018-04-01", "2019-03-31"), "poole", "dorset-to-2019") == [(rest, False, 10, 10)]
    assert of_dorset(("2018-04-01", "2020-03-31"), "poole", "dorset-to-2019") == [(rest, False, 10, float("inf"))]


NORTH_WEST = [str(area) for area in AreaTree().parts("north-west", *YEAR) - {"cumbria", "salford"}]


@pytest.mark.parametrize(
    ("former", "most"),
    [
        (["cumbria"], 0),
        (["cumberland", "westmorland-and-furness"], 0),
        (["cumberland"], float("inf")),
        ([], float("inf")),
    ],
)
def test_a_former_county_is_as_good_as_its_two_parts(former, most):
    rows = [(area, False, 0, 0) for area in [*NORTH_WEST, *former]]

    assert near(("salford", True, 9, 9), *rows)[0][1:] == [(others("north-west"), False, 0, most)]


def test_a_former_county_beside_its_parts_is_not_counted_twice():
    rows = [(area, False, 6, 6) for area in [*NORTH_WEST, "cumbria", "cumberland", "westmorland-and-furness"]]

    assert near(("salford", True, 9, 9), *rows)[0][1:] == [(others("north-west"), False, 0, float("inf"))]


def test_where_the_former_county_is_own_its_parts_are_places():
    rows = [("cumbria", True, 9, 9), ("cumberland", False, 4, 4)]

    kept, places = near(*rows)

    assert kept == rows
    assert places == ["cumberland", "cumbria", "england", "england-and-wales", "north-west"]


def test_the_rest_of_a_former_county_is_the_other_of_its_two_parts():
    rows = [("cumberland", True, 9, 9), ("westmorland-and-furness", False, 4, 4)]

    assert near(*rows)[0][1:] == [(others("cumbria"), False, 4, 4)]


def test_the_cells_passed_in_are_untouched():
    table = cells(("bedford", True, 9, 9), ("essex", False, 8, 8))
    before = table.copy()

    keep_near(table, AreaTree())

    pd.testing.assert_frame_equal(table, before)
