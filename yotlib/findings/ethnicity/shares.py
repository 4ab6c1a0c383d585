"""Compare a group's share of the children cautioned or sentenced with its share of the children who live there."""

import pandas as pd

from yotlib.analysis.ethnicity import GROUP_NAMES, SIGNIFICANT
from yotlib.findings.ethnicity.wording import (
    CHANCE_ALONE,
    CHILDREN,
    MORE_THAN_CHANCE,
    area_name,
    doubt,
    explain_nothing,
    period_counted,
    population_and_source,
    represented_by,
    with_representation,
)
from yotlib.findings.wording import Headline, Sentences, format_p_value


def representation_headline(groups: pd.DataFrame, *, team: str) -> Headline:
    """Name the group most over-represented by more than chance, from the table of `ethnicity.groups`.

    Without one, the group most under-represented by more than chance; without that, no group is named. Chance is judged
    once the number of groups tested is allowed for. `groups` is what `ethnicity.groups` returns.

    >>> import yotlib as yot
    >>> groups = yot.ethnicity.groups(yot.load(), "Bradford")
    >>> print(yot.findings.representation_headline(groups, team="Bradford"))
    White children were 60.7% of the children cautioned or sentenced in Bradford in 2019-20 whose group is known, and \
46.0% of children aged 10-17 on the population of 21 March 2021 (Office for National Statistics): over-represented by \
14.7 percentage points; more than chance would explain.
    """
    shown = with_representation(groups)
    if shown.empty:
        return Headline(explain_nothing(groups, team))
    row = row_to_name(shown)
    if not row["p_adjusted"] < SIGNIFICANT:
        return Headline(_none_beyond_chance(shown))
    return Headline(
        f"{CHILDREN[row['group']]} were {row['share']:.1f}% of the children cautioned or sentenced in "
        f"{area_name(row)} in {period_counted(row)} whose group is known, and {row['population_share']:.1f}% of "
        f"children aged 10-17 on the population of {population_and_source(row)}: {represented_by(row)}; "
        f"{doubt(row) or MORE_THAN_CHANCE}."
    )


def _none_beyond_chance(shown: pd.DataFrame) -> str:
    row = shown.iloc[0]
    allowed = " once the number of groups tested is allowed for" if (shown["p_value"] < SIGNIFICANT).any() else ""
    return (
        f"No ethnic group was over- or under-represented by more than chance would explain{allowed} among the "
        f"{shown['count'].sum():,.0f} children cautioned or sentenced in {area_name(row)} in {period_counted(row)} "
        f"whose group is known, on the population of {population_and_source(row)}."
    )


def row_to_name(shown: pd.DataFrame) -> pd.Series:
    """Return the group over-represented by more than chance, else under-represented so, else the most represented.

    A group whose share changed too suddenly to conclude from it comes last.
    """
    ordered = shown.sort_values("representation")
    firm = ordered[ordered["share_before"].isna() & (ordered["p_adjusted"] < SIGNIFICANT)]
    significant = firm if len(firm) else ordered[ordered["p_adjusted"] < SIGNIFICANT]
    if len(significant) and not (significant["representation"] > 0).any():
        return significant.iloc[0]
    return (significant if len(significant) else ordered).iloc[-1]


def representation(groups: pd.DataFrame) -> Sentences:
    """Return one sentence a group: its two shares, the gap in percentage points, and the exact test.

    The adjusted p value is printed where it changes the conclusion. `groups` is what `ethnicity.groups` returns.

    >>> import yotlib as yot
    >>> groups = yot.ethnicity.groups(yot.load(), "Bradford")
    >>> print(yot.findings.representation(groups)[0])
    White: 60.7% of children cautioned or sentenced (55.6% to 65.6%), 46.0% of children aged 10-17: over-represented \
by 14.7 percentage points; more than chance would explain (p < 0.001).
    """
    return Sentences(
        f"{GROUP_NAMES[row['group']]}: {row['share']:.1f}% of children cautioned or sentenced "
        f"({row['share_lower']:.1f}% to {row['share_upper']:.1f}%), {row['population_share']:.1f}% of children aged "
        f"10-17: {represented_by(row)}; {doubt(row) or _tested(row)}."
        for _, row in with_representation(groups).iterrows()
    )


def _tested(row: pd.Series) -> str:
    chance = MORE_THAN_CHANCE if row["p_value"] < SIGNIFICANT else CHANCE_ALONE
    return f"{chance} ({format_p_value(row['p_value'])}){_note_adjusted(row)}"


def _note_adjusted(row: pd.Series) -> str:
    if not row["p_value"] < SIGNIFICANT <= row["p_adjusted"]:
        return ""
    return f", though not once adjusted for how many groups are tested ({format_p_value(row['p_adjusted'])})"
