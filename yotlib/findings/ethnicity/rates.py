"""Say what the relative rate index shows: each group's rate over the White rate."""

import pandas as pd

from yotlib.analysis.ethnicity import GROUP_NAMES, RRI_WITHIN, SIGNIFICANT, WHITE, with_flags
from yotlib.findings.ethnicity.wording import (
    CHANCE_ALONE,
    CHILDREN,
    MORE_THAN_CHANCE,
    area_name,
    explain_nothing,
    index_and_interval,
    period_counted,
    population_and_source,
    with_rate_index,
)
from yotlib.findings.wording import Headline, Sentences
from yotlib.reference.words import in_words


def relative_rate_headline(groups: pd.DataFrame, *, team: str) -> Headline:
    """Name the group whose rate differs most surely from the White rate; none where chance could explain them all.

    That is the one whose nearer limit is farthest from 1, so that three children do not go before a hundred. Chance is
    judged once the number of groups tested is allowed for. A group whose count changed too suddenly comes last.
    `groups` is what `ethnicity.groups` returns.

    >>> import yotlib as yot
    >>> groups = yot.ethnicity.groups(yot.load(), "Bradford")
    >>> print(yot.findings.relative_rate_headline(groups, team="Bradford"))
    Asian children were cautioned or sentenced at 0.53 (0.42 to 0.66) times the White rate in Bradford in 2019-20, on \
the population of 21 March 2021 (Office for National Statistics); more than chance would explain.
    """
    shown = with_rate_index(groups)
    if shown.empty:
        return Headline(explain_nothing(groups, team))
    significant = shown[shown["rri_p_adjusted"] < SIGNIFICANT]
    firm = significant[significant["share_before"].isna()]
    significant = firm if len(firm) else significant
    row = _farthest(significant, _nearer_limit(significant)) if len(significant) else shown.iloc[0]
    where_and_when = f"{area_name(row)} in {period_counted(row)}, on the population of {population_and_source(row)}"
    if significant.empty:
        return Headline(f"No group's rate differed from the White rate by more than chance in {where_and_when}.")
    return Headline(f"{_state_rate(row)} in {where_and_when}; {_doubt(row, groups) or MORE_THAN_CHANCE}.")


def relative_rates(groups: pd.DataFrame) -> Sentences:
    """Return one sentence for each group but White: its index, its interval, whether large and whether certain.

    `groups` is what `ethnicity.groups` returns.

    >>> import yotlib as yot
    >>> groups = yot.ethnicity.groups(yot.load(), "Bradford")
    >>> print(yot.findings.relative_rates(groups)[0])
    Asian children were cautioned or sentenced at 0.53 (0.42 to 0.66) times the White rate: outside 0.8 to 1.25 and \
more than chance would explain.
    """
    return Sentences(
        f"{_state_rate(row)}: {_doubt(row, groups) or _describe_size_and_chance(row)}."
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
    return f"{size}{joined} {MORE_THAN_CHANCE if significant else CHANCE_ALONE}"


def _doubt(row: pd.Series, groups: pd.DataFrame) -> str:
    """Say whose share changed too suddenly to conclude from the index; blank where neither did."""
    both = groups[groups["group"].isin([row["group"], WHITE]) & groups["share_before"].notna()]
    if both.empty:
        return ""
    names = in_words([GROUP_NAMES[group] for group in both["group"]])
    return f"{names} counts changed too suddenly since the years before to conclude from them"


def _nearer_limit(rows: pd.DataFrame) -> pd.Series:
    return rows["rri_lower"].where(rows["rri"] > 1, rows["rri_upper"])


def _farthest(rows: pd.DataFrame, index: pd.Series) -> pd.Series:
    """Return the row whose index is farthest from 1, a half counting as far as a double."""
    known = index.clip(lower=0.01)
    return rows.iloc[int(known.where(known > 1, 1 / known).to_numpy().argmax())]
