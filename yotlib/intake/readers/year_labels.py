"""Give the years of a release their dates, where it prints a year alone and its meaning differs between releases.

What a year means is in data/releases.csv, by release and measure. A release that is not there has no dates.
"""

import pandas as pd

from yotlib.figures.releases import FINANCIAL, NOT_STATED, TO_MARCH, year_label
from yotlib.figures.tidy import DATES
from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.readers.period_labels import read_periods
from yotlib.reference.measures import get
from yotlib.reference.notes import add_words

CHECK = "a year's label says what it means"
A_YEAR_ALONE = r"\d{4}"
_SPELT_OUT = {TO_MARCH: "year ending March {}"}


def read_years(labels: pd.Series, measures: pd.Series, source: str, file: str) -> pd.DataFrame:
    """Return `period_start` and `period_end` of each label, as the release `source` means its years.

    A year alone has no dates where data/releases.csv does not say what it means. A label such as 2017-18 says so
    itself.
    """
    meanings = measures.map({measure: year_label(source, measure) for measure in measures.unique()})
    alone = labels.str.fullmatch(A_YEAR_ALONE)
    spelt_out = [_SPELT_OUT.get(meaning, "{}").format(label) for meaning, label in zip(meanings, labels, strict=True)]
    words = labels.where(~alone, pd.Series(spelt_out, index=labels.index, dtype="str"))
    known = ~(alone & meanings.isin([NOT_STATED, FINANCIAL, ""]))
    return read_periods(words[known].rename(str(labels.name)), file).reindex(labels.index)


def keep_newest_undated(rows: pd.DataFrame, labels: pd.Series) -> pd.DataFrame:
    """Return the rows without those that have no dates and an older label than the newest of their measure and age.

    Several figures of one area without dates could not be told apart. Those kept say in their note how they are
    labelled.
    """
    undated = rows[list(DATES)].isna().all(axis=1)
    years = labels.reindex(rows.index)
    newest = years == years.groupby([rows["measure"], rows["age"]]).transform("max")
    words = ("labelled " + years + " by the source, which does not say what year is meant").where(undated, "")
    return rows.assign(note=add_words(rows["note"], words))[~undated | newest]


def report_undated(rows: pd.DataFrame, kept: pd.DataFrame, file: str) -> list[Fault]:
    """Return a fault for each measure whose years have no dates."""
    undated = rows[rows[list(DATES)].isna().all(axis=1)]
    return [_fault_of_measure(str(measure), each, kept, file) for measure, each in undated.groupby("measure")]


def _fault_of_measure(measure: str, rows: pd.DataFrame, kept: pd.DataFrame, file: str) -> Fault:
    left_out = int(rows["value"].notna().sum() - kept.loc[kept["measure"] == measure, "value"].notna().sum())
    found = "data/releases.csv does not say what a year means in this release, so its figures are read without dates"
    expected = f"the newest year is kept as period not stated, and {left_out:,} figures of earlier years are left out"
    return Fault(CHECK, LOOK, file, None, get(measure).name, found, expected)
