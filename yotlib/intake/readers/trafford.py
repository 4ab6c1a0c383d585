"""Read children cautioned or sentenced in some authorities and England, as collected by Trafford Data Lab from the YJB.

One column holds two measures, a count and a rate per 10,000 printed as a whole number. The two of one area and year
belong together, so a rate is given its count. No population is printed: the one implied by a count and its rate
should be close to that of the area's other years.
"""

import pandas as pd

from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.rows import each_row, fault_of_row, format_value
from yotlib.intake.files import Opened
from yotlib.intake.readers.area_names import resolve
from yotlib.intake.readers.councils import check_lifetimes, note_councils
from yotlib.intake.readers.period_labels import read_periods
from yotlib.intake.readers.printed_numbers import read_numbers
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
BY_OTHER_YEARS = "by the population that the area's other years imply"
HALF_A_CHILD, DRIFT = 0.5, 0.2


def recognises(opened: Opened) -> bool:
    """Return whether this is a table with these columns and, in its first rows, this indicator."""
    rows = opened.head()
    if not rows or not {*COLUMNS, *INDICATOR, "area_type", "unit"} <= set(rows[0]):
        return False
    return any(not INDICATOR["indicator"].isdisjoint(row) for row in rows[1:])


def read(opened: Opened) -> Reading:
    """Read counts, and rates with their counts. Reports a missing half of a pair, and an unlikely pair, to look at."""
    table = opened.table(columns=COLUMNS, where=INDICATOR)
    rows = _read_rows(table, opened.name)
    known = rows[(rows["area"] != "") & (rows["measure"] != "")]
    if known.empty:
        raise BadFigures(
            [f"{opened.name} has no figure of an area known here; its measures are {', '.join(MEASURES)}."]
        )
    figures = note_councils(_add_counts(known))
    return Reading(
        figures=figures[READ_COLUMNS].reset_index(drop=True),
        unresolved={str(name): len(lost) for name, lost in rows[rows["area"] == ""].groupby("name")},
        left_out=_describe_other_measures(rows),
        faults=(*_check_pairs(figures), *_check_populations(figures), *check_lifetimes(figures, opened.name)),
    )


def _read_rows(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """Return every row with the columns of READ_COLUMNS; `area` and `measure` are blank where the words are unknown."""
    printed = read_numbers(table["value"], MARKS, file)
    names = zip(table["area_name"], table["area_code"], strict=True)
    areas = [str(resolve(name, code=code, prefer="yot") or "") for name, code in names]
    return read_periods(table["period"], file).assign(
        file=file,
        name=table["area_name"],
        printed_measure=table["measure"],
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


def _add_counts(rows: pd.DataFrame) -> pd.DataFrame:
    """Give each rate the count of its area and year, if there is exactly one."""
    counts = rows[rows["measure"] == COUNT.key].drop_duplicates(KEYS, keep=False)
    matching = rows[KEYS].merge(counts[[*KEYS, "count"]], on=KEYS, how="left", validate="many_to_one")["count"]
    return rows.assign(count=rows["count"].fillna(matching.set_axis(rows.index)))


def _describe_other_measures(rows: pd.DataFrame) -> tuple[str, ...]:
    others = rows.loc[rows["measure"] == "", "printed_measure"].value_counts().sort_index()
    return tuple(f"Rows of the measure {name!r}, which is not read: {rows:,}." for name, rows in others.items())


def _check_pairs(figures: pd.DataFrame) -> list[Fault]:
    """Report counts without a rate in the file, and rates without a count."""
    both = figures.groupby(KEYS)["measure"].transform("nunique") == len(MEASURES)
    other = {COUNT.key: "rate", RATE.key: "count"}
    unpaired = each_row(figures[~both & figures[["value", "count"]].notna().any(axis=1)])
    return [
        fault_of_row(row, TOGETHER, LOOK, format_value(row), f"the file has no {other[row['measure']]} of it")
        for row in unpaired
    ]


def _check_populations(figures: pd.DataFrame) -> list[Fault]:
    """Report rates and counts that do not fit each other and the population that the area's other years imply."""
    rates = figures[(figures["measure"] == RATE.key) & (figures["value"] > 0) & (figures["count"] > 0)]
    usual = (rates["count"] / rates["value"]).groupby(rates["area"]).transform("median")
    expected = rates["count"] / usual
    pairs = rates.assign(rate=rates["value"], rate_expected=expected, count_expected=rates["value"] * usual)
    unlikely = pairs[(rates["value"] - expected).abs() > HALF_A_CHILD + DRIFT * expected]
    counts = figures[figures["measure"] == COUNT.key].merge(
        unlikely[[*KEYS, "rate", "count_expected"]], on=KEYS, validate="many_to_one"
    )
    of_rate = "{count:.0f} children are about {rate_expected:.0f} per 10,000"
    of_count = "{rate:g} per 10,000 are about {count_expected:.0f} children"
    return [
        fault_of_row(row, IMPLIED, LOOK, format_value(row), f"{words.format_map(row)}, {BY_OTHER_YEARS}")
        for words, table in ((of_rate, unlikely), (of_count, counts))
        for row in each_row(table)
    ]


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
