"""The few sentences at the top of a pack, and what is not held at its end."""

import re

import pandas as pd
import pytest

import yotlib as yot
from yotlib.analysis import contextual_facts
from yotlib.findings import not_held, summary
from yotlib.findings.summary.candidate import CAUTIONED, ENTRANTS, GROUPS, REOFFENDING, Candidate
from yotlib.findings.summary.rates import gaps_in_children, how_sure
from yotlib.findings.summary.reoffending import reoffending_candidates
from yotlib.findings.summary.summary import _in_order
from yotlib.reference import areas

TODAY = pd.Timestamp("2026-02-11")


@pytest.fixture(scope="module")
def figures():
    return yot.load()


def baselines(*rows):
    return [pd.Series(dict(zip(("name", "verdict", "children"), row, strict=True))) for row in rows]


def candidate(words, place, ends, *, beyond=False):
    return Candidate(words, place, pd.Timestamp(ends), beyond)


def test_blackpool_leads_with_its_first_time_entrants_beside_region_and_nation(figures):
    told = summary("blackpool", figures=figures)

    assert told[0] == (
        "First-time entrants were 318 per 100,000 children in Blackpool in 2024, 89% above the North West's 168 and "
        "more than twice England's 138: about 20 and 24 more children a year than at their rates; both gaps are more "
        "than chance would explain."
    )


def test_what_is_beyond_chance_and_new_goes_before_the_usual_order(figures):
    told = summary("bradford", figures=figures)

    assert told[0].startswith("Children cautioned or sentenced were 31.6 per 10,000 children in Bradford in 2024-25")
    assert told[0].endswith("only the gap to England is more than chance would explain.")
    assert told[1].startswith("First-time entrants were 130 per 100,000 children in Bradford in 2024")


def test_a_reoffending_verdict_at_the_smallest_cohort_holds_whatever_the_cohort(figures):
    told = summary("kingston-upon-hull", figures=figures)

    assert told[1].startswith("Of children aged 15-17 in Kingston-upon-Hull, 51.1% reoffended in the cohort of 2023-24")
    assert told[1].endswith("that is more than chance would explain, whatever the size of the cohort.")


def test_without_a_verdict_reoffending_says_on_how_many_years_it_was_above_or_below(figures):
    leeds = next(said for said in summary("leeds", figures=figures) if "aged 15-17" in said)

    assert leeds.endswith("it was above in 8 of the 9 years to 2023-24, so steadily above.")


def test_a_welsh_team_leads_with_children_cautioned_or_sentenced(figures):
    told = summary("cardiff", figures=figures)

    assert told[0] == (
        "Children cautioned or sentenced were 16.2 per 10,000 children in Cardiff in 2021-22, 24% below Wales's 21.3 "
        "and 34% below England and Wales's 24.4: about 17 and 27 fewer children a year than at their rates; both gaps "
        "are more than chance would explain."
    )
    assert told[-1].startswith("HM Inspectorate of Probation rated Cardiff Requires improvement")


def test_ethnicity_opens_with_its_year(figures):
    barnet = next(said for said in summary("barnet", figures=figures) if "ethnic group" in said)

    assert barnet.startswith("In 2019-20, the newest year by ethnic group, Black children were 29.5% of")
    assert "10.4% of those living there in March 2021" in barnet
    assert "in London the gap is +17.3, in England +6.1." in barnet


def test_a_rating_to_the_new_standards_stands_apart_from_the_one_before(figures):
    assert summary("wirral", figures=figures)[-1] == (
        "HM Inspectorate of Probation rated Wirral Good in an inspection of 2025, to the new standards of 2025, which "
        "are another scale; to the earlier standards it was Good in the report published on 26 October 2021, with 23 "
        "of 36 points."
    )


def test_as_inspected_a_whole_services_reoffending_is_told_and_no_undated_figure(figures):
    told = summary("bradford", figures=figures, as_of="2020-01-31")

    assert told[0].startswith("First-time entrants were 330 per 100,000 children in Bradford in 2018, 35% above")
    reoffended = [said for said in told if "reoffended" in said]
    assert [said.startswith("Of children in Bradford, 42.1% reoffended") for said in reoffended] == [True]
    assert not any("22.5" in said for said in told)
    assert told[-1].startswith("HM Inspectorate of Probation rated Bradford")


@pytest.mark.parametrize(
    ("cohort", "note", "said"),
    [
        ({"population": 29.0}, "", []),
        ({"population": 30.0}, "", ["Of children aged 15-17 in Simshire, 50.0% reoffended in the cohort of 2023-24."]),
        ({"smallest_cohort": 29.0}, "", []),
        ({"smallest_cohort": 67.0}, "[u] at least", []),
    ],
    ids=["29", "30", "at least 29", "marked as unreliable"],
)
def test_no_cohort_that_may_be_under_30_is_told(cohort, note, said):
    row = {"measure": "reoffending_rate", "age": "15-17", "name": "Simshire", "role": "team", "value": 50.0}
    dates = {"period_start": pd.Timestamp("2023-04-01"), "period_end": pd.Timestamp("2024-03-31")}
    sizes = {"population": float("nan"), "smallest_cohort": float("nan")} | cohort
    block = pd.DataFrame([row | dates | sizes | {"note": note, "source": "simulated-a"}])

    assert [one.words for one in reoffending_candidates([block], pd.DataFrame(), "leeds", TODAY)] == said


