"""Read the long table of the Department for Education's Local Authority Interactive Tool (LAIT), Parquet or CSV.

The table has a row for each measure, year and area (a local authority, a region or England). Four of its measures are
of youth justice. `Data item` is filled only in the first year of a measure, and nothing else may state its unit.
Children cautioned or sentenced were per 1,000 in the release of November 2025. The release of February 2026 does not
say; the data dictionary published with it has per 10,000. What a year alone means differs between releases, and is read
from data/releases.csv.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from yotlib.figures.tidy import cut_short, quoted
from yotlib.intake.files import Opened
from yotlib.intake.readers.councils import check_lifetimes, find_council, note_councils
from yotlib.intake.readers.lait_services import assign_to_teams
from yotlib.intake.readers.lait_units import CAUTIONED, Step, convert_unit
from yotlib.intake.readers.printed_numbers import read_numbers
from yotlib.intake.readers.reader import READ_COLUMNS, Publication, Reader, Reading
from yotlib.intake.readers.reorganised import assign_to_successor
from yotlib.intake.readers.year_labels import A_YEAR_ALONE, keep_newest_undated, read_years, report_undated
from yotlib.reference.errors import BadFigures
from yotlib.reference.measures import get, own

COLUMNS = ["Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number"]
MEASURE, UNIT, YEAR, NAME, VALUE, NUMBER = COLUMNS
MARKS = {"-": "[x] missing, suppressed or not applicable: the source does not say which", "": "[x] blank in the source"}
OTHERS = "The tool's other measures are not of youth justice: not read."


UNDATED = (
    "What a year alone means in this release is not known: its newest figures are read as period not stated, and "
    "earlier years are left out, until data/releases.csv says what it means."
)


class Series(NamedTuple):
    """What one of the tool's measures is called here, and how its years are written."""

    measure: str
    age: str = "10-17"
    years: str = A_YEAR_ALONE


MEASURES = {
    "FirstYJS": Series("first_time_entrants"),
    "ReoffYO15-17": Series("reoffending_rate", "15-17"),
    "ReoffYO": Series("reoffending_rate", "10-14"),
    CAUTIONED: Series("cautioned_or_sentenced_rate", years=r"\d{4}-\d{2}"),
}
# A user's own measure may be of any year that the tool writes.
ANY_YEAR = r"\d{4}([-/]\d{2,4})?"
# Each authority, region and nation has a number of its own in three digits, such as 380.
AUTHORITY_NUMBER = r"[2-9]\d\d(\.0+)?"
STEPS = {"FirstYJS": (convert_unit,), CAUTIONED: (convert_unit, assign_to_teams)}


def measures_read() -> dict[str, Series]:
    """Return the rows of the tool that are read, by short name: the suite's, then those of users' own measures."""
    return MEASURES | {each.lait: Series(each.key, each.lait_age, ANY_YEAR) for each in own().values() if each.lait}


def recognises(opened: Opened) -> bool:
    """Return whether this is a table with the columns of the long table."""
    return set(COLUMNS) <= set(next(iter(opened.head(rows=1)), []))


def read(opened: Opened, source: str = "") -> Reading:
    """Read the figures of the four measures, each under its own area, and report what is wrong or odd about them.

    `source` is the key of the release; without one, as for a release that nobody has described, a year has no dates.
    """
    wanted = measures_read()
    table = opened.table(columns=COLUMNS, where={MEASURE: wanted})
    if table.empty:
        raise BadFigures([f"{opened.name} has none of the measures read here: {quoted(wanted)} in {MEASURE}."])
    if problems := [*_find_misplaced(table, opened.name)]:
        raise BadFigures(cut_short(problems, opened.name))
    rows = _read_rows(table, opened.name, source)
    known = rows["area"] != ""
    dated = keep_newest_undated(rows[known], table[YEAR])
    taken = _apply_steps(dated, table[UNIT], opened.name)
    figures = note_councils(assign_to_successor(taken.rows.sort_values("row", ignore_index=True)))[READ_COLUMNS]
    undated = report_undated(rows[known], dated, opened.name)
    return Reading(
        figures=figures,
        unresolved={str(name): len(lost) for name, lost in rows[~known].groupby("name")},
        left_out=(OTHERS, *([UNDATED] if undated else []), *taken.left_out),
        faults=(*undated, *taken.faults, *check_lifetimes(figures, opened.name)),
    )


def _find_misplaced(table: pd.DataFrame, file: str) -> Iterator[str]:
    """Yield a problem for each cell that cannot belong to its column, as when columns or rows have shifted."""
    for row in table.index[~table[NUMBER].str.fullmatch(AUTHORITY_NUMBER)]:
        yield f"{file} row {row}: {NUMBER} is {table.at[row, NUMBER]!r}, not the number of an authority such as 380."
    for short, series in measures_read().items():
        years = table.loc[table[MEASURE] == short, YEAR]
        for row, year in years[~years.str.fullmatch(series.years)].items():
            yield f"{file} row {row}: {YEAR} of {short} is {year!r}, not a year as its others are."


def _read_rows(table: pd.DataFrame, file: str, source: str) -> pd.DataFrame:
    """Return every row: READ_COLUMNS, `name`, `short` and `source`; `area` is blank where unknown."""
    wanted = measures_read()
    slugs = {name: str(find_council(name) or "") for name in table[NAME].unique()}
    measure, age = (
        table[MEASURE].map({short: series[place] for short, series in wanted.items()}) for place in range(2)
    )
    percent = table[MEASURE].map({short: get(series.measure).kind == "proportion" for short, series in wanted.items()})
    read = read_numbers(table[VALUE], MARKS, file, percent=percent).join(read_years(table[YEAR], measure, source, file))
    return read.assign(
        area=table[NAME].map(slugs),
        measure=measure,
        age=age,
        ethnicity="all",
        count=float("nan"),
        population=float("nan"),
        row=table.index,
        name=table[NAME],
        short=table[MEASURE],
        source=source,
    )


def _apply_steps(rows: pd.DataFrame, items: pd.Series, file: str) -> Step:
    """Return the rows with rates in the unit of their measure, and each service's number once, as its team's."""
    parts = []
    for short in measures_read():
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
    read_release=read,
)
