"""Say what a team's statistical neighbours show, and how many of them have a figure here."""

from collections.abc import Sequence

import pandas as pd

from yotlib.analysis.neighbours import POOLED, ROLE, median_of_neighbours
from yotlib.findings.comparison import compare_with_baseline
from yotlib.findings.wording import Nothing, Sentence, Sentences, distance, period_of, print_value
from yotlib.reference.areas import find
from yotlib.reference.measures import get


def neighbours(table: pd.DataFrame, around: Sequence[str]) -> Sentences:
    """Say how many of the neighbours have a figure, their median, and a verdict where all of them have counts.

    `table` is that of `neighbours.beside`, `around` the list of `neighbours.of`.

    >>> import yotlib as yot
    >>> table = yot.neighbours.beside(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> print(yot.findings.neighbours(table, yot.neighbours.of("Bradford"))[1])
    Their median is 184; Bradford, at 130, is 30% below it. A median carries no verdict.
    """
    name = find(table.iloc[0]["area"]).name
    if not around:
        return Sentences([Nothing(f"No statistical neighbours of {name} are held here.")])
    with_figures = table[table["role"] == ROLE].dropna(subset=["value"])
    listed = ", ".join(find(area).name for area in around)
    opening = f"{len(with_figures)} of the {len(around)} statistical neighbours of {name} ({listed}) have a figure here"
    if with_figures.empty or pd.isna(table.iloc[0]["value"]):
        return Sentences([f"{opening} for the same period, so they are not set beside it."])
    return Sentences(
        [
            f"{opening} for {period_of(table.iloc[0])}.",
            _compare_with_median(table, len(with_figures)),
            *_compare_with_pooled(table),
        ]
    )


def _compare_with_median(table: pd.DataFrame, counted: int) -> Sentence:
    team, measure = table.iloc[0], get(table.iloc[0]["measure"])
    middle = pd.Series({"value": median_of_neighbours(table)})
    of = "Its value" if counted == 1 else "Their median"
    return Sentence(
        f"{of} is {measure.printed(middle['value'])}; {team['name']}, at {print_value(team, measure)}, is "
        f"{distance(team, middle, measure)} it. A median carries no verdict."
    )


def _compare_with_pooled(table: pd.DataFrame) -> list[str]:
    pooled = table[table["role"] == POOLED]
    measure = get(table.iloc[0]["measure"])
    return [compare_with_baseline(table.iloc[0], row, measure) for _, row in pooled.iterrows()]
