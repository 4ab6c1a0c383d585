"""How firm Bradford's rating is, and how many services had each rating, worked out again from data/ by other code.

Bradford's is the one report whose key questions are held.
"""

import re

import pandas as pd
import pytest

import yotlib as yot
from tests.published.printed_numbers import numbers, rounds_to
from tests.published.recomputed import TEN, firmness, rated
from tests.published.recomputed.inspection import RATINGS, standards

TEAM = "bradford"
IN_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# The suite draws 20,000 services where the questions of a domain go together by half.
ERRORS = 4.5


@pytest.fixture(scope="module")
def sampled() -> tuple[pd.DataFrame, pd.DataFrame]:
    return yot.inspection.standards(TEAM), yot.inspection.questions(TEAM)


@pytest.fixture(scope="module")
def spread(sampled) -> list[pd.DataFrame]:
    return yot.inspection.spread(*sampled)


@pytest.fixture(scope="module")
def chances() -> list[dict[str, list[float]]]:
    return [firmness.chances(TEAM, *assumed) for assumed in firmness.ASSUMPTIONS]


def in_words(number: int) -> str:
    return IN_WORDS[number] if number < len(IN_WORDS) else str(number)


def test_cases_asked_and_limits_of_every_key_question_follow_from_its_percentage(sampled):
    table, own = sampled[1].set_index("question"), firmness.questions(TEAM)

    assert set(table.index) == set(own)
    assert len(own) == 23
    for key, question in own.items():
        row = table.loc[key]
        names = ["asked", "population", "sufficient", "whole"]
        assert row[names].tolist() == [question[name] for name in names]
        assert row[["lower", "upper"]].tolist() == pytest.approx(firmness.interval(question))


def test_the_probability_of_every_rating_follows_under_every_assumption(spread, chances):
    assert [(table["eligible"].iloc[0], table["together"].iloc[0]) for table in spread] == [*firmness.ASSUMPTIONS]
    for table, own in zip(spread, chances, strict=True):
        rows = table.set_index("standard")
        assert set(rows.index) == set(own)
        for standard, expected in own.items():
            row = rows.loc[standard]
            most = 1e-4 + ERRORS * row["error"]
            assert row[list(RATINGS)].tolist() == pytest.approx(list(expected), abs=most), standard


def test_the_ranges_of_the_sentences_on_firmness_follow_from_the_probabilities(spread, chances):
    overall, _, least_firm = (str(sentence) for sentence in yot.findings.firmness(*spread))
    other = [own["overall"][RATINGS.index("Inadequate")] for own in chances]
    printed = standards(TEAM)
    kept = {key: [own[key][RATINGS.index(rating)] for own in chances] for key, rating in printed.items()}
    named = re.findall(r"\((\d\.\d)\), ([A-Z][\w ]+), (\d+)% to (\d+)%", least_firm)

    assert len(numbers(overall)) == 2
    for said, share in zip(numbers(overall), (min(other), max(other)), strict=True):
        assert rounds_to(said, 100 * share)
    assert [key for key, *_ in named] == sorted(
        (key for key, shares in kept.items() if shares[0] < 0.95), key=lambda key: kept[key][0]
    )
    for key, rating, low, high in named:
        assert rating == printed[key]
        assert rounds_to(low, 100 * min(kept[key]))
        assert rounds_to(high, 100 * max(kept[key]))


def test_the_single_changes_that_would_move_the_rating_follow_from_the_points(sampled):
    columns = ["standard", "becomes", "total", "overall"]

    moves = [tuple(row) for row in yot.inspection.moves(sampled[0])[columns].to_numpy()]

    assert sorted(moves) == sorted(firmness.moves(TEAM))


def test_the_points_and_cases_short_of_the_next_band_follow_from_the_lowest_question(sampled):
    sentences = {
        re.search(r"\((\d\.\d)\)", str(sentence))[1]: str(sentence)
        for sentence in yot.findings.lowest_questions(sampled[0])
    }

    assert set(sentences) == {question["standard"] for question in firmness.questions(TEAM).values()}
    for standard, text in sentences.items():
        lowest, points, cases, band = firmness.short_of_next(TEAM, standard)
        point = "percentage point" if points == 1 else "percentage points"
        assert f"because of {lowest:g}%" in text
        assert f": {points:g} {point} (about " in text
        assert text.endswith(f"short of {band}.")
        said = re.findall(rf"({'|'.join(IN_WORDS)})(?: more)?(?= (?:sufficient|in ))", text)
        assert said == [in_words(number) for number in cases.values()]


def test_services_with_each_rating_are_counted_by_inspection_year():
    table = yot.inspection.by_year(yot.inspection.services()).set_index("year")

    assert {year: table.loc[year, list(RATINGS)].tolist() for year in table.index} == rated.by_year()
    assert table["rated"].tolist() == [sum(counts) for counts in rated.by_year().values()]


@pytest.mark.parametrize("team", TEN)
def test_a_services_rating_is_set_among_those_of_its_year_and_by_points_among_all(team):
    sentences = [str(sentence) for sentence in yot.findings.services(yot.inspection.services(), team=team)]
    rating, year = rated.among_year(team)
    counts, name = rated.by_year()[year], yot.find(team).name
    listed = [f"{counts[RATINGS.index(each)] or 'none'} {each}" for each in RATINGS[::-1]]
    opening = f"Of the {sum(counts)} services with a rating of the inspection year {year} held here, "

    assert sentences[0] == f"{opening}{', '.join(listed[:-1])} and {listed[-1]}; {name} was {rating}."
    points = rated.by_points(team)
    if points is None:
        assert len(sentences) == 2
        return
    own, others, fewer, same = points
    assert sentences[2] == (
        f"Of the {others} other services whose points are held, of any year, {in_words(fewer)} had fewer than "
        f"{name}'s {own} and {in_words(same)} as many; the standards changed in 2021."
    )


def test_services_rated_to_the_new_standards_are_counted_apart():
    [sentence] = yot.findings.new_standards(yot.inspection.to_new_standards(), team=TEAM)

    assert str(sentence).startswith(f"{len(rated.to_new_standards())} services have a rating to the new standards")
