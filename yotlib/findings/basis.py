"""Say what a comparison rests on: the interval and its count, or why there is none; and what is left out."""

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.analysis.confidence import level_of, print_level
from yotlib.analysis.intervals import smallest_cohort
from yotlib.figures.area_groups import is_median
from yotlib.figures.estimates import ANOTHER_RELEASE
from yotlib.findings.gaps import both_baselines, print_limits
from yotlib.findings.held_back import left_out
from yotlib.findings.releases import publication
from yotlib.findings.wording import Sentences, as_printed, possessive, print_value, with_article, without_codes
from yotlib.reference.measures import Measure, get
from yotlib.reference.notes import UNRELIABLE, is_estimated


def basis(table: pd.DataFrame, *, held: pd.DataFrame | None = None) -> Sentences:
    """Say what the comparison rests on: the interval and its count, or why there is none; and what is left out.

    `held` is `yot.data.held_back()` if not given. `table` is what `compare` returns. There are no sentences for a table
    without a figure of the team.

    >>> import yotlib as yot
    >>> table = yot.compare(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> print(yot.findings.basis(table)[0])
    The 95% interval, from 104 to 160, is estimated, since no count is published: about 87 children among 66,670 aged \
10-17 on 30 June 2024.
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
            *_describe_put_together(table),
            *other_releases(table),
            *left_out(table, held=held),
        ]
    )


def other_releases(table: pd.DataFrame) -> Sentences:
    """Name each baseline whose figure comes from another release than the team's, wherever it is compared."""
    others = table[table["note"].str.contains(ANOTHER_RELEASE, regex=False)]
    return Sentences(
        f"No one release has both: the figure for {with_article(row['name'])} was released by "
        f"{publication(row['source'])}, the team's own by {publication(table.iloc[0]['source'])}, so part of the gap "
        "may be revision."
        for _, row in others.iterrows()
    )


def _describe_interval(team: pd.Series, measure: Measure) -> str:
    if _is_at_least(team):
        return _describe_smallest_cohort(team, measure)
    if pd.notna(team["lower"]):
        if is_estimated(team):
            return (
                f"The {print_level(team)} interval, from {print_limits(team, measure)}, is estimated, since no count "
                f"is published: {without_codes(_without_mark(team['note']))}."
            )
        of = "of" if measure.kind == "proportion" else "among"
        counted = f"{team['count']:,.0f} {of} {team['population']:,.0f} children"
        return f"The {print_level(team)} interval runs from {print_limits(team, measure)} ({counted})."
    if measure.kind == "average":
        return "One child may account for several offences, and how unevenly is not published: no interval is given."
    if measure.kind == "count":
        return "A count is printed as published, without an interval."
    return "No count is published here and none can be estimated, so no interval can be given."


def _describe_smallest_cohort(team: pd.Series, measure: Measure) -> str:
    cohort = team["smallest_cohort"]
    few = " Under 30 children are too few to be reliable." if UNRELIABLE in team["note"] else ""
    return (
        f"The smallest cohort that gives {print_value(team, measure)} "
        f"is {round(team['value'] * cohort / 100):,} of {cohort:,.0f} children, with "
        f"{_level_with_article(team)} interval from {print_limits(team, measure)}; a larger cohort has a narrower "
        f"interval.{few}"
    )


def _level_with_article(team: pd.Series) -> str:
    level = print_level(team)
    return f"{'an' if level.startswith('8') else 'a'} {level}"


def _describe_smallest_gap(team: pd.Series, measure: Measure) -> list[str]:
    below, above = verdicts.smallest_gap(team)
    if pd.isna(below) or _is_at_least(team):
        return []
    decimals = as_printed(measure, team).decimals
    points = " percentage points" if measure.kind == "proportion" else ""
    return [
        f"With these numbers a gap shows only where a baseline lies at least {below:.{decimals}f}{points} lower or "
        f"{above:.{decimals}f}{points} higher; that is no promise that a real gap would be found."
    ]


def _describe_cohort_needed(table: pd.DataFrame, measure: Measure) -> list[str]:
    team, bases = table.iloc[0], both_baselines(table)
    if measure.kind != "proportion" or not bases or pd.notna(team["population"]):
        return []
    undecided = [base for base in bases if base["verdict"] == verdicts.CANNOT_SAY and not is_median(base)]
    needed = [(base, smallest_cohort(team["value"], base["value"], confidence=level_of(team))) for base in undecided]
    return [
        f"It would take a cohort of {cohort:,} children, the printed rate held, for the gap to "
        f"{possessive(with_article(base['name']))} rate to stand clear of chance; a cohort of that size is no promise "
        "that a real gap would be found."
        for base, cohort in needed
        if cohort is not None
    ]


def _describe_put_together(table: pd.DataFrame) -> list[str]:
    """Explain in one sentence a wider area's rate that was put together from the rates of its parts."""
    rows = table.iloc[1:]
    made = rows[rows["note"].str.startswith("[e] the rates of ")]
    return [
        f"The figure for {with_article(row['name'])} is estimated from "
        f"{without_codes(_without_mark(row['note'])).partition('; tested against')[0]}."
        for _, row in made.iterrows()
    ]


def _is_at_least(team: pd.Series) -> bool:
    return bool(pd.notna(team.get("smallest_cohort")))


def _without_mark(note: str) -> str:
    return note.partition("] ")[2] if note.startswith("[") else note
