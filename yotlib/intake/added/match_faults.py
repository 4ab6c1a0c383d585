"""Which added figures a finding names: by the file, the row and the words for the figure."""

from collections.abc import Iterable, Iterator

import pandas as pd

from yotlib.intake.checks.fault import Fault
from yotlib.intake.checks.rows import figure

OWN = ""
Place = tuple[str, int | None]


def figures(table: pd.DataFrame, found: Iterable[Fault]) -> dict[int, list[Fault]]:
    """The findings on each added figure that one of them names, by the label of its row in `table`.

    `table` has the columns of the figures in hand, `file`, `row` and `kept_in`, the source whose folder a figure is
    kept in, blank for the suite's own.
    """
    faults: dict[tuple[Place, str], list[Fault]] = {}
    for fault in found:
        faults.setdefault(((fault.file, fault.row), fault.figure), []).append(fault)
    rows = _at(table, {where for where, _ in faults})
    named = {label: faults.get((where, figure(row)), []) for label, row, where in rows}
    return {label: these for label, these in named.items() if these}


def rows(table: pd.DataFrame, found: Iterable[Fault]) -> dict[int, list[Fault]]:
    """The findings on every added figure of the rows they stand in, by the label of its row in `table`."""
    faults: dict[Place, list[Fault]] = {}
    for fault in found:
        faults.setdefault((fault.file, fault.row), []).append(fault)
    return {label: faults[where] for label, _, where in _at(table, set(faults))}


def place(row: pd.Series) -> Place:
    """The file and the row in which a figure stands."""
    return str(row["file"]), None if pd.isna(row["row"]) else int(row["row"])


def _at(table: pd.DataFrame, places: set[Place]) -> Iterator[tuple[int, pd.Series, Place]]:
    """The label, the row and the place of each added figure that stands in one of the places."""
    numbers = {number for _, number in places if number is not None}
    there = table["row"].isin(numbers) | table["row"].isna()
    added = table[(table["kept_in"] != OWN) & table["file"].isin({file for file, _ in places}) & there]
    for label, (_, row) in zip(added.index, added.iterrows(), strict=True):
        if (where := place(row)) in places:
            yield int(label), row, where
