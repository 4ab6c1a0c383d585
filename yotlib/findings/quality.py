"""Say what the checks found in the figures in hand."""

from typing import Any

import pandas as pd

from yotlib.findings.wording import Headline, Sentences
from yotlib.intake.checks.fault import WRONG
from yotlib.reference.words import counted

Row = dict[str, Any]


def quality(rows: list[Row], sources: list[Row]) -> Headline:
    """Say how many figures of how many publications are in hand, and how many are wrong or should be looked at.

    `rows` and `sources` are what `yot.data.check` and `yot.data.sources` return.

    >>> import yotlib as yot
    >>> print(yot.findings.quality(yot.data.check(), yot.data.sources()))
    In hand are 24,936 figures of 21 publications. The checks have 86 findings to be looked at and 0 figures held back.
    """
    held = sum(row["held_back"] for row in rows)
    wrong = sum(row["severity"] == WRONG for row in rows) - held
    publications = [row for row in sources if row["figures"] > 0]
    in_hand = f"{sum(row['figures'] for row in sources):,} figures of {len(publications)} publications"
    counts = [f"{counted(len(rows) - held - wrong, 'finding')} to be looked at", f"{counted(held, 'figure')} held back"]
    counts += [f"{counted(wrong, 'figure')} wrong and not held back"] if wrong else []
    return Headline(f"In hand are {in_hand}. The checks have {', '.join(counts[:-1])} and {counts[-1]}.")


def disagreements(apart: pd.DataFrame) -> Sentences:
    """Say for each pair of releases how many figures they print differently.

    `apart` is what `yot.data.disagreements` returns.

    >>> import yotlib as yot
    >>> apart = yot.data.disagreements(yot.load())
    >>> print(yot.findings.disagreements(apart)[0])
    990 figures of dfe-lait-2026-02 are printed otherwise in dfe-lait-2025-11.
    """
    if apart.empty:
        return Sentences(["No two releases in hand print the same figure otherwise."])
    pairs = apart.groupby(["source", "newer_source"]).size().rename("number").reset_index()
    ordered = pairs.sort_values(["number", "source"], ascending=[False, True])
    return Sentences(_describe_pair(row) for _, row in ordered.iterrows())


def _describe_pair(row: pd.Series) -> str:
    are = "is" if row["number"] == 1 else "are"
    return f"{counted(row['number'], 'figure')} of {row['newer_source']} {are} printed otherwise in {row['source']}."
