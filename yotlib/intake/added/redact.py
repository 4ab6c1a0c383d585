"""Findings on a team's own unpublished figures, told without their numbers: file, row and figure are enough to look."""

import re
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from yotlib.figures.disclosure import UNPUBLISHED
from yotlib.figures.tidy import NUMBERS, SOURCE_COLUMNS, parse, records
from yotlib.intake.added import suite_figures
from yotlib.intake.added.source_folder import SOURCES

Row = dict[str, Any]
MARK = "[c]"
TOLD = ("found", "expected", "note")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def sources(added: Mapping[str, Mapping[str, bytes]]) -> set[str]:
    """The keys of the sources in hand that are not published."""
    tables = [
        suite_figures.publications(),
        *(parse(files[SOURCES], SOURCE_COLUMNS, key) for key, files in added.items()),
    ]
    return {row["source"] for table in tables for row in records(table) if row["published"] == UNPUBLISHED}


def finding(row: Row, keys: Collection[str]) -> Row:
    """A finding, its numbers marked as confidential if it is on a figure of one of the sources or names one.

    >>> row = {"file": "ours/a.csv", "found": "3 counted", "expected": "12 (white 9)"}
    >>> finding(row, {"ours"})["expected"]
    '[c] (white [c])'
    """
    if not any(row["file"].startswith(f"{key}/") or key in f"{row['found']} {row['expected']}" for key in keys):
        return row
    return row | _without_numbers(row)


def table(held: pd.DataFrame, keys: Collection[str]) -> pd.DataFrame:
    """Figures held back as text, those of the sources without their numbers."""
    rows = [_bare(row) if row["source"] in keys else finding(row, keys) for row in records(held)]
    return pd.DataFrame(rows, columns=held.columns, dtype="str")


def _bare(row: Row) -> Row:
    return row | _without_numbers(row) | dict.fromkeys(NUMBERS, "")


def _without_numbers(row: Row) -> Row:
    return {name: _NUMBER.sub(MARK, row[name]) for name in TOLD if name in row}
