"""Shares of ethnic groups that change too suddenly to be trusted, on simulated counts and the shipped ones."""

import pandas as pd
import pytest

import yotlib as yot
from tests.madeup.tidy import figures
from yotlib.analysis.ethnicity.sudden_changes import sudden_changes
from yotlib.findings import ethnicity as say
from yotlib.intake.checks.sudden_groups import check_sudden_groups

LIVED = {"white": 8000, "asian": 1000, "black": 500, "mixed": 400, "other": 100}
STEADY = {"white": 80, "asian": 10, "black": 5, "mixed": 4, "other": 1}
# White has lost what Asian has gained: of 100 children, 80 and 10 became 50 and 40.
SWAPPED = STEADY | {"white": 50, "asian": 40}


def by_group(numbers, year, measure="cautioned_or_sentenced"):
    return [
        {"area": "leeds", "measure": measure, "ethnicity": group, "count": number, "value": None, "period": year}
        for group, number in numbers.items()
    ]


def simulated(*years):
    labels = ["2016-17", "2017-18", "2018-19", "2019-20"][: len(years)]
    counted = [row for label, numbers in zip(labels, years, strict=True) for row in by_group(numbers, label)]
    return figures(*counted, *by_group(LIVED, "2018-19", "population_10_17"))


def before(table):
    return table.set_index("group")["share_before"].dropna().to_dict()


def test_a_share_that_swaps_with_another_carries_what_it_was_in_the_two_years_before():
    table = yot.ethnicity.groups(simulated(STEADY, STEADY, SWAPPED), "leeds")

    assert before(table) == {"white": pytest.approx(80), "asian": pytest.approx(10)}


@pytest.mark.parametrize(
    ("newest", "why"),
    [
        (STEADY | {"white": 68, "asian": 22}, "12 points are fewer than 15"),
        ({group: number / 5 for group, number in SWAPPED.items()}, "20 children are fewer than 30"),
        ({group: 3 * number for group, number in STEADY.items()}, "every share is as it was"),
    ],
)
def test_a_small_change_or_a_few_children_are_no_sudden_change(newest, why):
    assert before(yot.ethnicity.groups(simulated(STEADY, STEADY, newest), "leeds")) == {}, why


def test_without_two_years_before_nothing_is_said():
    assert before(yot.ethnicity.groups(simulated(STEADY, SWAPPED), "leeds")) == {}


def test_quarters_have_no_years_before():
    quarters = [row | {"period": "2018-04/2018-06"} for row in by_group(STEADY, "2018-19")]
    table = yot.ethnicity.groups(figures(*quarters, *by_group(LIVED, "2018-19", "population_10_17")), "leeds")

    assert len(table) == 5
    assert before(table) == {}


def test_years_together_carry_the_doubt_of_one_of_them():
    table = yot.ethnicity.pooled(simulated(STEADY, STEADY, SWAPPED, STEADY), "leeds")

    assert "asian" in before(table)


def test_four_and_a_half_standard_errors_are_worked_out_by_hand():
    # 30 of 100 against 20 of 200: 20 points; together 50 of 300, error sqrt(1/6 * 5/6 * (1/100 + 1/200)) = 0.0456,
    # so 4.38 standard errors. 31 of 100: 21 points, 51 of 300, error 0.0460, so 4.57.
    then = pd.DataFrame({"asian": [20.0, 20.0], "white": [180.0, 180.0]})
    now = pd.DataFrame({"asian": [30.0, 31.0], "white": [70.0, 69.0]})

    assert sudden_changes(now, then)["asian"].isna().tolist() == [True, False]


def test_no_sentence_concludes_from_a_sudden_change():
    table = yot.ethnicity.groups(simulated(STEADY, STEADY, SWAPPED), "leeds")
    asian = next(line for line in say.representation(table) if line.startswith("Asian"))

    for words in (str(say.representation_headline(table, team="leeds")), asian):
        assert "that share was" in words
        assert "nothing is concluded from it" in words
        assert "more than chance" not in words
    assert all("changed too suddenly" in line for line in say.relative_rates(table))
    assert "changed too suddenly" in str(say.relative_rate_headline(table, team="leeds"))


def test_a_group_that_stands_out_steadily_is_named_before_one_that_changed_suddenly():
    steady = {"white": 60, "asian": 10, "black": 25, "mixed": 4, "other": 1}
    table = yot.ethnicity.groups(simulated(steady, steady, steady | {"white": 30, "asian": 40}), "leeds")

    assert str(say.representation_headline(table, team="leeds")).startswith("Black children were 25.0%")


def test_the_check_names_both_groups_and_what_they_were():
    found = check_sudden_groups(simulated(STEADY, STEADY, SWAPPED))

    assert {(fault.severity, fault.figure.split(",")[0]) for fault in found} == {
        ("look", "Children cautioned or sentenced (Asian)"),
        ("look", "Children cautioned or sentenced (White)"),
    }
    assert "about 10.0%, as in the two years before" in found[0].expected


def test_years_with_a_gap_between_them_are_not_set_beside_each_other():
    counted = [*by_group(STEADY, "2015-16"), *by_group(STEADY, "2016-17"), *by_group(SWAPPED, "2018-19")]
    table = figures(*counted, *by_group(LIVED, "2018-19", "population_10_17"))

    assert check_sudden_groups(table) == []
    assert before(yot.ethnicity.groups(table, "leeds")) == {}


def test_of_the_shipped_counts_few_change_suddenly():
    found = {(fault.figure.split(", ")[1], fault.figure[-7:]) for fault in check_sudden_groups(yot.load())}

    assert found == {
        ("Barnet", "2019-20"),
        ("Ealing", "2015-16"),
        ("Kingston and Richmond", "2015-16"),
        ("Leicestershire", "2019-20"),
        ("Lewisham", "2015-16"),
        ("Lewisham", "2016-17"),
        ("Somerset", "2019-20"),
        ("Walsall", "2019-20"),
    }


@pytest.mark.parametrize("team", ["leicestershire", "somerset"])
def test_in_short_does_not_call_a_sudden_change_more_than_chance(team):
    (words,) = [line for line in yot.findings.summary(team, figures=yot.load()) if "by ethnic group" in line]

    assert "nothing is concluded from it" in words
    assert "more than chance" not in words
