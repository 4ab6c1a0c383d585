"""How far an answer rests on the population the children are set against, and on its year."""

import pandas as pd

from yotlib.analysis.comparison import PERIOD
from yotlib.analysis.ethnicity import WHITE
from yotlib.findings.ethnicity.wording import CHILDREN, NO_POPULATION, population, population_day, tested, when
from yotlib.findings.wording import Nothing, Sentence, Sentences
from yotlib.reference import periods

ONE_YEAR = pd.Timedelta(days=365.25)
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def depends_on_population(tables: list[pd.DataFrame]) -> Sentences:
    """How far the answer rests on which population is used, from `ethnicity.groups` on each basis, oldest first."""
    kept = [tested(table) for table in tables if not tested(table).empty]
    if len(kept) < 2:
        return Sentences()
    first, last = kept[0], kept[-1]
    both = first.merge(last, on="group", suffixes=("_then", "_now"), validate="one_to_one")
    return Sentences(_two_bases(row, first.iloc[0], last.iloc[0]) for _, row in both.iterrows())


def population_year(groups: pd.DataFrame) -> Sentence:
    """How many years lie between the count of the children and that of the population they are set against.

    Takes the table of `ethnicity.groups`, `pooled` or `over_time`, and of several years tells the
    widest distance. Years are counted from the middle of one period to the middle of the other;
    a population whose middle lies within the period of the children is of the same period.
    """
    based = groups[groups["population_share"].notna()].drop_duplicates(PERIOD)
    if based.empty:
        return Nothing(NO_POPULATION if len(groups) else "No population is needed: no groups are published here.")
    apart = max(_years_apart(row) for _, row in based.iterrows())
    days = dict.fromkeys(_dated(row, named=apart == 0) for _, row in based.iterrows())
    distance = f"{'up to ' if len(based) > 1 else ''}{_years(apart)} apart" if apart else "within the same period"
    return Sentence(f"The children were counted in {_span(based)}, the population {' and '.join(days)}: {distance}.")


def _years_apart(row: pd.Series) -> float:
    middle = periods.middle(row["population_start"], row["population_end"])
    if row["period_start"] <= middle <= row["period_end"]:
        return 0.0
    return float(abs(middle - periods.middle(row["period_start"], row["period_end"])) / ONE_YEAR)


def _years(apart: float) -> str:
    years = round(apart)
    if years < 1:
        return "less than a year"
    return f"{NUMBERS[years] if years < len(NUMBERS) else years} {'year' if years == 1 else 'years'}"


def _dated(row: pd.Series, *, named: bool) -> str:
    printed = population(row) if named else population_day(row)
    return f"{'on' if row['population_start'] == row['population_end'] else 'in'} {printed}"


def _span(based: pd.DataFrame) -> str:
    first, last = when(based.iloc[0]), when(based.iloc[-1])
    return first if len(based) == 1 else f"{first} to {last}"


def _two_bases(row: pd.Series, first: pd.Series, last: pd.Series) -> str:
    same = (row["representation_then"] > 0) == (row["representation_now"] > 0)
    index = ""
    if row["group"] != WHITE:
        index = (
            f" The relative rate index is {row['rri_then']:.3f} on the first and {row['rri_now']:.3f} on the second."
        )
    rests = "The direction holds on both; the size rests on" if same else "Even the direction rests on"
    return (
        f"{CHILDREN[row['group']]}: {row['representation_then']:+.1f} percentage points on the population of "
        f"{population(first)}, {row['representation_now']:+.1f} on that of {population(last)}. "
        f"{rests} the year of the population.{index}"
    )
