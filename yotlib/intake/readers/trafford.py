"""Children cautioned or sentenced in some authorities and England, as Trafford Data Lab collects them from the YJB.

Two measures stand in one column, a count and a rate per 10,000 printed as a whole number; both of one area and year
belong together, so that the rate carries its count. No population is printed: the one that a count and its rate imply
may not be far from that of the area's other years.
"""

import pandas as pd

from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.rows import each, fault, stated
from yotlib.intake.files import Opened
from yotlib.intake.readers.area_names import resolve
from yotlib.intake.readers.councils import in_words, out_of_their_time
from yotlib.intake.readers.period_labels import spans
from yotlib.intake.readers.printed_numbers import numbers
from yotlib.intake.readers.reader import READ_COLUMNS, Publication, Reader, Reading
from yotlib.reference.errors import BadFigures
from yotlib.reference.measures import get

COLUMNS = ["area_code", "area_name", "period", "measure", "value"]
INDICATOR = {"indicator": {"Children cautioned or sentenced"}}
COUNT, RATE = get("cautioned_or_sentenced"), get("cautioned_or_sentenced_rate")
MEASURES = {"Count": COUNT.key, "Per 10,000 aged 10-17": RATE.key}
MARKS = {"NA": "[x] not available", "": "[x] blank in the source"}
KEYS = ["area", "period_start", "period_end"]
TOGETHER, IMPLIED = "a count and its rate stand together", "a count and its rate imply a population like other years'"
HALF_A_CHILD, DRIFT = 0.5, 0.2


def recognises(opened: Opened) -> bool:
    """A table with the columns of the form whose first rows are of this indicator."""
    rows = opened.head()
    if not rows or not {*COLUMNS, *INDICATOR, "area_type", "unit"} <= set(rows[0]):
        return False
    return any(not INDICATOR["indicator"].isdisjoint(row) for row in rows[1:])


def read(opened: Opened) -> Reading:
    """Counts, and rates with their counts; a pair that is none, or is not likely, is to be looked at."""
    table = opened.table(columns=COLUMNS, where=INDICATOR)
    rows = _rows(table, opened.name)
    known = rows[(rows["area"] != "") & (rows["measure"] != "")]
    if known.empty:
        raise BadFigures(
            [f"{opened.name} has no figure of an area known here; its measures are {', '.join(MEASURES)}."]
        )
    figures = in_words(_with_counts(known))
    return Reading(
        figures=figures[READ_COLUMNS].reset_index(drop=True),
        unresolved={str(name): len(lost) for name, lost in rows[rows["area"] == ""].groupby("name")},
        left_out=_others(rows),
        faults=(*_alone(figures), *_unlikely(figures), *out_of_their_time(figures, opened.name)),
    )


def _rows(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """Every row with the columns of READ_COLUMNS; `area` and `measure` blank where the file's words are not known."""
    printed = numbers(table["value"], MARKS, file)
    names = zip(table["area_name"], table["area_code"], strict=True)
    areas = [str(resolve(name, code=code, prefer="yot") or "") for name, code in names]
    return spans(table["period"], file).assign(
        file=file,
        name=table["area_name"],
        said=table["measure"],
        area=pd.Series(areas, index=table.index, dtype="str"),
        measure=table["measure"].map(dict.fromkeys(table["measure"], "") | MEASURES),
        age="10-17",
        ethnicity="all",
        value=printed["value"].where(table["measure"].map(MEASURES) == RATE.key),
        count=printed["value"].where(table["measure"].map(MEASURES) == COUNT.key),
        population=float("nan"),
        note=printed["note"],
        row=table.index,
    )


def _with_counts(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, each rate with the count of its area and year, if there is one and no more."""
    counts = rows[rows["measure"] == COUNT.key].drop_duplicates(KEYS, keep=False)
    theirs = rows[KEYS].merge(counts[[*KEYS, "count"]], on=KEYS, how="left", validate="many_to_one")["count"]
    return rows.assign(count=rows["count"].fillna(theirs.set_axis(rows.index)))


def _others(rows: pd.DataFrame) -> tuple[str, ...]:
    said = rows.loc[rows["measure"] == "", "said"].value_counts().sort_index()
    return tuple(f"Rows of the measure {name!r}, which is not read: {rows:,}." for name, rows in said.items())


def _alone(figures: pd.DataFrame) -> list[Fault]:
    """Figures whose other half the file does not have."""
    both = figures.groupby(KEYS)["measure"].transform("nunique") == len(MEASURES)
    other = {COUNT.key: "rate", RATE.key: "count"}
    found = each(figures[~both & figures[["value", "count"]].notna().any(axis=1)])
    return [fault(row, TOGETHER, LOOK, stated(row), f"the file has no {other[row['measure']]} of it") for row in found]


def _unlikely(figures: pd.DataFrame) -> list[Fault]:
    """Rates that are not their count over about the population that the area's other years imply."""
    rates = figures[(figures["measure"] == RATE.key) & (figures["value"] > 0) & (figures["count"] > 0)]
    usual = (rates["count"] / rates["value"]).groupby(rates["area"]).transform("median")
    expected = rates["count"] / usual
    apart = (rates["value"] - expected).abs() > HALF_A_CHILD + DRIFT * expected
    words = "{:.0f} children are about {:.0f} per 10,000, by the population that the area's other years imply"
    found = each(rates.assign(expected=expected)[apart])
    return [fault(row, IMPLIED, LOOK, stated(row), words.format(row["count"], row["expected"])) for row in found]


READER = Reader(
    kind="trafford",
    title="YJB local tables as collected by Trafford Data Lab",
    source="yjb-local-trafford",
    publication=Publication(
        publisher="Youth Justice Board (collected by Trafford Data Lab)",
        covers="children cautioned or sentenced, count and rate, in some local authorities and England",
        licence="OGL v3",
        address="https://www.gov.uk/government/collections/youth-justice-statistics",
    ),
    recognises=recognises,
    read=read,
)
