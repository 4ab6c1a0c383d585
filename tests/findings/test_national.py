"""What is said of all teams at once."""

import pytest

from tests.madeup import tidy
from yotlib import findings
from yotlib.analysis import national


@pytest.mark.parametrize(
    ("england", "baseline"),
    [
        ({"count": 2000.0, "population": 1_000_000.0}, "the rest of their nation"),
        ({"count": 2000.0}, "the rest of their nation"),
        ({}, "their nation"),
    ],
    ids=["both counted", "a population worked from the rate", "a rate alone"],
)
def test_the_rest_of_a_nation_is_named_only_where_the_nation_is_counted_too(england, baseline):
    figures = tidy.figures(
        {"area": "bradford", "value": 330.0, "count": 198.0, "population": 60_000.0},
        {"area": "leeds", "value": 100.0, "count": 66.0, "population": 66_000.0},
        {"area": "england", "value": 200.0} | england,
    )

    said = findings.ranked_headline(national.table(figures, "first_time_entrants"))

    assert f"1 were higher and 1 lower than {baseline}, beyond what chance would explain." in said
