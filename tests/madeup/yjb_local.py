"""Make up tables in the form of the YJB's local level tables: children, offences and outcomes, with their faults."""

from collections.abc import Sequence
from itertools import product
from pathlib import Path

from tests.madeup import csvs, ods

PLACE = ["Financial_Year", "YJS", "Wales or English region", "PCC", "England_Wales"]
CHILDREN = [*PLACE, "Age_Group", "Ethnicity_Group", "Sex", "Number_Children"]
OUTCOMES = [*PLACE, "Caution_or_sentence_type", "Caution_or_sentence_tier", "Number_Cautioned_Sentenced"]
OFFENCES = [*PLACE, "Offence_Group", "Gravity_Score", "Number_Offences"]
HOME = {
    "Dudley": ("West Midlands", "West Midlands", "England"),
    "Gwynedd Mon [note x]": ("Wales", "North Wales", "Wales"),
    "Gwynedd and Ynys Mon": ("Wales", "North Wales", "Wales"),
}
COUNTED = {
    ("Dudley", "10-14", "White", "Girls"): 2,
    ("Dudley", "15-17", "White", "Boys"): 12,
    ("Dudley", "15-17", "Asian", "Boys"): 3,
    ("Dudley", "15-17", "Unknown", "Boys"): 1,
    ("Dudley", "15-17", "White", "Unknown"): 1,
}


def children(zeros: bool = True) -> list[list[object]]:
    """Return Dudley's 19 children of 2013-14, with every cell of known sex and group or only those with children."""
    groups = ("Asian", "Black", "Mixed", "Other", "White")
    known = [("Dudley", *cell) for cell in product(("10-14", "15-17"), groups, ("Boys", "Girls"))] if zeros else []
    cells = dict.fromkeys(known, 0) | COUNTED
    return [place("2013-14", team, *rest, number) for (team, *rest), number in cells.items()]


def gwynedd() -> list[list[object]]:
    """Return one service under two names, in one year: 4 boys under one, 2 girls under the other."""
    return [
        place("2013-14", "Gwynedd Mon [note x]", "15-17", "White", "Boys", 4),
        place("2013-14", "Gwynedd and Ynys Mon", "15-17", "White", "Girls", 2),
    ]


def outcomes() -> list[list[object]]:
    """Return Dudley's 9 custodial sentences of two kinds, and cautions; Gwynedd's cautions alone."""
    return [
        place("2013-14", "Dudley", "Youth Caution", "Pre Court", 30),
        place("2013-14", "Dudley", "Detention and Training Order", "Custody", 7),
        place("2013-14", "Dudley", "Section 226b", "Custody", 2),
        place("2013-14", "Gwynedd and Ynys Mon", "Youth Caution", "Pre Court", 5),
    ]


def offences() -> list[list[object]]:
    """Return Dudley's 16 offences, one of its rows under a nation called London."""
    rows = [
        place("2013-14", "Dudley", "Public Order", "01-Apr", 9),
        place("2013-14", "Dudley", "Public order", "5-8", 7),
    ]
    rows[0][4] = "London"
    return rows


def place(year: str, team: str, *rest: object) -> list[object]:
    """Return a row of a service's year, with its region and nation."""
    return [year, team, *HOME[team], *rest]


def workbook(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """Write a workbook whose third sheet is the table, with an empty column after it."""
    words = [["Youth justice local level tables, made up"], ["See the notes"]]
    table = [[*columns, None], *([*row, None] for row in rows)]
    return ods.write(path, {"Cover": words, "Notes": words, "Data": table})


def text(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """Write only the table, as a CSV file."""
    return csvs.write(path, columns, rows)
