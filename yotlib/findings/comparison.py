"""Say what a comparison shows: a headline, a sentence for each baseline, and what other releases print."""

from collections.abc import Iterable

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.analysis.comparison import PERIOD
from yotlib.figures.choose import released_by, same_as, select
from yotlib.figures.combined_teams import is_from_rates
from yotlib.figures.load import read_inspections, with_release
from yotlib.findings.wording import (
    WIDEST_FIRST,
    Headline,
    Sentence,
    Sentences,
    area_and_age,
    distance,
    period_of,
    uncapitalise,
)
from yotlib.reference.areas import find
from yotlib.reference.measures import Measure, get
from yotlib.reference.notes import UNRELIABLE
from yotlib.reference.periods import day
from yotlib.reference.words import counted

CERTAINTY = {
    verdicts.HIGHER: "that is more than chance would explain",
    verdicts.LOWER: "that is more than chance would explain",
    verdicts.SIMILAR: "chance alone could explain a gap of that size",
    verdicts.CANNOT_SAY: "whether that is more than chance cannot be said",
}
COUNTS = "Areas differ in size, so the counts are not compared."


def headline(table: pd.DataFrame) -> Headline:
    """Sum a comparison up in one sentence: the team, its value and period, its widest baseline, and how sure.

    `table` is what `compare` returns.
    """
    team, measure = table.iloc[0], get(table.iloc[0]["measure"])
    if pd.isna(team["value"]):
        return Headline(_explain_no_value(team, measure))
    value = _state_value(team, measure)
    base = widest(table)
    if base is None:
        return Headline(f"{value}; no baseline has a figure for the same period to set beside it.")
    if measure.kind == "count":
        return Headline(f"{value}; in {base['name']}, {measure.printed(base['value'])}. {COUNTS}")
    gap = f"{distance(team, base, measure)} {base['name']} ({measure.printed(base['value'])})"
    certainty = CERTAINTY[base["verdict"]] if team["value"] != base["value"] else "there is no gap to explain"
    return Headline(f"{value}, {gap}; {certainty}.")


def headlines(facts: pd.DataFrame) -> Sentences:
    """Return the headline of each measure on a page of contextual facts, in the order of the page."""
    if facts.empty:
        return Sentences()
    return Sentences(headline(block) for _, block in facts.groupby(["measure", "age"], sort=False))


def comparisons(table: pd.DataFrame) -> Sentences:
    """Return one sentence for each baseline: the gap, the verdict in words, and the gap in children."""
    if table.empty:
        return Sentences()
    team, measure = table.iloc[0], get(table.iloc[0]["measure"])
    if measure.kind == "count" or pd.isna(team["value"]):
        return Sentences()
    return Sentences(compare_with_baseline(team, base, measure) for _, base in table.iloc[1:].iterrows())


def revisions(figures: pd.DataFrame, table: pd.DataFrame, *, as_of: str | None = None) -> Sentences:
    """Say what other releases out by `as_of` print for the same team and period.

    Both figures are true of their release, and should not be mixed up.
    """
    team, measure = table.iloc[0], get(table.iloc[0]["measure"])
    released = released_by(with_release(figures), as_of)
    rows = select(released, team["measure"], age=team["age"], ethnicity=team["ethnicity"]).dropna(subset=PERIOD)
    same = same_as(rows, team, ["area", *PERIOD])
    others = rows[same & (rows["source"] != team["source"])].dropna(subset=["value"]).sort_values("released")
    return Sentences(
        f"The release of {day(other['released'])} ({other['source']}) prints {measure.printed(other['value'])} for "
        f"{period_of(team)} where {team['source']} prints {measure.printed(team['value'])}. Both are true of their "
        "release; figures of different releases are not compared here."
        for _, other in others.iterrows()
    )


def editions(team: str, pages: Iterable[str], *, inspections: pd.DataFrame | None = None) -> Sentence:
    """Say which pages of contextual facts follow for `team`, and why there is no other.

    `pages` are their headings; `inspections` are those of data/ if not given.
    """
    name = find(team).name
    listed = " and ".join(f"“{heading}”" for heading in pages)
    dated = read_inspections() if inspections is None else inspections
    if not (dated["area"] == find(team)).any():
        return Sentence(f"No inspection of {name} is held here, so there is no page as inspected: {listed} follows.")
    return Sentence(f"What follows for {name}: {listed}.")


def nothing_published(team: str, missing: Iterable[str]) -> Sentences:
    """Name in one sentence what no source here publishes for `team`; return nothing if nothing is missing."""
    names = list(missing)
    if not names:
        return Sentences()
    return Sentences([f"The sources held here publish nothing for {find(team).name} on: {'; '.join(names)}."])


def widest(table: pd.DataFrame) -> pd.Series | None:
    """Return the widest baseline that has a value: England and Wales, else the nation, else the region."""
    baselines = table.iloc[1:].dropna(subset=["value"])
    for role in WIDEST_FIRST:
        if (baselines["role"] == role).any():
            return baselines[baselines["role"] == role].iloc[0]
    return None


def _state_value(team: pd.Series, measure: Measure) -> str:
    verb = "numbered" if measure.kind == "count" else "were" if measure.plural else "was"
    about = "about " if is_from_rates(team) else ""
    return (
        f"{measure.subject} in {area_and_age(team)} {verb} {about}{measure.spoken(team['value'])} in {period_of(team)}"
    )


def _explain_no_value(team: pd.Series, measure: Measure) -> str:
    if UNRELIABLE in team["note"]:
        return _explain_withheld(team, measure)
    return f"The sources held here publish no figure for {uncapitalise(measure.subject)} in {area_and_age(team)}."


def _explain_withheld(team: pd.Series, measure: Measure) -> str:
    are, their = ("are", "their") if measure.plural else ("is", "its")
    few = f"{their} cohort of {_count_children(team['population'])} is under 30"
    if measure.key == "reoffences_per_reoffender":
        few = f"the {_count_children(team['population'])} who reoffended are under 30"
    return (
        f"{measure.subject} in {area_and_age(team)} in {period_of(team)} {are} withheld: {few}, too few to be reliable."
    )


def compare_with_baseline(team: pd.Series, base: pd.Series, measure: Measure) -> str:
    """Compare the team with one baseline in a sentence: the gap, the verdict in words, and the gap in children."""
    if pd.isna(base["value"]):
        return f"{base['name']}: no value to compare with."
    beside = f"{distance(team, base, measure).capitalize()} {base['name']} ({measure.printed(base['value'])})"
    if base["verdict"] == verdicts.CANNOT_SAY:
        return f"{beside}: cannot say whether that is more than chance."
    judged = f", judged {base['judgement']}" if base["judgement"] else ""
    return f"{beside}: {base['verdict']}{judged}; {CERTAINTY[base['verdict']]}.{_gap_in_children(base)}"


def _gap_in_children(base: pd.Series) -> str:
    gap = base["children"]
    if pd.isna(gap) or round(abs(gap)) == 0:
        return ""
    number, _, children = _count_children(abs(gap)).partition(" ")
    return f" It comes to about {number} {'more' if gap > 0 else 'fewer'} {children} than at that rate."


def _count_children(number: float) -> str:
    return counted(round(number), "child", "children")
