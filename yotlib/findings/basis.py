"""Say what a comparison rests on: the interval and its count, or why there is none; and what is left out."""

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.analysis.intervals import smallest_cohort
from yotlib.figures.estimates import ANOTHER_RELEASE
from yotlib.findings.comparison import widest
from yotlib.findings.held_back import left_out
from yotlib.findings.wording import Sentences
from yotlib.reference.measures import Measure, get
from yotlib.reference.notes import is_estimated


def basis(table: pd.DataFrame, *, held: pd.DataFrame | None = None) -> Sentences:
    """Say what the comparison rests on: the interval and its count, or why there is none; and what is left out.

    `held` is `yot.data.held_back()` if not given.
    """
    if table.empty:
        return Sentences()
    team, measure = table.iloc[0], get(table.iloc[0]["measure"])
    if pd.isna(team["value"]):
        return Sentences()
    return Sentences(
        [
            _describe_interval(team, measure),
            *_describe_smallest_gap(team, measure),
            *_describe_cohort_needed(table, measure),
            *_name_other_releases(table),
            *left_out(table, held=held),
        ]
    )


def _describe_interval(team: pd.Series, measure: Measure) -> str:
    if pd.notna(team["lower"]):
        limits = f"from {measure.printed(team['lower'])} to {measure.printed(team['upper'])}"
        if is_estimated(team):
            return (
                f"The 95% interval, {limits}, is estimated, since no count is published: {_without_mark(team['note'])}."
            )
        of = "of" if measure.kind == "proportion" else "among"
        return f"The 95% interval runs {limits} ({team['count']:,.0f} {of} {team['population']:,.0f} children)."
    if measure.kind == "average":
        return "Offences cluster in few children, and nothing published here says how much: no interval is given."
    if measure.kind == "count":
        return "A count is printed as published, without an interval."
    return "No count is published here and none can be estimated, so no interval can be given."


def _describe_smallest_gap(team: pd.Series, measure: Measure) -> list[str]:
    below, above = verdicts.smallest_gap(team)
    if pd.isna(below):
        return []
    points = " percentage points" if measure.kind == "proportion" else ""
    return [
        f"With these numbers a gap shows only where a baseline lies at least {below:.{measure.decimals}f}{points} "
        f"lower or {above:.{measure.decimals}f}{points} higher; that is no promise that a real gap would be found."
    ]


def _describe_cohort_needed(table: pd.DataFrame, measure: Measure) -> list[str]:
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


def _name_other_releases(table: pd.DataFrame) -> list[str]:
    other_releases = table[table["note"].str.contains(ANOTHER_RELEASE, regex=False)]
    return [
        f"No one release has both: the figure for {row['name']} comes from {row['source']}, not from the release of "
        "the team's own figure, so part of the gap may be revision."
        for _, row in other_releases.iterrows()
    ]


def _without_mark(note: str) -> str:
    return note.partition("] ")[2] if note.startswith("[") else note
