"""Read files to be added: each in the form in which it is kept, or refused in one line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from yotlib.figures.tidy import DATES, NUMBERS, as_text, as_typed
from yotlib.intake import readers
from yotlib.intake.added.source_folder import KEPT_NEIGHBOURS, KEPT_RATINGS, PLACED, KeptSource
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
    kept: KeptSource


def read_incoming(path: str | Path, *, released: str = "", source: str = "") -> Incoming:
    """Read one file; raises BadFigures or AskedWrongly, one line a problem, for one that cannot be added."""
    if not Path(path).is_file():
        raise AskedWrongly(f"There is no file {path}; name the file to be added.")
    read = readers.read(path, released=released, source=source)
    if not re.fullmatch(_KEY, read.source):
        raise AskedWrongly(
            f"{read.file}: {read.source!r} is no key for a source; write it in small letters, digits and hyphens, "
            "such as leeds-own-2026."
        )
    return Incoming(read, _as_kept(read))


def refuse_another_edition(file: str, new: Mapping[str, str], held: Mapping[str, str] | None) -> None:
    """Refuse a file whose source is held with another day of release, or with another answer to `published`."""
    if held is None or _edition(new) == _edition(held):
        return
    raise BadFigures(
        [
            f"{file} is of source {new['source']!r}, {_describe_edition(new)}, but the one held is "
            f"{_describe_edition(held)}; give it a source of its own with --source."
        ]
    )


def _edition(publication: Mapping[str, str]) -> tuple[pd.Timestamp, str]:
    return periods.last_day(publication["released"]), publication["published"]


def _describe_edition(publication: Mapping[str, str]) -> str:
    published = "published" if publication["published"] == "yes" else "unpublished"
    return f"{published} and of {publication['released']}"


def _as_kept(read: Read) -> KeptSource:
    origin = {"source": read.source, "file": read.file}
    return KeptSource(
        {**read.publication, "sha256": read.sha256},
        as_typed(as_text(_with_types(_text_columns(read.figures.assign(**origin), PLACED)))),
        _text_columns(read.neighbours.assign(**origin), KEPT_NEIGHBOURS),
        _text_columns(read.ratings.assign(**origin), KEPT_RATINGS),
        (*read.faults, *_faults_left_out(read)),
    )


def _text_columns(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return the columns in order, all but numbers and dates as text: rows, places and points without decimals."""
    text_columns = [name for name in columns if name not in (*NUMBERS, *DATES)]
    texts = {name: [_as_word(cell) for cell in table[name]] for name in text_columns}
    return table[columns].reset_index(drop=True).assign(**texts).astype(dict.fromkeys(text_columns, "str"))


def _as_word(cell: object) -> str:
    if isinstance(cell, str):
        return str(cell)
    if isinstance(cell, pd.Timestamp):
        return str(cell.date())
    return "" if pd.isna(cell) else f"{cell:.12g}"  # type: ignore[call-overload]


def _with_types(figures: pd.DataFrame) -> pd.DataFrame:
    dates = {name: pd.to_datetime(figures[name]) for name in DATES}
    return figures.assign(**dates).astype(dict.fromkeys(NUMBERS, float))


def _faults_left_out(read: Read) -> list[Fault]:
    """Report what the file holds and was not taken, so that nothing is dropped in silence."""
    names = [
        Fault(
            CHECK, LOOK, read.file, None, repr(name), f"{rows} {'row' if rows == 1 else 'rows'}", "no area known here"
        )
        for name, rows in read.unresolved.items()
    ]
    others = [
        Fault(CHECK, LOOK, read.file, None, "left out", sentence.rstrip("."), "read it there")
        for sentence in read.left_out
    ]
    return [*names, *others]
