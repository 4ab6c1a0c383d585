"""Set the figures of two releases of one measure side by side."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from yotlib.intake.checks.rows import PERIOD, each_table
from yotlib.reference import periods

OF_MEASURE = ["measure", "age", "ethnicity"]
OF_CHILDREN = "population"


def each_pair(rows: pd.DataFrame) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Yield the figures above zero of every two releases of one measure and age, the earlier release first.

    Only of all children together: single ethnic groups are too few for what their figures should be like.
    """
    known = rows[(rows["value"] > 0) & rows[PERIOD].notna().all(axis=1) & (rows["ethnicity"] == "all")]
    known = known[~known["measure"].str.startswith(OF_CHILDREN)]
    for table in each_table(known.drop_duplicates(["source", *OF_MEASURE, "area", *PERIOD]), OF_MEASURE):
        order = table.sort_values(["released", "source"]) if "released" in table else table.sort_values("source")
        releases = [table[table["source"] == source] for source in dict.fromkeys(order["source"])]
        yield from combinations(releases, 2)


def distance(one: pd.Series, other: pd.Series) -> pd.Series:
    """Return how far apart two series of figures are, as the size of the logarithm of their ratio: 0.02 is about 2%."""
    return pd.Series(np.log(one / other), index=one.index).abs()


def span_of(rows: pd.DataFrame) -> str:
    """Name the first and the last period of some rows: "2016 to 2023"."""
    ordered = rows.sort_values("period_end")
    first, last = (periods.label(*ordered.iloc[place][PERIOD]) for place in (0, -1))
    return first if first == last else f"{first} to {last}"
