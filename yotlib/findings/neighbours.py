"""What a team's statistical neighbours show, and that most have no figure here."""

from collections.abc import Sequence

import pandas as pd

from yotlib.analysis.neighbours import POOLED, ROLE, median
from yotlib.findings.comparison import against
from yotlib.findings.wording import Nothing, Sentence, Sentences, distance, period_of
from yotlib.reference.areas import find
from yotlib.reference.measures import get


def neighbours(table: pd.DataFrame, around: Sequence[str]) -> Sentences:
    """How many of the neighbours have a figure, their median, and a verdict where all of them are counted.

    `table` is that of `neighbours.beside`, `around` the list of `neighbours.of`.
    """
    name = find(table.iloc[0]["area"]).name
    if not around:
        return Sentences([Nothing(f"No statistical neighbours of {name} are held here.")])
    each = table[table["role"] == ROLE].dropna(subset=["value"])
    listed = ", ".join(find(area).name for area in around)
    told = f"{len(each)} of the {len(around)} statistical neighbours of {name} ({listed}) have a figure here"
    if each.empty or pd.isna(table.iloc[0]["value"]):
        return Sentences([f"{told} for the same period, so they are not set beside it."])
    return Sentences([f"{told} for {period_of(table.iloc[0])}.", _median(table, len(each)), *_together(table)])


def _median(table: pd.DataFrame, counted: int) -> Sentence:
    team, measure = table.iloc[0], get(table.iloc[0]["measure"])
    middle = pd.Series({"value": median(table)})
    of = "Its value" if counted == 1 else "Their median"
    return Sentence(
        f"{of} is {measure.printed(middle['value'])}; {team['name']}, at {measure.printed(team['value'])}, lies "
        f"{distance(team, middle, measure)} it. A median carries no verdict."
    )


def _together(table: pd.DataFrame) -> list[str]:
    pooled = table[table["role"] == POOLED]
    measure = get(table.iloc[0]["measure"])
    return [against(table.iloc[0], row, measure) for _, row in pooled.iterrows()]
