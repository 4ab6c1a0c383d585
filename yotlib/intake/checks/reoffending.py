"""Check that the three measures of reoffending of one cohort agree.

The share of children who reoffend, the reoffences per child, and the reoffences per child who reoffends are one count
over another: the last is the second over the first. A child who reoffends has one reoffence at least, so a frequency
stored as a hundredth shows.
"""

import pandas as pd

from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.rows import (
    PERIOD,
    count_decimals,
    each_row,
    fault_of_row,
    format_number,
    format_value,
    look_up_measures,
    prepare,
)

CHECK = "the measures of reoffending agree"
BINARY, FREQUENCY, EACH = "reoffending_rate", "reoffences_per_child", "reoffences_per_reoffender"
COHORT = ["source", "area", "age", "ethnicity", *PERIOD]
MOST_EACH = 20  # England and Wales has had about 4, and Bradford 5.6


def check_reoffending(figures: pd.DataFrame) -> list[Fault]:
    """Return figures of a cohort whose measures cannot all be right, or are hardly so; always `look`.

    They are fewer reoffences than children who reoffended, over twenty by each of them, or another number by each than
    the two others give, beyond rounding. The figures do not show which is at fault, so each is named.
    """
    rows = prepare(figures).dropna(subset=["value"])
    own = rows[rows["measure"].isin([BINARY, FREQUENCY, EACH])].drop_duplicates([*COHORT, "measure"])
    asked = own.merge(_implied(own), on=COHORT)
    return [
        fault_of_row(row, CHECK, LOOK, format_value(row), row["expected"])
        for row in each_row(asked[asked["expected"] != ""])
    ]


def _implied(own: pd.DataFrame) -> pd.DataFrame:
    """Return what the measures of each cohort are `expected` to be, blank where they agree."""
    half = 0.5 * 10.0 ** -count_decimals(own["value"])
    per = look_up_measures(own, "per").astype(float)
    ends = own.assign(low=(own["value"] - half) / per, high=(own["value"] + half) / per, shown=own["value"])
    table = ends.pivot(index=COHORT, columns="measure", values=["low", "high", "shown"])
    columns = pd.MultiIndex.from_product([["low", "high", "shown"], [BINARY, FREQUENCY, EACH]])
    table = table.reindex(columns=columns)
    lowest = table["low", FREQUENCY] / table["high", BINARY]
    highest = table["high", FREQUENCY] / table["low", BINARY].clip(lower=0)
    other = (table["high", EACH] < lowest) | (table["low", EACH] > highest)
    wrong = (highest < 1) | (lowest > MOST_EACH) | other
    expected = [_describe(*numbers) for numbers in table["shown"][[BINARY, FREQUENCY]].itertuples(index=False)]
    words = pd.Series(expected, index=table.index, dtype="str").where(wrong, "")
    return words.rename("expected").reset_index()


def _describe(binary: float, frequency: float) -> str:
    each = f"{100 * frequency / binary:.2f}" if binary else "many"
    per_child = f"{format_number(frequency)} reoffences per child"
    return f"{per_child} where {format_number(binary)}% reoffend are {each} by each of them"
