"""The few sentences at the top of a pack."""

import pytest

import yotlib as yot
from yotlib.analysis import contextual_facts
from yotlib.findings.summary import BETTER, MOST_UNSURE, UNSURE, WORSE, _most_important, summary
from yotlib.reference import areas


@pytest.fixture(scope="module")
def figures():
    return yot.load()


def test_as_inspected_bradford_leads_with_what_is_worse(figures):
    told = summary("bradford", figures=figures, as_of="2020-01-31")

    assert told[0].startswith(
        "First-time entrants in Bradford were 330 per 100,000 children in 2018, 40% above England"
    )
    assert told[1].startswith("White children were 68.7%")
    assert len(told) <= 6


def test_of_two_baselines_the_one_that_says_more_is_told(figures):
    told = summary("bradford", figures=figures)

    entrants = next(sentence for sentence in told if "2023" in sentence and "116 per 100,000" in sentence)
    assert "27% below Yorkshire and the Humber (159); that is more than chance would explain." in entrants


def test_sentences_that_cannot_say_are_two_at_most(figures):
    told = summary("bradford", figures=figures)

    assert sum("cannot be said" in sentence for sentence in told) <= MOST_UNSURE


def test_a_team_with_nothing_published_is_told_so_in_one_sentence(figures):
    told = summary("cardiff", figures=figures)

    assert len(told) == 1
    assert told[0].startswith("The sources held here publish nothing for Cardiff on: First-time entrants")


def test_the_figures_of_the_suite_are_taken_where_none_are_given(figures):
    assert summary("leeds") == summary("leeds", figures=figures)


@pytest.mark.slow
@pytest.mark.parametrize("team", [str(area) for area in areas.teams()])
def test_every_team_has_one_to_six_whole_sentences_each_naming_it(figures, team):
    told = summary(team, figures=figures)

    assert 1 <= len(told) <= 6
    for sentence in told:
        assert sentence.endswith(".")
        assert areas.find(team).name in sentence or "of the gap is" in sentence


def test_order_is_by_weight_and_stops_at_six():
    weighed = [(weight, f"{weight}{letter}") for weight in (UNSURE, WORSE, BETTER) for letter in "abc"]

    assert _most_important(weighed) == ["0a", "0b", "0c", "2a", "2b", "2c"]


@pytest.mark.parametrize("asked", [{}, {"as_of": "2020-01-31"}, {"period": "2018"}], ids=str)
@pytest.mark.parametrize("team", ["bradford", "leeds", "cardiff"])
def test_the_newest_page_at_hand_gives_the_summary_that_its_own_would(figures, monkeypatch, team, asked):
    expected = summary(team, figures=figures, **asked)
    newest = [*contextual_facts.editions(figures, team, **asked).values()][-1]
    monkeypatch.setattr(contextual_facts, "page", lambda *args, **how: pytest.fail("the page was worked out again"))

    assert summary(team, figures=figures, facts=newest, **asked) == expected
