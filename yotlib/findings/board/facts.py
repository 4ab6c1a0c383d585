"""The facts at the top of the page: each a verdict word and one short sentence, and the finding above them."""

from typing import Any

import pandas as pd

from yotlib.analysis import bounded_teams
from yotlib.findings.board.strip import HIGHER, LOWER, NOT_KNOWN, Strip, short_name, verdict_word
from yotlib.findings.board.wording import inside, title_of
from yotlib.findings.ethnicity.shares import row_to_name
from yotlib.findings.ethnicity.wording import CHILDREN, doubt, period_counted, with_representation
from yotlib.findings.gaps import count_children
from yotlib.findings.summary.groups import stands_out
from yotlib.findings.summary.rates import BEYOND, near_and_far
from yotlib.findings.summary.rating import rating_sentence
from yotlib.findings.wording import print_value, when, with_article
from yotlib.reference.areas import find
from yotlib.reference.measures import get
from yotlib.reference.words import in_words

Fact = dict[str, str]
ETHNIC_GROUPS, INSPECTION = "Ethnic groups", "Inspection"
SHOWN = 3
_SUBJECTS = {
    "first_time_entrants": "First-time entrants were {value} per 100,000 children",
    "cautioned_or_sentenced_rate": "{value} in every 10,000 children were cautioned or sentenced",
    "offences_per_1000": "There were {value} proven offences per 1,000 children",
}


def facts(strips: list[Strip], groups: pd.DataFrame, figures: pd.DataFrame, team: str, **asked: Any) -> list[Fact]:
    """Return the facts in the order of the page: up to three measures, ethnic groups, and the inspection.

    `groups` are those of `newest_groups`.
    """
    measured = [{"word": verdict_word(strip), "text": _sentence(strip)} for strip in strips[:SHOWN]]
    measured = [*_bounded(figures, team, **asked), *measured][:SHOWN]
    rated = [{"word": INSPECTION, "text": words} for words in rating_sentence(team, **asked)]
    return [*measured, *_ethnic_groups(groups), *rated]


def finding(strips: list[Strip], team: str) -> str:
    """Say in one sentence on which measures the service is higher or lower, and on which no gap is clear."""
    name = find(team).name
    by_word = {word: [strip for strip in strips if verdict_word(strip) == word] for word in map(verdict_word, strips)}
    sides = [_of_one_side(by_word[word], word) for word in (HIGHER, LOWER) if word in by_word]
    if sides:
        return f"{name}: {'; '.join(sides)}."
    tested = [strip for strip in strips if verdict_word(strip) != NOT_KNOWN]
    if tested:
        baselines = " or ".join(dict.fromkeys(short_name(base) for strip in tested for base in strip.bases))
        return f"{name} is not clearly apart from {baselines} in {_subjects(tested)}."
    return f"Too little is published to say how {name} compares."


def _of_one_side(strips: list[Strip], word: str) -> str:
    """Say which rates lie to one side, and of what; a baseline that only some of them lie beyond is left out."""
    shared = [name for name in _of_what(strips[0]) if all(name in _of_what(strip) for strip in strips)]
    than = f" than in {in_words(shared)}" if shared else " than in the region or the nation"
    return f"the rate{'s' if len(strips) > 1 else ''} of {_subjects(strips)} {_are(strips)} {word.lower()}{than}"


def _are(strips: list[Strip]) -> str:
    return "is" if len(strips) == 1 else "are"


def _subjects(strips: list[Strip]) -> str:
    return in_words([inside(title_of(strip.row)) for strip in strips])


def _of_what(strip: Strip) -> list[str]:
    return [short_name(base) for base in strip.beyond]


def _sentence(strip: Strip) -> str:
    value = print_value(strip.row, strip.measure)
    if strip.measure.of_cohort:
        ages = "" if strip.row["age"] == "10-17" else f" aged {strip.row['age'].replace('-', ' to ')}"
        stated = f"{value} of children{ages} reoffended {when(strip.row, strip.measure)}"
    else:
        stated = f"{_SUBJECTS[strip.row['measure']].format(value=value)} {when(strip.row, strip.measure)}"
    against = [f"{print_value(base, strip.measure)} in {with_article(base['name'])}" for base in strip.bases]
    return f"{stated}{f', against {in_words(against)}' if against else ''}{_in_children(strip)}."


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
    stated = f"In {when_counted}, {group} were {_per_cent(row['share'])} of children cautioned or sentenced"
    if doubt(row):
        words = f"{stated}; {doubt(row)}"
    elif stands_out(row):
        lived = f"{_per_cent(row['population_share'])} of the children who live here"
        words = f"{stated} and {lived}; the gap is more than chance would explain"
    else:
        words = f"In {when_counted}, no group was over- or under-represented by more than chance would explain"
    return [{"word": ETHNIC_GROUPS, "text": f"{words}."}]


def _per_cent(share: float) -> str:
    return "under 1%" if share < 1 else f"{share:.0f}%"


def _bounded(figures: pd.DataFrame, team: str, **asked: Any) -> list[Fact]:
    """Say between what first-time entrants lay where one of the service's areas has no figure; none elsewhere."""
    table = bounded_teams.bounded(figures, team, "first_time_entrants", **asked)
    if table.empty:
        return []
    row, measure = table.iloc[0], get("first_time_entrants")
    low, high = (measure.printed(row[end]) for end in ("lowest", "highest"))
    bases = near_and_far(pd.concat([table.head(1), table], ignore_index=True))
    against = [f"{measure.printed(base['value'])} in {with_article(base['name'])}" for base in bases]
    sides = {verdict.capitalize() for verdict in table["verdict"] if verdict in BEYOND}
    share = f"{100 * row['missing_share']:.0f}% of the children"
    text = (
        f"First-time entrants were between about {low} and {high} per 100,000 children {when(row, measure)}, against "
        f"{in_words(against)}. No figure is held for {row['missing']}, where {share} live."
    )
    return [{"word": sides.pop() if len(sides) == 1 else NOT_KNOWN, "text": text}]
