"""The record behind a team's page: what it holds, and the rules by which its questions and news follow."""

import json
import sys
from functools import cache

import pandas as pd
import pytest

import yotlib as yot
from yotlib.analysis import national
from yotlib.findings.board import SCHEMA, record
from yotlib.findings.board.facts import facts
from yotlib.findings.board.finding import finding
from yotlib.findings.board.new_since import new_since
from yotlib.findings.board.questions import questions
from yotlib.findings.board.services import services
from yotlib.findings.board.strip import Strip, newest_strips, strip_of_bounds, verdict_word

NOW = {"period": "latest", "as_of": None}
NO_GROUPS = pd.DataFrame()


@pytest.fixture(scope="module")
def figures():
    return yot.load()


@pytest.fixture(scope="module")
def record_of(figures):
    """A function that returns the record of a team, made once."""
    return cache(lambda team: record(team, figures=figures))


@pytest.fixture(scope="module")
def blackpool(record_of):
    return record_of("blackpool")


def strip(
    verdicts, *, measure="first_time_entrants", children=(20.0, 24.0), steady="", population=float("nan"), age="10-17"
):
    """Return a made-up strip of Leeds whose gaps to region and nation have these verdicts."""
    row = {
        "measure": measure,
        "age": age,
        "area": "leeds",
        "value": 160.0,
        "population": population,
        "note": "",
        "source": "simulated",
        "period_start": pd.Timestamp("2024-01-01"),
        "period_end": pd.Timestamp("2024-12-31"),
    }
    roles = [("region", "Yorkshire and the Humber"), ("nation", "England")]
    bases = [
        pd.Series(row | {"role": role, "name": name, "verdict": verdict, "children": gap, "value": 120.0})
        for (role, name), verdict, gap in zip(roles, verdicts, children, strict=True)
    ]
    return Strip(pd.Series(row), tuple(bases), steady)


def years(*values, same_release=True):
    listed = [{"period": str(2020 + n), "value": value, "printed": str(value)} for n, value in enumerate(values)]
    return {"values": listed, "same_release": same_release, "source": "simulated"}


@pytest.mark.parametrize(
    ("verdicts", "word"),
    [
        (("higher", "higher"), "Higher"),
        (("similar", "higher"), "Higher"),
        (("lower", "cannot say"), "Lower"),
        (("higher", "lower"), "Mixed"),
        (("similar", "cannot say"), "No clear gap"),
        (("cannot say", "cannot say"), "Not known"),
    ],
)
def test_one_word_follows_from_both_verdicts(verdicts, word):
    assert verdict_word(strip(verdicts)) == word


def test_years_that_lie_steadily_to_one_side_are_the_word_where_one_year_cannot_say():
    assert verdict_word(strip(("cannot say", "cannot say"), steady="steadily above")) == "Steadily above"


def test_the_finding_names_only_what_every_measure_lies_beyond():
    both, nation = strip(("higher", "higher")), strip(("similar", "higher"), measure="cautioned_or_sentenced_rate")

    assert finding([both, nation], "leeds") == (
        "Leeds: the rates of first-time entrants and children cautioned or sentenced are higher than in England."
    )


def test_without_a_clear_gap_the_finding_says_so():
    assert finding([strip(("similar", "similar"))], "leeds") == (
        "Leeds is not clearly apart from the region or England in first-time entrants."
    )
    assert finding([], "leeds") == "Too little is published to say how Leeds compares."


def test_the_finding_says_of_a_share_without_a_cohort_that_it_lay_steadily_to_one_side():
    steady = strip(("cannot say", "cannot say"), measure="reoffending_rate", age="15-17", steady="steadily below")

    assert finding([strip(("similar", "similar")), steady], "leeds") == (
        "Leeds: reoffending at ages 15 to 17 is steadily below the region over the years; no gap is clear in "
        "first-time entrants."
    )


def test_the_finding_says_which_baseline_is_on_which_side():
    assert finding([strip(("higher", "lower"))], "leeds") == (
        "Leeds: the rate of first-time entrants is higher than in the region and lower than in England."
    )


def between(region, nation):
    """Return made-up first-time entrants of Leeds that are known to lie between two ends, with these verdicts."""
    shared = {"measure": "first_time_entrants", "age": "10-17", "lowest": 80.0, "highest": 90.0, "value": 120.0}
    rows = [
        {"role": "region", "verdict": region, "area": "a", "name": "a"},
        {"role": "nation", "verdict": nation, "area": "england", "name": "England"},
    ]
    return strip_of_bounds(pd.DataFrame([shared | row for row in rows]).assign(note="[e] of the ends"))


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (("lower", "similar"), "Leeds: the rate of first-time entrants is lower than in the region."),
        (
            ("lower", "higher"),
            "Leeds: the rate of first-time entrants is lower than in the region and higher than in England.",
        ),
        (("similar", "cannot say"), "Leeds is not clearly apart from the region or England in first-time entrants."),
        (("cannot say", "cannot say"), "Too little is published to say how Leeds compares."),
    ],
)
def test_what_lies_between_two_ends_stands_for_the_older_figure(verdicts, said):
    assert finding(newest_strips([strip(("higher", "higher"))], between(*verdicts)), "leeds") == said


