"""Counts and populations worked out where a publisher prints only part of a figure, and marked as estimated."""

from typing import Any

import pandas as pd

from yotlib.figures.populations import with_children
from yotlib.figures.rates_of_counts import COUNT, RATE
from yotlib.figures.releases import decimals_of, vintages_of_periods
from yotlib.figures.smallest_cohorts import smallest_cohorts
from yotlib.reference.measures import Measure
from yotlib.reference.notes import ESTIMATED, UNRELIABLE, are_estimated, with_mark, with_words

ANOTHER_RELEASE = "of another release than the team's figure"
SMALLEST_COHORT = 30
# How the count of a row is known; blank where it is not.
PUBLISHED, ESTIMATE, AT_LEAST = "published", "estimated", "at least"
OWN_COLUMNS = ["count_estimated", "population_estimated", "smallest_cohort"]


def fill_in_counts(rows: pd.DataFrame, measure: Measure, figures: pd.DataFrame, *teams: str) -> pd.DataFrame:
    """Fill in what the printed figures imply, and say in `note` and `known_by` how each count is known.

    A count and a rate give the population. A rate of one of the `teams` takes the published count of the same team and
    period, whatever release it is from; else the children of its area give an approximate count, which is not rounded
    (see `populations.with_children`). A percentage of a cohort that is not printed takes the smallest cohort that gives
    it. Adds `known_by` ("published", "estimated", "at least" or "") and `children_nearest`, which sizes a gap.
    """
    lacking = rows[rows["count"].isna() & rows["area"].isin(teams) & measure.per_resident & rows["value"].notna()]
    sized = with_children(lacking, figures).set_index(lacking.index)
    counts = _by_row(_published_counts(lacking, measure, figures))
    children = _by_row(sized[["is_near", "children", "day"]])
    smallest = _by_row(_smallest(rows[rows["area"].isin(teams)], measure))
    table = rows.assign(known_by=_known_by(rows), children_nearest=sized["children_nearest"])
    for label, row in table.iterrows():
        filled = _population_from_rate(row, measure)
        if filled is None and label in counts:
            filled = _count_of_another_release(row, measure, counts[label])
        if filled is None and label in children:
            filled = _count_from_rate(row, measure, children[label])
        if filled is None and label in smallest:
            filled = _smallest_cohort(row, smallest[label])
        for name, cell in (filled or {}).items():
            table.at[label, name] = cell
    return table


def _by_row(table: pd.DataFrame) -> dict[Any, Any]:
    return dict(zip(table.index, table.to_dict("records"), strict=True))


