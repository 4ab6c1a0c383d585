"""Sentences of the summary on first-time entrants, and on children cautioned or sentenced."""

from collections.abc import Sequence

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.figures.combined_teams import is_from_rates
from yotlib.findings.bounded_teams import before_whole, bounded
from yotlib.findings.summary.candidate import CAUTIONED, ENTRANTS, Candidate, is_usable
from yotlib.findings.wording import TOO_LITTLE, beside, period_of, possessive, print_value, subject_of, with_article
from yotlib.reference.measures import Measure, get
from yotlib.reference.words import in_words

FIRST, STAND_IN = "first_time_entrants", "cautioned_or_sentenced_rate"
NEAREST_FIRST = ("region", "nation", "england-and-wales")
BEYOND = (verdicts.HIGHER, verdicts.LOWER)


def rate_candidates(
    blocks: Sequence[pd.DataFrame], today: pd.Timestamp, bounds: pd.DataFrame | None = None
) -> list[Candidate]:
    """Return the sentences on first-time entrants and on children cautioned or sentenced, each of its newest year.

    `bounds` are those of `bounded_teams.bounded` for first-time entrants: they take the place of a figure that is not
    held, and go before one that is older.
    """
    newest, stand_in = (_newest(blocks, measure, today) for measure in (FIRST, STAND_IN))
    whole = None if newest is None else _candidate(newest, ENTRANTS)
    first = _with_bounds(whole, bounds, today)
    second = None if stand_in is None else _candidate(stand_in, ENTRANTS if first is None else CAUTIONED)
    return [candidate for candidate in (first, second) if candidate is not None]


def near_and_far(block: pd.DataFrame) -> list[pd.Series]:
    """Return the two nearest baselines that have a value: region and nation, or in Wales both nations."""
    found = block.iloc[1:].dropna(subset=["value"])
    own = found[found["role"].isin(NEAREST_FIRST)]
    ordered = own.sort_values("role", key=lambda roles: roles.map(NEAREST_FIRST.index))
    return [row for _, row in ordered.head(2).iterrows()]


def how_sure(bases: Sequence[pd.Series]) -> str:
    """Say in a clause which of the gaps are more than chance would explain."""
    beyond = [base for base in bases if base["verdict"] in BEYOND]
    if any(base["verdict"] == verdicts.CANNOT_SAY for base in bases) and not beyond:
        return TOO_LITTLE
    both = len(bases) > 1
    if len(beyond) == len(bases):
        return f"{'both gaps are' if both else 'that is'} more than chance would explain"
    if beyond:
        return f"only the gap to {with_article(beyond[0]['name'])} is more than chance would explain"
    return f"chance alone could explain {'both gaps' if both else 'the gap'}"


def gaps_in_children(bases: Sequence[pd.Series]) -> str:
    """Say what the gaps come to in children, beginning with a colon; blank where they round to none."""
    known = [base for base in bases if pd.notna(base["children"]) and round(abs(base["children"]))]
    if not known:
        return ""
    numbers = [round(abs(base["children"])) for base in known]
    more = [base["children"] > 0 for base in known]
    if len(known) == 2 and more[0] == more[1]:
        either = numbers[0] == numbers[1]
        number = f"{numbers[0]:,}" if either else f"{numbers[0]:,} and {numbers[1]:,}"
        noun = "child" if number == "1" else "children"
        return f": about {number} {_more(more[0])} {noun} a year than at {'either rate' if either else 'their rates'}"
    owners = [possessive(with_article(base["name"])) for base in known]
    noun = "child" if numbers[0] == 1 else "children"
    listed = [f"{numbers[0]:,} {_more(more[0])} {noun} a year than at {owners[0]} rate"]
    if len(known) == 2:
        listed += [f"{numbers[1]:,} {_more(more[1])} than at {owners[1]}"]
    return f": about {in_words(listed)}"


def _more(side: bool) -> str:
    return "more" if side else "fewer"


def _newest(blocks: Sequence[pd.DataFrame], measure: str, today: pd.Timestamp) -> pd.DataFrame | None:
    """Return the newest usable block of a measure; one with a baseline goes before one without."""
    usable = [
        block
        for block in blocks
        if block.iloc[0]["measure"] == measure
        and block.iloc[0]["age"] == "10-17"
        and pd.notna(block.iloc[0]["value"])
        and is_usable(block.iloc[0]["period_end"], today)
    ]
    ordered = sorted(usable, key=lambda block: (len(near_and_far(block)) > 0, block.iloc[0]["period_end"]))
    return ordered[-1] if ordered else None


def _candidate(block: pd.DataFrame, place: int) -> Candidate:
    team, bases, measure = block.iloc[0], near_and_far(block), get(block.iloc[0]["measure"])
    beyond = any(base["verdict"] in BEYOND for base in bases)
    return Candidate(_describe(team, bases, measure), place, team["period_end"], beyond)


def _with_bounds(whole: Candidate | None, bounds: pd.DataFrame | None, today: pd.Timestamp) -> Candidate | None:
    """Return the sentence on first-time entrants with what bounds of a newer year say."""
    if bounds is None or bounds.empty or not is_usable(bounds.iloc[0]["period_end"], today):
        return whole
    beyond = bool(bounds["verdict"].isin(BEYOND).any())
    words = bounded(bounds) if whole is None else before_whole(bounds, whole.words)
    return Candidate(words, ENTRANTS, bounds.iloc[0]["period_end"], beyond)


def _describe(team: pd.Series, bases: Sequence[pd.Series], measure: Measure) -> str:
    about = "about " if is_from_rates(team) else ""
    unit = measure.unit.removesuffix(" aged 10-17")
    value = f"{about}{print_value(team, measure)} {unit} in {team['name']} in {period_of(team)}"
    stated = f"{subject_of(measure)} were {value}"
    if not bases:
        return f"{stated}."
    gaps = in_words([beside(team, base, measure) for base in bases])
    return f"{stated}, {gaps}{gaps_in_children(bases)}; {how_sure(bases)}."
