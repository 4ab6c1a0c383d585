"""Rank a team among all teams that have a figure."""

import numpy as np
import pandas as pd

from yotlib.reference.measures import Measure

FEWEST = 20
PARTS = {"third": 3, "half": 2, "quarter": 4}


def rank_values(values: pd.Series, measure: Measure) -> pd.DataFrame:
    """Rank every value, 1 being the best; ties share the worse place.

    Returns `place`, `of` (how many have a figure), and `third`, `half` and `quarter`, counted from 1, the best, on
    the index of `values`. Blank for a missing value, for fewer than 20 values, and for a measure that has no better
    or worse.
    """
    of = int(values.notna().sum())
    better_first = values if measure.lower_is_better else -values
    place = better_first.rank(method="max")
    if of < FEWEST or measure.lower_is_better is None:
        place = place * np.nan
    parts = {name: np.ceil(place * number / max(of, 1)) for name, number in PARTS.items()}
    return pd.DataFrame({"place": place, "of": of, **parts}, index=values.index)
