"""Proven offences of several services over the years: the table behind the YJB's dashboard of offences.

One row is a number of offences of one group and gravity in a service's year. Rows alike in every column but `ObjectId`
are no copies of each other (they differ in what the table no longer shows), so all are added up: in the file seen,
2,794 rows for seven services from 2013-14 to 2022-23, Birmingham's 2,213 offences of 2013-14 stand in 157 rows. A group
stands under two casings (`Violence against the person`, `Violence Against The Person`). Neither groups nor gravity
scores have a measure here, and both are added up.

There is no population, so a figure is the count of offences, without its rate per 1,000.
"""

import re
from dataclasses import replace

import pandas as pd

from yotlib.intake.files import Opened
from yotlib.intake.readers import yjb
from yotlib.intake.readers.adding_up import YEAR, added_up, as_figures, doubted
from yotlib.intake.readers.area_of_row import unresolved, with_areas
from yotlib.intake.readers.period_labels import spans
from yotlib.intake.readers.reader import READ_COLUMNS, Reader, Reading

COLUMNS = ["FY", "YJS", "Region", "Offence", "Gravity", "Number", "ObjectId"]
CHECK = "rows under a damaged name"
TOLD = "every offence group and gravity added up"
PUBLICATION = replace(yjb.PUBLICATION, covers="proven offences by service")


def recognises(opened: Opened) -> bool:
    """A table with a row for each offence group and gravity, numbered by `ObjectId`."""
    return yjb.has_columns(opened, *COLUMNS)


def read(opened: Opened) -> Reading:
    """Proven offences of each service and year, counted; whole tables only."""
    table = opened.table(columns=COLUMNS)
    yjb.refuse_gaps(table["ObjectId"], opened.name)
    rows = yjb.counted(table["Number"], opened.name).join(spans(table["FY"], opened.name))
    return offences(with_areas(rows, table["YJS"], table["Region"]), table["Offence"], opened.name)


def offences(rows: pd.DataFrame, groups: pd.Series, file: str) -> Reading:
    """What a table of offences holds: `rows` has `name`, `area`, its period, `count`, `note` and `doubt`."""
    parts = rows[rows["area"] != ""].assign(population=float("nan"), row=rows.index[rows["area"] != ""])
    figures = as_figures(added_up(parts, TOLD, YEAR), "offences_per_1000")
    return Reading(
        figures=figures[READ_COLUMNS],
        unresolved=unresolved(rows["name"], rows["area"]),
        left_out=_left_out(groups),
        faults=tuple(doubted(figures, CHECK, file)),
    )


def offence_group(text: str) -> str:
    """The name of an offence group in one casing, without notes.

    >>> offence_group("Violence Against The Person [note 2]")
    'Violence against the person'
    """
    return " ".join(re.sub(r"\[[^\]]*\]", " ", text).split()).capitalize()


def _left_out(groups: pd.Series) -> tuple[str, ...]:
    spelt = f"{groups.map(offence_group).nunique()} under {groups.nunique()} spellings"
    return (
        f"Offence groups ({spelt}) have no measure here: added up.",
        "Gravity scores have no measure here: added up.",
        "The table has no population, so offences have no rate per 1,000.",
    )


READER = Reader(
    kind="yjb-offences",
    title="YJB dashboard, proven offences",
    source="yjb-offences",
    publication=PUBLICATION,
    recognises=recognises,
    read=read,
)
