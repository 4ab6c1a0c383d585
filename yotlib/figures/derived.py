"""Works out figures that follow from published ones of one release: totals, reoffences per reoffender, whole teams."""

import pandas as pd

from yotlib.figures import combined_teams
from yotlib.figures.totals import KEYS, add_up_groups

TOTALLED = ("cautioned_or_sentenced", "population_10_17")
PRINTED_NOTE = "[e] worked from the printed frequency and binary rates"
COUNTED_NOTE = "reoffences divided by reoffenders, as counted"


def derived_rows(figures: pd.DataFrame, measure: str, *, age: str, ethnicity: str) -> pd.DataFrame:
    """Return the rows of `measure` that follow from published ones, with the same columns; most measures have none."""
    if measure in TOTALLED and ethnicity == "all":
        rows = add_up_groups(figures, measure, age)
    elif measure == "reoffences_per_reoffender":
        rows = reoffences_per_reoffender(figures, age, ethnicity)
    else:
        rows = combined_teams.combined_rates(figures, measure, age=age, ethnicity=ethnicity)
    return rows[figures.columns]


def reoffences_per_reoffender(figures: pd.DataFrame, age: str, ethnicity: str) -> pd.DataFrame:
    """Divide the frequency rate by the binary rate, from counts where both are published, else from printed rates."""
    of_group = figures[(figures["age"] == age) & (figures["ethnicity"] == ethnicity)]
    binary, frequency = (of_group[of_group["measure"] == name] for name in ("reoffending_rate", "reoffences_per_child"))
    both = binary.merge(frequency, on=[*KEYS, "ethnicity"], suffixes=("_binary", "_frequency"), validate="one_to_one")
    printed = 100 * both["value_frequency"] / both["value_binary"].where(both["value_binary"] > 0)
    counted = both["count_frequency"] / both["count_binary"].where(both["count_binary"] > 0)
    rows = both[[*KEYS, "ethnicity"]].assign(
        measure="reoffences_per_reoffender",
        value=counted.fillna(printed),
        count=both["count_frequency"],
        population=both["count_binary"],
        note=counted.isna().map({True: PRINTED_NOTE, False: COUNTED_NOTE}),
    )
    return rows[rows["value"].notna()]
