"""Ethnic groups over the years, described and not tested, and in a few years put together."""

from math import isfinite

import pandas as pd

from yotlib.analysis.ethnicity import GROUP_NAMES, WHITE
from yotlib.findings.ethnicity.population import population_year
from yotlib.findings.ethnicity.shares import representation_headline
from yotlib.findings.ethnicity.wording import CHILDREN, limits, name, population_day, tested, when
from yotlib.findings.wording import Headline, Nothing, Sentence, Sentences, period_of
from yotlib.reference.words import in_words

NOT_POOLED = "No years are put together: too few consecutive years are published here by the same ethnic groups."
ONE_YEAR = "Nothing is told over the years: fewer than two are published here by ethnic group with a population."


def pooled(groups: pd.DataFrame) -> Sentence:
    """The headline of a few years put together, named as pooled, from the table of `ethnicity.pooled`."""
    if groups.empty:
        return Nothing(NOT_POOLED)
    return representation_headline(groups, team=groups.iloc[0]["area"])


def pooled_beside(pooled: pd.DataFrame, single: pd.DataFrame) -> Sentences:
    """One sentence a group: the pooled years beside a single year, from `ethnicity.pooled` and `ethnicity.groups`."""
    alone = tested(single).set_index("group", drop=False)
    both = [(row, alone.loc[row["group"]]) for _, row in tested(pooled).iterrows() if row["group"] in alone.index]
    return Sentences(f"{CHILDREN[many['group']]}: {_stated(many)}; {_stated(one)}." for many, one in both)


def over_time_headline(series: pd.DataFrame) -> Sentence:
    """Which groups were over-represented in every year published, described, from `ethnicity.over_time`."""
    shown = _of_years(series)
    if shown.empty:
        return Nothing(ONE_YEAR)
    first, last = shown.iloc[0], shown.iloc[-1]
    return Headline(
        f"{_listed(_always_over(shown))} over-represented among the children cautioned or sentenced in "
        f"{name(first)} in every year from {period_of(first)} to {period_of(last)}, on the population of "
        f"{' and '.join(dict.fromkeys(population_day(row) for _, row in shown.iterrows()))}; described, not tested."
    )


def over_time(series: pd.DataFrame) -> Sentences:
    """One sentence a group, its first year beside its last, described and not tested; none for a single year.

    The last sentence says how far the years lie from the population they are set against.
    """
    by_group = [rows for _, rows in _of_years(series).groupby("group", sort=False)]
    told = [_first_and_last(rows.iloc[0], rows.iloc[-1]) for rows in by_group if len(rows) > 1]
    return Sentences([*told, population_year(series)] if told else [])


def _of_years(series: pd.DataFrame) -> pd.DataFrame:
    shown = tested(series)
    return shown if shown["period_end"].nunique() > 1 else shown.iloc[:0]


def _stated(row: pd.Series) -> str:
    index = "" if row["group"] == WHITE or not isfinite(row["rri"]) else f" and {limits(row)} times the White rate"
    return f"{row['representation']:+.1f} percentage points{index} in {when(row)}"


def _always_over(shown: pd.DataFrame) -> list[str]:
    gaps = shown.pivot(index="period_end", columns="group", values="representation")
    return [group for group in dict.fromkeys(shown["group"]) if (gaps[group] > 0).all()]


def _listed(groups: list[str]) -> str:
    if not groups:
        return "No group was"
    first, *others = (CHILDREN[group] for group in groups)
    small = [children.replace("Children of", "children of") for children in others]
    return f"{in_words([first, *small])} were"


def _first_and_last(first: pd.Series, last: pd.Series) -> str:
    both = [(row, period_of(row)) for row in (first, last)]
    gaps = " and ".join(f"{row['representation']:+.1f} in {year}" for row, year in both)
    index = " and ".join(f"{row['rri']:.2f} in {year}" for row, year in both)
    told = f"{CHILDREN[first['group']]}: a representation of {gaps}, in percentage points"
    rated = first["group"] != WHITE and isfinite(first["rri"]) and isfinite(last["rri"])
    return f"{told}; {index}, times the White rate." if rated else f"{told}."


def _year(rows: pd.DataFrame) -> str:
    gaps = [f"{GROUP_NAMES[row['group']]} {row['representation']:+.1f}" for _, row in rows.iterrows()]
    return f"{period_of(rows.iloc[0])}: {', '.join(gaps)} percentage points."
