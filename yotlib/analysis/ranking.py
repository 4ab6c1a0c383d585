"""Rank a team among all teams that have a figure."""

import re

import numpy as np
import pandas as pd

from yotlib.reference.measures import Measure
from yotlib.reference.notes import UNRELIABLE

FEWEST = 20
PARTS = {"third": 3, "half": 2, "quarter": 4}
MIDDLE_HALF, MOST_TEAMS, BEYOND = "within the middle half", "within the range of most teams", "beyond most teams"
_MOST = (0.05, 0.95)


def rank_values(values: pd.Series, measure: Measure) -> pd.DataFrame:
    """Rank every value, 1 being the best; ties share the worse place.

    Returns `place`, `of` (how many have a figure), `third`, `half` and `quarter`, counted from 1, the best, and
    `among`, where the value lies among all (see `lie_among`), on the index of `values`. Blank for a missing value and
    for fewer than 20 values; places are blank too for a measure that has no better or worse.
    """
    of = int(values.notna().sum())
    better_first = values if measure.lower_is_better else -values
    place = better_first.rank(method="max")
    if of < FEWEST or measure.lower_is_better is None:
        place = place * np.nan
    parts = {name: np.ceil(place * number / max(of, 1)) for name, number in PARTS.items()}
    return pd.DataFrame({"place": place, "of": of, **parts, "among": lie_among(values)}, index=values.index)


def lie_among(values: pd.Series) -> pd.Series:
    """Say of each value whether it is within the middle half of all, within nine in ten of them, or beyond.

    Teams differ more than chance would make them, so being unusual among teams is not the same as being beyond chance.
    Blank for a missing value, and for fewer than 20 values.
    """
    if values.notna().sum() < FEWEST:
        return pd.Series("", index=values.index)
    low, first, third, high = values.quantile([_MOST[0], 0.25, 0.75, _MOST[1]])
    most = pd.Series(BEYOND, index=values.index).mask(values.between(low, high), MOST_TEAMS)
    return most.mask(values.between(first, third), MIDDLE_HALF).where(values.notna(), "")


def are_unreliable(notes: pd.Series) -> pd.Series:
    """Return a mask of the figures marked [u]: their cohort is not known to be 30 children, so they are not ranked."""
    return notes.astype("str").str.contains(rf"^\S*{re.escape(UNRELIABLE)}")
