"""Check all figures in hand, and say of each fault whether the figure is held back."""

from collections.abc import Iterator
from typing import Any

from yotlib.figures import added
from yotlib.figures.tidy import records
from yotlib.intake.added import redact
from yotlib.intake.added.adding import Progress
from yotlib.intake.added.catalogue import held_back
from yotlib.intake.added.hold_back import judge
from yotlib.intake.added.outcome import newly_held_back
from yotlib.intake.added.source_folder import REASONS, parse_sources
from yotlib.intake.checks.fault import LOOK, WRONG, Fault

Row = dict[str, Any]


def check_all(progress: Progress | None = None) -> list[Row]:
    """Return every fault that the checks and the readers report of the figures in hand, what is wrong first.

    One row a fault: `severity`, `held_back`, `check`, `file`, `row`, `figure`, `found`, `expected`. A figure that is
    `wrong` and not held back is one of the suite's own, or was not added by `add`. Numbers of unpublished figures are
    not shown.
    """
    if progress:
        progress(0, 1, "all that is here")
    files = added.read_added()
    kept = parse_sources(files)
    judgement = judge(kept)
    by_readers = [(key, fault) for key, each in kept.items() for fault in each.faults if fault.severity == LOOK]
    rows = [
        *(_row_of_figure(row, held=True) for row in records(held_back())),
        *(_row_of_figure(row, held=False) for row in records(newly_held_back(judgement, files))),
        *(_row_of_fault(fault, fault.file) for fault in judgement.faults),
        *(_row_of_fault(fault, f"{key}/{fault.file}") for key, fault in by_readers),
    ]
    shown = _distinct([redact.fault(row, judgement.unpublished) for row in rows])
    return sorted(shown, key=lambda row: (row["severity"] != WRONG, row["file"], row["row"] or 0, row["figure"]))


def _row_of_figure(row: Row, *, held: bool) -> Row:
    place = {"file": f"{row['source']}/{row['file']}", "row": int(row["row"]) if row["row"] else None}
    return {"severity": WRONG, "held_back": held, **place, **{name: row[name] for name in REASONS}}


def _row_of_fault(fault: Fault, file: str) -> Row:
    return {**vars(fault), "held_back": False, "file": file}


def _distinct(rows: list[Row]) -> Iterator[Row]:
    """Yield each row once, told apart by its place, figure and words."""
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        key = tuple(row[name] for name in ("file", "row", "figure", "found", "expected"))
        if key not in seen:
            seen.add(key)
            yield row