def hide_small_cohorts(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Take out reoffending rates and averages of cohorts under 30, and keep the counts.

    A printed rate whose smallest possible cohort is under 30 stays, marked [u]: its cohort is not known to be 30.
    """
    small = (rows["population"] < SMALLEST_COHORT) & measure.of_cohort
    known = small & (rows["known_by"] != AT_LEAST if "known_by" in rows else True)
    noted = rows["note"].where(~known, rows["note"].map(lambda note: with_mark(UNRELIABLE, "cohort under 30", note)))
    return rows.assign(value=rows["value"].where(~known), note=noted)


def separate_estimates(table: pd.DataFrame) -> pd.DataFrame:
    """Move estimates and smallest cohorts out of `count` and `population` into columns of their own."""
    estimated, at_least = table["known_by"] == ESTIMATE, table["known_by"] == AT_LEAST
    published = ~(estimated | at_least)
    return table.assign(
        count_estimated=table["count"].where(estimated).astype(float),
        population_estimated=table["population"].where(estimated).astype(float),
        smallest_cohort=table["population"].where(at_least).astype(float),
        count=table["count"].where(published).astype(float),
        population=table["population"].where(published).astype(float),
    )


def join_estimates(table: pd.DataFrame) -> pd.DataFrame:
    """Put estimates and smallest cohorts back into `count` and `population`, with `known_by`, to reckon with them."""
    at_least = table["smallest_cohort"].notna()
    fewest = (table["value"] * table["smallest_cohort"] / 100).round()
    known_by = pd.Series(PUBLISHED, index=table.index).where(table["count"].notna(), "").mask(at_least, AT_LEAST)
    return table.assign(
        count=table["count"].fillna(table["count_estimated"]).fillna(fewest),
        population=table["population"].fillna(table["population_estimated"]).fillna(table["smallest_cohort"]),
        known_by=known_by.mask(table["count_estimated"].notna(), ESTIMATE),
        children_nearest=float("nan"),
    )


def _known_by(rows: pd.DataFrame) -> pd.Series:
    counted = rows["count"].notna()
    estimated = counted & are_estimated(rows["note"])
    return pd.Series(PUBLISHED, index=rows.index).where(counted, "").mask(estimated, ESTIMATE)


def _published_counts(rows: pd.DataFrame, measure: Measure, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the published count of each row's team and period, newest release first, on the rows' index."""
    if measure.key != RATE or rows.empty:
        return pd.DataFrame(columns=["count", "source"])
    counts = figures[(figures["measure"] == COUNT) & (figures["age"] == "10-17") & (figures["ethnicity"] == "all")]
    known = counts.dropna(subset=["count"]).sort_values("released")
    key = ["area", "period_start", "period_end"]
    newest = known.assign(vintage=vintages_of_periods(known)).drop_duplicates([*key, "vintage"], keep="last")
    asked = rows[key].assign(vintage=vintages_of_periods(rows), row=rows.index)
    return asked.merge(newest[[*key, "vintage", "count", "source"]], on=[*key, "vintage"]).set_index("row")


def _population_from_rate(row: pd.Series, measure: Measure) -> dict[str, Any] | None:
    if measure.kind not in ("rate", "proportion") or pd.notna(row["population"]):
        return None
    if pd.isna(row["count"]) or not row["value"] > 0:
        return None
    population = row["count"] * measure.per / row["value"]
    words = f"population of {population:,.0f} worked from the printed count and rate"
    return {"population": population, "note": with_mark(ESTIMATED, words, row["note"])}


def _count_of_another_release(row: pd.Series, measure: Measure, counted: Any) -> dict[str, Any] | None:
    if not row["value"] > 0:
        return None
    population = counted["count"] * measure.per / row["value"]
    note = with_words(row["note"], f"the count of {counted['count']:,.0f} is published by {counted['source']}")
    return {"count": counted["count"], "population": population, "known_by": PUBLISHED, "note": note}


def _count_from_rate(row: pd.Series, measure: Measure, sized: Any) -> dict[str, Any] | None:
    if row["age"] != "10-17" or row["ethnicity"] != "all":
        return None
    if pd.notna(row["population"]):
        return _estimated(row, measure, row["population"], "children as published")
    if not sized["is_near"]:
        return None
    return _estimated(row, measure, sized["children"], f"aged 10-17 on {sized['day']}")


def _estimated(row: pd.Series, measure: Measure, population: float, whose: str) -> dict[str, Any]:
    count = row["value"] * population / measure.per
    note = with_mark(ESTIMATED, f"about {count:,.0f} children among {population:,.0f} {whose}", row["note"])
    return {"count": count, "population": population, "note": note, "known_by": ESTIMATE}


def _smallest(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the smallest cohorts of percentages of an age band that are printed without count and cohort.

    A whole service's cohort is far above the smallest that gives its figure, so the smallest says nothing of it.
    """
    none = pd.DataFrame(columns=["count", "population"], dtype=float)
    if measure.kind != "proportion":
        return none
    unsized = rows["count"].isna() & rows["population"].isna() & rows["value"].notna()
    printed = rows[unsized & (rows["age"] != "10-17")]
    by_release = [
        smallest_cohorts(of_release["value"], decimals)
        for source, of_release in printed.groupby("source")
        if (decimals := decimals_of(str(source), measure.key))
    ]
    return pd.concat(by_release).dropna() if by_release else none


def _smallest_cohort(row: pd.Series, smallest: Any) -> dict[str, Any]:
    count, cohort = smallest["count"], smallest["population"]
    words = f"the cohort is not printed; the smallest that gives the figure is {count:.0f} of {cohort:.0f} children"
    note = with_mark(UNRELIABLE, words, row["note"]) if cohort < SMALLEST_COHORT else with_words(row["note"], words)
    return {"count": count, "population": cohort, "known_by": AT_LEAST, "note": note}
