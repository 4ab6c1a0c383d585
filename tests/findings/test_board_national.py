"""The record behind the page of all services: what it holds, and that it says what the analysis found and no more."""

import json

import pandas as pd
import pytest

import yotlib as yot
from yotlib.analysis import funnel, national
from yotlib.findings.board import NATIONAL_SCHEMA, few_words, national_record
from yotlib.findings.board.national_measure import describe
from yotlib.reference.errors import AskedWrongly


@pytest.fixture(scope="module")
def figures():
    return yot.load()


@pytest.fixture(scope="module")
def record(figures):
    return national_record(figures=figures)


def row(area, value, *, verdict="similar", stands=False, note="", baseline="england"):
    """Return one made-up row of the table of all teams."""
    given = {"area": area, "name": area.title(), "region": "london", "role": "team", "value": value, "note": note}
    dates = {"period_start": pd.Timestamp("2024-01-01"), "period_end": pd.Timestamp("2024-12-31")}
    said = {"verdict": verdict, "stands": stands, "baseline": baseline, "source": "dfe-lait-2026-02"}
    return {"measure": "first_time_entrants", "age": "10-17", **given, **dates, **said}


@pytest.fixture
def described(monkeypatch):
    """Return a function that describes a made-up table of teams, with those outside the funnel's limits as given."""

    def described(*rows, outside=()):
        table = pd.DataFrame(rows)
        limits = table.assign(
            side=[dict(outside).get(area, "") for area in table["area"]],
            outlier=["95%" if area in dict(outside) else "no" for area in table["area"]],
        )
        monkeypatch.setattr(national, "table", lambda *_, **__: table)
        monkeypatch.setattr(funnel, "funnel", lambda *_, **__: limits)
        return describe(pd.DataFrame(), "first_time_entrants", "10-17")

    return described


def test_the_record_is_json_and_names_its_schema_and_kind(record):
    again = json.loads(json.dumps(record))

    assert (again["schema_version"], again["kind"]) == (NATIONAL_SCHEMA, "national") == (1, "national")


def test_every_measure_has_every_service_that_the_analysis_ranks(record, figures):
    for one in record["measures"]:
        table = national.values(figures, one["measure"], age=one["age"])
        assert {each["area"] for each in one["each"]} == set(table["area"])
        assert [value for _, _, value in one["services"]["values"]] == sorted(table["value"])


def test_verdicts_are_those_of_the_analysis(record, figures):
    first = record["measures"][0]
    table = national.table(figures, first["measure"]).query("role == 'team'").set_index("area")

    assert {one["area"]: one["verdict"] for one in first["each"]} == table["verdict"].to_dict()
    assert {one["area"] for one in first["each"] if one["stands"]} == set(table.index[table["stands"].astype(bool)])


def test_unusual_services_are_those_outside_the_widened_limits_of_the_funnel(record, figures):
    first = record["measures"][0]
    outside = funnel.funnel(figures, first["measure"]).query("side != ''").set_index("area")["outlier"]

    assert {one["area"]: one["unusual"] for one in first["each"] if one["unusual"]} == outside.to_dict()
    assert first["unusual"].startswith("Unusual even among services as different as these: above, Blackpool 318,")


def test_how_many_lie_beyond_chance_is_said_with_how_many_still_stand(described):
    one = described(
        row("a", 50.0, verdict="lower"),
        row("b", 90.0),
        row("c", 200.0, verdict="higher", stands=True),
        row("d", 300.0, verdict="higher"),
    )

    assert one["tag"] == "2 higher, 1 lower"
    assert one["says"] == (
        "In 2024, 4 services ran from 50 in A to 300 in D. 2 were higher and 1 lower than England by more than chance "
        "explains; with all tested at once, 1 and 0 still stand."
    )


@pytest.mark.parametrize(("stands", "words"), [(True, "all of them still stand"), (False, "none of them still stands")])
def test_all_or_none_that_still_stand_are_said_in_a_word(described, stands, words):
    one = described(row("a", 50.0), row("c", 200.0, verdict="higher", stands=stands))

    assert one["says"].endswith(f"with all tested at once, {words}.")


