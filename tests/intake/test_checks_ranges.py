"""A figure is in its measure's range, and is a figure."""

import pytest

from tests.madeup.tidy import as_printed, figures
from yotlib.intake.checks.ranges import check_ranges


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"value": 10_001}, "10001 per 100,000; it can only be 0 to 10,000"),
        ({"value": -1}, "-1 per 100,000; it can only be 0 to 10,000"),
        ({"value": 9, "count": -3}, "count -3; it must be a whole number, zero or more"),
        ({"value": 9, "population": 2.5}, "population 2.5; it must be a whole number, zero or more"),
        ({"count": 7, "population": 5}, "count 7; there are only 5 children"),
        ({"note": "hidden"}, "neither a value nor a count; a mark such as [x] in its note says why there is no figure"),
    ],
)
def test_what_cannot_be_is_wrong(row, words):
    assert as_printed(check_ranges(figures(row))) == [
        f"wrong figures.csv row 2: First-time entrants, Bradford, 2018: {words}"
    ]


@pytest.mark.parametrize(
    "row",
    [
        {"value": 10_000},
        {"value": 0},
        {"note": "[x] not available"},
        {"measure": "reoffences_per_child", "value": 2.4, "count": 240, "population": 100},
    ],
)
def test_what_can_be_is_right(row):
    assert check_ranges(figures(row)) == []


def test_a_percentage_over_100_is_wrong():
    (found,) = check_ranges(figures({"measure": "reoffending_rate", "value": 101, "age": "15-17"}))

    assert str(found) == (
        "figures.csv row 2: Proven reoffending (binary rate), Bradford, ages 15-17, 2018: 101%; it can only be 0 to 100"
    )
