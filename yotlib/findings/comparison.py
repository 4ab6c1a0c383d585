"""What a comparison shows: the headline, a sentence a baseline, and what it rests on."""

from collections.abc import Iterable

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.analysis.intervals import smallest_cohort
from yotlib.figures.choose import released_by, select
from yotlib.figures.combined_teams import is_from_rates
from yotlib.figures.estimates import ANOTHER_RELEASE
from yotlib.figures.load import inspected, with_release
from yotlib.findings.held_back import left_out
from yotlib.findings.wording import WIDEST_FIRST, Headline, Sentence, Sentences, decapital, distance, period_of, who
from yotlib.reference.areas import find
from yotlib.reference.measures import Measure, get
from yotlib.reference.notes import UNRELIABLE, is_estimated
from yotlib.reference.periods import day

CERTAINTY = {
    verdicts.HIGHER: "that is more than chance would explain",
    verdicts.LOWER: "that is more than chance would explain",
    verdicts.SIMILAR: "chance alone could explain a gap of that size",
    verdicts.CANNOT_SAY: "whether that is more than chance cannot be said",
}
COUNTS = "Areas differ in size, so the counts are not compared."


def headline(table: pd.DataFrame) -> Headline:
    """The one sentence of a comparison: the team, its value, its period, its widest baseline, and how sure.

    `table` is what `compare` returns.
    """
    team, measure = table.iloc[0], get(table.iloc[0]["measure"])
    if pd.isna(team["value"]):
        return Headline(_without_value(team, measure))
    base = widest(table)
    if base is None:
        return Headline(f"{_stated(team, measure)}; no baseline has a figure for the same period to set beside it.")
    if measure.kind == "count":
        return Headline(f"{_stated(team, measure)}; in {base['name']}, {measure.printed(base['value'])}. {COUNTS}")
    gap = f"{distance(team, base, measure)} {base['name']} ({measure.printed(base['value'])})"
    certainty = CERTAINTY[base["verdict"]] if team["value"] != base["value"] else "there is no gap to explain"
    return Headline(f"{_stated(team, measure)}, {gap}; {certainty}.")


def headlines(facts: pd.DataFrame) -> Sentences:
    """The headline of each measure of a page of contextual facts, in the page's order."""
    if facts.empty:
        return Sentences()
    return Sentences(headline(block) for _, block in facts.groupby(["measure", "age"], sort=False))


def comparisons(table: pd.DataFrame) -> Sentences:
    """One sentence for each baseline: the gap, the verdict in words, and the gap in children."""
    if table.empty:
        return Sentences()
    team, measure = table.iloc[0], get(table.iloc[0]["measure"])
    if measure.kind == "count" or pd.isna(team["value"]):
        return Sentences()
    return Sentences(against(team, base, measure) for _, base in table.iloc[1:].iterrows())


def basis(table: pd.DataFrame) -> Sentences:
    """What the comparison rests on: the interval and whose count it is, or why there is none; and what is left out."""
    if table.empty:
        return Sentences()
    team, measure = table.iloc[0], get(table.iloc[0]["measure"])
    if pd.isna(team["value"]):
        return Sentences()
    told = [_interval(team, measure), *_smallest_gap(team, measure), *_cohort(table, measure)]
    return Sentences([*told, *_releases_apart(table), *left_out(table)])


def revisions(figures: pd.DataFrame, table: pd.DataFrame, *, as_of: str | None = None) -> Sentences:
    """What other releases out by `as_of` print for the same team and period: two true figures, not to be mixed up."""
    team, measure = table.iloc[0], get(table.iloc[0]["measure"])
    known = released_by(with_release(figures), as_of)
    rows = select(known, team["measure"], age=team["age"], ethnicity=team["ethnicity"])
    same = rows["area"] == team["area"]
    for day_of in ("period_start", "period_end"):
        same &= rows[day_of] == team[day_of]
    others = rows[same & (rows["source"] != team["source"])].dropna(subset=["value"]).sort_values("released")
    return Sentences(
        f"The release of {day(other['released'])} ({other['source']}) prints {measure.printed(other['value'])} for "
        f"{period_of(team)} where {team['source']} prints {measure.printed(team['value'])}. Both are true of their "
        "release; figures of different releases are not compared here."
        for _, other in others.iterrows()
    )


def editions(team: str, pages: Iterable[str]) -> Sentence:
    """Which pages of contextual facts follow for `team`, and why there is no other; `pages` are their headings."""
    name = find(team).name
    listed = " and ".join(f"“{heading}”" for heading in pages)
    if inspected(find(team)) is None:
        return Sentence(f"No inspection of {name} is held here, so there is no page as inspected: {listed} follows.")
    return Sentence(f"What follows for {name}: {listed}.")


