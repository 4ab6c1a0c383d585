"""Figures that follow from published ones of one period and release: totals, reoffences per reoffender, whole teams."""

import pandas as pd

from yotlib.figures import combined_teams
from yotlib.figures.totals import KEYS, totals

TOTALLED = ("cautioned_or_sentenced", "population_10_17")
PRINTED_NOTE = "[e] worked from the printed frequency and binary rates"
COUNTED_NOTE = "reoffences divided by reoffenders, as counted"


def worked_out(figures: pd.DataFrame, measure: str, *, age: str, ethnicity: str) -> pd.DataFrame:
    """Rows of `measure` that follow from published ones, with the same columns; none for most measures."""
    if measure in TOTALLED and ethnicity == "all":
        made = totals(figures, measure, age)
    elif measure == "reoffences_per_reoffender":
        made = reoffences_per_reoffender(figures, age, ethnicity)
    else:
        made = combined_teams.worked_out(figures, measure, age=age, ethnicity=ethnicity)
    return made[figures.columns]


def reoffences_per_reoffender(figures: pd.DataFrame, age: str, ethnicity: str) -> pd.DataFrame:
    """The frequency rate over the binary rate, from counts where both are published, else from the printed rates."""
    of_group = figures[(figures["age"] == age) & (figures["ethnicity"] == ethnicity)]
    binary, frequency = (of_group[of_group["measure"] == name] for name in ("reoffending_rate", "reoffences_per_child"))
    both = binary.merge(frequency, on=[*KEYS, "ethnicity"], suffixes=("_binary", "_frequency"), validate="one_to_one")
    printed = 100 * both["value_frequency"] / both["value_binary"].where(both["value_binary"] > 0)
    counted = both["count_frequency"] / both["count_binary"].where(both["count_binary"] > 0)
    made = both[[*KEYS, "ethnicity"]].assign(
        measure="reoffences_per_reoffender",
        value=counted.fillna(printed),
        count=both["count_frequency"],
        population=both["count_binary"],
        note=counted.isna().map({True: PRINTED_NOTE, False: COUNTED_NOTE}),
    )
    return made[made["value"].notna()]
