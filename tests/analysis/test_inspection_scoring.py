"""From percentages to the overall rating: the bands, what is given, and every problem at once."""

from decimal import Decimal
from fractions import Fraction
from math import inf, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yotlib.analysis.inspection import RATINGS, rate
from yotlib.reference.errors import AskedWrongly, BadFigures

repeatable = settings(derandomize=True, deadline=None)
TWELVE = [f"{domain}.{number}" for domain in (1, 2, 3) for number in (1, 2, 3, 4)]
ASSESSMENT = ["2.1.1", "2.1.2", "2.1.3"]
NAMES = ["Governance and leadership", "Staff", "Partnerships and services", "Information and facilities"]
OF_A_CASE = ["Assessment", "Planning", "Implementation and delivery"]
ON_EVIDENCE = "give its rating, which is judged on evidence."
HOW_RATED = "a rating is one of 'Inadequate', 'Requires improvement', 'Good', 'Outstanding'."
HOW_ASKED = "write the per cent of cases judged sufficient, 0 to 100."


def everything(rating="Good", *, but=()):
    """Return each of the twelve standards with one rating, some left out."""
    return {key: rating for key in TWELVE if key not in but}


def assessed(*percents):
    """Return a service whose court assessment has these percentages, and whose other standards are all Good."""
    return rate(dict(zip(ASSESSMENT, percents, strict=True)), given=everything(but=["2.1"]))


def problems(questions, **how):
    with pytest.raises(BadFigures) as refused:
        rate(questions, **how)
    assert str(refused.value) == "\n".join(refused.value.problems)
    return refused.value.problems


@pytest.mark.parametrize(
    ("percent", "rating"),
    [
        (0, "Inadequate"),
        (49, "Inadequate"),
        (49.4, "Inadequate"),
        (49.499, "Inadequate"),
        (49.5, "Requires improvement"),
        (50, "Requires improvement"),
        (64, "Requires improvement"),
        (64.4, "Requires improvement"),
        (64.5, "Good"),
        (65, "Good"),
        (79, "Good"),
        (79.4, "Good"),
        (79.5, "Outstanding"),
        (80, "Outstanding"),
        (100, "Outstanding"),
        (np.int64(64), "Requires improvement"),
        (np.float64(64.5), "Good"),
        (np.float32(79.5), "Outstanding"),
        (Fraction(129, 2), "Good"),
    ],
)
def test_a_percentage_is_rounded_half_up_and_banded(percent, rating):
    assert assessed(100, percent, 100).standards["2.1"] == rating


@pytest.mark.parametrize(
    ("percent", "problem"),
    [
        (101, "101, not a percentage"),
        (100.001, "100.001, not a percentage"),
        (-1, "-1, not a percentage"),
        (inf, "inf, not a percentage"),
        (-inf, "-inf, not a percentage"),
        (None, "missing"),
        (nan, "missing"),
        (np.float64("nan"), "missing"),
        (pd.NA, "missing"),
        (pd.NaT, "NaT, not a number"),
        ("most", "'most', not a number"),
        ("67", "'67', not a number"),
        ("", "'', not a number"),
        (True, "True, not a number"),
        (False, "False, not a number"),
        (Decimal("67"), "Decimal('67'), not a number"),
        ([67], "[67], not a number"),
    ],
)
def test_what_is_no_percentage_is_refused_in_one_line(percent, problem):
    questions = {"2.1.1": 67, "2.1.2": percent, "2.1.3": 43}

    assert problems(questions, given=everything(but=["2.1"])) == [f"2.1.2 is {problem}; {HOW_ASKED}"]


def test_a_standard_takes_its_lowest_key_question():
    # Bradford's court assessment: Good, Requires improvement and Inadequate.
    rated = assessed(67, 64, 43)

    assert rated.standards["2.1"] == "Inadequate"
    assert rated.points["2.1"] == 0
    assert assessed(67, 64, 50).standards["2.1"] == "Requires improvement"


whole_percents = st.lists(st.integers(0, 100), min_size=3, max_size=3)


@repeatable
@given(percents=whole_percents)
def test_the_order_of_the_questions_does_not_matter_and_no_standard_is_better_than_one_of_them(percents):
    rated = assessed(*percents).points["2.1"]

    assert rated == assessed(*sorted(percents)).points["2.1"]
    assert rated == min(assessed(percent, percent, percent).points["2.1"] for percent in percents)


def test_points_are_0_to_3_from_the_lowest_rating_to_the_highest():
    ratings = dict(zip(TWELVE, [*RATINGS] * 3, strict=True))

    rated = rate({}, given=ratings)

    assert rated.standards == ratings
    assert rated.points == dict(zip(TWELVE, [0, 1, 2, 3] * 3, strict=True))
    assert (rated.total, rated.overall, rated.unscored) == (18, "Requires improvement", {})


@pytest.mark.parametrize(
    ("points", "overall"),
    [
        ([0] * 12, "Inadequate"),
        ([1] * 6 + [0] * 6, "Inadequate"),
        ([1] * 7 + [0] * 5, "Requires improvement"),
        ([1] * 6 + [2] * 6, "Requires improvement"),
        ([1] * 5 + [2] * 7, "Good"),
        ([2] * 6 + [3] * 6, "Good"),
        ([2] * 5 + [3] * 7, "Outstanding"),
        ([3] * 12, "Outstanding"),
    ],
)
def test_the_total_of_twelve_standards_gives_the_overall_rating(points, overall):
    rated = rate({}, given={key: RATINGS[number] for key, number in zip(TWELVE, points, strict=True)})

    assert (rated.total, rated.overall) == (sum(points), overall)


