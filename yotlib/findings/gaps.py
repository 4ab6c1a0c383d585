"""Say how far a team is from its baselines in one clause: the gaps, how sure they are, and what they come to."""

from collections.abc import Sequence

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.analysis.verdicts import REST_OF
from yotlib.figures.area_groups import is_median
from yotlib.findings.wording import TOO_LITTLE, WIDEST_FIRST, beside, possessive, print_value, with_article
from yotlib.reference.measures import Measure
from yotlib.reference.notes import UNRELIABLE
from yotlib.reference.words import counted, in_words

CERTAINTY = {
    verdicts.HIGHER: "more than chance would explain",
    verdicts.LOWER: "more than chance would explain",
    verdicts.SIMILAR: "which chance alone could explain",
    verdicts.CANNOT_SAY: f"though {TOO_LITTLE}",
}
WHATEVER_THE_COHORT = "whatever the size of the cohort"
_FAR = ("nation", "england-and-wales", "region", "group", "named")
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five"}
_YEAR = pd.Timedelta(days=360)


def widest(table: pd.DataFrame) -> pd.Series | None:
    """Return the widest baseline that has a value: England and Wales, else the nation, else the region."""
    return _first_of(table, WIDEST_FIRST)


def both_baselines(table: pd.DataFrame) -> list[pd.Series]:
    """Return the baselines a sentence names: the nation, then the region; in Wales both nations; else the first named.

    A baseline "without the team" stands for its whole where the whole is not there.
    """
    far = _first_of(table, _FAR)
    near = _first_of(table, ("region", "england-and-wales"))
    if far is None or near is None or _whole(near) == _whole(far):
        return [] if far is None else [far]
    return [far, near]


def describe_gaps(team: pd.Series, bases: Sequence[pd.Series], measure: Measure, *, unsure: bool = True) -> str:
    """Say how far the team is from each baseline and how sure that is, beginning with a comma.

    Where the verdicts differ each gap has its own. `unsure` False leaves it to another sentence that too little is
    published.
    """
    gaps = [beside(team, base, measure) for base in bases]
    found = {(base["verdict"], is_median(base)) for base in bases}
    if len(found) > 1:
        parts = [f"{gap}, {_certainty(team, base)}" for gap, base in zip(gaps, bases, strict=True)]
        return f", {', and '.join(parts)}{_children_at_rate(team, bases)}"
    return f", {in_words(gaps)}{_shared_certainty(team, bases, gaps, unsure=unsure)}{_children_at_rate(team, bases)}"


def children_in_words(base: pd.Series, team: pd.Series) -> str:
    """Return the gap in children, "about 24 more children a year"; blank where it rounds to none."""
    gap = base["children"]
    if pd.isna(gap) or round(abs(gap)) == 0:
        return ""
    number, _, children = count_children(abs(gap)).partition(" ")
    return f"about {number} {'more' if gap > 0 else 'fewer'} {children}{_a_year(team)}"


def count_children(number: float) -> str:
    """Return a number of children in words: 1 child, 24 children."""
    return counted(round(number), "child", "children")


def at_smallest(team: pd.Series, gaps: str = "the gap") -> str:
    """Say what the smallest cohort that fits leaves open; blank where the cohort is published."""
    if pd.isna(team.get("smallest_cohort")):
        return ""
    cohort = count_children(team["smallest_cohort"])
    if UNRELIABLE in team["note"]:
        return f"its cohort is not published and may be as small as {cohort}, too few to be reliable"
    return f"its cohort is not published, and in the smallest that fits ({cohort}) chance could explain {gaps}"


def _first_of(table: pd.DataFrame, roles: Sequence[str]) -> pd.Series | None:
    baselines = table.iloc[1:].dropna(subset=["value"])
    for role in roles:
        rows = baselines[baselines["role"].isin([role, REST_OF + role])]
        if len(rows):
            return rows.iloc[0]
    return None


def _whole(base: pd.Series) -> tuple[str, str]:
    return base["area"], base["name"].removeprefix("Rest of ")


def _certainty(team: pd.Series, base: pd.Series) -> str:
    if is_median(base):
        return "which is not tested"
    if pd.isna(team.get("smallest_cohort")):
        return CERTAINTY[base["verdict"]]
    if base["verdict"] == verdicts.CANNOT_SAY:
        return f"which chance could explain in the smallest cohort that fits ({team['smallest_cohort']:,.0f})"
    return f"{CERTAINTY[base['verdict']]} {WHATEVER_THE_COHORT}"


def _shared_certainty(team: pd.Series, bases: Sequence[pd.Series], gaps: list[str], *, unsure: bool) -> str:
    both, verdict = len(bases) > 1, bases[0]["verdict"]
    level = all(gap.startswith("level ") for gap in gaps)
    if verdict in (verdicts.HIGHER, verdicts.LOWER):
        whatever = f" {WHATEVER_THE_COHORT}" if pd.notna(team.get("smallest_cohort")) else ""
        return f", {'both ' if both else ''}{CERTAINTY[verdict]}{whatever}"
    if level:
        return ""
    if is_median(bases[0]):
        return "; a median is not tested"
    if verdict == verdicts.SIMILAR:
        return f"; chance alone could explain {'both gaps' if both else 'the gap'}"
    if smallest := at_smallest(team, "both gaps" if both else "the gap"):
        return f"; {smallest}"
    return f"; {TOO_LITTLE}" if unsure else ""


def _children_at_rate(team: pd.Series, bases: Sequence[pd.Series]) -> str:
    """Say what the first gap beyond chance comes to in children."""
    for base in bases:
        words = children_in_words(base, team)
        if base["verdict"] in (verdicts.HIGHER, verdicts.LOWER) and words:
            return f": {words} than at {possessive(with_article(base['name']))} rate"
    return ""


def _a_year(team: pd.Series) -> str:
    """Say over how long the children of a gap were counted: "a year", or all years that were pooled."""
    span = team["period_end"] - team["period_start"]
    if pd.isna(span) or span < _YEAR:
        return ""
    years = round(span / pd.Timedelta(days=365.25))
    return " a year" if years <= 1 else f" over the {_NUMBERS.get(years, str(years))} years"


def print_limits(row: pd.Series, measure: Measure, link: str = "to") -> str:
    """Print the limits of a row's interval: "230 to 429"."""
    return f"{print_value(row, measure, 'lower')} {link} {print_value(row, measure, 'upper')}"
