"""The facts at the top of the page: each a verdict word and one short sentence."""

from typing import Any

import pandas as pd

from yotlib.findings.board.strip import NOT_KNOWN, Strip, short_name, verdict_word
from yotlib.findings.ethnicity.shares import row_to_name
from yotlib.findings.ethnicity.wording import CHILDREN, doubt, newest_counted, with_representation
from yotlib.findings.gaps import count_children
from yotlib.findings.summary.groups import stands_out
from yotlib.findings.summary.rating import rating_sentence
from yotlib.findings.wording import print_value, when, with_article
from yotlib.reference.words import in_words

Fact = dict[str, str]
ETHNIC_GROUPS, INSPECTION = "Ethnic groups", "Inspection"
SHOWN = 3
UNSURE = "too little is published to say whether chance explains the gap"
_SUBJECTS = {
    "first_time_entrants": "First-time entrants were {value} per 100,000 children",
    "cautioned_or_sentenced_rate": "{value} in every 10,000 children were cautioned or sentenced",
    "offences_per_1000": "There were {value} proven offences per 1,000 children",
}


def facts(strips: list[Strip], between: Strip | None, groups: pd.DataFrame, team: str, **asked: Any) -> list[Fact]:
    """Return the facts in the order of the page: up to three measures, ethnic groups, and the inspection.

    `between` is that of `strip_of_bounds` and comes first, `groups` are those of `newest_groups`.
    """
    bounds = [] if between is None else [{"word": verdict_word(between), "text": _between_ends(between)}]
    whole = [{"word": verdict_word(strip), "text": _sentence(strip)} for strip in strips]
    measured = [*bounds, *whole][:SHOWN]
    rated = [{"word": INSPECTION, "text": words} for words in rating_sentence(team, **asked)]
    return [*measured, *_ethnic_groups(groups), *rated]


def _sentence(strip: Strip) -> str:
    value = print_value(strip.row, strip.measure)
    if strip.measure.of_cohort:
        ages = "" if strip.row["age"] == "10-17" else f" aged {strip.row['age'].replace('-', ' to ')}"
        stated = f"{value} of children{ages} reoffended {when(strip.row, strip.measure)}"
    else:
        stated = f"{_SUBJECTS[strip.row['measure']].format(value=value)} {when(strip.row, strip.measure)}"
    unsure = f"; {UNSURE}" if strip.bases and verdict_word(strip) == NOT_KNOWN else ""
    return f"{stated}{_against(strip)}{_in_children(strip)}{unsure}."


def _against(strip: Strip) -> str:
    """Say what the baselines have, beginning with a comma; blank without any."""
    against = [f"{print_value(base, strip.measure)} in {with_article(base['name'])}" for base in strip.bases]
    return f", against {in_words(against)}" if against else ""


def _in_children(strip: Strip) -> str:
    """Say what the last gap beyond chance comes to in children, beginning with a colon."""
    for base in reversed(strip.beyond):
        if pd.notna(base["children"]) and round(abs(base["children"])):
            number, _, children = count_children(abs(base["children"])).partition(" ")
            more = "more" if base["children"] > 0 else "fewer"
            return f": about {number} {more} {children} a year than at {short_name(base)}'s rate"
    return ""


def _ethnic_groups(groups: pd.DataFrame) -> list[Fact]:
    """Say which group's share differs most from its share of the children who live here."""
    if groups.empty:
        return []
    row = row_to_name(with_representation(groups))
    newest, group = f"In {newest_counted(row)}", CHILDREN[row["group"]].replace("Children of", "children of")
    stated = f"{newest}, {group} were {_per_cent(row['share'])} of children cautioned or sentenced"
    if doubt(row):
        words = f"{stated}; {doubt(row)}"
    elif stands_out(row):
        lived = f"{_per_cent(row['population_share'])} of the children who live here"
        words = f"{stated} and {lived}; the gap is more than chance would explain"
    else:
        words = f"{newest}, no group was over- or under-represented by more than chance would explain"
    return [{"word": ETHNIC_GROUPS, "text": f"{words}."}]


def _per_cent(share: float) -> str:
    return "under 1%" if share < 1 else f"{share:.0f}%"


def _between_ends(strip: Strip) -> str:
    """Say between what a rate lay where one of the service's areas has no figure."""
    row, measure = strip.row, strip.measure
    low, high = (measure.printed(row[end]) for end in ("lowest", "highest"))
    between = _SUBJECTS[measure.key].format(value=f"between about {low} and {high}")
    missing = f"No figure is held for {row['missing']}, where {100 * row['missing_share']:.0f}% of the children live."
    return f"{between} {when(row, measure)}{_against(strip)}. {missing}"
