"""Describe ethnic groups over the years, without a test, and in a few years added together."""

from math import isfinite

import pandas as pd

from yotlib.analysis.ethnicity import WHITE
from yotlib.findings.ethnicity.population import population_year
from yotlib.findings.ethnicity.shares import representation_headline
from yotlib.findings.ethnicity.wording import (
    CHILDREN,
    area_name,
    index_and_interval,
    period_counted,
    population_day,
    with_representation,
)
from yotlib.findings.wording import Headline, Nothing, Sentence, Sentences, period_of
from yotlib.reference.words import in_words

NOT_POOLED = "No years are put together: too few consecutive years are published here by the same ethnic groups."
ONE_YEAR = "The years are not compared: fewer than two are published here by ethnic group with a population."


def pooled(groups: pd.DataFrame) -> Sentence:
    """Return the headline of a few years added together, called pooled, from the table of `ethnicity.pooled`.

    `groups` is what `ethnicity.pooled` returns.

    >>> import yotlib as yot
    >>> pooled = yot.ethnicity.pooled(yot.load(), "Bradford")
    >>> print(yot.findings.pooled(pooled))
    White children were 66.1% of the children cautioned or sentenced in Bradford in the pooled years 2017-18 to \
2019-20 whose group is known, and 46.0% of children aged 10-17 on the population of 21 March 2021 (Office for National \
Statistics): over-represented by 20.1 percentage points; more than chance would explain.
    """
    if groups.empty:
        return Nothing(NOT_POOLED)
    return representation_headline(groups, team=groups.iloc[0]["area"])


def pooled_beside(pooled: pd.DataFrame, single: pd.DataFrame) -> Sentences:
    """Compare the pooled years with a single year, one sentence a group; from `ethnicity.pooled` and `.groups`.

    `pooled` is what `ethnicity.pooled` returns, `single` what `ethnicity.groups` does.

    >>> import yotlib as yot
    >>> pooled = yot.ethnicity.pooled(yot.load(), "Bradford")
    >>> groups = yot.ethnicity.groups(yot.load(), "Bradford")
    >>> print(yot.findings.pooled_beside(pooled, groups)[0])
    White children: +20.1 percentage points in the pooled years 2017-18 to 2019-20; +14.7 percentage points in 2019-20.
    """
    single_year = with_representation(single).set_index("group", drop=False)
    both = [
        (row, single_year.loc[row["group"]])
        for _, row in with_representation(pooled).iterrows()
        if row["group"] in single_year.index
    ]
    return Sentences(f"{CHILDREN[many['group']]}: {_state_gap(many)}; {_state_gap(one)}." for many, one in both)


def over_time_headline(series: pd.DataFrame) -> Sentence:
    """Say which groups were over-represented in every year published, without a test; from `ethnicity.over_time`.

    `series` is what `ethnicity.over_time` returns.

    >>> import yotlib as yot
    >>> years = yot.ethnicity.over_time(yot.load(), "Bradford")
    >>> print(yot.findings.over_time_headline(years))
    White children were over-represented among the children cautioned or sentenced in Bradford in every year from \
2013-14 to 2019-20, on the population of 21 March 2021; described, not tested.
    """
    shown = _of_several_years(series)
    if shown.empty:
        return Nothing(ONE_YEAR)
    first, last = shown.iloc[0], shown.iloc[-1]
    return Headline(
        f"{_list_groups(_groups_always_over(shown))} over-represented among the children cautioned or sentenced in "
        f"{area_name(first)} in every year from {period_of(first)} to {period_of(last)}, on the population of "
        f"{' and '.join(dict.fromkeys(population_day(row) for _, row in shown.iterrows()))}; described, not tested."
    )


def over_time(series: pd.DataFrame) -> Sentences:
    """Compare the first year with the last, one sentence a group and without a test; none for a single year.

    The last sentence says how many years lie between the counts and the population. `series` is what
    `ethnicity.over_time` returns.

    >>> import yotlib as yot
    >>> years = yot.ethnicity.over_time(yot.load(), "Bradford")
    >>> print(yot.findings.over_time(years)[0])
    White children: a representation of +23.1 in 2013-14 and +14.7 in 2019-20, in percentage points.
    """
    by_group = [rows for _, rows in _of_several_years(series).groupby("group", sort=False)]
    sentences = [_compare_first_and_last(rows.iloc[0], rows.iloc[-1]) for rows in by_group if len(rows) > 1]
    return Sentences([*sentences, population_year(series)] if sentences else [])


def _of_several_years(series: pd.DataFrame) -> pd.DataFrame:
    shown = with_representation(series)
    return shown if shown["period_end"].nunique() > 1 else shown.iloc[:0]


def _state_gap(row: pd.Series) -> str:
    index = (
        ""
        if row["group"] == WHITE or not isfinite(row["rri"])
        else f" and {index_and_interval(row)} times the White rate"
    )
    return f"{row['representation']:+.1f} percentage points{index} in {period_counted(row)}"


def _groups_always_over(shown: pd.DataFrame) -> list[str]:
    gaps = shown.pivot(index="period_end", columns="group", values="representation")
    return [group for group in dict.fromkeys(shown["group"]) if (gaps[group] > 0).all()]


def _list_groups(groups: list[str]) -> str:
    if not groups:
        return "No group was"
    first, *others = (CHILDREN[group] for group in groups)
    small = [children.replace("Children of", "children of") for children in others]
    return f"{in_words([first, *small])} were"


def _compare_first_and_last(first: pd.Series, last: pd.Series) -> str:
    both = [(row, period_of(row)) for row in (first, last)]
    gaps = " and ".join(f"{row['representation']:+.1f} in {year}" for row, year in both)
    index = " and ".join(f"{row['rri']:.2f} in {year}" for row, year in both)
    stated = f"{CHILDREN[first['group']]}: a representation of {gaps}, in percentage points"
    has_index = first["group"] != WHITE and isfinite(first["rri"]) and isfinite(last["rri"])
    return f"{stated}; {index}, times the White rate." if has_index else f"{stated}."
