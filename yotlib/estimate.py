"""Counts and populations worked out where a publisher prints only part of a figure, and marked as estimated."""

from typing import Any

import pandas as pd

from yotlib import periods
from yotlib.figures import select
from yotlib.measures import Measure

ESTIMATED = "[e]"
WITHHELD = "[u]"
ANOTHER_RELEASE = "of another release than the team's figure"
SMALLEST_COHORT = 30
FARTHEST = pd.Timedelta(days=3 * 365.25)


def completed(rows: pd.DataFrame, measure: Measure, figures: pd.DataFrame, *teams: str) -> pd.DataFrame:
    """The rows with what their printed figures imply filled in, each change told in `note`.

    A count and a rate give the population; a rate of one of the `teams` and a population of children dated
    within three years of the middle of the period give an approximate count, which is not
    rounded. `figures` is searched for that population whatever its release. `count_estimated`
    says whether a row's count is an estimate, made here or before.
    """
    table = rows.assign(count_estimated=_estimated_before(rows))
    lacking = rows["count"].isna() & rows["area"].isin(teams) & measure.per_resident
    children = select(figures, "population_10_17", among=set(rows.loc[lacking, "area"]))
    for label, row in table.iterrows():
        filled = _population_from_rate(row, measure)
        if filled is None and row["area"] in teams:
            filled = _count_from_rate(row, measure, children)
        for name, found in (filled or {}).items():
            table.at[label, name] = found
    return table


def withheld(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The rows with reoffending rates and averages of cohorts under 30 taken out, the counts kept."""
    small = (rows["population"] < SMALLEST_COHORT) & measure.of_cohort
    told = rows["note"].where(~small, rows["note"].map(lambda note: marked(WITHHELD, "cohort under 30", note)))
    return rows.assign(value=rows["value"].where(~small), note=told)


def population_near(children: pd.DataFrame, area: str, start: pd.Timestamp, end: pd.Timestamp) -> pd.Series | None:
    """Of populations aged 10-17 that of `area` dated nearest the middle of a period, within three years; else None."""
    mine = children[children["area"] == area].dropna(subset=["count", "period_end"])
    if mine.empty or pd.isna(end):
        return None
    middles = mine["period_start"] + (mine["period_end"] - mine["period_start"]) / 2
    away = (middles - periods.middle(start, end)).abs()
    nearest = mine.assign(away=away).sort_values(["away", "released"]).iloc[0]
    return nearest if nearest["away"] <= FARTHEST else None


def marked(mark: str, words: str, note: str) -> str:
    """A note with a shorthand mark in front and its words after the old ones.

    >>> marked("[u]", "cohort under 30", "[b] new source")
    '[u][b] new source; cohort under 30'
    """
    marks, _, said = note.partition(" ") if note.startswith("[") else ("", "", note)
    return f"{marks if mark in marks else mark + marks} {with_words(said, words)}"


def with_words(note: str, words: str) -> str:
    """A note with more words after those it has."""
    return f"{note}; {words}" if note else words


def is_estimated(row: pd.Series) -> bool:
    """Whether the row's note marks it as estimated."""
    return ESTIMATED in row["note"].partition(" ")[0]


def _estimated_before(rows: pd.DataFrame) -> pd.Series:
    """Which rows come with a count that was estimated when they were put together."""
    return rows["count"].notna() & rows["note"].str.partition(" ")[0].str.contains(ESTIMATED, regex=False)


def _population_from_rate(row: pd.Series, measure: Measure) -> dict[str, Any] | None:
    if measure.kind not in ("rate", "proportion") or pd.notna(row["population"]):
        return None
    if pd.isna(row["count"]) or not row["value"] > 0:
        return None
    population = row["count"] * measure.per / row["value"]
    words = f"population of {population:,.0f} worked from the printed count and rate"
    return {"population": population, "note": marked(ESTIMATED, words, row["note"])}


def _count_from_rate(row: pd.Series, measure: Measure, children: pd.DataFrame) -> dict[str, Any] | None:
    if not (measure.per_resident and row["age"] == "10-17" and row["ethnicity"] == "all"):
        return None
    if pd.isna(row["value"]) or pd.notna(row["count"]):
        return None
    if pd.notna(row["population"]):
        return _estimated(row, measure, row["population"], "children as published")
    near = population_near(children, row["area"], row["period_start"], row["period_end"])
    if near is None:
        return None
    day = periods.label(near["period_start"], near["period_end"])
    return _estimated(row, measure, near["count"], f"aged 10-17 on {day} ({near['source']})")


def _estimated(row: pd.Series, measure: Measure, population: float, whose: str) -> dict[str, Any]:
    count = row["value"] * population / measure.per
    note = marked(ESTIMATED, f"about {count:,.0f} children among {population:,.0f} {whose}", row["note"])
    return {"count": count, "population": population, "note": note, "count_estimated": True}
