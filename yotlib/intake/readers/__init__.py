"""Read published files. Each kind of file has a reader, which recognises it by its content and not by its name.

>>> from yotlib.intake import readers
>>> read = readers.read("bds_long_0.parquet", released="2025-11-17")    # doctest: +SKIP
>>> read.kind, read.source, len(read.figures)                          # doctest: +SKIP
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import pandas as pd

from yotlib.figures.tidy import COLUMNS, quoted
from yotlib.intake.checks.fault import Fault
from yotlib.intake.files import Opened, open_file
from yotlib.intake.readers import which_publication
from yotlib.intake.readers.reader import Publication, Reader, Reading, nothing_taken
from yotlib.reference.errors import BadFigures

# The modules of this package with a READER, or READERS where one reads several kinds.
MODULES: tuple[str, ...] = (
    *("fingertips", "hmip", "lait", "neighbours", "trafford", "ons_forms", "population", "template"),
    *("yjb_dashboard", "yjb_local", "yjb_maps", "yjb_offences", "unverified.moj_reoffending", "unverified.yjb_annual"),
)


@dataclass(frozen=True)
class Read:
    """One published file in this suite's own terms, with the publication it is a copy of.

    `figures` has the columns of the tidy table and `row`; `neighbours` and `ratings` have those of reader.py and
    `source`. `publication` is the row of sources.csv, with every column of tidy.SOURCE_COLUMNS; `source` is its key.
    `title` is the kind's name for people, `file` the name of the file; the rest is as in `Reading`.
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
        """Return the publication's key."""
        return self.publication["source"]


@cache
def readers() -> tuple[Reader, ...]:
    """Return every reader. Their modules are imported on the first call."""
    modules = [import_module(f"{__name__}.{module}") for module in MODULES]
    return tuple(reader for module in modules for reader in getattr(module, "READERS", None) or (module.READER,))


def read(path: str | Path, *, released: str = "", source: str = "") -> Read:
    """Read a published file: open it, recognise its kind and put it in this suite's own terms.

    `released` (a day, 2025-11-17, or a month) and `source` (a key) say which publication it is, where neither its hash
    nor the file itself does. Raises BadFigures, a line for each problem, for a file that cannot be read or is of no
    known kind, and AskedWrongly where the publication is not known.
    """
    opened = open_file(Path(path))
    reader = recognise(opened)
    sha256 = digest(opened.path)

    def find_publication(stated: Publication) -> dict[str, str]:
        return which_publication.source_row(opened.name, sha256, reader, stated, released=released, source=source)

    reading = _read_by_release(reader, opened, find_publication)
    if reading.figures.empty and reading.neighbours.empty and reading.ratings.empty:
        raise nothing_taken(opened.name, reading)
    publication = find_publication(reading.publication)
    key = publication["source"]
    return Read(
        kind=reader.kind,
        title=reader.title,
        file=opened.name,
        sha256=sha256,
        publication=publication,
        figures=reading.figures.assign(source=key)[[*COLUMNS, "row"]],
        neighbours=reading.neighbours.assign(source=key),
        ratings=reading.ratings.assign(source=key),
        unresolved=reading.unresolved,
        left_out=reading.left_out,
        faults=reading.faults,
    )


def _read_by_release(
    reader: Reader, opened: Opened, find_publication: Callable[[Publication], Mapping[str, str]]
) -> Reading:
    """Read a file, with the key of its release where the reader needs it."""
    if reader.read_release is None:
        return reader.read(opened)
    return reader.read_release(opened, find_publication(Publication())["source"])


def recognise(opened: Opened) -> Reader:
    """Return the reader for an opened file; refuse a file of no known kind, naming the kinds that are read."""
    matching = [reader for reader in readers() if reader.recognises(opened)]
    if len(matching) == 1:
        return matching[0]
    if matching:
        kinds = quoted(reader.kind for reader in matching)
        raise RuntimeError(f"{opened.name} is recognised as {kinds}; one of these readers takes what is not its own.")
    raise BadFigures([_describe_unknown_file(opened)])


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, by which a known publication is recognised."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _describe_unknown_file(opened: Opened) -> str:
    first_row = next((row for row in opened.head() if any(row)), [])
    names = quoted(name[:30] for name in first_row[:4] if name)
    sheets = f" with sheets {quoted(opened.sheets[:6])}" if opened.sheets else ""
    kinds = "; ".join(sorted(reader.title for reader in readers()))
    return (
        f"{opened.name} ({opened.form.upper()}{sheets}) is of no kind read here; its first row has {names}. "
        f"Read are: {kinds}. For any other figures, yot data template makes a sheet to fill in."
    )
