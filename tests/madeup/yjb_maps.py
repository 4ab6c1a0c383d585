"""Make up a table in the form of those behind the YJB's maps; every number is invented."""

from collections.abc import Sequence
from pathlib import Path

from tests.madeup import csvs

COLUMNS = ["Year", "Table", "Level", "Region", "YOT", "Number", "Pop", "Rate"]
ONE_YEAR = [
    ["2020-21", "children", "region", "Eastern", "", 30, 10000, 3.0],
    ["2020-21", "children", "youth justice service", "Eastern", "Thurrock", 12, 4000, 3.0],
    ["2020-21", "offences", "youth justice service", "Eastern", "Thurrock", 40, 4000, 10.0],
    ["2020-21", "outcomes", "youth justice service", "Eastern", "Thurrock", 14, 4000, 3.5],
]


def write(path: Path, rows: Sequence[Sequence[object]] = ONE_YEAR) -> Path:
    """Write the rows as a CSV file."""
    return csvs.write(path, COLUMNS, rows)