def nothing_published(team: str, missing: Iterable[str]) -> Sentences:
    """One sentence naming what no source here publishes for `team`; none if nothing is missing."""
    names = list(missing)
    if not names:
        return Sentences()
    return Sentences([f"The sources held here publish nothing for {find(team).name} on: {'; '.join(names)}."])


def widest(table: pd.DataFrame) -> pd.Series | None:
    """The widest baseline of a comparison that has a value: England and Wales, else the nation, else the region."""
    bases = table.iloc[1:].dropna(subset=["value"])
    for role in WIDEST_FIRST:
        if (bases["role"] == role).any():
            return bases[bases["role"] == role].iloc[0]
    return None


def _stated(team: pd.Series, measure: Measure) -> str:
    verb = "numbered" if measure.kind == "count" else "were" if measure.plural else "was"
    about = "about " if is_from_rates(team) else ""
    return f"{measure.subject} in {who(team)} {verb} {about}{measure.spoken(team['value'])} in {period_of(team)}"


def _without_value(team: pd.Series, measure: Measure) -> str:
    if UNRELIABLE in team["note"]:
        return _withheld(team, measure)
    return f"The sources held here publish no figure for {decapital(measure.subject)} in {who(team)}."


def _withheld(team: pd.Series, measure: Measure) -> str:
    are, their = ("are", "their") if measure.plural else ("is", "its")
    few = f"{their} cohort of {_children_counted(team['population'])} is under 30"
    if measure.key == "reoffences_per_reoffender":
        few = f"the {_children_counted(team['population'])} who reoffended are under 30"
    return f"{measure.subject} in {who(team)} in {period_of(team)} {are} withheld: {few}, too few to be reliable."


def against(team: pd.Series, base: pd.Series, measure: Measure) -> str:
    """The sentence of one baseline: the gap, the verdict in words, and the gap in children."""
    if pd.isna(base["value"]):
        return f"{base['name']}: no value to compare with."
    beside = f"{distance(team, base, measure).capitalize()} {base['name']} ({measure.printed(base['value'])})"
    if base["verdict"] == verdicts.CANNOT_SAY:
        return f"{beside}: cannot say whether that is more than chance."
    judged = f", judged {base['judgement']}" if base["judgement"] else ""
    return f"{beside}: {base['verdict']}{judged}; {CERTAINTY[base['verdict']]}.{_children(base)}"


def _children(base: pd.Series) -> str:
    gap = base["children"]
    if pd.isna(gap) or round(abs(gap)) == 0:
        return ""
    number, _, children = _children_counted(abs(gap)).partition(" ")
    return f" It comes to about {number} {'more' if gap > 0 else 'fewer'} {children} than at that rate."


def _children_counted(number: float) -> str:
    return f"{number:,.0f} {'child' if round(number) == 1 else 'children'}"


def _interval(team: pd.Series, measure: Measure) -> str:
    if pd.notna(team["lower"]):
        limits = f"from {measure.printed(team['lower'])} to {measure.printed(team['upper'])}"
        if is_estimated(team):
            return f"The 95% interval, {limits}, is estimated, since no count is published: {_plain(team['note'])}."
        of = "of" if measure.kind == "proportion" else "among"
        return f"The 95% interval runs {limits} ({team['count']:,.0f} {of} {team['population']:,.0f} children)."
    if measure.kind == "average":
        return "Offences cluster in few children, and nothing published here says how much: no interval is given."
    if measure.kind == "count":
        return "A count is printed as published, without an interval."
    return "No count is published here and none can be estimated, so no interval can be given."


def _smallest_gap(team: pd.Series, measure: Measure) -> list[str]:
    below, above = verdicts.smallest_gap(team)
    if pd.isna(below):
        return []
    points = " percentage points" if measure.kind == "proportion" else ""
    return [
        f"With these numbers a gap shows only where a baseline lies at least {below:.{measure.decimals}f}{points} "
        f"lower or {above:.{measure.decimals}f}{points} higher; that is no promise that a real gap would be found."
    ]


def _cohort(table: pd.DataFrame, measure: Measure) -> list[str]:
    team, base = table.iloc[0], widest(table)
    if measure.kind != "proportion" or base is None or pd.notna(team["population"]):
        return []
    needed = smallest_cohort(team["value"], base["value"])
    if needed is None:
        return []
    return [
        "How many children were in the cohort is not published. It would take a cohort of "
        f"{needed:,} children, the printed rate held, for the gap to {base['name']} to stand clear of chance; "
        "a cohort of that size is no promise that a real gap would be found."
    ]


def _releases_apart(table: pd.DataFrame) -> list[str]:
    apart = table[table["note"].str.contains(ANOTHER_RELEASE, regex=False)]
    return [
        f"No one release has both: the figure for {row['name']} comes from {row['source']}, not from the release of "
        "the team's own figure, so part of the gap may be revision."
        for _, row in apart.iterrows()
    ]


def _plain(note: str) -> str:
    return note.partition("] ")[2] if note.startswith("[") else note
