"""A baseline whose figure is held back, or is not published, is named and not passed over."""

import pandas as pd
import pytest

from tests.madeup import tidy
from yotlib import compare, findings
from yotlib.findings.held_back import left_out

ENGLAND = {"area": "england", "value": 3071.0}
WHY = {"found": "3071 per 100,000", "expected": "outside its regions"}


@pytest.fixture
def beside():
    """Made-up rates of Bradford and its region in 2018, of a release without a nation."""
    region = {"area": "yorkshire-and-the-humber", "value": 245.0}
    return compare(tidy.figures({"value": 351.0}, region), "bradford", "first_time_entrants")


def test_a_nation_that_is_held_back_is_named_with_what_it_prints_and_why(beside):
    held = tidy.figures(ENGLAND).assign(**WHY)

    assert left_out(beside, held=held) == (
        "England is left out: simulated-a prints 3071 per 100,000 for 2018, which is held back (outside its regions).",
    )


def test_a_release_without_a_nation_says_so(beside):
    assert left_out(beside, held=tidy.figures()) == (
        "The same release has no figure for England or England and Wales for 2018, so Bradford is not set beside it.",
    )


def test_nothing_is_said_of_a_nation_that_nobody_asked_for():
    region = {"area": "yorkshire-and-the-humber", "value": 245.0}
    table = compare(tidy.figures({"value": 351.0}, region), "bradford", "first_time_entrants", baselines=["region"])

    assert left_out(table, held=tidy.figures()) == ()


def test_a_nation_asked_for_by_name_says_in_its_row_why_it_has_no_figure():
    asked = ["region", "england", "rest-of-region"]
    older = {"area": "england", "value": 250.0, "period": "2017"}
    given = tidy.figures({"value": 351.0}, {"area": "yorkshire-and-the-humber", "value": 245.0}, older)

    table = compare(given, "bradford", "first_time_entrants", baselines=asked)

    absent = table[table["value"].isna()].set_index("name")["note"].to_dict()
    assert absent == {
        "England": "[x] no figure for 2018; the newest is of 2017 in simulated-a",
        "Rest of Yorkshire and the Humber": ("[x] no published counts of both, so it cannot be told without Bradford"),
    }
    assert findings.comparisons(table)[-1].startswith("Left out: England (no figure for 2018")
    assert left_out(table, held=tidy.figures()) == ()


def test_the_default_baselines_add_no_row_without_a_figure(beside):
    assert beside["value"].notna().all()
    assert beside.loc[0, "without"] == "england england-and-wales"


def test_what_is_held_back_of_another_period_or_release_is_not_named(beside):
    others = tidy.figures(ENGLAND | {"period": "2017"}, ENGLAND | {"source": "simulated-b"}).assign(**WHY)

    assert "held back" not in left_out(beside, held=others)[0]


def test_the_basis_names_what_is_held_back_of_the_figures_handed_over(beside):
    held = tidy.figures(ENGLAND).assign(**WHY)

    assert findings.basis(beside, held=held)[-1] == left_out(beside, held=held)[0]


def test_a_comparison_with_its_nation_needs_no_words():
    table = compare(
        tidy.figures({"value": 351.0}, {"area": "england", "value": 243.0}), "bradford", "first_time_entrants"
    )

    assert left_out(table, held=tidy.figures()) == ()


def test_a_team_without_a_figure_has_nothing_left_out():
    table = compare(tidy.figures({"value": 351.0}), "leeds", "first_time_entrants")

    assert left_out(table, held=tidy.figures()) == ()
    assert left_out(pd.DataFrame()) == ()
