"""Which number of children an estimate takes: the publisher's own, the nearest, the fewest, or an older one reduced."""

import pandas as pd
import pytest

from tests.madeup.tidy import figures
from yotlib.figures.populations import with_children

RATE = "cautioned_or_sentenced_rate"


def children(*counted):
    """Return populations of Leeds, each a year whose middle it was counted in, a number and a source."""
    rows = [
        {
            "area": "leeds",
            "measure": "population_10_17",
            "value": number,
            "count": number,
            "period_start": pd.Timestamp(day),
            "period_end": pd.Timestamp(day),
            "source": source,
        }
        for day, number, source in counted
    ]
    return figures(*rows)


def taken(*counted, source="simulated-a", year="2020"):
    asked = pd.DataFrame(
        {
            "area": ["leeds"],
            "measure": RATE,
            "source": source,
            "period_start": pd.Timestamp(f"{year}-01-01"),
            "period_end": pd.Timestamp(f"{year}-12-31"),
        }
    )
    return with_children(asked, children(*counted)).iloc[0]


def test_the_publishers_own_population_goes_before_a_nearer_one():
    own, nearer = ("2021-03-21", 900, "ons-census-2021"), ("2024-06-30", 1000, "ons-mid-2024")

    row = taken(own, nearer, source="dfe-lait-2026-02", year="2024")

    assert (row["children"], row["day"]) == (900, "21 March 2021 (ons-census-2021)")
    assert row["children_nearest"] == 1000


def test_within_a_year_the_nearest_is_taken_and_not_the_fewest():
    assert taken(("2020-06-30", 1000, "a"), ("2019-09-30", 900, "b"))["children"] == 1000


def test_beyond_a_year_the_fewest_within_three_years_is_taken():
    assert taken(("2018-06-30", 1000, "a"), ("2022-12-30", 900, "b"), ("2025-06-30", 800, "c"))["children"] == 900


@pytest.mark.parametrize(("day", "number"), [("2024-06-29", 950), ("2025-12-30", 850), ("2030-06-29", 650)])
def test_an_older_number_is_reduced_by_five_per_cent_for_every_year_begun_beyond_the_third(day, number):
    assert taken((day, 1000, "a"))["children"] == pytest.approx(number)


def test_a_number_of_more_than_ten_years_away_sizes_no_estimate_but_a_gap():
    row = taken(("2031-06-30", 1000, "a"))

    assert (row["is_near"], row["day"], row["children_nearest"]) == (False, "", 1000)
