"""Reoffences per child who reoffends, from the published frequency and binary rates of one release."""

import pandas as pd

from yotlib.figures.totals import KEYS

PRINTED_NOTE = "[e] worked from the printed frequency and binary rates"
COUNTED_NOTE = "reoffences divided by reoffenders, as counted"


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
