"""Ten teams' pages for a board: each number of the page's record, worked out again from data/ by other code."""

from typing import Any

import pytest

from tests.published.printed_numbers import agree, rounds_to
from tests.published.quick_and_slow import mostly_slow
from tests.published.recomputed import TEN, inspection, since, strips, to_board
from tests.published.recomputed.groups import RATE
from tests.published.recomputed.said import CHILDREN
from yotlib.findings.board import record

# One decimal of what is printed per 1,000 is none of what is said per 10,000.
DECIMALS = {since.ENTRANTS: 0, RATE: 1, since.REOFFENDING: 1, since.OFFENCES: 1}
TEAMS = mostly_slow(TEN)


@pytest.fixture(scope="module")
def pages(figures):
    """Return a function that puts together the record of a team's page, each once."""
    known: dict[str, dict[str, Any]] = {}

    def page(team: str) -> dict[str, Any]:
        if team not in known:
            known[team] = record(team, figures=figures)
        return known[team]

    return page


def printed_as(text: str, number: float, measure: str, source: str = "") -> bool:
    """Return whether a figure is printed rounded, with as many decimals as its release allows."""
    decimals = 0 if (measure, source) == (RATE, strips.EARLIER) else DECIMALS[measure]
    digits = text.removesuffix("%").replace(",", "")
    is_per_cent = text.endswith("%") == (measure == since.REOFFENDING)
    return is_per_cent and len(digits.partition(".")[2]) == decimals and rounds_to(digits, number)


def check_bases(bases: list[dict[str, Any]], own: dict[str, Any]) -> None:
    assert [base["area"] for base in bases] == [base["area"] for base in own["bases"]]
    for base, expected in zip(bases, own["bases"], strict=True):
        assert base["value"] == pytest.approx(expected["value"])
        assert printed_as(base["printed"], expected["value"], own["measure"])
        assert base["verdict"] == expected["verdict"]
        if expected["children"] is None:
            assert base["children"] is None
        else:
            assert rounds_to(f"{base['children']:.1f}", expected["children"])


@pytest.mark.parametrize("team", TEAMS)
def test_every_measure_its_baselines_and_their_verdicts_follow_from_data(team, pages):
    shown, expected = pages(team)["measures"], strips.strips(team)

    assert [(one["measure"], one["age"]) for one in shown] == [(own["measure"], own["age"]) for own in expected]
    for one, own in zip(shown, expected, strict=True):
        assert (one["period"], one["source"]) == (since.period_of(own), own["source"])
        assert one["value"] == pytest.approx(own["value"])
        assert printed_as(one["printed"], own["value"], own["measure"])
        check_bases(one["baselines"], own)
        said = strips.word(own)
        assert one["verdict"] == said
        assert one["tag"].startswith(said)
        assert one["worse"] == any(base["verdict"] == "higher" for base in own["bases"])
        agree(one["why"], *to_board.why(own, team))


@pytest.mark.parametrize("team", TEAMS)
def test_every_services_figure_and_the_place_among_them_follow_from_data(team, pages):
    for one, own in zip(pages(team)["measures"], strips.strips(team), strict=True):
        services, values = one["services"], own["services"]
        if values is None:
            assert services is None
            continue
        assert {area: value for area, _, value in services["values"]} == pytest.approx(values)
        assert [services["first_quarter"], services["third_quarter"]] == pytest.approx(strips.quarters(values))
        assert services["place"] == strips.place(team, values)
        for end, extreme in (("lowest", min), ("highest", max)):
            text, _, name = services[end].partition(" ")
            assert printed_as(text, extreme(values.values()), own["measure"])
            assert name in {to_board.named(area) for area in values if values[area] == extreme(values.values())}


@pytest.mark.parametrize("team", TEAMS)
def test_the_years_of_every_measure_follow_from_data(team, pages):
    for one, own in zip(pages(team)["measures"], strips.strips(team), strict=True):
        series, expected = one["years"], own["years"]

        assert (series["source"], series["same_release"]) == (own["years_from"], own["years_from"] == own["source"])
        assert [point["period"] for point in series["values"]] == sorted(expected)
        for point in series["values"]:
            value, base = expected[point["period"]]
            assert point["value"] == pytest.approx(value)
            assert point["baseline"] == (None if base is None else pytest.approx(base))
            assert printed_as(point["printed"], value, own["measure"], series["source"])


@pytest.mark.parametrize("team", TEAMS)
def test_the_heading_follows_from_verdicts_worked_out_from_data(team, pages):
    assert pages(team)["finding"] == to_board.heading(team)


@pytest.mark.parametrize("team", TEAMS)
def test_the_numbers_of_the_facts_follow_from_data(team, pages):
    facts = pages(team)["facts"]
    measured = to_board.measured_facts(team)
    on_groups, on_rating = facts[len(measured) : len(measured) + 2]
    group, numbers = to_board.group_fact(team)
    rating, points = inspection.printed_rating(team)

    for fact, (word, expected) in zip(facts, measured, strict=False):
        assert fact["word"] == word
        agree(fact["text"], *expected)
    assert (on_groups["word"], on_rating["word"]) == ("Ethnic groups", "Inspection")
    agree(on_groups["text"], *numbers)
    assert (CHILDREN[group] if group else "no group was over- or under-represented") in on_groups["text"]
    assert f" {rating} " in on_rating["text"]
    agree(on_rating["text"], *([] if points is None else [points]))
    assert (pages(team)["rating"]["rating"], pages(team)["rating"]["rank"]) == (
        rating,
        inspection.RATINGS.index(rating),
    )


@pytest.mark.parametrize("team", TEAMS)
def test_the_numbers_of_the_questions_follow_from_data(team, pages):
    questions, expected = pages(team)["questions"], to_board.question_numbers(team)

    assert len(questions) == len(expected)
    for question, numbers in zip(questions, expected, strict=True):
        agree(question, *numbers)


@pytest.mark.parametrize("team", TEAMS)
def test_what_the_newest_release_brought_follows_from_it_and_the_one_before(team, pages):
    known = strips.strips(team)
    newest = strips.LAIT if any(strip["source"] == strips.LAIT for strip in known) else strips.MAPS[2021]

    expected = [
        point
        for strip in known
        if strip["source"] == newest
        for point in since.points(strip, team, to_board.named(team))
    ]
    assert pages(team)["new"]["points"] == expected