def test_the_finding_of_a_team_of_which_a_part_has_no_figure_agrees_with_its_facts(record_of):
    shown = record_of("tower-hamlets-and-city-of-london")

    assert shown["facts"][0]["word"] == "Lower"
    assert shown["finding"] == (
        "Tower Hamlets and City of London: the rate of first-time entrants is lower than in the region."
    )


def test_the_first_question_is_on_the_gap_of_most_children_and_gives_no_cause():
    wide = strip(("higher", "higher"), measure="cautioned_or_sentenced_rate", children=(43.0, 81.0))
    asked = questions([strip(("higher", "higher")), wide], [years(1), years(1)], NO_GROUPS)

    assert asked == [
        "Children cautioned or sentenced in 2024: about 81 more children than at England's rate. Is that more cautions "
        "or more court sentences, and for which offences and ages?"
    ]


def test_a_group_that_stands_out_is_asked_after_with_its_years():
    groups = yot.ethnicity.groups(yot.load(), "barnet")

    (asked,) = questions([], [], groups)
    assert asked.startswith("Black children were over-represented in 2019-20. Is that so at each step")
    assert questions([], [], groups.assign(share_before=1.0)) == [], "a share that changed too suddenly says nothing"


def test_a_change_by_a_sixth_within_a_release_is_asked_after():
    fell, steady = years(188.0, 154.0), years(100.0, 99.0)
    close = strip(("similar", "similar"))

    (asked,) = questions([close], [fell], NO_GROUPS)
    assert asked.startswith("First-time entrants fell from 188.0 in 2020 to 154.0 in 2021.")
    assert questions([close], [steady], NO_GROUPS) == []
    assert questions([close], [years(188.0, 154.0, same_release=False)], NO_GROUPS) == []


def test_a_percentage_without_its_cohort_is_asked_after():
    unknown = strip(("cannot say", "cannot say"), measure="reoffending_rate", age="15-17")

    (asked,) = questions([unknown], [years(1)], NO_GROUPS)
    assert asked.startswith("How many children are behind the 160.0% who reoffended at ages 15 to 17")
    known = strip(("cannot say", "cannot say"), measure="reoffending_rate", age="15-17", population=120.0)
    assert questions([known], [years(1)], NO_GROUPS) == []


def test_the_record_is_json_and_names_its_schema(blackpool):
    assert json.loads(json.dumps(blackpool))["schema_version"] == SCHEMA == 1


def test_every_number_of_the_record_is_that_of_the_comparison_and_of_the_table_of_all_services(blackpool, figures):
    assert len(blackpool["measures"]) == 4
    for measure in blackpool["measures"]:
        here = yot.compare(figures, "blackpool", measure["measure"], age=measure["age"])
        printed = {base["area"]: (base["value"], base["verdict"]) for base in measure["baselines"]}
        for _, base in here[here["area"].isin(printed)].iterrows():
            assert printed[base["area"]] == (pytest.approx(base["value"]), base["verdict"])
        assert measure["value"] == here.iloc[0]["value"]


def test_places_are_those_of_the_national_page(record_of, figures):
    entrants = record_of("barnet")["measures"][0]
    ranked = national.table(figures, "first_time_entrants").dropna(subset=["place"])
    lower = (ranked["value"] < ranked.set_index("area").loc["barnet", "value"]).sum()

    assert entrants["services"]["place"].startswith(f"Above {lower} of the {len(ranked) - 1} other services")
    assert {area: value for area, _, value in entrants["services"]["values"]} == pytest.approx(
        ranked.set_index("area")["value"].to_dict()
    )


def test_every_measure_has_its_period_and_its_source_in_words(blackpool):
    assert all(measure["period"] and measure["source_in_words"] for measure in blackpool["measures"])


def test_what_is_new_is_told_against_the_day_before_the_newest_release(record_of):
    leeds = record_of("leeds")

    assert leeds["new"]["released"] == "11 February 2026"
    assert leeds["new"]["points"][0] == "First-time entrants for 2024. 2023 is now 188; it was 181."


def test_nothing_is_new_where_no_measure_is_shown(figures):
    assert new_since([], figures, "leeds", **NOW) == {"released": "", "points": []}


@pytest.mark.parametrize("team", ["cardiff", "leicestershire"])
def test_a_team_without_first_time_entrants_has_facts_all_the_same(team, record_of):
    shown = record_of(team)

    assert len(shown["facts"]) >= 3
    assert shown["measures"]
    assert "nan" not in json.dumps(shown)


