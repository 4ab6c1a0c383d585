"""The relative rate index: each group's rate over the White rate."""

import pandas as pd

from yotlib.analysis.ethnicity import RRI_WITHIN, flagged
from yotlib.findings.ethnicity.wording import CHILDREN, limits, name, nothing, population, rated, when
from yotlib.findings.wording import Headline, Sentences


def relative_rate_headline(groups: pd.DataFrame, *, team: str) -> Headline:
    """The group whose rate is farthest from the White rate."""
    shown = rated(groups)
    if shown.empty:
        return Headline(nothing(groups, team))
    row = shown.iloc[int(shown["rri"].clip(lower=0.01).map(_log_distance).to_numpy().argmax())]
    return Headline(f"{_relative(row)} in {name(row)} in {when(row)}, on the population of {population(row)}.")


def relative_rates(groups: pd.DataFrame) -> Sentences:
    """One sentence a group other than White: its index, its interval, and size and certainty each for itself."""
    return Sentences(f"{_relative(row)}: {_flags(row)}." for _, row in flagged(rated(groups)).iterrows())


def _relative(row: pd.Series) -> str:
    return f"{CHILDREN[row['group']]} were cautioned or sentenced at {limits(row)} times the White rate"


def _flags(row: pd.Series) -> str:
    large, firm = row["large"] is not pd.NA and row["large"], row["significant"] is not pd.NA and row["significant"]
    size = f"{'outside' if large else 'within'} {RRI_WITHIN[0]} to {RRI_WITHIN[1]}"
    joined = " and" if large == firm else ", yet"
    return f"{size}{joined} {'more than chance would explain' if firm else 'chance alone could explain it'}"


def _log_distance(index: float) -> float:
    return max(index, 1 / index)
