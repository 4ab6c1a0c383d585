"""What is kept of one source, as files and back: its figures, neighbours and ratings, and its reader's faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from yotlib.figures.tidy import COLUMNS, SOURCE_COLUMNS, as_text, as_typed, parse, records
from yotlib.intake.added import merge
from yotlib.intake.checks.fault import WRONG, Fault
from yotlib.intake.readers.reader import NEIGHBOUR_COLUMNS, RATING_COLUMNS

FIGURES, SOURCES, NEIGHBOURS, RATINGS = "figures.csv", "sources.csv", "neighbours.csv", "ratings.csv"
HELD_BACK, FAULTS = "held_back.csv", "faults.csv"
PLACED = [*COLUMNS, "file", "row"]
REASONS = ["check", "figure", "found", "expected"]
HELD_COLUMNS = [*PLACED, *REASONS]
KEPT_NEIGHBOURS = [*NEIGHBOUR_COLUMNS, "source"]
KEPT_RATINGS = [*(name for name in RATING_COLUMNS if name != "row"), "source", "file", "row"]
FAULT_COLUMNS = [field.name for field in fields(Fault)]


@dataclass(frozen=True)
class KeptSource:
    """Everything kept of one source.

    `figures` has the columns of PLACED, numbers as floats and dates as datetimes, and holds all figures, also those
    held back; `neighbours` and `ratings` are text. `faults` are those that the reader of the file reported.
    `publication` is its row of sources.csv, with the hashes of the files it came from.
    """

    publication: Mapping[str, str]
    figures: pd.DataFrame
    neighbours: pd.DataFrame
    ratings: pd.DataFrame
    faults: tuple[Fault, ...] = ()

    @property
    def source(self) -> str:
        """Return the key of the source."""
        return self.publication["source"]

    def as_files(self, held: pd.DataFrame) -> dict[str, bytes]:
        """Return the files that keep this, by name; `held` has what is held back, with the columns of HELD_COLUMNS."""
        tables = {
            FIGURES: as_text(self.figures[~self.figures.index.isin(held.index)])[PLACED],
            SOURCES: pd.DataFrame([self.publication], columns=SOURCE_COLUMNS),
            NEIGHBOURS: self.neighbours,
            RATINGS: self._ratings_not_wrong(),
            HELD_BACK: as_text(held)[HELD_COLUMNS],
            FAULTS: pd.DataFrame([_row_of_fault(fault) for fault in self.faults], columns=FAULT_COLUMNS),
        }
        return {name: _as_csv(table) for name, table in tables.items() if name in (FIGURES, SOURCES) or len(table)}

    def _ratings_not_wrong(self) -> pd.DataFrame:
        """Return the ratings without those that the reader reported as wrong."""
        wrong = {(fault.file, str(fault.row)) for fault in self.faults if fault.severity == WRONG}
        keep = [not row["overall_rating"] or (row["file"], row["row"]) not in wrong for row in records(self.ratings)]
        return self.ratings.loc[keep]


def parse_source(source: str, files: Mapping[str, bytes]) -> KeptSource:
    """Read what the files of one source's folder keep; a file that is no such table raises BadFigures."""

    def table(name: str, columns: list[str]) -> pd.DataFrame:
        needed = name in (FIGURES, SOURCES)
        if name not in files and not needed:
            return pd.DataFrame(columns=columns, dtype="str")
        return parse(files.get(name, b""), columns, f"{source}/{name}").reset_index(drop=True)

    both = pd.concat([table(FIGURES, PLACED), table(HELD_BACK, PLACED)], ignore_index=True)
    publications = records(table(SOURCES, SOURCE_COLUMNS)) or [{}]
    return KeptSource(
        publications[0] | {"source": source},
        merge.figures([as_typed(both[both["measure"] != ""])]),
        table(NEIGHBOURS, KEPT_NEIGHBOURS),
        table(RATINGS, KEPT_RATINGS),
        tuple(_fault_of_row(row) for row in records(table(FAULTS, FAULT_COLUMNS))),
    )


def parse_sources(files: Mapping[str, Mapping[str, bytes]]) -> dict[str, KeptSource]:
    """Read what the files of every source keep, by source."""
    return {source: parse_source(source, contents) for source, contents in files.items()}


def combine(parts: Sequence[KeptSource]) -> KeptSource:
    """Combine what several files hold of one source; the result does not depend on their order."""
    faults = {fault for part in parts for fault in part.faults}
    return KeptSource(
        merge.publication(part.publication for part in parts),
        merge.figures(part.figures for part in parts),
        merge.neighbours(part.neighbours for part in parts),
        merge.ratings(part.ratings for part in parts),
        tuple(sorted(faults, key=lambda fault: (fault.file, fault.row or 0, str(fault), fault.check))),
    )


def _row_of_fault(fault: Fault) -> dict[str, str]:
    return {name: "" if (value := getattr(fault, name)) is None else str(value) for name in FAULT_COLUMNS}


def _fault_of_row(row: Mapping[str, Any]) -> Fault:
    return Fault(**{**row, "row": int(row["row"]) if row["row"] else None})


def _as_csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode()