def test_of_services_that_cannot_all_be_tested_it_is_said_how_many_can(described):
    one = described(row("a", 50.0, verdict="cannot say"), row("b", 90.0), row("c", 200.0, verdict="higher"))

    assert "Of the 2 that can be tested, 1 was higher and 0 lower than England" in one["says"]


def test_where_none_can_be_tested_no_side_is_named(described):
    one = described(row("a", 50.0, verdict="cannot say"), row("b", 90.0, verdict="cannot say"))

    assert one["tag"] == "Not known"
    assert one["says"] == (
        "In 2024, 2 services ran from 50 in A to 90 in B; too little is published to say which differ from their "
        "nation by more than chance."
    )


def test_services_compared_with_their_regions_are_not_said_to_be_compared_with_a_nation(described):
    one = described(row("a", 50.0, baseline="london"), row("b", 90.0, baseline="north-east", verdict="higher"))

    assert "than their region by more than chance explains" in one["says"]
    assert one["baselines"] == []


def test_the_farthest_unusual_service_is_named_first_on_its_side(described):
    rows = [row("a", 10.0), row("b", 20.0), row("c", 90.0), row("d", 300.0), row("e", 400.0)]

    one = described(*rows, outside={"a": "low", "b": "low", "d": "high", "e": "high"})

    assert one["unusual"] == (
        "Unusual even among services as different as these: above, E 400 and D 300; below, A 10 and B 20."
    )


def test_where_all_lie_within_the_limits_none_is_called_unusual_and_without_limits_nothing_is_said(
    described, monkeypatch
):
    rows = [row("a", 10.0), row("b", 20.0)]

    assert described(*rows)["unusual"] == "None is unusual among services as different as these."

    monkeypatch.setattr(funnel, "funnel", lambda *_, **__: pd.DataFrame())
    assert describe(pd.DataFrame(), "first_time_entrants", "10-17")["unusual"] == ""


def test_a_cohort_too_small_to_be_relied_on_has_no_dot(described):
    one = described(row("a", 50.0), row("b", 90.0), row("c", 500.0, note="[u]"))

    assert [each["area"] for each in one["each"]] == ["a", "b"]


def test_one_service_alone_is_not_described(described):
    assert described(row("a", 50.0)) is None


def test_the_finding_counts_what_still_stands_on_measures_set_beside_a_nation(record):
    first, second = record["measures"][:2]
    counts = [one[side]["stand"] for one in (first, second) for side in ("higher", "lower")]
    assert record["finding"] == (
        "Compared with England, {} services are higher and {} lower in first-time entrants; {} are higher and {} lower "
        "in children cautioned or sentenced, by more than chance would explain even with all services tested at once."
    ).format(*counts)


def test_a_page_of_an_earlier_period_is_dated_by_its_releases_not_by_the_period(figures):
    earlier = national_record(figures=figures, period="2018")

    assert earlier["measures"][0]["period"] == "2018"
    assert earlier["released_by"] == national_record(figures=figures)["released_by"]


def test_where_none_lies_beyond_chance_none_is_said_to_stand(described):
    one = described(row("a", 50.0), row("b", 90.0))

    assert one["says"].endswith("0 were higher and 0 lower than England by more than chance explains.")


def test_each_measure_has_its_fact_period_and_source(record):
    assert [fact["word"] for fact in record["facts"]] == [one["title"] for one in record["measures"]]
    assert all(one["period"] and one["source_in_words"] for one in record["measures"])
    assert few_words(record).startswith("Compared with England")


def test_what_is_asked_comes_first_and_a_region_keeps_its_own_services(figures):
    record = national_record("reoffending_rate", figures=figures, region="London")

    assert record["name"] == "The services of London"
    assert (record["measures"][0]["measure"], record["measures"][0]["age"]) == ("reoffending_rate", "15-17")
    assert {each["region"] for one in record["measures"] for each in one["each"]} == {"London"}


def test_a_measure_that_no_team_page_has_stands_before_those_that_it_has(figures):
    first, second, *_ = national_record("cautioned_or_sentenced", figures=figures)["measures"]

    assert (first["measure"], first["tag"]) == ("cautioned_or_sentenced", "Not known")
    assert second["measure"] == "first_time_entrants"


def test_an_unknown_measure_is_refused(figures):
    with pytest.raises(AskedWrongly):
        national_record("entrants", figures=figures)
