"""What the notebook of data quality says: how many findings there are of each kind, and both of two numbers."""

import pandas as pd

from tests.madeup import tidy
from yotlib import findings, tables
from yotlib.intake import checks

LOOK = {"severity": "look", "held_back": False, "check": "a", "file": "a.csv", "row": None}
HELD = LOOK | {"severity": "wrong", "held_back": True, "row": 14}
SOURCES = [{"source": "simulated-a", "figures": 12}, {"source": "simulated-b", "figures": 0}]
WORDS = {"figure": "First-time entrants, England, 2016", "found": "3071 per 100,000", "expected": "outside its regions"}


def test_the_headline_counts_figures_and_findings_of_each_kind():
    assert findings.quality([LOOK, LOOK, HELD], SOURCES) == (
        "In hand are 12 figures of 1 publications. The checks have 2 findings to be looked at and 1 figure held back."
    )


def test_what_is_wrong_and_not_held_back_is_told_too():
    said = findings.quality([HELD, HELD | {"held_back": False}], SOURCES)

    assert said.endswith("0 findings to be looked at, 1 figure held back and 1 figure wrong and not held back.")


def test_findings_stand_in_the_table_of_their_kind_with_their_row():
    held = tables.findings([LOOK | WORDS, HELD | WORDS], kind="held back")
    look = tables.findings([LOOK | WORDS, HELD | WORDS], kind="look")

    assert held.shown["Where"].tolist() == ["a.csv row 14"]
    assert look.shown["Where"].tolist() == ["a.csv"]
    assert tables.findings([LOOK | WORDS], kind="wrong").shown.empty


def test_both_numbers_stand_beside_each_other_where_two_releases_disagree():
    earlier = {"value": 330.0, "source": "simulated-a", "released": "2020-01-31"}
    newest = {"value": 351.0, "source": "simulated-b", "released": "2025-11-17"}
    apart = checks.list_disagreements(tidy.figures(earlier, newest))

    shown = tables.disagreements(apart).shown.iloc[0]

    assert shown[["Earlier", "Newest", "Newest release"]].tolist() == ["330", "351", "simulated-b"]
    assert findings.disagreements(apart) == ("1 figure of simulated-b is printed otherwise in simulated-a.",)


def test_releases_that_agree_give_a_sentence_and_no_table():
    apart = pd.DataFrame(columns=["source", "newer_source", "difference"])

    assert findings.disagreements(apart) == ("No two releases in hand print the same figure otherwise.",)
    assert tables.disagreements(apart).shown.empty
