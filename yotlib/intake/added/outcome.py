"""What an add did or would do, file by file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from yotlib.figures.tidy import as_text, parse, typed
from yotlib.intake.added import merge, redact, suite_figures
from yotlib.intake.added.hold_back import Judgement
from yotlib.intake.added.incoming import Incoming
from yotlib.intake.added.source_folder import FIGURES, HELD_BACK, HELD_COLUMNS, PLACED
from yotlib.intake.checks.fault import LOOK
from yotlib.reference.errors import YotError

Failed = tuple[str, YotError]
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class FileAdded:
    """One file: how many of its figures are new, changed, already here, and held back; and what else it held."""

    file: str
    title: str
    source: str
    released: str
    new: int
    changed: int
    already: int
    held_back: int
    neighbours: int
    ratings: int
    unresolved: Mapping[str, int]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Added:
    """Every file taken, every other with its error, and what is held back now that was not, as `held_back` has it.

    `look` counts what the checks would have somebody look at, over all figures in hand.
    """

    files: tuple[FileAdded, ...]
    failed: tuple[Failed, ...]
    held_back: pd.DataFrame
    look: int


def outcome(
    taken: Sequence[Incoming], failed: Sequence[Failed], judgement: Judgement, before: Mapping[str, Files]
) -> Added:
    """What has become of the files `taken`, by the judgement on all there is and by what stood `before`."""
    stood = pd.concat(
        [suite_figures.figures(), *(_standing(key, files) for key, files in before.items())], ignore_index=True
    )
    files = tuple(_told(file, stood, judgement.held[file.kept.source]) for file in taken)
    looks = sum(fault.severity == LOOK for fault in judgement.faults)
    held = redact.table(newly_held(judgement, before), judgement.unpublished)
    return Added(files, tuple(failed), held, looks)


def newly_held(judgement: Judgement, before: Mapping[str, Files]) -> pd.DataFrame:
    """What the judgement holds back and the files from `before` do not, as text."""
    held = pd.concat(
        [as_text(each)[HELD_COLUMNS] for each in judgement.held.values()] or [_held("", {})], ignore_index=True
    )
    known = {row for key, files in before.items() for row in _held(key, files).itertuples(index=False, name=None)}
    new = [row not in known for row in held.itertuples(index=False, name=None)]
    return held.loc[new].reset_index(drop=True)


def _standing(source: str, files: Files) -> pd.DataFrame:
    return typed(parse(files[FIGURES], PLACED, f"{source}/{FIGURES}"))


def _told(file: Incoming, stood: pd.DataFrame, held: pd.DataFrame) -> FileAdded:
    read, figures = file.read, file.kept.figures
    back = merge.agreeing(figures, held)
    already = merge.agreeing(figures[~back], stood)
    there = merge.shared(figures[~back], stood)
    return FileAdded(
        file=read.file,
        title=read.title,
        source=read.source,
        released=read.publication["released"],
        new=int((~there).sum()),
        changed=int((there & ~already).sum()),
        already=int(already.sum()),
        held_back=int(back.sum()),
        neighbours=len(read.neighbours),
        ratings=len(read.ratings),
        unresolved=read.unresolved,
        left_out=read.left_out,
    )


def _held(source: str, files: Files) -> pd.DataFrame:
    if HELD_BACK not in files:
        return pd.DataFrame(columns=HELD_COLUMNS, dtype="str")
    return parse(files[HELD_BACK], HELD_COLUMNS, f"{source}/{HELD_BACK}")
