"""Say how far an answer depends on the population used, and on its year."""

from math import isfinite

import pandas as pd

from yotlib.analysis.comparison import PERIOD
from yotlib.analysis.ethnicity import WHITE
from yotlib.findings.ethnicity.wording import (
    CHILDREN,
    NO_POPULATION,
    period_counted,
    population_and_source,
    population_day,
    with_representation,
)
from yotlib.findings.wording import Nothing, Sentence, Sentences
from yotlib.reference import periods

LEAST_DIFFERENCE = 1.0  # percentage points
ONE_YEAR = pd.Timedelta(days=365.25)
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def depends_on_population(tables: list[pd.DataFrame]) -> Sentences:
    """Say how far the answer depends on the population, from `ethnicity.groups` on each basis, oldest first.

    It depends on it only for a group whose representation differs by more than a point between the oldest and the
    newest, so one population under two dates, or printed twice, counts once. `tables` are what `ethnicity.groups`
    returned for each `population`.

    >>> import yotlib as yot
    >>> figures = yot.load()
    >>> bases = yot.ethnicity.bases(figures, "Bradford")
    >>> tables = [yot.ethnicity.groups(figures, "Bradford", population=census) for census in bases]
    >>> print(yot.findings.depends_on_population(tables)[0])
    White children: +4.8 percentage points on the population of 27 March 2011 (Office for National Statistics), +14.7 \
on that of 21 March 2021 (Office for National Statistics). The direction holds on both; the size rests on the year of \
the population.
    """
    kept = [with_representation(table) for table in tables if not with_representation(table).empty]
    if len(kept) < 2:
        return Sentences()
    first, last = kept[0], kept[-1]
    both = first.merge(last, on="group", suffixes=("_then", "_now"), validate="one_to_one")
    moved = both[(both["representation_now"] - both["representation_then"]).abs() > LEAST_DIFFERENCE]
    told = [_compare_two_bases(row, first.iloc[0], last.iloc[0]) for _, row in moved.iterrows()]
    return Sentences([*told, *_say_the_rest_agree(len(moved), len(both), first.iloc[0], last.iloc[0])])


def _say_the_rest_agree(moved: int, groups: int, first: pd.Series, last: pd.Series) -> list[str]:
    if moved == groups:
        return []
    which = "of the other groups" if moved else "of the groups"
    days = f"the populations of {population_and_source(first)} and {population_and_source(last)}"
    return [f"For none {which} does the gap differ by more than a percentage point between {days}."]


def population_year(groups: pd.DataFrame) -> Sentence:
    """Say how many years lie between the count of the children and that of the population they are compared with.

    `groups` is the table of `ethnicity.groups`, `pooled` or `over_time`; of several years it gives the longest
    distance. Years are counted from the middle of one period to the middle of the other. A population whose middle lies
    within the period of the children counts as of the same period.

    >>> import yotlib as yot
    >>> groups = yot.ethnicity.groups(yot.load(), "Bradford")
    >>> print(yot.findings.population_year(groups))
    The children were counted in 2019-20, the population on 21 March 2021: one year apart.
    """
    based = groups[groups["population_share"].notna()].drop_duplicates(PERIOD)
    if based.empty:
        return Nothing(NO_POPULATION if len(groups) else "No population is needed: no groups are published here.")
    apart = max(_years_apart(row) for _, row in based.iterrows())
    days = dict.fromkeys(_date_population(row, named=apart == 0) for _, row in based.iterrows())
    distance = (
        f"{'up to ' if len(based) > 1 else ''}{_years_in_words(apart)} apart" if apart else "within the same period"
    )
    return Sentence(
        f"The children were counted in {_years_counted(based)}, the population {' and '.join(days)}: {distance}."
    )


def _years_apart(row: pd.Series) -> float:
    middle = periods.middle(row["population_start"], row["population_end"])
    if row["period_start"] <= middle <= row["period_end"]:
        return 0.0
    return float(abs(middle - periods.middle(row["period_start"], row["period_end"])) / ONE_YEAR)


def _years_in_words(apart: float) -> str:
    years = round(apart)
    if years < 1:
        return "less than a year"
    return f"{NUMBERS[years] if years < len(NUMBERS) else years} {'year' if years == 1 else 'years'}"


def _date_population(row: pd.Series, *, named: bool) -> str:
    printed = population_and_source(row) if named else population_day(row)
    return f"{'on' if row['population_start'] == row['population_end'] else 'in'} {printed}"


def _years_counted(based: pd.DataFrame) -> str:
    first, last = period_counted(based.iloc[0]), period_counted(based.iloc[-1])
    return first if len(based) == 1 else f"{first} to {last}"


def _compare_two_bases(row: pd.Series, first: pd.Series, last: pd.Series) -> str:
    same = (row["representation_then"] > 0) == (row["representation_now"] > 0)
    index = ""
    if row["group"] != WHITE and isfinite(row["rri_then"]) and isfinite(row["rri_now"]):
        index = (
            f" The relative rate index is {row['rri_then']:.3f} on the first and {row['rri_now']:.3f} on the second."
        )
    how_far = "The direction holds on both; the size rests on" if same else "Even the direction rests on"
    return (
        f"{CHILDREN[row['group']]}: {row['representation_then']:+.1f} percentage points on the population of "
        f"{population_and_source(first)}, {row['representation_now']:+.1f} on that of {population_and_source(last)}. "
        f"{how_far} the year of the population.{index}"
    )
