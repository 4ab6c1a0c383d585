"""Set a team's groups beside those of its region and nation."""

import numpy as np
import pandas as pd

from yotlib.analysis.ethnicity import MEASURE, WHITE
from yotlib.figures.releases import FIRST_PUBLISHED, vintages
from yotlib.findings.ethnicity.wording import CHILDREN, period_counted, with_representation
from yotlib.findings.wording import Sentences, period_of
from yotlib.reference.areas import ENGLAND_AND_WALES
from yotlib.reference.words import in_words

NOT_BESIDE = "No counts by ethnic group are published here for the region or nation in a year that the team has."


def beside_wider(beside: pd.DataFrame) -> Sentences:
    """Say each group's representation and index here, in the region and in the nation, one sentence a group.

    England and Wales together are left out where the nation is there. `beside` is what `ethnicity.beside` returns;
    there are no sentences for an empty one.

    >>> import yotlib as yot
    >>> beside = yot.ethnicity.beside(yot.load(), "Bradford", period="2019-20")
    >>> print(yot.findings.beside_wider(beside)[0])
    White children in 2019-20, in percentage points: +14.7 in Bradford, +3.8 in Yorkshire and the Humber and -2.8 in \
England.
    """
    nation = (beside["role"] == "nation").any() if len(beside) else False
    shown = with_representation(beside[beside["role"] != ENGLAND_AND_WALES] if nation else beside)
    if shown.empty or (shown["role"] == "team").all():
        return Sentences([NOT_BESIDE] if len(beside) else [])
    by_group = [rows for _, rows in shown.groupby("group", sort=False)]
    return Sentences(_one_group(rows) for rows in by_group)


def newest_and_comparable(groups: pd.DataFrame, beside: pd.DataFrame) -> Sentences:
    """Say which years the newest groups and the newest comparable ones are of; nothing where they are the same.

    `groups` and `beside` are what `ethnicity.groups` and `ethnicity.beside` return.

    >>> import yotlib as yot
    >>> groups = yot.ethnicity.groups(yot.load(), "Bradford")
    >>> beside = yot.ethnicity.beside(yot.load(), "Bradford", period="2017-18")
    >>> print(yot.findings.newest_and_comparable(groups, beside)[0])
    The newest counts by group here are of 2019-20; the newest that region or nation have too are of 2017-18.
    """
    if groups.empty or beside.empty or groups["period_end"].iloc[0] == beside["period_end"].iloc[0]:
        return Sentences()
    newest, shared = period_of(groups.iloc[0]), period_of(beside.iloc[0])
    return Sentences(
        [f"The newest counts by group here are of {newest}; the newest that region or nation have too are of {shared}."]
    )


def vintage(groups: pd.DataFrame, *, as_of: str = "") -> Sentences:
    """Say that counts are as first published; nothing of revised ones, and nothing as seen on the day `as_of`.

    `groups` is what `ethnicity.groups` returns.

    >>> import yotlib as yot
    >>> groups = yot.ethnicity.groups(yot.load(), "Bradford")
    >>> print(yot.findings.vintage(groups)[0])
    These counts of 2019-20 are as first published. Totals of 2017-18 to 2021-22 were revised in 2024, mostly upwards; \
no revised counts by group of those years are held here.
    """
    rows = groups.head(1).assign(measure=MEASURE)
    if as_of or (vintages(rows) != FIRST_PUBLISHED).all():
        return Sentences()
    return Sentences(
        [
            f"These counts of {period_counted(rows.iloc[0])} are as first published. Totals of 2017-18 to 2021-22 were "
            "revised in 2024, mostly upwards; no revised counts by group of those years are held here."
        ]
    )


def _one_group(rows: pd.DataFrame) -> str:
    first = rows.iloc[0]
    gaps = in_words([f"{row['representation']:+.1f} in {row['name']}" for _, row in rows.iterrows()])
    has_index = first["group"] != WHITE and np.isfinite(rows["rri"]).all()
    index = f"; times the White rate, {in_words([f'{index:.2f}' for index in rows['rri']])}" if has_index else ""
    return f"{CHILDREN[first['group']]} in {period_counted(first)}, in percentage points: {gaps}{index}."
