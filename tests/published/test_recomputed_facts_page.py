"""Ten teams' pages of contextual facts, and Bradford's as inspected: each row and number, worked out by other code."""

import re
from typing import Any

import pandas as pd
import pytest

import yotlib as yot
from tests.published.printed_numbers import BEYOND, agree, rounds_to
from tests.published.quick_and_slow import mostly_slow
from tests.published.recomputed import TEN, facts_page
from tests.published.recomputed.groups import RATE
from tests.published.recomputed.said import distances
from tests.published.recomputed.strips import ENTRANTS, REOFFENDING

NOW, INSPECTED = "As it stands now", "As inspected, 31 January 2020"
PAGES = [
    pytest.param("bradford", INSPECTED),
    *(pytest.param(*case.values, NOW, marks=case.marks) for case in mostly_slow(TEN)),
]
# Words of the publisher inside a sentence on an interval.
PUBLISHERS = re.compile(r"printed against \d+ of its local authorities")
Block = dict[str, Any]


@pytest.fixture(scope="module")
def shown(everything):
    """Return a function that puts together the blocks of a team's page, each once."""
    known: dict[str, dict[str, pd.DataFrame]] = {}

    def blocks(team: str, heading: str) -> list[pd.DataFrame]:
        if team not in known:
            known[team] = yot.context.editions(everything, team)
        return yot.context.blocks(known[team][heading])

    return blocks


def expected(team: str, heading: str) -> list[Block]:
    return facts_page.as_inspected() if heading == INSPECTED else facts_page.now(team)


def named_bases(block: Block) -> list[dict[str, float]]:
    """Return the baselines that a headline names: the nation, then the region; else the two there are."""
    bases = dict(block["bases"])
    if "england" in bases:
        bases.pop("england-and-wales", None)
    return [*bases.values()][::-1] if "wales" not in bases else [*bases.values()]


def in_headline(block: Block) -> list[float]:
    """Return the numbers of the headline of a block."""
    own, bases = block["team"], named_bases(block)
    if block["measure"] == "cautioned_or_sentenced":
        return [own["value"], *(base["value"] for base in bases)]
    if block["measure"] == REOFFENDING:
        [base] = bases
        sized = "cohort" in own and base["verdict"] not in BEYOND
        return [own["value"], abs(own["value"] - base["value"]), base["value"], *([own["cohort"]] if sized else [])]
    beyond = [abs(base["children"]) for base in bases if base["verdict"] in BEYOND]
    return [own["value"], *distances(own["value"], bases), *beyond[:1]]


def in_comparisons(block: Block) -> list[list[float]]:
    """Return the numbers of the sentence on each baseline, and of the last one on a cohort that is not printed."""
    own, found = block["team"], []
    for base in block["bases"].values():
        children = base.get("children")
        stated = (
            [abs(own["value"] - base["value"]), base["value"]]
            if block["measure"] == REOFFENDING
            else distances(own["value"], [base])
        )
        found.append([*stated, *([abs(children)] if children is not None and abs(children) >= 0.5 else [])])
    unsure = all(base["verdict"] == "cannot say" for base in block["bases"].values())
    return [*found, *([[own["cohort"]] if "cohort" in own else []] if unsure else [])]


def in_basis(block: Block) -> list[list[float]]:
    """Return the numbers of the sentences on what a block rests on: limits, where a gap shows, parts put together."""
    own = block["team"]
    if "cohort" in own:
        [base] = block["bases"].values()
        count, limits = facts_page.smallest_count(own["value"]), [own["lower"], own["upper"]]
        few = [30] if own["cohort"] < 30 else []
        needed = [] if base["verdict"] in BEYOND else [[facts_page.cohort_needed(own["value"], base["value"])]]
        return [[own["value"], count, own["cohort"], *limits, *few], *needed]
    away = [own["value"] - own["lower"], own["upper"] - own["value"]]
    limits = [own["lower"], own["upper"], own["count"], own["population"], *block.get("left_out", [])]
    return [limits, away, *facts_page.put_together(block)]


