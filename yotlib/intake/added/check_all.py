"""Every finding on the figures in hand, and whether what is wrong is held back."""

from collections.abc import Iterator
from typing import Any

from yotlib.figures import added as inhand
from yotlib.figures.tidy import records
from yotlib.intake.added import redact
from yotlib.intake.added.adding import Progress
from yotlib.intake.added.catalogue import held_back
from yotlib.intake.added.hold_back import judged
from yotlib.intake.added.outcome import newly_held
from yotlib.intake.added.source_folder import REASONS, all_kept
from yotlib.intake.checks.fault import LOOK, WRONG, Fault

Row = dict[str, Any]


def checked(progress: Progress | None = None) -> list[Row]:
    """Everything the checks and the readers find on the figures in hand, what is wrong first.

    One row a finding: `severity`, `held_back`, `check`, `file`, `row`, `figure`, `found`, `expected`. A figure that is
    `wrong` and not held back is one of the suite's own, or came in by another way than `add`. Of unpublished figures no
    number is told.
    """
    if progress:
        progress(0, 1, "all that is here")
    added = inhand.added()
    kept = all_kept(added)
    judgement = judged(kept)
    readers = [(key, fault) for key, each in kept.items() for fault in each.faults if fault.severity == LOOK]
    rows = [
        *(_of_figure(row, held=True) for row in records(held_back())),
        *(_of_figure(row, held=False) for row in records(newly_held(judgement, added))),
        *(_of_fault(fault, fault.file) for fault in judgement.faults),
        *(_of_fault(fault, f"{key}/{fault.file}") for key, fault in readers),
    ]
    told = [redact.finding(row, judgement.unpublished) for row in rows]
    return sorted(_once(told), key=lambda row: (row["severity"] != WRONG, row["file"], row["row"] or 0, row["figure"]))


def _of_figure(row: Row, *, held: bool) -> Row:
    place = {"file": f"{row['source']}/{row['file']}", "row": int(row["row"]) if row["row"] else None}
    return {"severity": WRONG, "held_back": held, **place, **{name: row[name] for name in REASONS}}


def _of_fault(fault: Fault, file: str) -> Row:
    return {**vars(fault), "held_back": False, "file": file}


def _once(rows: list[Row]) -> Iterator[Row]:
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        key = tuple(row[name] for name in ("file", "row", "figure", "found", "expected"))
        if key not in seen:
            seen.add(key)
            yield row
