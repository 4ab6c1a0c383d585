"""The smallest cohort that a percentage printed without its cohort can be of.

The true cohort is at least that large, and a larger one has a narrower Wilson interval at the same share. So what is
higher or lower at the smallest cohort is so at the true one.
"""

from functools import lru_cache

import numpy as np
import pandas as pd

LARGEST = 2_000


def smallest_cohorts(percentages: pd.Series, decimals: int) -> pd.DataFrame:
    """Return the smallest cohort of each percentage, and how many children of it give the printed figure.

    `count` and `population` are whole children, on the index of `percentages`; both are missing where no cohort of up
    to 2,000 children gives the figure.

    >>> smallest_cohorts(pd.Series([12.5, 41.79, 40.41]), 2).to_numpy().tolist()
    [[1.0, 8.0], [28.0, 67.0], [59.0, 146.0]]
    """
    smallest = _smallest(decimals)
    found = [smallest.get(round(value * 10**decimals), (np.nan, np.nan)) for value in percentages.fillna(-1)]
    return pd.DataFrame(found, columns=["count", "population"], index=percentages.index, dtype=float)


@lru_cache(maxsize=4)
def _smallest(decimals: int) -> dict[int, tuple[int, int]]:
    """Return the smallest cohort and its count for every percentage, in units of the last printed digit.

    A count that lies half way between two printed figures may have been rounded either way.
    """
    units = 100 * 10**decimals
    counts, cohorts = np.full(units + 1, -1), np.zeros(units + 1, dtype=int)
    for cohort in range(1, LARGEST + 1):
        doubled = 2 * units * np.arange(cohort + 1)
        for printed in (-((cohort - doubled) // (2 * cohort)), (doubled + cohort) // (2 * cohort)):
            new = counts[printed] < 0
            counts[printed[new]], cohorts[printed[new]] = np.flatnonzero(new), cohort
        if (counts >= 0).all():
            break
    known = np.flatnonzero(counts >= 0)
    return {int(place): (int(counts[place]), int(cohorts[place])) for place in known}
