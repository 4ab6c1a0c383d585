"""How each count is known: published, of another release, estimated from a rate, or the smallest cohort."""

import pandas as pd
import pytest

from tests.madeup.tidy import figures
from yotlib.figures import estimates
from yotlib.reference.measures import get

FTE, RATE, COUNT = "first_time_entrants", "cautioned_or_sentenced_rate", "cautioned_or_sentenced"
SIZED = {"measure": "population_10_17", "value": 60_000, "count": 60_000}


def filled(*rows, measure=FTE, **beside):
    table = figures(*rows)
    return estimates.fill_in_counts(table, get(measure), figures(*rows, SIZED, *beside.get("more", [])), "bradford")


def test_a_rate_and_the_children_give_a_count_that_is_not_rounded():
    (row,) = filled({"value": 330}).to_dict("records")

    assert (row["known_by"], row["count"], row["population"]) == ("estimated", pytest.approx(198), 60_000)
    assert row["note"] == "[e] about 198 children among 60,000 aged 10-17 on 2018 (simulated-a)"


def test_a_published_count_of_the_same_team_and_period_goes_before_an_estimate_and_is_named():
    counted = {"measure": COUNT, "value": 291, "count": 291, "source": "simulated-b"}

    (row,) = filled({"measure": RATE, "value": 43}, measure=RATE, more=[counted]).to_dict("records")

    assert (row["known_by"], row["count"]) == ("published", 291)
    assert row["note"] == "the count of 291 is published by simulated-b"
    assert row["population"] == pytest.approx(291 * 10_000 / 43)


@pytest.mark.parametrize(("value", "known_by"), [(0.5, "published"), (0, "estimated")])
def test_a_count_of_another_release_says_what_population_a_rate_rests_on_unless_the_rate_is_zero(value, known_by):
    counted = {"measure": COUNT, "value": 3, "count": 3, "source": "simulated-b"}
    printed = {"measure": RATE, "value": value, "note": "[r] revised"}

    (row,) = filled(printed, measure=RATE, more=[counted]).to_dict("records")

    assert row["known_by"] == known_by
    assert "[r]" in row["note"]


def test_a_count_of_another_vintage_is_not_taken():
    first = {"measure": COUNT, "value": 291, "count": 291, "source": "yjb-local-2019-20"}

    (row,) = filled({"measure": RATE, "value": 43, "source": "dfe-lait-2026-02"}, measure=RATE, more=[first]).to_dict(
        "records"
    )

    assert row["known_by"] == "estimated"


def test_a_year_that_was_not_revised_has_the_same_count_in_every_vintage():
    year = {"period_start": pd.Timestamp(2022, 4, 1), "period_end": pd.Timestamp(2023, 3, 31)}
    revised = {"measure": COUNT, "value": 94, "count": 94, "source": "yjb-local-2022-23"} | year
    printed = {"measure": RATE, "value": 23, "source": "dfe-lait-2025-11"} | year

    (row,) = filled(printed, measure=RATE, more=[revised]).to_dict("records")

    assert (row["known_by"], row["count"]) == ("published", 94)


def test_a_percentage_without_its_cohort_takes_the_smallest_that_gives_it():
    printed = {"measure": "reoffending_rate", "age": "15-17", "source": "dfe-lait-2026-02"}

    table = filled(printed | {"value": 41.79}, printed | {"value": 31.82}, measure="reoffending_rate")

    assert table["known_by"].tolist() == ["at least", "at least"]
    assert table[["count", "population"]].to_numpy().tolist() == [[28, 67], [7, 22]]
    assert [note.startswith("[u]") for note in table["note"]] == [False, True]


def test_estimates_stand_in_columns_of_their_own_and_come_back():
    printed = {"measure": "reoffending_rate", "age": "15-17", "source": "dfe-lait-2026-02", "value": 41.79}
    counted = {"measure": "reoffending_rate", "value": 50, "count": 20, "population": 40}

    table = filled(printed, counted, measure="reoffending_rate")
    apart = estimates.separate_estimates(table)

    assert apart["count"].tolist()[1] == 20
    assert apart[["count", "population"]].iloc[0].isna().all()
    assert apart["smallest_cohort"].tolist()[0] == 67
    together = estimates.join_estimates(apart)
    pd.testing.assert_frame_equal(together[["count", "population"]], table[["count", "population"]])
    assert together["known_by"].tolist() == ["at least", "published"]


def test_an_estimate_comes_back_as_one_and_a_row_that_nothing_is_known_of_stays_so():
    table = filled({"value": 330}, {"value": 300, "age": "10-14"})
    together = estimates.join_estimates(estimates.separate_estimates(table))

    assert together["known_by"].tolist() == ["estimated", ""]
    pd.testing.assert_frame_equal(together[["count", "population"]], table[["count", "population"]])


def test_no_population_follows_from_a_rate_of_zero():
    (row,) = filled({"value": 0, "count": 0}).to_dict("records")

    assert pd.isna(row["population"])
    assert row["note"] == ""


def test_an_estimate_says_that_its_children_are_those_the_row_prints():
    (row,) = filled({"value": 330, "population": 50_000}).to_dict("records")

    assert row["note"] == "[e] about 165 children among 50,000 children as published"


def test_the_count_of_a_smallest_cohort_is_its_percentage_of_the_whole_cohort():
    printed = {"value": [50.25], "count": [float("nan")], "population": [float("nan")], "smallest_cohort": [398.0]}
    none = {"count_estimated": [float("nan")], "population_estimated": [float("nan")]}

    together = estimates.join_estimates(pd.DataFrame(printed | none))

    assert together[["count", "population"]].to_numpy().tolist() == [[200, 398]]


def test_a_rate_of_a_cohort_under_thirty_is_hidden_but_not_one_whose_cohort_is_not_known():
    printed = {"measure": "reoffending_rate", "age": "15-17", "source": "dfe-lait-2026-02", "value": 31.82}
    counted = {"measure": "reoffending_rate", "value": 50, "count": 10, "population": 20}

    hidden = estimates.hide_small_cohorts(filled(printed, counted, measure="reoffending_rate"), get("reoffending_rate"))

    assert hidden["value"].isna().tolist() == [False, True]
    assert hidden["note"].tolist()[1] == "[u] cohort under 30"
