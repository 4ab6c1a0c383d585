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
    children = _populations(figures, set(rows.loc[lacking, "area"]))
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


def _populations(figures: pd.DataFrame, areas: set[str]) -> pd.DataFrame:
    """The dated populations aged 10-17 of the areas, each with the `middle` of its period, the oldest release first."""
    known = select(figures, "population_10_17", among=areas).dropna(subset=["count", "period_end"])
    dated = known.assign(middle=known["period_start"] + (known["period_end"] - known["period_start"]) / 2)
    return dated.sort_values("released", kind="stable", ignore_index=True)


def _population_near(children: pd.DataFrame, row: pd.Series) -> pd.Series | None:
    """The population of the row's area dated nearest the middle of its period, within three years; else None."""
    mine = children[children["area"] == row["area"]]
    away = (mine["middle"] - periods.middle(row["period_start"], row["period_end"])).abs()
    return mine.loc[away.idxmin()] if away.min() <= FARTHEST else None


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
    near = _population_near(children, row)
    if near is None:
        return None
    day = periods.label(near["period_start"], near["period_end"])
    return _estimated(row, measure, near["count"], f"aged 10-17 on {day} ({near['source']})")


def _estimated(row: pd.Series, measure: Measure, population: float, whose: str) -> dict[str, Any]:
    count = row["value"] * population / measure.per
    note = marked(ESTIMATED, f"about {count:,.0f} children among {population:,.0f} {whose}", row["note"])
    return {"count": count, "population": population, "note": note, "count_estimated": True}
