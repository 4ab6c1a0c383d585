"""Say what the relative rate index shows: each group's rate over the White rate."""

import pandas as pd

from yotlib.analysis.ethnicity import RRI_WITHIN, with_flags
from yotlib.findings.ethnicity.wording import (
    CHILDREN,
    area_name,
    explain_nothing,
    index_and_interval,
    period_counted,
    population_and_source,
    with_rate_index,
)
from yotlib.findings.wording import Headline, Sentences


def relative_rate_headline(groups: pd.DataFrame, *, team: str) -> Headline:
    """Name the group whose rate is farthest from the White rate."""
    shown = with_rate_index(groups)
    if shown.empty:
        return Headline(explain_nothing(groups, team))
    row = shown.iloc[int(shown["rri"].clip(lower=0.01).map(_log_distance).to_numpy().argmax())]
    where_and_when = f"{area_name(row)} in {period_counted(row)}"
    return Headline(f"{_state_rate(row)} in {where_and_when}, on the population of {population_and_source(row)}.")


def relative_rates(groups: pd.DataFrame) -> Sentences:
    """Return one sentence for each group but White: its index, its interval, whether large and whether certain."""
    return Sentences(
        f"{_state_rate(row)}: {_describe_size_and_chance(row)}."
        for _, row in with_flags(with_rate_index(groups)).iterrows()
    )


def _state_rate(row: pd.Series) -> str:
    return f"{CHILDREN[row['group']]} were cautioned or sentenced at {index_and_interval(row)} times the White rate"


def _describe_size_and_chance(row: pd.Series) -> str:
    large, significant = (
        row["large"] is not pd.NA and row["large"],
        row["significant"] is not pd.NA and row["significant"],
    )
    size = f"{'outside' if large else 'within'} {RRI_WITHIN[0]} to {RRI_WITHIN[1]}"
    joined = " and" if large == significant else ", yet"
    return f"{size}{joined} {'more than chance would explain' if significant else 'chance alone could explain it'}"


def _log_distance(index: float) -> float:
    return max(index, 1 / index)
