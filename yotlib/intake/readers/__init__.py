"""Published files: each kind has a reader, told by what a file holds and not by its name.

>>> from yotlib.intake import readers
>>> read = readers.read("bds_long_0.parquet", released="2025-11-17")    # doctest: +SKIP
>>> read.kind, read.source, len(read.figures)                          # doctest: +SKIP
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import pandas as pd

from yotlib.figures.tidy import COLUMNS, quoted
from yotlib.intake.checks.fault import Fault
from yotlib.intake.files import Opened, open_file
from yotlib.intake.readers import which_publication
from yotlib.intake.readers.reader import Reader, nothing_known
from yotlib.reference.errors import BadFigures

MODULES: tuple[str, ...] = (
    # Modules of this package with a READER, or READERS where one reads several kinds; their order does not matter.
    "fingertips",
    "hmip",
    "lait",
    "neighbours",
    "trafford",
    "population",
    "template",
    "yjb_dashboard",
    "yjb_local",
    "yjb_offences",
    "unverified.moj_reoffending",
    "unverified.yjb_annual",
)


@dataclass(frozen=True)
class Read:
    """One published file in this suite's own terms, with the publication it is a copy of.

    `figures` has the columns of the tidy table and `row`; `neighbours` and `ratings` those of reader.py and `source`.
    `publication` is the row of sources.csv, with every column of tidy.SOURCE_COLUMNS; `source` is its key. `title`
    is the kind's name for people, `file` the file's own; the rest is as in `Reading`.
    """

    kind: str
    title: str
    file: str
    sha256: str
    publication: Mapping[str, str]
    figures: pd.DataFrame
    neighbours: pd.DataFrame
    ratings: pd.DataFrame
    unresolved: Mapping[str, int]
    left_out: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def source(self) -> str:
        """The publication's key."""
        return self.publication["source"]


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader; their modules are imported when they are first asked for."""
    modules = [import_module(f"{__name__}.{module}") for module in MODULES]
    return tuple(reader for module in modules for reader in getattr(module, "READERS", None) or (module.READER,))


def read(path: str | Path, *, released: str = "", source: str = "") -> Read:
    """A published file read: opened, recognised by what it holds, put in this suite's terms.

    `released` (a day, 2025-11-17, or a month) and `source` (a key) say what publication it is, where neither its hash
    nor the file itself does. Raises BadFigures, one line a problem, for a file that cannot be read or is of no known
    kind, and AskedWrongly where the publication is not known.
    """
    opened = open_file(Path(path))
    reader = recognise(opened)
    reading, sha256 = reader.read(opened), digest(opened.path)
    if reading.figures.empty and reading.neighbours.empty and reading.ratings.empty:
        raise nothing_known(opened.name, reading.unresolved)
    row = which_publication.of(opened.name, sha256, reader, reading.publication, released=released, source=source)
    return Read(
        kind=reader.kind,
        title=reader.title,
        file=opened.name,
        sha256=sha256,
        publication=row,
        figures=reading.figures.assign(source=row["source"])[[*COLUMNS, "row"]],
        neighbours=reading.neighbours.assign(source=row["source"]),
        ratings=reading.ratings.assign(source=row["source"]),
        unresolved=reading.unresolved,
        left_out=reading.left_out,
        faults=reading.faults,
    )


def recognise(opened: Opened) -> Reader:
    """The one reader that knows an opened file's kind; refused with what is read if none does."""
    found = [reader for reader in readers() if reader.recognises(opened)]
    if len(found) == 1:
        return found[0]
    if found:
        kinds = quoted(reader.kind for reader in found)
        raise RuntimeError(f"{opened.name} is recognised as {kinds}; one of these readers takes what is not its own.")
    raise BadFigures([_unrecognised(opened)])


def digest(path: Path) -> str:
    """The SHA-256 of a file, by which a known publication is told."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unrecognised(opened: Opened) -> str:
    first = next((row for row in opened.head() if any(row)), [])
    seen = quoted(name[:40] for name in first[:6] if name)
    sheets = f" with sheets {quoted(opened.sheets[:6])}" if opened.sheets else ""
    kinds = "; ".join(sorted(reader.title for reader in readers()))
    return (
        f"{opened.name} ({opened.form.upper()}{sheets}) is of no kind read here; its first row has {seen}. "
        f"Read are: {kinds}. For any other figures, yot data template makes a sheet to fill in."
    )
