"""The facts at the top of the page: each a verdict word and one short sentence."""

from typing import Any

import pandas as pd

from yotlib.findings.board.finding import verdict_of_bounds
from yotlib.findings.board.strip import NOT_KNOWN, Strip, short_name, verdict_word
from yotlib.findings.ethnicity.shares import row_to_name
from yotlib.findings.ethnicity.wording import CHILDREN, doubt, period_counted, with_representation
from yotlib.findings.gaps import count_children
from yotlib.findings.summary.groups import stands_out
from yotlib.findings.summary.rates import near_and_far
from yotlib.findings.summary.rating import rating_sentence
from yotlib.findings.wording import print_value, when, with_article
from yotlib.reference.measures import get
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


def facts(strips: list[Strip], groups: pd.DataFrame, bounded: pd.DataFrame, team: str, **asked: Any) -> list[Fact]:
    """Return the facts in the order of the page: up to three measures, ethnic groups, and the inspection.

    `groups` are those of `newest_groups`, `bounded` those of `bounded_teams.bounded`.
    """
    measured = [{"word": verdict_word(strip), "text": _sentence(strip)} for strip in strips[:SHOWN]]
    measured = [*_between(bounded), *measured][:SHOWN]
    rated = [{"word": INSPECTION, "text": words} for words in rating_sentence(team, **asked)]
    return [*measured, *_ethnic_groups(groups), *rated]


def _sentence(strip: Strip) -> str:
    value = print_value(strip.row, strip.measure)
    if strip.measure.of_cohort:
        ages = "" if strip.row["age"] == "10-17" else f" aged {strip.row['age'].replace('-', ' to ')}"
        stated = f"{value} of children{ages} reoffended {when(strip.row, strip.measure)}"
    else:
        stated = f"{_SUBJECTS[strip.row['measure']].format(value=value)} {when(strip.row, strip.measure)}"
    against = [f"{print_value(base, strip.measure)} in {with_article(base['name'])}" for base in strip.bases]
    unsure = f"; {UNSURE}" if against and verdict_word(strip) == NOT_KNOWN else ""
    return f"{stated}{f', against {in_words(against)}' if against else ''}{_in_children(strip)}{unsure}."


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
    when_counted, group = period_counted(row), CHILDREN[row["group"]].replace("Children of", "children of")
    newest = f"In {when_counted}, the newest year held"
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


def _between(bounded: pd.DataFrame) -> list[Fact]:
    """Say between what a rate lay where one of the service's areas has no figure; none elsewhere."""
    if bounded.empty:
        return []
    row = bounded.iloc[0]
    measure = get(row["measure"])
    low, high = (measure.printed(row[end]) for end in ("lowest", "highest"))
    bases = near_and_far(pd.concat([bounded.head(1), bounded], ignore_index=True))
    against = [f"{measure.printed(base['value'])} in {with_article(base['name'])}" for base in bases]
    between = _SUBJECTS[measure.key].format(value=f"between about {low} and {high}")
    missing = f"No figure is held for {row['missing']}, where {100 * row['missing_share']:.0f}% of the children live."
    text = f"{between} {when(row, measure)}, against {in_words(against)}. {missing}"
    return [{"word": verdict_of_bounds(bounded), "text": text}]
