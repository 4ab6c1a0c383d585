"""Compare a group's share of the children cautioned or sentenced with its share of the children who live there."""

import pandas as pd

from yotlib.analysis.ethnicity import GROUP_NAMES
from yotlib.findings.ethnicity.wording import (
    CHILDREN,
    SIGNIFICANT,
    area_name,
    explain_nothing,
    period_counted,
    population_and_source,
    represented_by,
    with_representation,
)
from yotlib.findings.wording import Headline, Sentences, format_p_value


def representation_headline(groups: pd.DataFrame, *, team: str) -> Headline:
    """Name the most over-represented group, beyond chance if any is, from the table of `ethnicity.groups`."""
    shown = with_representation(groups)
    if shown.empty:
        return Headline(explain_nothing(groups, team))
    significant = shown[shown["p_value"] < SIGNIFICANT]
    row = (significant if len(significant) else shown).sort_values("representation").iloc[-1]
    return Headline(
        f"{CHILDREN[row['group']]} were {row['share']:.1f}% of the children cautioned or sentenced in "
        f"{area_name(row)} in {period_counted(row)} whose group is known, and {row['population_share']:.1f}% of "
        f"children aged 10-17 on the population of {population_and_source(row)}: {represented_by(row)}; "
        f"{_chance_in_words(row['p_value'])}."
    )


def representation(groups: pd.DataFrame) -> Sentences:
    """Return one sentence a group: its two shares, the gap in percentage points, and the exact test.

    The adjusted p value is printed where it changes the conclusion.
    """
    return Sentences(
        f"{GROUP_NAMES[row['group']]}: {row['share']:.1f}% of children cautioned or sentenced "
        f"({row['share_lower']:.1f}% to {row['share_upper']:.1f}%), {row['population_share']:.1f}% of children aged "
        f"10-17: {represented_by(row)}; {_chance_in_words(row['p_value'])} ({format_p_value(row['p_value'])})"
        f"{_note_adjusted(row)}."
        for _, row in with_representation(groups).iterrows()
    )


def _chance_in_words(p_value: float) -> str:
    return "more than chance would explain" if p_value < SIGNIFICANT else "chance alone could explain it"


def _note_adjusted(row: pd.Series) -> str:
    if not row["p_value"] < SIGNIFICANT <= row["p_adjusted"]:
        return ""
    return f", though not once adjusted for how many groups are tested ({format_p_value(row['p_adjusted'])})"
