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


def test_of_several_published_counts_the_newest_is_taken():
    newest, first = (
        {"measure": COUNT, "value": count, "count": count, "source": source, "released": released}
        for count, source, released in [(291, "simulated-b", "2021-06-30"), (280, "simulated-c", "2020-06-30")]
    )

    (row,) = filled({"measure": RATE, "value": 43}, measure=RATE, more=[newest, first]).to_dict("records")

    assert (row["count"], row["note"]) == (291, "the count of 291 is published by simulated-b")


@pytest.mark.parametrize(
    "other",
    [
        {"age": "15-17"},
        {"ethnicity": "white"},
        {"measure": FTE},
        {"measure": FTE, "age": "15-17"},
        {"age": "15-17", "ethnicity": "white"},
        {"area": "leeds"},
        {"period": "2017"},
    ],
)
def test_a_count_of_another_figure_is_not_taken(other):
    counted = {"measure": COUNT, "value": 291, "count": 291, "source": "simulated-b"} | other

    (row,) = filled({"measure": RATE, "value": 43}, measure=RATE, more=[counted]).to_dict("records")

    assert (row["known_by"], row["count"]) == ("estimated", pytest.approx(258))


def test_a_count_of_children_cautioned_says_nothing_of_another_rate():
    counted = {"measure": COUNT, "value": 291, "count": 291, "source": "simulated-b"}

    (row,) = filled({"value": 330}, more=[counted]).to_dict("records")

    assert (row["known_by"], row["count"]) == ("estimated", pytest.approx(198))


@pytest.mark.parametrize("note", ["", "[r] revised"])
@pytest.mark.parametrize(
    ("measure", "value", "count", "population", "words"),
    [(FTE, 320, 160, 50_000, "50,000"), (FTE, 0.5, 1, 200_000, "200,000"), ("reoffending_rate", 40, 20, 50, "50")],
)
def test_a_count_and_a_rate_give_the_population(measure, value, count, population, words, note):
    (row,) = filled({"measure": measure, "value": value, "count": count, "note": note}, measure=measure).to_dict(
        "records"
    )

    told = f"population of {words} worked from the printed count and rate"
    assert (row["known_by"], row["count"], row["population"]) == ("published", count, population)
    assert row["note"] == (f"[e][r] revised; {told}" if note else f"[e] {told}")


def test_a_count_and_an_average_or_a_printed_population_give_none():
    average = {"measure": "reoffences_per_child", "value": 2, "count": 60}

    (row,) = filled(average, measure="reoffences_per_child").to_dict("records")
    (printed,) = filled({"value": 320, "count": 160, "population": 51_000}).to_dict("records")

    assert pd.isna(row["population"])
    assert (printed["population"], printed["note"]) == (51_000, "")


def test_a_printed_count_is_published_or_marked_as_estimated_and_the_gap_is_of_the_nearest_children():
    sized = [SIZED | {"period": year, "count": count} for year, count in [("2020", 50_000), ("2021", 40_000)]]
    rows = [
        {"value": 320, "count": 160, "population": 50_000},
        {"value": 320, "count": 160, "population": 50_000, "note": "[e] summed"},
        {"value": None},
        {"value": 330, "period": "2022"},
        {"value": 330, "area": "leeds"},
    ]
    table = figures(*rows).set_axis(list("abcde"))

    found = estimates.fill_in_counts(table, get(FTE), figures(*rows, *sized), "bradford")

    assert found["known_by"].to_dict() == {"a": "published", "b": "estimated", "c": "", "d": "estimated", "e": ""}
    assert found["children_nearest"].isna().tolist() == [True, True, True, False, True]
    assert found.loc["d", "children_nearest"] == 40_000


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
    words = "the cohort is not printed; the smallest that gives the figure is {} children".format
    assert table["note"].tolist() == [words("28 of 67"), "[u] " + words("7 of 22")]


def test_a_smallest_cohort_of_thirty_is_not_marked_and_keeps_the_note_that_it_has():
    printed = {"measure": "reoffending_rate", "age": "15-17", "source": "dfe-lait-2026-02", "note": "[r] revised"}

    (row,) = filled(printed | {"value": 3.33}, measure="reoffending_rate").to_dict("records")

    words = "the cohort is not printed; the smallest that gives the figure is 1 of 30 children"
    assert row["note"] == f"[r] revised; {words}"


@pytest.mark.parametrize(
    ("printed", "known_by"),
    [
        ({"count": 56, "population": 134}, "published"),
        ({"population": 134}, ""),
        ({"age": "10-17"}, ""),
        ({"source": "simulated-a"}, ""),  # nobody knows how many decimals it prints
        ({"value": 0, "count": 0}, "published"),
    ],
)
def test_only_a_percentage_of_an_age_band_without_count_and_cohort_takes_the_smallest(printed, known_by):
    usual = {"measure": "reoffending_rate", "age": "15-17", "source": "dfe-lait-2026-02", "value": 41.79}

    (row,) = filled(usual | printed, measure="reoffending_rate").to_dict("records")

    assert (row["known_by"], row["note"]) == (known_by, "")
    assert row["population"] == pytest.approx(printed.get("population", float("nan")), nan_ok=True)


def test_estimates_stand_in_columns_of_their_own_and_come_back():
    printed = {"measure": "reoffending_rate", "age": "15-17", "source": "dfe-lait-2026-02", "value": 41.79}
    counted = {"measure": "reoffending_rate", "value": 50, "count": 20, "population": 40}

    table = filled(printed, counted, measure="reoffending_rate")
    apart = estimates.separate_estimates(table)

    assert apart["count"].tolist()[1] == 20
    assert apart[["count", "population"]].iloc[0].isna().all()
    assert apart["smallest_cohort"].tolist()[0] == 67
    together = estimates.join_estimates(apart.drop(columns=["known_by", "children_nearest"]))
    pd.testing.assert_frame_equal(together[["count", "population"]], table[["count", "population"]])
    assert together["known_by"].tolist() == ["at least", "published"]
    assert together["children_nearest"].isna().all()
    assert together["children_nearest"].dtype == float


def test_an_estimate_comes_back_as_one_and_a_row_that_nothing_is_known_of_stays_so():
    table = filled({"value": 330}, {"value": 300, "age": "10-14"})
    apart = estimates.separate_estimates(table).drop(columns=["known_by", "children_nearest"])
    together = estimates.join_estimates(apart)

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


@pytest.mark.parametrize(
    ("measure", "population", "hidden"),
    [("reoffending_rate", 29, True), ("reoffending_rate", 30, False), (FTE, 29, False)],
)
def test_a_cohort_of_thirty_is_shown_and_so_is_a_rate_of_fewer_children_who_are_no_cohort(measure, population, hidden):
    rows = figures({"measure": measure, "value": 50, "count": 10, "population": population, "note": "[b] new"})

    found = estimates.hide_small_cohorts(rows, get(measure))

    assert found["value"].isna().tolist() == [hidden]
    assert found["note"].tolist() == ["[u][b] new; cohort under 30" if hidden else "[b] new"]
    assert found["count"].tolist() == [10]
