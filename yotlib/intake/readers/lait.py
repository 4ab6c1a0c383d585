"""The long table of the Department for Education's Local Authority Interactive Tool (LAIT), as Parquet or CSV.

One row a measure, year and local authority, region or England, all measures of the tool in one table; four of them are
of youth justice. `Data item` is filled on the first year of a measure only and is the one place that may say a unit.
Children cautioned or sentenced were per 1,000 in the release of November 2025; that of February 2026 does not say, and
the data dictionary beside it has per 10,000.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from yotlib.figures.tidy import cut_short, quoted
from yotlib.intake.files import Opened
from yotlib.intake.readers.councils import council, in_words, out_of_their_time
from yotlib.intake.readers.lait_services import as_services
from yotlib.intake.readers.lait_units import CAUTIONED, Taken, in_our_unit
from yotlib.intake.readers.period_labels import spans
from yotlib.intake.readers.printed_numbers import numbers
from yotlib.intake.readers.reader import READ_COLUMNS, Publication, Reader, Reading
from yotlib.reference.errors import BadFigures
from yotlib.reference.notes import add_words

MEASURE, UNIT, YEAR, NAME, VALUE, NUMBER = COLUMNS = [
    "Short Desc",
    "Data item",
    "Years",
    "LA and Regions",
    "Values",
    "LA Number",
]
MARKS = {
    "-": "[x] missing, suppressed or not applicable: the source does not say which",
    "": "[x] blank in the source",
}
COHORT = "year as labelled by the source; cohort dates not stated"
OTHERS = "The tool's other measures are not of youth justice: not read."


class Series(NamedTuple):
    """What one of the tool's measures is here."""

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
STEPS = {"FirstYJS": (in_our_unit,), CAUTIONED: (in_our_unit, as_services)}


def recognises(opened: Opened) -> bool:
    """A table with the columns of the long table."""
    return set(COLUMNS) <= set(next(iter(opened.head(rows=1)), []))


def read(opened: Opened) -> Reading:
    """The figures of the four measures, each under its own area's name, and what is wrong or odd about them."""
    table = opened.table(columns=COLUMNS, where={MEASURE: MEASURES})
    if table.empty:
        raise BadFigures([f"{opened.name} has none of the measures read here: {quoted(MEASURES)} in {MEASURE}."])
    if problems := [*_misplaced(table, opened.name)]:
        raise BadFigures(cut_short(problems, opened.name))
    rows = _rows(table, opened.name)
    known = rows["area"] != ""
    taken = _taken(rows[known], table[UNIT], opened.name)
    figures = in_words(taken.rows.sort_values("row", ignore_index=True))[READ_COLUMNS]
    return Reading(
        figures=figures,
        unresolved={str(name): len(lost) for name, lost in rows[~known].groupby("name")},
        left_out=(OTHERS, *taken.left_out),
        faults=(*taken.faults, *out_of_their_time(figures, opened.name)),
    )


def _misplaced(table: pd.DataFrame, file: str) -> Iterator[str]:
    """What stands in a column that it cannot be of, as where columns or rows have slipped."""
    for row in table.index[~table[NUMBER].str.fullmatch(AUTHORITY_NUMBER)]:
        yield f"{file} row {row}: {NUMBER} is {table.at[row, NUMBER]!r}, not the number of an authority such as 380."
    for short, series in MEASURES.items():
        mine = table.loc[table[MEASURE] == short, YEAR]
        for row, year in mine[~mine.str.fullmatch(series.years)].items():
            yield f"{file} row {row}: {YEAR} of {short} is {year!r}, not a year as its others are."


def _rows(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """Every row with the columns of READ_COLUMNS, and `name` and `short` as in the file; area blank where unknown."""
    slugs = {name: str(council(name) or "") for name in table[NAME].unique()}
    measure, age, notes = (
        table[MEASURE].map({short: series[place] for short, series in MEASURES.items()}) for place in range(3)
    )
    read = numbers(table[VALUE], MARKS, file).join(spans(table[YEAR], file))
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


def _taken(rows: pd.DataFrame, items: pd.Series, file: str) -> Taken:
    """The rows with rates in the unit of their measure and the numbers of services once, as their teams'."""
    parts = []
    for short in MEASURES:
        part = Taken(rows[rows["short"] == short])
        for step in STEPS.get(short, ()) if len(part.rows) else ():
            done = step(part.rows, items[part.rows.index], file)
            part = Taken(done.rows, part.faults + done.faults, part.left_out + done.left_out)
        parts.append(part)
    return Taken(
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
