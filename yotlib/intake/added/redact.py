"""Remove the numbers from faults of a team's own unpublished figures: file, row and figure are enough to find them."""

import re
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from yotlib.figures.added import unpublished
from yotlib.figures.tidy import NUMBERS, UNPUBLISHED, records
from yotlib.intake.added import suite_figures

Row = dict[str, Any]
MARK = "[c]"
TEXTS = ("found", "expected", "note")
# A date is no number of children, and often what has to be corrected.
_DATE_OR_NUMBER = re.compile(r"(\b\d{4}-\d\d-\d\d\b)|\d+(?:[.,]\d+)*")


def unpublished_sources(added: Mapping[str, Mapping[str, bytes]]) -> set[str]:
    """Return the keys of the sources in hand that are not published."""
    of_suite = suite_figures.publications()
    return {*of_suite.loc[of_suite["published"] == UNPUBLISHED, "source"], *unpublished(added)}


def fault(row: Row, sources: Collection[str]) -> Row:
    """Replace the numbers of a fault with a mark, if it is of a figure of one of the `sources` or names one.

    Dates stay.

    >>> row = {"file": "ours/a.csv", "found": "3 counted, released on 2025-03-01", "expected": "12 (white 9)"}
    >>> fault(row, {"ours"})["found"], fault(row, {"ours"})["expected"]
    ('[c] counted, released on 2025-03-01', '[c] (white [c])')
    """
    texts = f"{row['found']} {row['expected']}"
    if not any(row["file"].startswith(f"{source}/") or source in texts for source in sources):
        return row
    return row | _mark_numbers(row)


def table(held: pd.DataFrame, sources: Collection[str]) -> pd.DataFrame:
    """Return the figures held back as text, without the numbers of the `sources`."""
    rows = [_without_numbers(row) if row["source"] in sources else fault(row, sources) for row in records(held)]
    return pd.DataFrame(rows, columns=held.columns, dtype="str")


def _without_numbers(row: Row) -> Row:
    return row | _mark_numbers(row) | dict.fromkeys(NUMBERS, "")


def _mark_numbers(row: Row) -> Row:
    return {name: _DATE_OR_NUMBER.sub(lambda found: found[1] or MARK, row[name]) for name in TEXTS if name in row}