@pytest.mark.parametrize(("team", "heading"), PAGES)
def test_every_row_of_the_page_follows_from_data(team, heading, shown):
    blocks, own_blocks = shown(team, heading), expected(team, heading)

    assert [(block.iloc[0]["measure"], block.iloc[0]["age"]) for block in blocks] == [
        (own["measure"], own["age"]) for own in own_blocks
    ]
    for block, own in zip(blocks, own_blocks, strict=True):
        first, rows = block.iloc[0], block.iloc[1:].set_index("area")
        start = "" if pd.isna(first["period_start"]) else f"{first['period_start']:%Y-%m-%d}"
        assert (first["source"], start) == (own["source"], own["start"])
        check_team(first, own["team"])
        assert list(rows.index) == list(own["bases"])
        for area, base in own["bases"].items():
            assert rows.loc[area, "value"] == pytest.approx(base["value"]), (own["measure"], area)
            assert rows.loc[area, "verdict"] == base["verdict"], (own["measure"], area)
            if base.get("children") is not None:
                assert rows.loc[area, "children"] == pytest.approx(base["children"]), (own["measure"], area)
            else:
                assert pd.isna(rows.loc[area, "children"])


def check_team(row: pd.Series, own: dict[str, float]) -> None:
    assert row["value"] == pytest.approx(own["value"])
    if "lower" in own:
        assert row[["lower", "upper"]].tolist() == pytest.approx([own["lower"], own["upper"]])
    if "cohort" in own:
        assert row["smallest_cohort"] == own["cohort"]
    if "population" in own:
        counted = row["count"], row["population"]
        estimated = row["count_estimated"], row["population_estimated"]
        assert (estimated if pd.isna(row["count"]) else counted) == pytest.approx((own["count"], own["population"]))


@pytest.mark.parametrize(("team", "heading"), PAGES)
def test_the_numbers_of_the_pages_headlines_follow_from_data(team, heading, shown):
    own_blocks = expected(team, heading)
    table = pd.concat(shown(team, heading), ignore_index=True)
    order = {own["measure"]: place for place, own in reversed([*enumerate(own_blocks)])}
    # Ages 15-17 go before 10-14.
    own_blocks.sort(key=lambda own: (order[own["measure"]], ("10-17", "15-17", "10-14").index(own["age"])))

    sentences = [str(sentence) for sentence in yot.findings.headlines(table)]

    assert len(sentences) >= len(own_blocks)
    for sentence, own in zip(sentences, own_blocks, strict=False):
        agree(sentence, *in_headline(own))
    assert not [sentence for sentence in sentences[len(own_blocks) :] if re.search(r"\d", sentence)]


@pytest.mark.parametrize(("team", "heading"), PAGES)
def test_the_numbers_of_each_comparison_and_of_what_it_rests_on_follow_from_data(team, heading, shown):
    for block, own in zip(shown(team, heading), expected(team, heading), strict=True):
        if own["measure"] == "cautioned_or_sentenced":
            continue
        said, numbers = [str(sentence) for sentence in yot.findings.comparisons(block)], in_comparisons(own)
        for sentence, in_sentence in zip(said, numbers, strict=True):
            agree(sentence, *in_sentence)
        if own["team"].get("lower") is None:
            continue
        rests_on = [PUBLISHERS.sub("", str(sentence)) for sentence in yot.findings.basis(block)]
        absent = [sentence for sentence in rests_on if sentence.startswith("The same release has no figure")]
        said = [sentence for sentence in rests_on if sentence not in absent]
        for sentence, in_sentence in zip(said, in_basis(own), strict=True):
            agree(sentence, *in_sentence)


def test_bradfords_rate_of_2017_18_is_484_of_the_59944_children_of_mid_2017():
    [block] = [own for own in facts_page.as_inspected() if own["measure"] == RATE]

    assert (block["team"]["count"], block["team"]["population"]) == (484, 59_944)
    assert rounds_to("80.7", block["team"]["value"])
    assert rounds_to("57", facts_page.as_inspected()[0]["bases"]["england-and-wales"]["children"])
    assert facts_page.as_inspected()[0]["measure"] == ENTRANTS
