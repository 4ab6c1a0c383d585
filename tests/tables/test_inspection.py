"""Tables of an inspection: every figure with its source and day, estimates marked."""

import pytest

from yotlib import tables
from yotlib.analysis import inspection


@pytest.fixture(scope="module")
def bradford():
    return inspection.standards("bradford"), inspection.questions("bradford")


def test_each_standard_shows_print_and_working_side_by_side(bradford):
    table = tables.standards(bradford[0])

    shown = table.shown.set_index("Standard").loc["2.1 Assessment"]

    assert table.caption.endswith("Bradford, in the report published on 31 January 2020. Source: hmip-bradford-2020")
    assert shown.tolist() == ["Inadequate", 0, "Inadequate", "2.1.3 at 43%", "Requires improvement", "7", "3"]


def test_cases_short_of_a_band_are_counted_question_by_question(bradford):
    shown = tables.standards(bradford[0]).shown.set_index("Standard")["Cases short [e]"]

    assert shown["2.2 Planning"] == "6"
    assert shown["2.4 Reviewing"] == "3 in 2.4.2, 3 in 2.4.3"


def test_what_is_assumed_of_the_cases_is_marked_as_estimated(bradford):
    table = tables.key_questions(bradford[1])

    assert [name for name in table.shown if name.endswith("[e]")] == [
        "95% interval [e]",
        "Cases asked about [e]",
        "Eligible cases [e]",
    ]
    assert table.shown.iloc[3].tolist() == [
        "2.2.1 Planning: supporting desistance",
        "61%",
        "Requires improvement",
        "53% to 68%",
        "41",
        "55",
    ]


def test_probabilities_close_with_the_overall_rating_and_say_how_they_were_had(bradford):
    table = tables.chances(inspection.chances(*bradford))

    assert table.shown.iloc[-1].tolist() == ["Overall rating", "Requires improvement", "15%", "85%", "0%", "0%"]
    assert "(exact: the questions vary by themselves)" in table.caption


def test_moves_are_listed_with_where_they_lead(bradford):
    table = tables.moves(inspection.moves(bradford[0]))

    assert table.shown.iloc[0].tolist() == ["1.2 Staff", "Requires improvement", "Inadequate", 6, "Inadequate"]


def test_gaps_between_court_and_out_of_court_are_in_percentage_points(bradford):
    table = tables.court_beside_out_of_court(inspection.court_beside_out_of_court(bradford[1]))

    assert table.shown.iloc[2].tolist() == ["Assessment: keeping other people safe", "43%", "82%", "+39"]


def test_services_are_counted_by_year_with_their_sources():
    table = tables.services(inspection.by_year(inspection.services()))

    shown = table.shown.set_index("Inspection year").loc["2019-20"]

    assert shown["Rated"] == 23
    assert "cypnow-2020-11" in shown["Source"]


@pytest.mark.parametrize("make", [tables.standards, tables.key_questions, tables.chances, tables.moves])
def test_nothing_held_is_nothing_to_show(make):
    standards, questions = inspection.standards("leeds"), inspection.questions("leeds")
    held = {
        tables.standards: standards,
        tables.key_questions: questions,
        tables.chances: inspection.chances(standards, questions),
        tables.moves: inspection.moves(standards),
    }

    assert make(held[make]).shown.empty
