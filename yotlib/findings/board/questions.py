"""Questions a board may ask, each following by rule from a finding; none says or hints why something is so."""

from typing import Any

import pandas as pd

from yotlib.findings.board.strip import Strip, short_name
from yotlib.findings.board.wording import title_of
from yotlib.findings.ethnicity.shares import row_to_name
from yotlib.findings.ethnicity.wording import CHILDREN, period_counted, with_representation
from yotlib.findings.gaps import count_children
from yotlib.findings.summary.groups import stands_out
from yotlib.findings.wording import print_value, when

MOST = 3
# A change of a sixth from one year to the next is asked after; smaller ones are common in every service.
LARGE_CHANGE = 1 / 6
_WHAT_LIES_BEHIND = {
    "first_time_entrants": "For which offences, at what ages, and how many could have been settled without a caution?",
    "cautioned_or_sentenced_rate": "Is that more cautions or more court sentences, and for which offences and ages?",
    "reoffending_rate": "Which children reoffend, how soon, and after which sentence or caution?",
    "offences_per_1000": "Which offences are they, and how many children are behind them?",
}
_WHAT_GOES_WELL = "What is done here that others could learn from, and is every child recorded?"


def questions(strips: list[Strip], years: list[dict[str, Any]], groups: pd.DataFrame) -> list[str]:
    """Return up to three questions: on the widest gap, on ethnic groups, on a change, on what is not published.

    `years` are those of each strip, as the record has them; `groups` those of `newest_groups`.
    """
    found = [
        *_on_widest_gap(strips),
        *_on_ethnic_groups(groups),
        *_on_change(strips, years),
        *_on_unknown_cohort(strips),
    ]
    return found[:MOST]


def _on_widest_gap(strips: list[Strip]) -> list[str]:
    """Ask what lies behind the gap beyond chance that comes to most children."""
    gaps = [(abs(base["children"]), strip, base) for strip in strips for base in strip.beyond if _counts(base)]
    if not gaps:
        return []
    _, strip, base = max(gaps, key=lambda gap: gap[0])
    number, _, children = count_children(abs(base["children"])).partition(" ")
    more = base["children"] > 0
    what = f"{title_of(strip.row)} {when(strip.row, strip.measure)}"
    stated = f"{what}: about {number} {'more' if more else 'fewer'} {children} than at {short_name(base)}'s rate."
    return [f"{stated} {_WHAT_LIES_BEHIND[strip.row['measure']] if more else _WHAT_GOES_WELL}"]


def _counts(base: pd.Series) -> bool:
    return bool(pd.notna(base["children"]) and round(abs(base["children"])))


def _on_ethnic_groups(groups: pd.DataFrame) -> list[str]:
    """Ask where the gap of a group that stands out opens."""
    if groups.empty:
        return []
    row = row_to_name(with_representation(groups))
    if not stands_out(row):
        return []
    side = "over" if row["representation"] > 0 else "under"
    return [
        f"{CHILDREN[row['group']]} were {side}-represented in {period_counted(row)}. Is that so at each step, from "
        "stop and arrest to diversion, charge and sentence, and is it so still?"
    ]


def _on_change(strips: list[Strip], years: list[dict[str, Any]]) -> list[str]:
    """Ask what changed where a rate of all children moved by a sixth within a year of one release."""
    for strip, series in zip(strips, years, strict=True):
        values = series["values"]
        if strip.measure.of_cohort or not series["same_release"] or len(values) < 2:
            continue
        before, now = values[-2:]
        if before["value"] and abs(now["value"] / before["value"] - 1) >= LARGE_CHANGE:
            moved = "rose" if now["value"] > before["value"] else "fell"
            return [
                f"{title_of(strip.row)} {moved} from {before['printed']} in {before['period']} to {now['printed']} in "
                f"{now['period']}. Did offences change, or how they were dealt with, or how they were recorded?"
            ]
    return []


def _on_unknown_cohort(strips: list[Strip]) -> list[str]:
    """Ask how many children are behind a percentage that is printed without them."""
    for strip in strips:
        if strip.measure.of_cohort and pd.isna(strip.row["population"]):
            value, ages = print_value(strip.row, strip.measure), strip.row["age"].replace("-", " to ")
            return [
                f"How many children are behind the {value} who reoffended at ages {ages}, and how many of them did so "
                "more than once?"
            ]
    return []
