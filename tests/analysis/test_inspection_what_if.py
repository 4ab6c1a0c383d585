"""What would move a rating: how far the next bands are, and every change of one standard that would do it."""

import random

import pandas as pd
import pytest

from yotlib.analysis import inspection
from yotlib.analysis.inspection import RATINGS, moves, points_to_next, rate, rules, total_points
from yotlib.reference.errors import AskedWrongly

TWELVE = [f"{domain}.{number}" for domain in (1, 2, 3) for number in (1, 2, 3, 4)]


def standards(points, *, by="2018"):
    """Return the table of standards of a made-up service, from the points of each in their order."""
    return pd.DataFrame(
        {
            "area": "leeds",
            "name": "Leeds",
            "published": "",
            "rules": by,
            "source": "made-up",
            "standard": one.key,
            "title": one.name,
            "rating": RATINGS[number],
            "points": number,
            "counts": one.counts,
        }
        for one, number in zip(rules.rules_named(by).standards, points, strict=False)
    )


def drawn(seed):
    """Draw twelve ratings whose total is often near the edge of a band."""
    chance = random.Random(seed)
    return chance.choices([0, 1, 2, 3], weights=[chance.random() for _ in RATINGS], k=12)


def by_hand(points):
    """Try every other rating for every standard, and rate the whole service again."""
    given = {key: RATINGS[number] for key, number in zip(TWELVE, points, strict=True)}
    before = rate({}, given=given).overall
    changes = [(key, rating, rate({}, given=given | {key: rating})) for key in TWELVE for rating in RATINGS]
    return [(key, rating, after.total, after.overall) for key, rating, after in changes if after.overall != before]


@pytest.mark.parametrize("day", ["2020-01-31", "2023-05-01"])
@pytest.mark.parametrize(
    ("points", "fewer", "more"),
    [(0, None, 7), (6, None, 1), (7, 1, 12), (18, 12, 1), (19, 1, 12), (30, 12, 1), (31, 1, None), (36, 6, None)],
)
def test_the_points_to_the_bands_below_and_above(points, fewer, more, day):
    assert points_to_next(points, day) == (fewer, more)


@pytest.mark.parametrize("points", range(37))
def test_that_many_points_fewer_or_more_change_the_band_and_one_less_of_them_does_not(points):
    by = rules.rules_named("2018")

    fewer, more = points_to_next(points, by)

    here = rules.band(by.totals, points)
    for step in filter(None, (-(fewer or 0), more)):
        nearly = step - (1 if step > 0 else -1)
        assert rules.band(by.totals, points + step) != here == rules.band(by.totals, points + nearly)
    assert (fewer is None, more is None) == (here == "Inadequate", here == "Outstanding")


@pytest.mark.parametrize("points", [-1, 37])
def test_a_total_that_cannot_be_is_refused(points):
    with pytest.raises(AskedWrongly) as refused:
        points_to_next(points, "2020-01-31")

    assert str(refused.value) == f"points is {points}; a total lies between 0 and 36."


@pytest.mark.parametrize("by", ["2025-06-01", rules.rules_named("2025")])
def test_a_report_whose_bands_are_not_known_has_no_next_band(by):
    with pytest.raises(AskedWrongly, match="is not scored here: its bands are not known"):
        points_to_next(7, by)


def test_an_inspection_year_stands_for_its_last_day():
    assert points_to_next(7, "2019/20") == (1, 12)


@pytest.mark.parametrize(
    "points",
    [[0] * 12, [3] * 12, [1] * 6 + [0] * 6, [1] * 7 + [0] * 5, [2] * 6 + [1] * 6, [2] * 7 + [1] * 5, [3] * 7 + [2] * 5],
)
def test_moves_at_the_edges_are_those_found_by_rating_the_service_anew(points):
    found = moves(standards(points))

    assert [*found[["standard", "becomes", "total", "overall"]].itertuples(index=False, name=None)] == by_hand(points)


@pytest.mark.parametrize("seed", range(40))
def test_moves_are_those_found_by_rating_the_service_anew(seed):
    points = drawn(seed)

    found = moves(standards(points))

    assert [*found[["standard", "becomes", "total", "overall"]].itertuples(index=False, name=None)] == by_hand(points)


def test_a_move_names_what_the_standard_has_and_what_it_would_have():
    found = moves(standards([2] * 7 + [1] * 4 + [0])).iloc[0]

    assert found[["standard", "title", "rating", "becomes", "total", "overall"]].tolist() == [
        "1.1",
        "Governance and leadership",
        "Good",
        "Outstanding",
        19,
        "Good",
    ]


def test_no_single_change_moves_a_service_far_from_every_edge():
    found = moves(standards([1] * 12))

    assert found.empty
    assert found.columns.tolist() == moves(inspection.standards("bradford")).columns.tolist()


def test_resettlement_adds_nothing_and_moves_nothing():
    service = standards([1] * 7 + [0] * 5 + [3], by="2021")

    assert total_points(service) == (7, "Requires improvement")
    assert set(moves(service)["standard"]) == {f"1.{number}" for number in (1, 2, 3, 4)} | {"2.1", "2.2", "2.3"}


@pytest.mark.parametrize("seed", range(5))
def test_the_total_is_that_of_the_service_rated_anew(seed):
    points = drawn(seed)

    rated = rate({}, given={key: RATINGS[number] for key, number in zip(TWELVE, points, strict=True)})
    assert total_points(standards(points)) == (rated.total, rated.overall)


def test_the_table_passed_in_is_left_as_it_was():
    service = standards([1] * 7 + [0] * 5)
    before = service.copy()

    moves(service)
    total_points(service)

    pd.testing.assert_frame_equal(service, before)