def test_a_standard_with_questions_may_have_only_its_rating_given():
    rated = rate({}, given=everything("Good") | {"2.1": "Outstanding"})

    assert (rated.standards["2.1"], rated.total) == ("Outstanding", 25)


def test_resettlement_is_rated_from_2021_but_adds_no_points():
    without = rate({}, given=everything(), date="2023-05-01")

    rated = rate({}, given=everything() | {"4.1": "Outstanding"}, date="2023-05-01")

    assert (without.total, without.unscored) == (24, {})
    assert (rated.total, rated.overall, rated.unscored) == (24, "Good", {"4.1": "Outstanding"})
    assert list(rated.standards) == list(rated.points) == TWELVE


def test_resettlement_is_no_standard_before_2021():
    assert problems({}, given=everything() | {"4.1": "Good"}, rules="2018") == [
        f"'4.1' is no standard under the programme of 2018; it has {', '.join(map(repr, TWELVE))}."
    ]


def test_out_of_court_policy_and_provision_is_judged_on_evidence_and_counts():
    rated = rate({}, given=everything("Good", but=["3.4"]) | {"3.4": "Inadequate"}, rules="2021")

    assert (rated.standards["3.4"], rated.total) == ("Inadequate", 22)


def test_joint_working_has_no_questions_from_2021():
    found = problems({"3.4.1": 78, "3.4.2": 78}, given=everything(but=["3.4"]), rules="2021")

    assert found == [
        "'3.4.1' is no key question under the refresh of 2021. Did you mean '3.3.1' or '3.2.1' or '3.1.1'?",
        "'3.4.2' is no key question under the refresh of 2021. Did you mean '3.3.2' or '3.2.2' or '3.1.2'?",
        f"3.4 Out-of-court disposal policy and provision is missing; {ON_EVIDENCE}",
    ]


def test_the_rules_it_was_rated_by_are_part_of_the_answer():
    assert rate({}, given=everything()).rules.key == "2018"
    assert rate({}, given=everything(), date="2023-05-01").rules.key == "2021"
    assert rate({}, given=everything(), rules="2021").rules.key == "2021"


@pytest.mark.parametrize("how", [{"date": "2025-06-01"}, {"rules": "2025"}])
def test_a_report_of_2025_is_refused_whatever_its_figures(how):
    with pytest.raises(AskedWrongly, match="is not scored here: its bands are not known"):
        rate({}, given=everything(), **how)


def test_nothing_given_is_twelve_standards_missing():
    both = "give its questions or its rating."
    domain_1 = [f"{key} {name} is missing; {ON_EVIDENCE}" for key, name in zip(TWELVE[:4], NAMES, strict=True)]
    cases = [*OF_A_CASE, "Reviewing", *OF_A_CASE, "Joint working"]

    assert problems({}) == domain_1 + [
        f"{key} {name} is missing; {both}" for key, name in zip(TWELVE[4:], cases, strict=True)
    ]


def test_a_standard_without_one_of_its_questions_is_refused():
    assert problems({"2.1.2": 64}, given=everything(but=["2.1"])) == [
        "2.1 Assessment lacks '2.1.1', '2.1.3'; its rating is that of the lowest of all."
    ]


def test_a_standard_given_and_asked_about_is_rated_twice():
    assert problems({"2.1.1": 67, "2.1.2": 64, "2.1.3": 43}, given=everything()) == [
        "2.1 Assessment is rated twice: given, and by '2.1.1', '2.1.2', '2.1.3'; leave one out."
    ]


@pytest.mark.parametrize("rating", ["Fine", "good", "", None, nan, pd.NA, True, 2])
def test_what_is_no_rating_is_refused(rating):
    assert problems({}, given=everything() | {"1.1": rating}) == [f"1.1 is given as {rating!r}; {HOW_RATED}"]


def test_every_problem_is_told_at_once():
    questions = {"2.1.1": 101, "2.1.2": None, "2.2.1": 50, "2.9.1": 70, 31: 70}
    ratings = everything("Good", but=["1.4", "2.1"]) | {"1.2": "Fine", "5.1": "Good"}

    assert problems(questions, given=ratings) == [
        f"2.1.1 is 101, not a percentage; {HOW_ASKED}",
        f"2.1.2 is missing; {HOW_ASKED}",
        "'2.9.1' is no key question under the programme of 2018. Did you mean '2.4.1' or '2.3.1' or '2.2.1'?",
        "31 is no key question under the programme of 2018.",
        f"1.2 is given as 'Fine'; {HOW_RATED}",
        f"'5.1' is no standard under the programme of 2018; it has {', '.join(map(repr, TWELVE))}.",
        f"1.4 Information and facilities is missing; {ON_EVIDENCE}",
        "2.1 Assessment lacks '2.1.3'; its rating is that of the lowest of all.",
        "2.2 Planning is rated twice: given, and by '2.2.1'; leave one out.",
    ]


def test_what_is_passed_in_is_left_as_it_was():
    questions, ratings = {"2.1.1": 67, "2.1.2": 64, "2.1.3": 43}, everything(but=["2.1"])
    before = questions.copy(), ratings.copy()

    rate(questions, given=ratings)

    assert (questions, ratings) == before
