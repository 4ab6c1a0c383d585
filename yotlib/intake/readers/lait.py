"""Read the long table of the Department for Education's Local Authority Interactive Tool (LAIT), Parquet or CSV.

The table has a row for each measure, year and area (a local authority, a region or England). Four of its measures are
of youth justice. `Data item` is filled only in the first year of a measure, and nothing else may state its unit.
Children cautioned or sentenced were per 1,000 in the release of November 2025. The release of February 2026 does not
say; the data dictionary published with it has per 10,000.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from yotlib.figures.tidy import cut_short, quoted
from yotlib.intake.files import Opened
from yotlib.intake.readers.councils import check_lifetimes, find_council, note_councils
from yotlib.intake.readers.lait_services import assign_to_teams
from yotlib.intake.readers.lait_units import CAUTIONED, Step, convert_unit
from yotlib.intake.readers.period_labels import read_periods
from yotlib.intake.readers.printed_numbers import read_numbers
from yotlib.intake.readers.reader import READ_COLUMNS, Publication, Reader, Reading
from yotlib.reference.errors import BadFigures
from yotlib.reference.notes import add_words

COLUMNS = ["Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number"]
MEASURE, UNIT, YEAR, NAME, VALUE, NUMBER = COLUMNS
MARKS = {"-": "[x] missing, suppressed or not applicable: the source does not say which", "": "[x] blank in the source"}
COHORT = "year as labelled by the source; cohort dates not stated"
OTHERS = "The tool's other measures are not of youth justice: not read."


class Series(NamedTuple):
    """What one of the tool's measures is called here, and how its years are written."""

    measure: str
    age: str = "10-17"
    note: str = ""
    years: str = r"\d{4}"


MEASURES = {
    "FirstYJS": Series("first_time_entrants"),
    "ReoffYO15-17": Series("reoffending_rate", "15-17", COHORT),
    "ReoffYO": Series("reoffending_rate", "10-14", COHORT),
    CAUTIONED: Series("cautioned_or_sentenced_rate", years=r"\d{4}-\d{2}"),
}
# Each authority, region and nation has a number of its own in three digits, such as 380.
AUTHORITY_NUMBER = r"[2-9]\d\d(\.0+)?"
STEPS = {"FirstYJS": (convert_unit,), CAUTIONED: (convert_unit, assign_to_teams)}


def recognises(opened: Opened) -> bool:
    """Return whether this is a table with the columns of the long table."""
    return set(COLUMNS) <= set(next(iter(opened.head(rows=1)), []))


def read(opened: Opened) -> Reading:
    """Read the figures of the four measures, each under its own area, and report what is wrong or odd about them."""
    table = opened.table(columns=COLUMNS, where={MEASURE: MEASURES})
    if table.empty:
        raise BadFigures([f"{opened.name} has none of the measures read here: {quoted(MEASURES)} in {MEASURE}."])
    if problems := [*_find_misplaced(table, opened.name)]:
        raise BadFigures(cut_short(problems, opened.name))
    rows = _read_rows(table, opened.name)
    known = rows["area"] != ""
    taken = _apply_steps(rows[known], table[UNIT], opened.name)
    figures = note_councils(taken.rows.sort_values("row", ignore_index=True))[READ_COLUMNS]
    return Reading(
        figures=figures,
        unresolved={str(name): len(lost) for name, lost in rows[~known].groupby("name")},
        left_out=(OTHERS, *taken.left_out),
        faults=(*taken.faults, *check_lifetimes(figures, opened.name)),
    )


def _find_misplaced(table: pd.DataFrame, file: str) -> Iterator[str]:
    """Yield a problem for each cell that cannot belong to its column, as when columns or rows have shifted."""
    for row in table.index[~table[NUMBER].str.fullmatch(AUTHORITY_NUMBER)]:
        yield f"{file} row {row}: {NUMBER} is {table.at[row, NUMBER]!r}, not the number of an authority such as 380."
    for short, series in MEASURES.items():
        years = table.loc[table[MEASURE] == short, YEAR]
        for row, year in years[~years.str.fullmatch(series.years)].items():
            yield f"{file} row {row}: {YEAR} of {short} is {year!r}, not a year as its others are."


def _read_rows(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """Return every row with the columns of READ_COLUMNS, `name` and `short`; `area` is blank where unknown."""
    slugs = {name: str(find_council(name) or "") for name in table[NAME].unique()}
    measure, age, notes = (
        table[MEASURE].map({short: series[place] for short, series in MEASURES.items()}) for place in range(3)
    )
    read = read_numbers(table[VALUE], MARKS, file).join(read_periods(table[YEAR], file))
    return read.assign(
        area=table[NAME].map(slugs),
        measure=measure,
        age=age,
        ethnicity="all",
        count=float("nan"),
        population=float("nan"),
        note=add_words(read["note"], notes),
        row=table.index,
        name=table[NAME],
        short=table[MEASURE],
    )


def _apply_steps(rows: pd.DataFrame, items: pd.Series, file: str) -> Step:
    """Return the rows with rates in the unit of their measure, and each service's number once, as its team's."""
    parts = []
    for short in MEASURES:
        part = Step(rows[rows["short"] == short])
        for step in STEPS.get(short, ()) if len(part.rows) else ():
            done = step(part.rows, items[part.rows.index], file)
            part = Step(done.rows, part.faults + done.faults, part.left_out + done.left_out)
        parts.append(part)
    return Step(
        pd.concat([part.rows for part in parts]),
        tuple(fault for part in parts for fault in part.faults),
        tuple(sentence for part in parts for sentence in part.left_out),
    )


READER = Reader(
    kind="lait",
    title="DfE Local Authority Interactive Tool, long table",
    source="dfe-lait",
    publication=Publication(
        publisher="Department for Education (from YJB and MoJ)",
        covers="first-time entrants, age-banded reoffending, children cautioned or sentenced",
        licence="OGL v3",
        address="https://github.com/dfe-analytical-services/local-authority-interactive-tool",
    ),
    recognises=recognises,
    read=read,
)