def test_the_figures_of_the_suite_are_taken_where_none_are_given(figures):
    assert summary("leeds") == summary("leeds", figures=figures)


@pytest.mark.parametrize("asked", [{}, {"as_of": "2020-01-31"}, {"period": "2018"}], ids=str)
def test_the_newest_page_at_hand_gives_the_summary_that_its_own_would(figures, monkeypatch, asked):
    expected = summary("leeds", figures=figures, **asked)
    newest = [*contextual_facts.editions(figures, "leeds", **asked).values()][-1]
    monkeypatch.setattr(contextual_facts, "page", lambda *args, **how: pytest.fail("the page was worked out again"))

    assert summary("leeds", figures=figures, facts=newest, **asked) == expected


def test_the_order_is_by_place_with_new_gaps_beyond_chance_before_it():
    candidates = [
        candidate("groups", GROUPS, "2020-03-31", beyond=True),
        candidate("cautioned", CAUTIONED, "2025-03-31", beyond=True),
        candidate("reoffending", REOFFENDING, "2024-03-31"),
        candidate("entrants", ENTRANTS, "2024-12-31"),
    ]

    assert _in_order(candidates, TODAY) == ["cautioned", "entrants", "reoffending", "groups"]


@pytest.mark.parametrize(("ends", "leads"), [("2023-02-11", True), ("2023-02-10", False)])
def test_a_gap_beyond_chance_leads_for_three_years(ends, leads):
    assert candidate("", ENTRANTS, ends, beyond=True).leads(TODAY) == leads


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (("higher", "lower"), "both gaps are more than chance would explain"),
        (("similar", "similar"), "chance alone could explain both gaps"),
        (("similar", "higher"), "only the gap to England is more than chance would explain"),
        (("higher",), "that is more than chance would explain"),
        (("similar",), "chance alone could explain the gap"),
        (("cannot say",), "too little is published to say whether chance explains it"),
    ],
)
def test_which_gaps_are_beyond_chance_is_said_once(verdicts, said):
    names = ["London", "England"]

    assert how_sure(baselines(*((name, verdict, 1.0) for name, verdict in zip(names, verdicts, strict=False)))) == said


@pytest.mark.parametrize(
    ("children", "said"),
    [
        ((15.2, 5.4), ": about 15 and 5 more children a year than at their rates"),
        ((-7.0, -1.0), ": about 7 and 1 fewer children a year than at their rates"),
        ((-6.9, -7.1), ": about 7 fewer children a year than at either rate"),
        ((-5.0, 3.0), ": about 5 fewer children a year than at London's rate and 3 more than at England's"),
        ((0.2, 3.0), ": about 3 more children a year than at England's rate"),
        ((0.2, float("nan")), ""),
    ],
)
def test_gaps_in_children_are_given_against_both_baselines(children, said):
    names = ["London", "England"]

    assert (
        gaps_in_children(baselines(*((name, "similar", gap) for name, gap in zip(names, children, strict=True))))
        == said
    )


def test_what_is_not_held_is_named_once_with_the_command_that_adds_it(figures):
    said = not_held("cardiff", contextual_facts.page(figures, "cardiff"))

    assert said[0].startswith(
        "First-time entrants, proven reoffending and reoffences per child in the cohort by service"
    )
    assert "are not held for Cardiff: the tables held here cover England alone." in said[0]
    assert said[0].endswith("`yot data add FILE` adds a file that has such figures.")
    assert said[1].startswith("No page of Cardiff as inspected is held. `yot report cardiff --as-of DATE`")
    assert len(said) == 2


def test_a_team_without_a_rating_is_told_at_the_end(figures):
    said = not_held("cornwall", contextual_facts.page(figures, "cornwall"))

    assert said[-1] == "No inspection rating of Cornwall is held. `yot data add FILE` adds a file of ratings."


@pytest.mark.slow
@pytest.mark.parametrize("team", [str(area) for area in areas.teams()])
def test_every_team_has_one_to_six_whole_dated_sentences_that_name_it(figures, team):
    told = summary(team, figures=figures)

    assert 1 <= len(told) <= 6
    for said in told:
        assert said.endswith(".")
        assert areas.find(team).name in said
        assert re.search(r"20\d\d", said)
        assert "not held" not in said
        assert "cannot be said" not in said
    assert yot.inspection.overall(team).empty == ("HM Inspectorate" not in told[-1])
