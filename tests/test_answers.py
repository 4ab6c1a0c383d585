"""For how many teams the suite's own figures answer each question; the numbers must not fall."""

import re

import pandas as pd
import pytest

import yotlib as yot
from benchmarks import answers
from yotlib.reference import areas

BY_NAME = {question.name: question for question in answers.QUESTIONS}
SAMPLE = ("bradford", "leeds", "barnet", "blackpool", "kingston-upon-hull", "cardiff")
BOUNDED = "first-time entrants, newest bounded for want of a part's figure, with a verdict"
WHOLE = [name for name in BY_NAME if name != BOUNDED]
NOT_HELD_IN_WALES = ("first-time entrants", "reoffending", "2024-25")


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


@pytest.mark.parametrize("name", WHOLE)
def test_a_question_is_answered_for_six_teams_except_where_wales_publishes_nothing(figures, name):
    expected = [team for team in SAMPLE if team != "cardiff" or not any(part in name for part in NOT_HELD_IN_WALES)]

    assert [team for team in SAMPLE if BY_NAME[name].is_answered(figures, team)] == expected


def test_a_bounded_answer_is_counted_apart_from_whole_figures(figures):
    teams = [*SAMPLE, "leicestershire", "west-mercia"]

    assert [team for team in teams if BY_NAME[BOUNDED].is_answered(figures, team)] == ["leicestershire"]


@pytest.mark.slow
@pytest.mark.parametrize("name", BY_NAME)
def test_a_question_is_answered_for_at_least_as_many_teams_as_wanted(figures, name):
    assert len(answers.answered(figures, BY_NAME[name])) >= BY_NAME[name].wanted


@pytest.mark.parametrize(
    ("measure", "period", "fewest"),
    [
        ("first_time_entrants", "2024", 134),
        ("cautioned_or_sentenced_rate", "2024-25", 138),
        ("cautioned_or_sentenced_rate", "2021-22", 153),
        ("offences_per_1000", "2021-22", 153),
    ],
)
def test_all_teams_at_once_have_a_figure_of_the_year_and_a_verdict_on_rates(figures, measure, period, fewest):
    table = yot.national.table(figures, measure, period=period)
    teams = table[table["role"] == "team"]

    assert len(teams) >= fewest
    assert measure == "offences_per_1000" or teams["verdict"].isin(answers.VERDICTS).all()


@pytest.mark.parametrize(
    ("period", "release", "counted"),
    [("2023", "dfe-lait-2025-11", (33, 26, 123)), ("2024", "dfe-lait-2026-02", (31, 22, 127))],
)
def test_teams_of_one_authority_higher_and_lower_than_england_are_about_as_many_as_counted_elsewhere(
    figures, period, release, counted
):
    """Counted on the Census of 2021, in which most areas have a few per cent fewer children than in the year itself."""
    found = answers.higher_and_lower(figures, period=period, release=release)

    assert found == pytest.approx(counted, abs=3)


def test_the_table_has_a_row_a_question_and_counts_english_teams_apart():
    teams = [str(team) for team in areas.teams()]

    lines = answers.tabulate({name: teams for name in BY_NAME}).splitlines()

    assert len(lines) == 2 + len(BY_NAME)
    assert re.fullmatch(r"\| first-time entrants, trend tested \| 155 \| 138 \| 120 \|", lines[4])


def test_the_section_of_the_results_is_put_in_place_of_the_old_one():
    before = "# Results\n\n## `answers.py`\n\nold\n\n## `load.py`\n\nkept\n"

    assert answers.put_into(before, "new") == "# Results\n\n## `answers.py`\n\nnew\n\n## `load.py`\n\nkept\n"
    assert answers.put_into("# Results\n", "new") == "# Results\n\n## `answers.py`\n\nnew\n"
