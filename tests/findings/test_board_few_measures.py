"""A page with few measures says among its first facts which it lacks, and the command that adds them."""

import pandas as pd
import pytest

from yotlib.findings.board.few_measures import few_measures
from yotlib.findings.board.rating import rating
from yotlib.findings.board.strip import Strip, newest_strips
from yotlib.findings.board.wording import areas_in_words


def strips(*measures):
    return [Strip(pd.Series({"measure": measure}), ()) for measure in measures]


def test_a_welsh_team_without_first_time_entrants_and_reoffending_is_told_how_to_add_them():
    assert few_measures(strips("cautioned_or_sentenced_rate", "offences_per_1000"), "cardiff") == [
        {
            "word": "Not held",
            "text": "No figure of the last five years that may be relied on is held for first-time entrants or "
            "reoffending. `yot data add FILE` adds a file that has such figures.",
        }
    ]


def test_an_english_team_is_told_that_official_tables_can_be_fetched():
    (fact,) = few_measures(strips("first_time_entrants", "cautioned_or_sentenced_rate"), "leeds")

    assert fact["text"].startswith("No figure of the last five years that may be relied on is held for reoffending.")
    assert "`yot data fetch`" in fact["text"]


@pytest.mark.parametrize(
    "held",
    [
        ("first_time_entrants", "cautioned_or_sentenced_rate", "offences_per_1000"),
        ("cautioned_or_sentenced_rate", "reoffending_rate", "reoffending_rate"),
    ],
)
def test_a_page_with_three_measures_says_it_at_its_end_alone(held):
    assert few_measures(strips(*held), "leeds") == []


def test_a_measure_known_to_lie_between_two_ends_is_not_said_to_be_missing():
    between = strips("first_time_entrants")[0]

    (fact,) = few_measures(newest_strips(strips("cautioned_or_sentenced_rate"), between), "leicestershire")

    assert fact["text"].startswith("No figure of the last five years that may be relied on is held for reoffending.")


def test_a_team_without_any_measure_lacks_all_three():
    (fact,) = few_measures([], "leeds")

    assert "first-time entrants, children cautioned or sentenced or reoffending" in fact["text"]


@pytest.mark.parametrize("asked", [{"as_of": "2020-01-31"}, {"period": "2018"}])
def test_a_page_of_an_earlier_day_or_period_does_not_say_that_it_is_not_held(asked):
    assert few_measures([], "leeds", **asked) == []


def test_a_rating_has_its_place_among_the_four_and_its_day():
    found = rating("bradford", period="latest", as_of=None)

    assert (found["rating"], found["rank"], found["new_standards"]) == ("Requires improvement", 1, False)
    assert (found["when"], found["day"]) == ("in the report published on 31 January 2020", "2020-01-31")


def test_a_team_not_rated_by_the_day_asked_has_no_rating():
    assert rating("bradford", period="latest", as_of="2015-01-01") is None


def test_a_comma_stands_before_an_area_with_and_in_its_name():
    assert areas_in_words(["the region", "England"]) == "the region and England"
    assert areas_in_words(["Wales", "England and Wales"]) == "Wales, and England and Wales"
    assert areas_in_words(["England and Wales"]) == "England and Wales"
