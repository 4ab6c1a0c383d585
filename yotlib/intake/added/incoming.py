"""Files read to be added: each in the form in which it is kept, or refused in one line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from yotlib.figures.tidy import DATES, NUMBERS, as_text, typed
from yotlib.intake import readers
from yotlib.intake.added.source_folder import KEPT_NEIGHBOURS, KEPT_RATINGS, PLACED, Kept
from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.readers import Read
from yotlib.reference import periods
from yotlib.reference.errors import AskedWrongly, BadFigures

CHECK = "everything in the file is taken"
_KEY = r"[a-z0-9][a-z0-9._-]{0,79}"


@dataclass(frozen=True)
class Incoming:
    """One file: what was read of it, and the same in the form in which it is kept."""

    read: Read
    kept: Kept


def incoming(path: str | Path, *, released: str = "", source: str = "") -> Incoming:
    """Read one file; raises BadFigures or AskedWrongly, one line a problem, for one that cannot be added."""
    if not Path(path).is_file():
        raise AskedWrongly(f"There is no file {path}; name the file to be added.")
    read = readers.read(path, released=released, source=source)
    if not re.fullmatch(_KEY, read.source):
        raise AskedWrongly(
            f"{read.file}: {read.source!r} is no key for a source; write it in small letters, digits and hyphens, "
            "such as leeds-own-2026."
        )
    return Incoming(read, _kept(read))


def refuse_another_edition(file: str, new: Mapping[str, str], held: Mapping[str, str] | None) -> None:
    """Refuse a file whose source is held with another day of release, or with another answer to `published`."""
    if held is None:
        return
    said = [_edition(row) for row in (new, held)]
    if said[0] != said[1]:
        raise BadFigures(
            [
                f"{file} is of source {new['source']!r}, {_in_words(new)}, but the one held is {_in_words(held)}; "
                "give it a source of its own with --source."
            ]
        )


def _edition(publication: Mapping[str, str]) -> tuple[pd.Timestamp, str]:
    return periods.last_day(publication["released"]), publication["published"]


def _in_words(publication: Mapping[str, str]) -> str:
    published = "published" if publication["published"] == "yes" else "unpublished"
    return f"{published} and of {publication['released']}"


def _kept(read: Read) -> Kept:
    whose = {"source": read.source, "file": read.file}
    return Kept(
        {**read.publication, "sha256": read.sha256},
        typed(as_text(_coerced(_text(read.figures.assign(**whose), PLACED)))),
        _text(read.neighbours.assign(**whose), KEPT_NEIGHBOURS),
        _text(read.ratings.assign(**whose), KEPT_RATINGS),
        (*read.faults, *_not_taken(read)),
    )


def _text(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """The columns in order, all but numbers and dates as text: rows, places and points without decimals."""
    others = [name for name in columns if name not in (*NUMBERS, *DATES)]
    words = {name: [_word(cell) for cell in table[name]] for name in others}
    return table[columns].reset_index(drop=True).assign(**words).astype(dict.fromkeys(others, "str"))


def _word(cell: object) -> str:
    if isinstance(cell, str):
        return str(cell)
    if isinstance(cell, pd.Timestamp):
        return str(cell.date())
    return "" if pd.isna(cell) else f"{cell:.12g}"  # type: ignore[call-overload]


def _coerced(figures: pd.DataFrame) -> pd.DataFrame:
    dates = {name: pd.to_datetime(figures[name]) for name in DATES}
    return figures.assign(**dates).astype(dict.fromkeys(NUMBERS, float))


def _not_taken(read: Read) -> list[Fault]:
    """What the file holds beside what was taken, so that nothing is dropped in silence."""
    names = [
        Fault(
            CHECK, LOOK, read.file, None, repr(name), f"{rows} {'row' if rows == 1 else 'rows'}", "no area known here"
        )
        for name, rows in read.unresolved.items()
    ]
    return [
        *names,
        *(Fault(CHECK, LOOK, read.file, None, "left out", said.rstrip("."), "read it there") for said in read.left_out),
    ]
