"""Sentences on ethnic groups: which group a headline names, and what is said of expected numbers."""

import re

import pandas as pd
import pytest

import yotlib as yot
from yotlib import findings
from yotlib.analysis import ethnicity

BLAME = re.compile(r"\bnan\b|\binf\b|None|<NA>|ons-census|yjb-|offender|because|caused")
TEAMS = ["bradford", "leeds", "barnet", "cardiff", "kingston-upon-hull", "york", "birmingham", "cumberland", "swansea"]


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


def groups_with(figures, **columns: list[float]) -> pd.DataFrame:
    """Return Bradford's five groups with some columns replaced: White, Asian, Black, Mixed, Other, not known."""
    table = ethnicity.groups(figures, "bradford")
    return table.assign(**{name: [*values, float("nan")] for name, values in columns.items()})


def test_a_headline_names_no_group_that_is_significant_only_before_adjustment(figures):
    table = groups_with(figures, p_value=[0.03, 0.5, 0.6, 0.7, 0.8], p_adjusted=[0.15, 0.8, 0.8, 0.8, 0.8])

    assert findings.representation_headline(table, team="bradford") == (
        "No ethnic group was over- or under-represented by more than chance would explain once the number of groups "
        "tested is allowed for among the 369 children cautioned or sentenced in Bradford in 2019-20 whose group is "
        "known, on the population of 21 March 2021 (Office for National Statistics)."
    )


def test_where_only_an_under_represented_group_is_beyond_chance_it_is_the_one_named(figures):
    table = groups_with(figures, p_value=[0.5, 0.001, 0.5, 0.5, 0.001], p_adjusted=[0.5, 0.002, 0.5, 0.5, 0.002])

    headline = findings.representation_headline(table, team="bradford")

    assert headline.startswith("Asian children were 30.6%")
    assert headline.endswith("under-represented by 13.5 percentage points; more than chance would explain.")


def test_a_rate_of_three_children_does_not_go_before_one_of_a_hundred(figures):
    headline = findings.relative_rate_headline(ethnicity.groups(figures, "bradford"), team="bradford")

    # Other: 0.25 (0.05 to 0.74) from 3 children; Asian: 0.53 (0.42 to 0.66) from 113.
    assert headline.startswith("Asian children were cautioned or sentenced at 0.53 (0.42 to 0.66) times the White rate")
    assert headline.endswith("; more than chance would explain.")


def test_the_farthest_index_is_not_named_where_chance_could_explain_it(figures):
    headline = findings.relative_rate_headline(ethnicity.groups(figures, "york"), team="york")

    assert headline.startswith("No group's rate differed from the White rate by more than chance in York in 2019-20")


def test_the_answer_depends_on_the_population_only_beyond_a_point(figures):
    tables = [ethnicity.groups(figures, "bradford", population=f"ons-census-{year}") for year in (2011, 2021)]

    white, asian, rest = findings.depends_on_population(tables)

    assert white.startswith("White children: +4.8 percentage points on the population of 27 March 2011")
    assert asian.startswith("Asian children: -6.1 percentage points")
    assert rest.startswith("For none of the other groups does the gap differ by more than a percentage point")


def test_the_total_is_told_beside_the_expected_number_with_the_gap_in_children(figures):
    table = ethnicity.expected(figures, "bradford")

    assert findings.expected_headline(table, team="bradford") == (
        "276 children were cautioned or sentenced in Bradford in 2020-21, where about 148 would be expected if each "
        "ethnic group had England and Wales's rate: 1.87 times that (1.65 to 2.10), 128 more; more than chance would "
        "explain."
    )
    told = findings.expected(table)
    assert "80 White, 41 Asian, 8 Black, 15 Mixed and 3 Other" in told[0]
    assert told[1].startswith("At the rate of all children together it would be 182")
    assert "`yot data template`" in told[2]
    assert told[-1].endswith("the expected numbers are what is usual, not what is fair.")


def test_own_counts_of_known_group_are_told_beside_expected_ones_of_known_group(figures):
    (told,) = findings.own_beside_expected(ethnicity.expected_beside_own(figures, "bradford"))

    assert told.startswith("Its own numbers of 2019-20, of children whose group is known: 224 White where 95 would be")


def test_the_newest_total_is_told_with_its_year_and_the_nation_it_is_set_beside(figures):
    told = findings.newest_total(ethnicity.newest_total(figures, "cardiff"))

    assert told.startswith(
        "The newest total is 54 children in 2021-22. About 82 would be expected then, had each group"
    )
    assert "as the total of England and Wales has since: 0.66 times that (0.50 to 0.86), 28 fewer" in told


def test_a_team_without_counts_by_group_opens_with_what_is_expected(figures):
    groups, expected = ethnicity.groups(figures, "cumberland"), ethnicity.expected(figures, "cumberland")

    assert findings.by_group_headline(groups, expected, team="cumberland").startswith("About 63 children would be")


def test_the_newest_and_the_newest_comparable_year_are_both_told(figures):
    groups, beside = ethnicity.groups(figures, "birmingham"), ethnicity.beside(figures, "birmingham")

    assert findings.newest_and_comparable(groups, beside) == (
        "The newest counts by group here are of 2022-23; the newest that region or nation have too are of 2020-21.",
    )
    assert findings.newest_and_comparable(beside, beside) == ()


def test_each_group_is_told_here_in_the_region_and_in_the_nation(figures):
    told = findings.beside_wider(ethnicity.beside(figures, "bradford"))

    assert told[2] == (
        "Black children in 2019-20, in percentage points: +1.5 in Bradford, +0.3 in Yorkshire and the Humber and +6.1 "
        "in England; times the White rate, 1.27, 1.03 and 2.06."
    )


def test_counts_as_first_published_are_said_to_be_and_not_on_a_page_as_inspected(figures):
    groups = ethnicity.groups(figures, "leeds")

    assert findings.vintage(groups)[0].startswith("These counts of 2019-20 are as first published.")
    assert findings.vintage(groups, as_of="2021-06-30") == ()
    assert findings.vintage(ethnicity.groups(figures, "birmingham")) == ()


def test_nobody_without_a_group_is_told_plainly(figures):
    assert findings.not_known(ethnicity.groups(figures, "york")) == ("The group of all 43 children is known.",)


@pytest.mark.parametrize("team", TEAMS)
def test_every_kind_of_team_is_told_something_true_without_codes_or_blame(figures, team):
    groups, expected = ethnicity.groups(figures, team), ethnicity.expected(figures, team)
    beside, newest = ethnicity.beside(figures, team), ethnicity.newest_total(figures, team)
    told = [
        findings.by_group_headline(groups, expected, team=team),
        findings.newest_total(newest),
        *findings.expected(expected),
        *findings.beside_wider(beside),
        *findings.own_beside_expected(ethnicity.expected_beside_own(figures, team)),
    ]

    assert len(told) >= 6
    assert [sentence for sentence in told if BLAME.search(sentence) or not sentence.endswith(".")] == []
