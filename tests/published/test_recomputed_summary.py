"""Ten teams' first sentences: each number printed there, worked out again from data/ by other code.

Not covered, here and in the other tests of what is recomputed: dates and years; which sentence comes first; sentences
other than the first ones and the headlines (their tables are); counts by age band on the page of facts; figures older
than the newest, and the page as inspected; "a gap shows only where ..."; how firm an inspection's rating is, and
services counted by rating; the frequency of reoffending (Bradford alone). METHODS does not say when a change of a
group's share is too sudden, nor how a part without a figure is bounded: both rules are those of the suite's docstrings.
"""

import re

import pytest

import yotlib as yot
from tests.published.printed_numbers import BEYOND, agree, are_among, check_sides, numbers
from tests.published.quick_and_slow import mostly_slow
from tests.published.recomputed import TEN, groups, inspection, rates, years
from tests.published.recomputed.said import CHILDREN, group_named, in_summary

OLDER = "The newest figure for the whole team is older: "


def check_group(text, team):
    own = groups.shares(team)
    doubted = groups.sudden(team)
    group = group_named(own, doubted)
    if group in doubted:
        assert "may lie in how children were recorded" in text
        return agree(text, own[group]["share"], doubted[group])
    row, known = own[group], sum(row["count"] for row in own.values())
    assert CHILDREN[group] in text
    assert ("no group" in text) == (row["p_adjusted"] >= 0.05)
    wider = [groups.shares(area)[group]["representation"] for area in rates.wider_areas(team)]
    gap = row["representation"], row["representation"] * known / 100
    return agree(text, row["share"], row["population_share"], *gap, *wider)


def check_reoffending(text, team):
    own, steady = rates.reoffending(team), years.steadiness(team, "15-17")
    gap = [own["value"], abs(own["value"] - own["base"]), own["base"]]
    if own["verdict"] in BEYOND:
        assert "more than chance would explain, whatever the size of the cohort" in text
        return agree(text, *gap)
    side = max(("above", "below"), key=steady.__getitem__)
    named = re.search(r"it was (above|below)", text)[1]
    assert steady[named] >= steady[side] or steady["steady"].startswith("neither")
    assert ("so steadily" in text) == steady["steady"].startswith("steadily")
    return agree(text, *gap, steady[named], steady["years"])


def check_entrants(text, team):
    bounded, _, whole = text.partition(OLDER) if OLDER in text else ("", "", text)
    if "between about" in text:
        own = rates.bounds(team)
        shown = [own["lowest"], own["highest"], own["share"], own["ceiling"], *own["bases"]]
        are_among(bounded or text, *shown)
        assert numbers(bounded or text)[:2] == [f"{own['lowest']:.0f}", f"{own['highest']:.0f}"]
    if rates.entrants(team):
        agree(whole, *in_summary(rates.entrants(team)))
        check_sides(whole, rates.entrants(team))


def check_sentenced(text, team):
    agree(text, *in_summary(rates.sentenced(team)))
    check_sides(text.replace("only the gap", ""), rates.sentenced(team))


def check_rating(text, team):
    rating, points = inspection.printed_rating(team)
    assert f" {rating} " in text
    agree(text, *([] if points is None else [points]))


CHECKS = {
    "First-time entrants": check_entrants,
    "Children cautioned or sentenced": check_sentenced,
    "Of children aged 15-17": check_reoffending,
    "In 2019-20": check_group,
    "HM Inspectorate of Probation": check_rating,
}


@pytest.mark.parametrize("team", mostly_slow(TEN, always=("bradford",)))
def test_every_number_of_the_first_sentences_follows_from_data(team, figures):
    sentences = [str(sentence) for sentence in yot.findings.summary(team, figures=figures)]

    assert len(sentences) >= 3
    for sentence in sentences:
        [check] = [check for start, check in CHECKS.items() if sentence.startswith(start)]
        check(sentence, team)
