"""Define a reader of published files, and what it returns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from yotlib.figures.tidy import COLUMNS, quoted
from yotlib.intake.checks.fault import Fault
from yotlib.intake.files import Opened
from yotlib.reference.errors import BadFigures

READ_COLUMNS = [*(name for name in COLUMNS if name != "source"), "row"]
NEIGHBOUR_COLUMNS = ["area", "neighbour", "place"]
RATING_COLUMNS = ["area", "published", "overall_rating", "points_of_36", "note", "row"]


@dataclass(frozen=True)
class Publication:
    """The publication a file is a copy of, as a row of sources.csv; blank where neither file nor reader can tell."""

    source: str = ""
    title: str = ""
    publisher: str = ""
    released: str = ""
    published: str = "yes"
    covers: str = ""
    licence: str = ""
    address: str = ""


@dataclass(frozen=True)
class Reading:
    """The content of one file, in this suite's own terms.

    `figures` has the columns of READ_COLUMNS: those of the tidy table without `source`, and `row`, the row of the
    file. Numbers are floats, dates datetimes, gaps NaN, NaT and "". `neighbours` and `ratings` have NEIGHBOUR_COLUMNS
    and RATING_COLUMNS. `unresolved` counts the rows, left out, of every name that is no area known here. `left_out`
    says in sentences what else was not read and why, and whatever else a user should know. `faults` are those that
    only the reader can see. `publication` is what the file says about itself.
    """

    figures: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=READ_COLUMNS))
    neighbours: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=NEIGHBOUR_COLUMNS))
    ratings: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=RATING_COLUMNS))
    unresolved: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    publication: Publication = field(default_factory=Publication)


def nothing_taken(file: str, reading: Reading) -> BadFigures:
    """Return the error for a file of which nothing is taken: what was left out and why, or whose names it has."""
    names = quoted(name[:40] for name in list(reading.unresolved)[:5])
    no_area = f"{file} has no figure of an area known here{f'; its names are {names}' if names else ''}."
    if not reading.left_out:
        return BadFigures([no_area])
    first = no_area if names else f"{file} has no figure that can be taken."
    return BadFigures([first, *(f"{file}: {sentence}" for sentence in reading.left_out)])


@dataclass(frozen=True)
class Reader:
    """One kind of published file.

    `kind` is its key ("lait") and `title` its name for people. `source` begins the key of each publication it reads
    ("dfe-lait", to which the month of release is added), and `publication` has what is true of every file of the kind.
    `seen` is False where the reader was written without a real file. `recognises` looks at an opened file's form,
    sheets and first rows, never at its name. `read` turns it into figures and raises BadFigures, a line for each
    problem. Where the same words mean another thing in each release, `read_release` is given the key of the release
    too; such a file states nothing about itself.
    """

    kind: str
    title: str
    source: str
    publication: Publication
    recognises: Callable[[Opened], bool]
    read: Callable[[Opened], Reading]
    seen: bool = True
    read_release: Callable[[Opened, str], Reading] | None = None
