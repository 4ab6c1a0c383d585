"""Report what an add did or would do, file by file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from yotlib.figures.tidy import as_text, as_typed, parse
from yotlib.intake.added import merge, redact, suite_figures
from yotlib.intake.added.hold_back import Judgement
from yotlib.intake.added.incoming import Incoming
from yotlib.intake.added.source_folder import FIGURES, HELD_BACK, HELD_COLUMNS, PLACED
from yotlib.intake.checks.fault import LOOK
from yotlib.reference.errors import BadFigures, YotError
from yotlib.reference.own_measures import Definition

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
    """Every file taken, the error of every other, and what is newly held back, with the columns of `held_back`.

    `look` counts the faults of all figures in hand that somebody should look at. `measures` are the user's own measures
    that are newly defined.
    """

    files: tuple[FileAdded, ...]
    failed: tuple[Failed, ...]
    held_back: pd.DataFrame
    look: int
    measures: tuple[Definition, ...] = ()

    @property
    def without_figure(self) -> list[BadFigures]:
        """Return an error for each file of which everything is held back, so that nothing of it is used."""
        return [
            BadFigures(
                [f"{file.file}: nothing of it is used, since all its figures ({file.held_back:,}) are held back."]
            )
            for file in self.files
            if file.held_back and not (file.new or file.changed or file.already or file.neighbours or file.ratings)
        ]


def report_outcome(
    taken: Sequence[Incoming], failed: Sequence[Failed], judgement: Judgement, before: Mapping[str, Files]
) -> Added:
    """Report what became of the files `taken`, from the judgement of all figures and the files `before`."""
    earlier = pd.concat(
        [suite_figures.figures(), *(_figures_of(key, files) for key, files in before.items())], ignore_index=True
    )
    files = tuple(_report_file(file, earlier, judgement.held[file.kept.source]) for file in taken)
    looks = sum(fault.severity == LOOK for fault in judgement.faults)
    held = redact.table(newly_held_back(judgement, before), judgement.unpublished)
    return Added(files, tuple(failed), held, looks)


def newly_held_back(judgement: Judgement, before: Mapping[str, Files]) -> pd.DataFrame:
    """Return, as text, what the judgement holds back and the files `before` do not."""
    held = pd.concat(
        [as_text(each)[HELD_COLUMNS] for each in judgement.held.values()] or [_held_in("", {})], ignore_index=True
    )
    earlier = {row for key, files in before.items() for row in _held_in(key, files).itertuples(index=False, name=None)}
    is_new = [row not in earlier for row in held.itertuples(index=False, name=None)]
    return held.loc[is_new].reset_index(drop=True)


def _figures_of(source: str, files: Files) -> pd.DataFrame:
    return as_typed(parse(files[FIGURES], PLACED, f"{source}/{FIGURES}"))


def _report_file(file: Incoming, earlier: pd.DataFrame, held: pd.DataFrame) -> FileAdded:
    """Count what became of the figures of one file."""
    read, figures = file.read, file.kept.figures
    is_held = merge.agrees_with(figures, held)
    is_same = merge.agrees_with(figures[~is_held], earlier)
    is_known = merge.occurs_in(figures[~is_held], earlier)
    return FileAdded(
        file=read.file,
        title=read.title,
        source=read.source,
        released=read.publication["released"],
        new=int((~is_known).sum()),
        changed=int((is_known & ~is_same).sum()),
        already=int(is_same.sum()),
        held_back=int(is_held.sum()),
        neighbours=len(read.neighbours),
        ratings=len(read.ratings),
        unresolved=read.unresolved,
        left_out=read.left_out,
    )


def _held_in(source: str, files: Files) -> pd.DataFrame:
    if HELD_BACK not in files:
        return pd.DataFrame(columns=HELD_COLUMNS, dtype="str")
    return parse(files[HELD_BACK], HELD_COLUMNS, f"{source}/{HELD_BACK}")
