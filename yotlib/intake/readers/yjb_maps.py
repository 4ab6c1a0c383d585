"""Read the tables behind the YJB's maps of local figures: children, offences and outcomes, with all children.

The tables of the editions of 2020-21 and 2021-22 were seen one under the other, with the columns Year, Table and Level
in front; a region's row has no service. Outcomes have no measure here.
"""

from dataclasses import replace

import pandas as pd

from yotlib.figures.tidy import quoted
from yotlib.intake.files import Opened
from yotlib.intake.readers import printed_rates, yjb
from yotlib.intake.readers.adding_up import YEAR, as_figures, report_doubts
from yotlib.intake.readers.area_of_row import count_unresolved, find_areas, find_services
from yotlib.intake.readers.period_labels import read_periods
from yotlib.intake.readers.printed_numbers import read_counts, read_numbers
from yotlib.intake.readers.reader import READ_COLUMNS, Reader, Reading
from yotlib.reference.errors import BadFigures

COLUMNS = ["Year", "Table", "Level", "Region", "YOT", "Number", "Pop", "Rate"]
MEASURES = {"children": "cautioned_or_sentenced", "offences": "offences_per_1000"}
CHECK = "a rate is its count over its population"
MISPLACED = "its row is of a region and names a service, or the reverse"
# The tables' own words for a region, where they are no name of one.
REGIONS = {"Yorkshire": "Yorkshire and The Humber"}
PUBLICATION = replace(yjb.PUBLICATION, covers="children cautioned or sentenced and proven offences by service")


def recognises(opened: Opened) -> bool:
    """Return whether this is a table with the columns of the maps' tables."""
    return yjb.has_columns(opened, *COLUMNS)


def read(opened: Opened, source: str = "") -> Reading:
    """Read children and offences of each service and region of one year.

    Each year is a publication of its own: of several in a file, the one that the key of the source ends in is read.
    """
    table = opened.table(columns=COLUMNS)
    year = _choose_year(table["Year"], source, opened.name)
    rows = _read_rows(table[(table["Year"] == year) & table["Table"].isin(list(MEASURES))], opened.name)
    known = rows[rows["area"] != ""]
    parts = [as_figures(known[known["table"] == name], measure) for name, measure in MEASURES.items()]
    figures = pd.concat(parts, ignore_index=True)
    return Reading(
        figures=figures[READ_COLUMNS],
        unresolved=count_unresolved(rows["name"], rows["area"]),
        left_out=tuple(_describe_left_out(table, year)),
        faults=tuple(report_doubts(figures, CHECK, opened.name)),
        publication=replace(PUBLICATION, source=f"yjb-maps-{year}"),
    )


def _choose_year(years: pd.Series, source: str, file: str) -> str:
    """Return the year that the key of the source ends in, or the only one; refuse a file with several."""
    different = sorted(years.unique())
    named = [year for year in different if source.endswith(year)]
    if len(different) > 1 and not named:
        problem = f"{file} has figures of {quoted(different)}, each a publication of its own"
        raise BadFigures([f"{problem}; name one with --source, as in yjb-maps-{different[0]}."])
    return (named or different)[0]


def _read_rows(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """Return every row with its numbers, period and area, and the `table` that it is of."""
    names = table["YOT"].where(table["YOT"] != "", table["Region"].replace(REGIONS))
    rows = yjb.read_counts(table["Number"], file).join(read_periods(table["Year"], file))
    numbers = rows.assign(
        population=read_counts(table["Pop"], yjb.MARKS, file)["value"],
        rate=read_numbers(table["Rate"], yjb.MARKS, file)["value"],
    )
    wrong = printed_rates.contradict(numbers) | (numbers["count"] > numbers["population"])
    of_region = table["Level"] == "region"
    misplaced = of_region != (table["YOT"] == "")
    printed = " prints " + table["Rate"] + " per 1,000 for " + table["Number"] + " of " + table["Pop"]
    row = "row " + pd.Series(table.index.astype("str"), index=table.index)
    untested = printed_rates.doubt_untested(numbers, row + printed, YEAR[1:])
    return numbers.drop(columns="rate").assign(
        name=names,
        area=find_areas(names, rows[YEAR[1:]]).where(of_region, find_services(names, rows[YEAR[1:]])),
        table=table["Table"],
        row=table.index,
        doubt=("its row" + printed).where(wrong, untested).mask(misplaced, MISPLACED),
    )


def _describe_left_out(table: pd.DataFrame, year: str) -> list[str]:
    others, outcomes = (table["Year"] != year).sum(), (~table["Table"].isin(list(MEASURES))).sum()
    sentences = {f"Rows of other years than {year}: {others:,}.": others}
    sentences[f"Rows of cautions and sentences, which have no measure here: {outcomes:,}."] = outcomes
    return [words for words, rows in sentences.items() if rows]


READER = Reader(
    kind="yjb-maps",
    title="YJB maps",
    source="yjb-maps",
    publication=PUBLICATION,
    recognises=recognises,
    read=read,
    read_release=read,
)
