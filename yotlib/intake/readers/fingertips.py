"""First-time entrants as the Fingertips profiles of public health have them: indicator 10401, as CSV.

Two forms. The shortened one (area_name, timeperiod, value, limits, count, denominator) does not name its indicator;
it is read as this one, with a word to look at, if its values are 100,000 x count / denominator. The form of a whole
download (Indicator ID, Area Code, Sex, Category and so on) is known from public code alone; no file of it was at hand.

The value is recomputed from count and denominator, the printed 95% limits from all three (Byar from ten, exact below).
England has no denominator; its value and limits are held against each other.
"""

import pandas as pd

from yotlib.analysis import intervals
from yotlib.intake.checks.fault import LOOK, WRONG, Fault, Severity
from yotlib.intake.checks.rates import rates_apart
from yotlib.intake.checks.rows import decimals, each, fault, plain, stated
from yotlib.intake.files import Opened
from yotlib.intake.readers.area_names import resolve
from yotlib.intake.readers.councils import in_words, out_of_their_time
from yotlib.intake.readers.period_labels import spans
from yotlib.intake.readers.printed_numbers import numbers
from yotlib.intake.readers.reader import READ_COLUMNS, Publication, Reader, Reading, nothing_known
from yotlib.reference.errors import BadFigures
from yotlib.reference.measures import get

MEASURE = get("first_time_entrants")
INDICATOR = "10401"
NUMBERS = ["value", "lower", "upper", "count", "population"]
SHORT = ["area_name", "timeperiod", "value", "lower_ci_95", "upper_ci_95", "count", "denominator"]
WHOLE = ["Area Name", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count", "Denominator"]
CODE = "Area Code"
OURS = {"Indicator ID": {INDICATOR}, "Sex": {"Persons"}, "Category": {""}}
MARKS = {"": "[x] blank in the source", "*": "[c] withheld by the publisher"}
LIMITS, NAMED = "printed limits follow from the count", "a file names its indicator"
SLACK = 1e-9


def recognises(opened: Opened) -> bool:
    """A table with the columns of one form or the other."""
    header = set(next(iter(opened.head(rows=1)), []))
    return set(SHORT) <= header or {*WHOLE, CODE, *OURS} <= header


def read(opened: Opened) -> Reading:
    """First-time entrants with count, population and rate; figures that do not recompute are `wrong`."""
    rows = _rows(opened)
    known = rows["area"] != ""
    unresolved = {str(name): len(lost) for name, lost in rows[~known].groupby("name")}
    if not known.any():
        raise nothing_known(opened.name, unresolved)
    figures = in_words(rows[known])
    apart = rates_apart(figures.assign(source="", file=opened.name))
    _refuse_another_indicator(figures, apart, opened.name)
    others = figures[~figures["row"].isin([one.row for one in apart])]
    limits = [
        *_limits(others.dropna(subset=["population"]), LOOK),
        *_limits(others[others["population"].isna()], WRONG),
    ]
    return Reading(
        figures=figures[READ_COLUMNS].reset_index(drop=True),
        unresolved=unresolved,
        faults=(*_unnamed(opened), *apart, *limits, *out_of_their_time(figures, opened.name)),
    )


def _rows(opened: Opened) -> pd.DataFrame:
    """Every row with the columns of READ_COLUMNS, the limits, and the area's `name`; area blank where unknown."""
    table = _table(opened)
    read = {name: numbers(table[name], MARKS, opened.name) for name in table.columns[2:7]}
    cells = pd.DataFrame({ours: read[name]["value"] for ours, name in zip(NUMBERS, read, strict=True)})
    codes = table[CODE] if CODE in table else [""] * len(table)
    found = [resolve(name, code=code, prefer="authority") for name, code in zip(table.iloc[:, 0], codes, strict=True)]
    return cells.join(spans(table.iloc[:, 1], opened.name)).assign(
        file=opened.name,
        name=table.iloc[:, 0],
        area=pd.Series([str(area or "") for area in found], index=table.index, dtype="str"),
        measure=MEASURE.key,
        age="10-17",
        ethnicity="all",
        note=read[table.columns[2]]["note"],
        row=table.index,
    )


def _table(opened: Opened) -> pd.DataFrame:
    """The rows of the indicator, both sexes together; one that stands under several parents once."""
    if _is_short(opened):
        return opened.table(columns=SHORT)
    table = opened.table(columns=[*WHOLE, CODE], where=OURS)
    if table.empty:
        raise BadFigures([f"{opened.name} has no row of indicator {INDICATOR} for both sexes together."])
    return table.drop_duplicates()


def _is_short(opened: Opened) -> bool:
    return set(SHORT) <= set(next(iter(opened.head(rows=1)), []))


def _refuse_another_indicator(figures: pd.DataFrame, apart: list[Fault], file: str) -> None:
    """Refuse a file most of whose values are no rates per 100,000."""
    counted = figures[["value", "count", "population"]].notna().all(axis=1).sum()
    if 2 * len(apart) > counted or not counted:
        words = f"{len(apart)} of {counted} values with a denominator are not 100,000 x count / denominator"
        raise BadFigures([f"{file} is not of indicator {INDICATOR}, first-time entrants: {words}."])


def _unnamed(opened: Opened) -> list[Fault]:
    found, expected = "the file does not name its indicator", f"read as {INDICATOR}, its values being per 100,000"
    return [Fault(NAMED, LOOK, opened.name, None, MEASURE.subject, found, expected)] if _is_short(opened) else []


def _limits(rows: pd.DataFrame, severity: Severity) -> list[Fault]:
    """Figures whose printed limits are not those of their count, to the decimals printed.

    Where there is no population it is worked from the value, and as uncertain as that is.
    """
    given = rows.dropna(subset=["value", "lower", "upper", "count"])
    given = given[given["population"].notna() | (given["value"] > 0)]
    worked = given["population"].isna()
    population = given["population"].where(~worked, MEASURE.per * given["count"] / given["value"])
    computed = intervals.rate(given["count"], population, per=MEASURE.per)
    unsure = (_half(given["value"]) / given["value"]).where(worked, 0)
    both = given.assign(unsure=unsure, from_=computed["lower"], to=computed["upper"])
    apart = _apart(both, "lower", "from_") | _apart(both, "upper", "to")
    return [fault(row, LIMITS, severity, _printed(row), _computed(row)) for row in each(both[apart])]


def _apart(both: pd.DataFrame, printed: str, computed: str) -> pd.Series:
    allowed = _half(both[printed]) + both["unsure"] * both[computed] + SLACK
    return (both[printed] - both[computed]).abs() > allowed


def _half(printed: pd.Series) -> pd.Series:
    """Half a unit of the last decimal of each number."""
    return 0.5 * 10.0 ** -decimals(printed)


def _printed(row: pd.Series) -> str:
    return f"{stated(row)} ({plain(row['lower'])} to {plain(row['upper'])})"


def _computed(row: pd.Series) -> str:
    return f"a count of {plain(row['count'])} gives {row['from_']:.4f} to {row['to']:.4f}"


READER = Reader(
    kind="fingertips",
    title="OHID Fingertips, first-time entrants",
    source="ohid-fingertips-10401",
    publication=Publication(
        publisher="Office for Health Improvement and Disparities (from MoJ and YJB)",
        covers="first-time entrants by upper-tier authority, with count, population and 95% interval",
        licence="OGL v3",
        address="https://fingertips.phe.org.uk",
    ),
    recognises=recognises,
    read=read,
)
