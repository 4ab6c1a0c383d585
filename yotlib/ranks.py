"""Where a team stands among all that have a figure, and many comparisons tested at once."""

import numpy as np
import pandas as pd

from yotlib.measures import Measure

FEWEST = 20
PARTS = {"third": 3, "half": 2, "quarter": 4}


def placed(values: pd.Series, measure: Measure) -> pd.DataFrame:
    """The place of every value among those there are, 1 being the best; ties share the worse place.

    Returns `place`, `of` (how many have a figure), and `third`, `half` and `quarter`, counted from
    1, the best, on the index of `values`. Blank for a missing value, for fewer than 20 values,
    and for a measure that has no better or worse.
    """
    of = int(values.notna().sum())
    better_first = values if measure.lower_is_better else -values
    place = better_first.rank(method="max")
    if of < FEWEST or measure.lower_is_better is None:
        place = place * np.nan
    parts = {name: np.ceil(place * number / max(of, 1)) for name, number in PARTS.items()}
    return pd.DataFrame({"place": place, "of": of, **parts}, index=values.index)


def benjamini_hochberg(p_values: pd.Series) -> pd.Series:
    """P values adjusted for how many there are, so that few of those called significant are false; gaps stay gaps.

    Source: Benjamini and Hochberg (1995), JRSS B 57:289.
    """
    from statsmodels.stats.multitest import multipletests

    adjusted = pd.Series(np.nan, index=p_values.index, name="p_adjusted")
    known = p_values.notna()
    if known.any():
        adjusted[known] = multipletests(p_values[known].to_numpy(dtype=float), method="fdr_bh")[1]
    return adjusted
