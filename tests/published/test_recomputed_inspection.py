"""The score of an inspection, and the points to the next band, worked out again from data/ by other code."""

import pytest

import yotlib as yot
from tests.published.recomputed import TEN, inspection


def test_bradfords_twelve_standards_seven_points_and_band_follow_from_its_key_questions():
    standards = yot.inspection.standards("bradford").drop_duplicates("standard").set_index("standard")["rating"]

    assert standards.to_dict() == inspection.standards("bradford")
    assert len(standards) == 12
    total = inspection.total("bradford")
    assert total == 7
    assert (inspection.of_total(total), total) == inspection.printed_rating("bradford")


@pytest.mark.parametrize("team", TEN)
def test_the_newest_overall_rating_agrees_with_its_points(team):
    row = yot.inspection.overall(team).iloc[0]
    rating, points = inspection.printed_rating(team)

    assert row["overall_rating"] == rating
    if points is not None:
        assert row["points_of_36"] == points
        assert inspection.of_total(points) == rating
