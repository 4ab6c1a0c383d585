"""Representation: a group's share of the children sanctioned beside its share of the children who live there."""

import pandas as pd

from yotlib.analysis.ethnicity import GROUP_NAMES
from yotlib.findings.ethnicity.wording import (
    CHILDREN,
    SIGNIFICANT,
    name,
    nothing,
    population,
    represented,
    tested,
    when,
)
from yotlib.findings.wording import Headline, Sentences, p_printed


def representation_headline(groups: pd.DataFrame, *, team: str) -> Headline:
    """The group that is most over-represented, beyond chance if any is, from the table of `ethnicity.groups`."""
    shown = tested(groups)
    if shown.empty:
        return Headline(nothing(groups, team))
    firm = shown[shown["p_value"] < SIGNIFICANT]
    row = (firm if len(firm) else shown).sort_values("representation").iloc[-1]
    return Headline(
        f"{CHILDREN[row['group']]} were {row['share']:.1f}% of the children cautioned or sentenced in "
        f"{name(row)} in {when(row)} whose group is known, and {row['population_share']:.1f}% of children aged "
        f"10-17 on the population of {population(row)}: {represented(row)}; {_chance(row['p_value'])}."
    )


def representation(groups: pd.DataFrame) -> Sentences:
    """One sentence a group: its two shares, the gap in percentage points, and the exact test.

    The adjusted p value is told where it leads elsewhere than the plain one.
    """
    return Sentences(
        f"{GROUP_NAMES[row['group']]}: {row['share']:.1f}% of children cautioned or sentenced "
        f"({row['share_lower']:.1f}% to {row['share_upper']:.1f}%), {row['population_share']:.1f}% of children aged "
        f"10-17: {represented(row)}; {_chance(row['p_value'])} ({p_printed(row['p_value'])}){_adjusted(row)}."
        for _, row in tested(groups).iterrows()
    )


def _chance(p_value: float) -> str:
    return "more than chance would explain" if p_value < SIGNIFICANT else "chance alone could explain it"


def _adjusted(row: pd.Series) -> str:
    if not row["p_value"] < SIGNIFICANT <= row["p_adjusted"]:
        return ""
    return f", though not once adjusted for how many groups are tested ({p_printed(row['p_adjusted'])})"