def test_a_bounded_rate_stands_among_the_facts(record_of):
    shown = record_of("leicestershire")
    words = [fact["text"] for fact in shown["facts"]]

    assert words[0].startswith("First-time entrants were between about 70 and 90 per 100,000 children in 2024, against")
    assert (shown["bounds"]["printed"], shown["bounds"]["missing"]) == ("70 to 90", "Rutland")
    assert [(base["name"], base["verdict"]) for base in shown["bounds"]["baselines"]] == [
        ("East Midlands", "cannot say"),
        ("England", "lower"),
    ]
    assert "then the bound does not hold" in shown["bounds"]["rests_on"]
    assert record_of("leeds")["bounds"] is None


def test_a_day_in_the_past_shows_only_what_was_released_by_then(figures):
    shown = record("bradford", figures=figures, as_of="2020-01-31")

    released = figures.drop_duplicates("source").set_index("source")["released"]
    assert shown["measures"]
    assert all(released[measure["source"]] <= pd.Timestamp("2020-01-31") for measure in shown["measures"])


def test_where_no_group_stands_out_none_is_named(record_of):
    (words,) = [fact["text"] for fact in record_of("blackpool")["facts"] if fact["word"] == "Ethnic groups"]

    assert words == (
        "In 2019-20, the newest year by ethnic group, no group was over- or under-represented by more than chance "
        "would explain."
    )


def test_a_day_on_which_nothing_was_held_of_a_team_says_so(figures):
    shown = record("cardiff", figures=figures, as_of="2015-01-01")

    assert shown["finding"] == "Too little is published to say how Cardiff compares."
    assert (shown["facts"], shown["measures"], shown["questions"]) == ([], [], [])
    assert shown["not_held"]


def place_among(monkeypatch, numbers):
    """Return what is said of the place of a made-up Leeds, whose figure is 160, among 28 others with these figures."""
    team = strip(("similar", "similar"))
    names = [f"service {n}" for n in range(28)]
    areas = {"area": [*names, "leeds"], "name": "A", "value": [*numbers, 160.0], "among": ""}
    shown = pd.DataFrame(areas).sort_values("value").assign(period_end=team.row["period_end"], source="x")
    monkeypatch.setattr(national, "values", lambda *_, **__: shown)
    return services(team, pd.DataFrame(), as_of=None, period="latest")["place"]


def test_a_service_with_the_same_figure_is_not_counted_as_below(monkeypatch):
    numbers = [100.0] * 5 + [160.0] * 3 + [200.0] * 20

    assert place_among(monkeypatch, numbers).startswith("Above 5 of the 28 other services")


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([100.0] * 28, "The highest of 29 services"),
        ([100.0] * 27 + [160.0], "Above 27 of the 28 other services"),
        ([200.0] * 28, "The lowest of 29 services"),
        ([200.0] * 27 + [160.0], "Above 0 of the 28 other services"),
    ],
)
def test_the_highest_and_the_lowest_of_all_are_called_so_unless_they_share_it(monkeypatch, others, said):
    assert place_among(monkeypatch, others) == said


def test_figures_of_one_team_alone_say_that_it_cannot_be_compared(figures):
    shown = record("leeds", figures=figures[figures["area"] == "leeds"])

    assert shown["finding"] == "Too little is published to say how Leeds compares."
    assert {measure["tag"] for measure in shown["measures"]} <= {"Not compared", "Not known"}


@pytest.mark.parametrize(
    ("verdicts", "unsure"),
    [(("cannot say", "cannot say"), True), (("similar", "similar"), False), (("higher",) * 2, False)],
)
def test_a_fact_without_a_verdict_says_why(verdicts, unsure):
    first, *_ = facts([strip(verdicts)], None, pd.DataFrame(), "leeds", period="latest", as_of=None)

    assert ("; too little is published to say whether chance explains the gap." in first["text"]) == unsure


def test_a_share_of_under_one_per_cent_is_not_printed_as_none(monkeypatch):
    row = {"group": "other", "share": 2.4, "population_share": 0.3, "p_adjusted": 0.001, "share_before": float("nan")}
    dates = {"note": "", "period_start": pd.Timestamp("2019-04-01"), "period_end": pd.Timestamp("2020-03-31")}
    chosen = pd.Series(row | dates)
    monkeypatch.setattr(sys.modules[facts.__module__], "with_representation", lambda groups: groups)
    monkeypatch.setattr(sys.modules[facts.__module__], "row_to_name", lambda groups: chosen)

    group, *_ = facts([], None, pd.DataFrame([chosen]), "leeds", period="latest", as_of=None)

    assert "were 2% of children cautioned or sentenced and under 1% of the children who live here" in group["text"]
