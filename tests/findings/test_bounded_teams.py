"""What is said of a team of which a part has no figure: the range, what holds at both ends, what cannot be told."""

import pandas as pd
import pytest

import yotlib as yot
from yotlib import findings
from yotlib.analysis.bounded_teams import COLUMNS
from yotlib.analysis.comparison import compare
from yotlib.findings.releases import nothing_published
from yotlib.findings.summary.candidate import CAUTIONED, ENTRANTS
from yotlib.findings.summary.rates import rate_candidates
from yotlib.tables import sources

SHARED = {
    **{"measure": "first_time_entrants", "age": "10-17", "ethnicity": "all"},
    **{"team": "south-tees", "team_name": "South Tees", "lowest": 225.2, "highest": 325.4, "lower": 164, "upper": 414},
    **{"missing": "Redcar and Cleveland", "missing_parts": 1, "missing_share": 0.25},
    **{"ceiling": 400, "ceiling_name": "Barnet"},
    **{"period_start": pd.Timestamp("2018-01-01"), "period_end": pd.Timestamp("2018-12-31")},
    **{"note": "[e] from 45 to 65 children (ons-mid-2018), worked out so", "source": "simulated-a"},
}
REGION = ("north-east", "North East", "region")
NATION = ("england", "England", "nation")
START = (
    "First-time entrants in South Tees were between about 225 and 325 per 100,000 children in 2018, as no figure is "
    "held for Redcar and Cleveland, where 25% of the team's children live. "
)
END = (
    " The ends take Redcar and Cleveland's rate to be zero, and the highest printed for any authority (400 in Barnet)."
)


def bounds(*rows, **given):
    filled = [
        SHARED | dict(zip(("area", "name", "role"), place, strict=True)) | {"value": value, "verdict": verdict} | given
        for place, value, verdict in rows
    ]
    return pd.DataFrame(filled).reindex(columns=COLUMNS)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [(REGION, 150.0, "higher"), (NATION, 100.0, "higher")],
            "At both ends that is higher than the North East (150) and England (100) by more than chance would "
            "explain.",
        ),
        (
            [(REGION, 500.0, "lower"), (NATION, 280.0, "similar")],
            "At both ends that is lower than the North East (500) by more than chance would explain and similar to "
            "England (280), since chance alone could explain the gap.",
        ),
        (
            [(REGION, 500.0, "lower"), (NATION, 350.0, "cannot say")],
            "At both ends that is lower than the North East (500) by more than chance would explain. It is below "
            "England (350) throughout, but whether by more than chance would explain cannot be told without Redcar and "
            "Cleveland's figure.",
        ),
        (
            [(REGION, 300.0, "cannot say"), (NATION, 200.0, "cannot say")],
            "That is above England (200) throughout, but whether by more than chance would explain cannot be told "
            "without Redcar and Cleveland's figure. How that compares with the North East (300) cannot be told without "
            "Redcar and Cleveland's figure.",
        ),
    ],
    ids=["one verdict", "two verdicts", "one open, below throughout", "nothing holds"],
)
def test_the_range_comes_first_then_what_holds_at_both_ends_then_what_cannot_be_told_then_what_the_ends_are(rows, said):
    assert findings.bounded(bounds(*rows)) == f"{START}{said}{END}"


def test_a_baseline_that_prints_as_an_end_does_is_neither_below_nor_above():
    said = findings.bounded(bounds((NATION, 325.45, "cannot say")))

    assert "How that compares with England (325) cannot be told" in said
    assert "throughout" not in said


def test_several_parts_have_one_joint_rate():
    said = findings.bounded(bounds((NATION, 100.0, "higher"), missing="Ashby and Barrow", missing_parts=2))

    assert "as no figure is held for Ashby and Barrow, where 25% of the team's children live." in said
    assert "The ends take the joint rate of Ashby and Barrow to be zero, and the highest printed" in said


def test_what_the_bounds_rest_on_is_said_without_codes_of_sources_and_nothing_without_bounds():
    assert findings.bounds_rest_on(bounds((NATION, 100.0, "higher"))) == (
        "With what chance may add at either end (95% limits), the rate runs from 164 to 414. Both ends are estimated: "
        "from 45 to 65 children, worked out so. A small area may lie higher than that in one year; then the bound does "
        "not hold.",
    )
    assert findings.bounds_rest_on(bounds()) == ()


@pytest.fixture(scope="module")
def figures():
    return yot.load()


def test_bounds_take_the_place_of_a_figure_that_is_not_held(figures):
    here = compare(figures, "leicestershire", "first_time_entrants")
    found = yot.bounded_teams.bounded(figures, "leicestershire", "first_time_entrants")

    assert findings.headline(here, bounds=found) == findings.bounded(found)
    assert findings.headline(here, bounds=found).startswith("First-time entrants in Leicestershire were between about ")
    assert findings.summary("leicestershire", figures=figures)[0] == findings.bounded(found)
    assert not any("No figure for first-time" in said for said in findings.summary("leicestershire", figures=figures))
    assert {"dfe-lait-2026-02", "ons-mid-2024"} <= set(sources(found).data["source"])


def test_bounds_go_before_an_older_figure_and_both_are_dated(figures):
    here = compare(figures, "west-mercia", "first_time_entrants")
    found = yot.bounded_teams.bounded(figures, "west-mercia", "first_time_entrants")

    said = findings.headline(here, bounds=found)

    assert said.startswith(
        "First-time entrants in West Mercia were between about 80 and 134 per 100,000 children in 2024"
    )
    assert "The newest figure for the whole team is older: first-time entrants were about 90 per" in said
    assert " in West Mercia in 2023, " in said


def test_without_bounds_a_headline_is_as_it_was(figures):
    here = compare(figures, "bradford", "first_time_entrants")
    none = yot.bounded_teams.bounded(figures, "bradford", "first_time_entrants")

    assert findings.headline(here, bounds=none) == findings.headline(here)


def test_the_summary_leads_with_bounds_that_hold_and_leaves_out_those_older_than_five_years():
    today, old = pd.Timestamp("2019-06-30"), pd.Timestamp("2024-06-30")
    settled, left_open = bounds((NATION, 100.0, "higher")), bounds((NATION, 300.0, "cannot say"))

    (first,), (second,) = rate_candidates([], today, settled), rate_candidates([], today, left_open)

    assert (first.place, first.leads(today), second.leads(today)) == (ENTRANTS, True, False)
    assert first.words == findings.bounded(settled)
    assert rate_candidates([], old, settled) == []


def test_children_cautioned_or_sentenced_do_not_take_the_place_of_bounded_entrants(figures):
    block = compare(figures, "leicestershire", "cautioned_or_sentenced_rate")
    found = yot.bounded_teams.bounded(figures, "leicestershire", "first_time_entrants")

    places = [candidate.place for candidate in rate_candidates([block], pd.Timestamp("2026-02-11"), found)]

    assert places == [ENTRANTS, CAUTIONED]


def test_what_is_said_not_to_be_held_is_the_figure_of_the_whole_team(figures):
    table = yot.national.table(figures, "first_time_entrants", period="2024")
    held = findings.not_held("leicestershire", yot.context.page(figures, "leicestershire"))

    assert findings.standing(table, "leicestershire") == (
        "Leicestershire is not ranked: it has no 2024 figure for its whole area."
    )
    assert any("are not held for the whole of Leicestershire." in said for said in held)
    assert nothing_published("leicestershire", ["One rate"]) == (
        "The sources held here publish nothing for the whole of Leicestershire on: One rate.",
    )
