"""The rules of rating: which days they cover, where their bands begin, and what is refused."""

import pandas as pd
import pytest

from yotlib.analysis.inspection import rules
from yotlib.analysis.inspection.scoring import choose_rules
from yotlib.reference.errors import AskedWrongly

SCORED = ["2018", "2021"]
PERCENTAGES = ["Inadequate"] * 50 + ["Requires improvement"] * 15 + ["Good"] * 15 + ["Outstanding"] * 21
TOTALS = ["Inadequate"] * 7 + ["Requires improvement"] * 12 + ["Good"] * 12 + ["Outstanding"] * 6


def refusal(ask, *asked):
    with pytest.raises(AskedWrongly) as refused:
        ask(*asked)
    return str(refused.value)


def test_every_day_of_the_programme_is_covered_by_exactly_one_set_of_rules_that_is_scored():
    days = pd.date_range("2018-05-01", "2025-02-28")

    covering = [[one for one in rules.all_rules().values() if one.covers(day)] for day in days]

    assert {len(sets) for sets in covering} == {1}
    assert {one.key for (one,) in covering} == set(SCORED)
    assert all(one.scored for (one,) in covering)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        ("2018-05-01", "2018"),
        ("2021-10-25", "2018"),
        ("2021-10-26", "2021"),
        ("2021-09", "2018"),
        ("2021-10", "2021"),
        ("2025-02-28", "2021"),
        ("2025-03-01", "2025"),
        ("2099-12-31", "2025"),
        (pd.Timestamp("2021-10-25"), "2018"),
        (pd.Timestamp("2021-10-25 16:30"), "2018"),
    ],
)
def test_the_day_of_publication_chooses_the_rules_and_a_month_counts_as_its_last_day(day, key):
    assert rules.rules_on_day(day).key == key


@pytest.mark.parametrize(("day", "read"), [("2018-04-30", "2018-04-30"), ("2017", "2017-12-31")])
def test_a_day_before_the_programme_is_refused(day, read):
    message = f"No rules here cover a report of {read}; the oldest begin on 2018-05-01."

    assert refusal(rules.rules_on_day, day) == message


def test_an_unknown_name_is_refused_with_the_names_there_are():
    assert refusal(rules.rules_named, "2020") == (
        "No rules called '2020'; there are '2018', '2021', '2025'. Did you mean '2025' or '2021'?"
    )


@pytest.mark.parametrize("percent", range(101))
@pytest.mark.parametrize("key", SCORED)
def test_percentages_are_inadequate_below_50_good_from_65_and_outstanding_from_80(key, percent):
    assert rules.band(rules.rules_named(key).percentages, percent) == PERCENTAGES[percent]


@pytest.mark.parametrize("points", range(37))
@pytest.mark.parametrize("key", SCORED)
def test_totals_are_inadequate_to_6_require_improvement_to_18_are_good_to_30_and_outstanding_above(key, points):
    assert rules.band(rules.rules_named(key).totals, points) == TOTALS[points]


@pytest.mark.parametrize("key", SCORED)
def test_twelve_standards_of_three_points_count(key):
    by = rules.rules_named(key)

    assert sum(one.counts for one in by.standards) == 12
    assert by.most == 36


def test_the_refresh_of_2021_adds_resettlement_and_puts_out_of_court_policy_in_the_place_of_joint_working():
    before, after = rules.rules_named("2018"), rules.rules_named("2021")

    changed = [one for one in after.standards if one != before.standard(one.key)]

    assert before.standard("3.4").name == "Joint working"
    assert [(one.key, one.name, one.questions, one.counts) for one in changed] == [
        ("3.4", "Out-of-court disposal policy and provision", (), True),
        ("4.1", "Resettlement policy and provision", (), False),
    ]
    assert [one.key for one in before.standards if after.standard(one.key) is None] == []


@pytest.mark.parametrize("key", SCORED)
def test_court_and_out_of_court_cases_are_asked_about_and_the_organisation_is_judged_on_evidence(key):
    by = rules.rules_named(key)

    assert [one.key for one in by.standards if one.domain == 1 and one.questions] == []
    assert [len(one.questions) for one in by.standards if one.domain == 2] == [3, 3, 3, 3]
    assert all(question.startswith(f"{one.key}.") for one in by.standards for question in one.questions)


@pytest.mark.parametrize("asked", [(None, "2025-06-01"), ("2025", None), ("2025", "2025-06-01")])
def test_a_report_under_the_framework_of_2025_is_not_scored(asked):
    assert refusal(choose_rules, *asked) == (
        "A report under the framework of 2025 (from 2025-03-01) is not scored here: its bands are not known. "
        "Its printed ratings can be read, not worked out."
    )


@pytest.mark.parametrize(
    ("key", "day", "begins"),
    [
        ("2018", "2023-05-01", "The programme of 2018 covers reports published from 2018-05-01 to 2021-10-25, not one"),
        ("2021", "2020-01", "The refresh of 2021 covers reports published from 2021-10-26 to 2025-02-28, not one"),
        ("2021", "2025-06-01", "The refresh of 2021 covers reports published from 2021-10-26 to 2025-02-28, not one"),
        ("2025", "2020-01-31", "The framework of 2025 covers reports published from 2025-03-01, not one"),
    ],
)
def test_named_rules_that_do_not_cover_the_day_are_refused(key, day, begins):
    read = "2020-01-31" if day == "2020-01" else day

    assert refusal(choose_rules, key, day) == f"{begins} of {read}; leave rules out to take those of the day."


def test_without_name_or_day_the_programme_of_2018_is_taken():
    assert choose_rules(None, None).key == "2018"


def test_rules_can_be_handed_over_as_they_are():
    made = rules.Rules("made-up", "made-up rules", pd.Timestamp("1990-01-01"), None, scored=True)

    assert choose_rules(made, None) is made
    assert choose_rules(made, "1990-01-01") is made
