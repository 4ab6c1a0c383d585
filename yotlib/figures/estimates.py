"""Estimates counts and populations where a publisher prints only part of a figure, and marks them as estimated."""

from typing import Any

import pandas as pd

from yotlib.figures.populations import with_nearest_children
from yotlib.reference.measures import Measure
from yotlib.reference.notes import ESTIMATED, UNRELIABLE, are_estimated, with_mark

ANOTHER_RELEASE = "of another release than the team's figure"
SMALLEST_COHORT = 30


def fill_in_counts(rows: pd.DataFrame, measure: Measure, figures: pd.DataFrame, *teams: str) -> pd.DataFrame:
    """Fill in counts and populations that follow from the printed figures, and say so in `note`.

    A count and a rate give the population. A rate of one of the `teams` and a number of children dated within three
    years of the middle of the period give an approximate count, which is not rounded; `figures` is searched for that
    number, whatever its release. Adds `count_estimated`, whether a row's count is an estimate made here or before.
    """
    table = rows.assign(count_estimated=rows["count"].notna() & are_estimated(rows["note"]))
    without_count = rows[rows["count"].isna() & rows["area"].isin(teams) & measure.per_resident]
    nearest = with_nearest_children(without_count, figures)
    children = dict(zip(without_count.index, nearest.to_dict("records"), strict=True))
    for label, row in table.iterrows():
        filled = _population_from_rate(row, measure)
        if filled is None and label in children:
            filled = _count_from_rate(row, measure, children[label])
        for name, cell in (filled or {}).items():
            table.at[label, name] = cell
    return table


def hide_small_cohorts(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Remove the reoffending rates and averages of cohorts under 30, but keep their counts."""
    small = (rows["population"] < SMALLEST_COHORT) & measure.of_cohort
    with_reason = rows["note"].map(lambda note: with_mark(UNRELIABLE, "cohort under 30", note))
    return rows.assign(value=rows["value"].where(~small), note=rows["note"].where(~small, with_reason))


def _population_from_rate(row: pd.Series, measure: Measure) -> dict[str, Any] | None:
    if measure.kind not in ("rate", "proportion") or pd.notna(row["population"]):
        return None
    if pd.isna(row["count"]) or not row["value"] > 0:
        return None
    population = row["count"] * measure.per / row["value"]
    words = f"population of {population:,.0f} worked from the printed count and rate"
    return {"population": population, "note": with_mark(ESTIMATED, words, row["note"])}


def _count_from_rate(row: pd.Series, measure: Measure, children: dict[Any, Any]) -> dict[str, Any] | None:
    if not (measure.per_resident and row["age"] == "10-17" and row["ethnicity"] == "all"):
        return None
    if pd.isna(row["value"]):
        return None
    if pd.notna(row["population"]):
        return _estimate_count(row, measure, row["population"], "children as published")
    if not children["is_near"]:
        return None
    return _estimate_count(row, measure, children["children"], f"aged 10-17 on {children['day']}")


def _estimate_count(row: pd.Series, measure: Measure, population: float, whose: str) -> dict[str, Any]:
    count = row["value"] * population / measure.per
    note = with_mark(ESTIMATED, f"about {count:,.0f} children among {population:,.0f} {whose}", row["note"])
    return {"count": count, "population": population, "note": note, "count_estimated": True}
