"""Match faults to the added figures they name: by the file, the row and the words for the figure."""

from collections.abc import Iterable, Iterator

import pandas as pd

from yotlib.intake.checks.fault import Fault
from yotlib.intake.checks.rows import describe_figure

OWN = ""
Place = tuple[str, int | None]


def to_figures(table: pd.DataFrame, faults: Iterable[Fault]) -> dict[int, list[Fault]]:
    """Return the faults of each added figure that one of them names, by the label of its row in `table`.

    `table` has the columns of the figures in hand, `file`, `row` and `kept_in`: the source whose folder has the figure,
    blank for the suite's own.
    """
    by_figure: dict[tuple[Place, str], list[Fault]] = {}
    for fault in faults:
        by_figure.setdefault(((fault.file, fault.row), fault.figure), []).append(fault)
    rows = _rows_at(table, {place for place, _ in by_figure})
    matches = {label: by_figure.get((place, describe_figure(row)), []) for label, row, place in rows}
    return {label: matched for label, matched in matches.items() if matched}


def to_rows(table: pd.DataFrame, faults: Iterable[Fault]) -> dict[int, list[Fault]]:
    """Return the faults of every added figure in the rows they name, by the label of its row in `table`."""
    by_place: dict[Place, list[Fault]] = {}
    for fault in faults:
        by_place.setdefault((fault.file, fault.row), []).append(fault)
    return {label: by_place[place] for label, _, place in _rows_at(table, set(by_place))}


def place_of(row: pd.Series) -> Place:
    """Return the file and the row of a figure."""
    return str(row["file"]), None if pd.isna(row["row"]) else int(row["row"])


def _rows_at(table: pd.DataFrame, places: set[Place]) -> Iterator[tuple[int, pd.Series, Place]]:
    """Yield the label, the row and the place of each added figure at one of the places."""
    numbers = {number for _, number in places if number is not None}
    has_row = table["row"].isin(numbers) | table["row"].isna()
    candidates = table[(table["kept_in"] != OWN) & table["file"].isin({file for file, _ in places}) & has_row]
    for label, (_, row) in zip(candidates.index, candidates.iterrows(), strict=True):
        if (place := place_of(row)) in places:
            yield int(label), row, place
