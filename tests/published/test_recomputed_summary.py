"""Ten teams' first sentences: their order, and each number printed there, worked out again from data/ by other code.

Not covered, here and in the other tests of what is recomputed: dates inside sentences; the sentences on trends,
neighbours, the funnel and single ethnic groups other than their headlines (their tables are); the limits of earlier
years; the intervals of regions and nations; pages of an earlier day or period, but for Bradford's as inspected; the
page of all services; what Barnet's rate of 2022-23 rests on, where the count of the same year is printed elsewhere on
the page. When a change of a group's share is too sudden, how a part without a figure is bounded, which change of a year
is asked after, and what a rating's cases are assumed to share are rules of the suite's own, taken from its docstrings.
"""

import re

import pytest

import yotlib as yot
from tests.published.printed_numbers import BEYOND, agree, are_among, check_sides, numbers
from tests.published.quick_and_slow import mostly_slow
from tests.published.recomputed import TEN, groups, inspection, rates, strips, years
from tests.published.recomputed.groups import RATE
from tests.published.recomputed.said import CHILDREN, group_named, in_summary
from tests.published.recomputed.strips import REOFFENDING

LEADS = ("Higher", "Lower", "Mixed")
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


STARTS = {
    rates.ENTRANTS: "First-time entrants",
    RATE: "Children cautioned or sentenced",
    REOFFENDING: "Of children aged 15-17",
}


def in_order(team):
    """Return how the sentences start: gaps beyond chance of the last three years first, then in the usual order."""
    shown = strips.strips(team)
    known = {(one["measure"], one["age"]): one for one in shown}
    first = strips.bounded(team) or known.get((rates.ENTRANTS, "10-17"))
    usual = [first, known.get((REOFFENDING, "15-17")), None, known[RATE, "10-17"]]
    if first is None:
        usual = [known[RATE, "10-17"], usual[1], None]
    named = [one for place, one in enumerate(usual) if one is not None or place == 2]
    leading = [one for one in named if one and strips.word(one) in LEADS and one.get("start", "2024") >= "2023"]
    rest = [one for one in named if one is None or not any(one is lead for lead in leading)]
    starts = [STARTS[one["measure"]] if one else "In 2019-20" for one in (*leading, *rest)]
    return [*starts, "HM Inspectorate of Probation"]


@pytest.mark.parametrize("team", mostly_slow(TEN, always=("bradford",)))
def test_every_number_of_the_first_sentences_follows_from_data(team, figures):
    sentences = [str(sentence) for sentence in yot.findings.summary(team, figures=figures)]

    assert len(sentences) >= 3
    starts = in_order(team)
    assert [sentence[: len(start)] for sentence, start in zip(sentences, starts, strict=True)] == starts
    for sentence in sentences:
        [check] = [check for start, check in CHECKS.items() if sentence.startswith(start)]
        check(sentence, team)
