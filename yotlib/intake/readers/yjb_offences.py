"""Read proven offences of several services over the years: the table behind the YJB's dashboard of offences.

A row is the number of offences of one group and gravity in a service's year. Rows that differ only in `ObjectId` are
not copies of each other (they differ in details that the table no longer has), so all are added up. The file seen has
2,794 rows for seven services from 2013-14 to 2022-23; Birmingham's 2,213 offences of 2013-14 take up 157 of them.
Groups come in two casings (`Violence against the person`, `Violence Against The Person`). There is no measure by group
or gravity score here, so both are added up.

There is no population, so a figure is the count of offences, without its rate per 1,000.
"""

import re
from dataclasses import replace

import pandas as pd

from yotlib.intake.files import Opened
from yotlib.intake.readers import yjb
from yotlib.intake.readers.adding_up import YEAR, add_up, as_figures, report_doubts
from yotlib.intake.readers.area_of_row import add_areas, count_unresolved
from yotlib.intake.readers.period_labels import read_periods
from yotlib.intake.readers.reader import READ_COLUMNS, Reader, Reading

COLUMNS = ["FY", "YJS", "Region", "Offence", "Gravity", "Number", "ObjectId"]
CHECK = "rows under a damaged name"
NOTE = "every offence group and gravity added up"
PUBLICATION = replace(yjb.PUBLICATION, covers="proven offences by service")


def recognises(opened: Opened) -> bool:
    """Return whether this is a table of offences by group and gravity, with rows numbered by `ObjectId`."""
    return yjb.has_columns(opened, *COLUMNS)


def read(opened: Opened) -> Reading:
    """Read the proven offences of each service and year. Refuses an incomplete table."""
    table = opened.table(columns=COLUMNS)
    yjb.refuse_gaps(table["ObjectId"], opened.name)
    yjb.refuse_totals(table[["Offence", "Gravity"]], opened.name)
    rows = yjb.read_counts(table["Number"], opened.name).join(read_periods(table["FY"], opened.name))
    return add_up_offences(add_areas(rows, table["YJS"], table["Region"]), table["Offence"], opened.name)


def add_up_offences(rows: pd.DataFrame, groups: pd.Series, file: str) -> Reading:
    """Add a table of offences up; `rows` has `name`, `area`, the period, `count`, `note` and `doubt`."""
    parts = rows[rows["area"] != ""].assign(population=float("nan"), row=rows.index[rows["area"] != ""])
    figures = as_figures(add_up(parts, NOTE, YEAR), "offences_per_1000")
    return Reading(
        figures=figures[READ_COLUMNS],
        unresolved=count_unresolved(rows["name"], rows["area"]),
        left_out=_describe_left_out(groups),
        faults=tuple(report_doubts(figures, CHECK, file)),
    )


def offence_group(text: str) -> str:
    """Return the name of an offence group in one casing, without notes.

    >>> offence_group("Violence Against The Person [note 2]")
    'Violence against the person'
    """
    return " ".join(re.sub(r"\[[^\]]*\]", " ", text).split()).capitalize()


def _describe_left_out(groups: pd.Series) -> tuple[str, ...]:
    """Return the sentences on what the figures do not distinguish."""
    spellings = f"{groups.map(offence_group).nunique()} under {groups.nunique()} spellings"
    return (
        f"Offence groups ({spellings}) have no measure here: added up.",
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
