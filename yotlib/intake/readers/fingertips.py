"""Read first-time entrants from the Fingertips public health profiles: indicator 10401, as CSV.

There are two forms. The short one (area_name, timeperiod, value, limits, count, denominator) does not name its
indicator; it is read as this one, with a `look` fault, if its values are 100,000 x count / denominator. The form of a
whole download (Indicator ID, Area Code, Sex, Category and so on) is known only from public code; no file was at hand.

The value is recomputed from count and denominator, and the printed 95% limits from all three (Byar's method from a
count of ten, exact below). England has no denominator; its value and limits are compared with each other.
"""

import pandas as pd

from yotlib.analysis import intervals
from yotlib.intake.checks.fault import LOOK, WRONG, Fault, Severity
from yotlib.intake.checks.rates import check_rates
from yotlib.intake.checks.rows import count_decimals, each_row, fault_of_row, format_number, format_value
from yotlib.intake.files import Opened
from yotlib.intake.readers.area_names import resolve
from yotlib.intake.readers.councils import check_lifetimes, note_councils
from yotlib.intake.readers.period_labels import read_periods
from yotlib.intake.readers.printed_numbers import read_numbers
from yotlib.intake.readers.reader import READ_COLUMNS, Publication, Reader, Reading, nothing_taken
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
    """Return whether this is a table with the columns of one form or the other."""
    header = set(next(iter(opened.head(rows=1)), []))
    return set(SHORT) <= header or {*WHOLE, CODE, *OURS} <= header


def read(opened: Opened) -> Reading:
    """Read first-time entrants with count, population and rate. Figures that cannot be recomputed are `wrong`."""
    rows = _read_rows(opened)
    known = rows["area"] != ""
    unresolved = {str(name): len(lost) for name, lost in rows[~known].groupby("name")}
    if not known.any():
        raise nothing_taken(opened.name, Reading(unresolved=unresolved))
    figures = note_councils(rows[known])
    wrong_rates = check_rates(figures.assign(source="", file=opened.name))
    _refuse_another_indicator(figures, wrong_rates, opened.name)
    others = figures[~figures["row"].isin([fault.row for fault in wrong_rates])]
    limits = [
        *_check_limits(others.dropna(subset=["population"]), LOOK),
        *_check_limits(others[others["population"].isna()], WRONG),
    ]
    return Reading(
        figures=figures[READ_COLUMNS].reset_index(drop=True),
        unresolved=unresolved,
        faults=(*_report_unnamed(opened), *wrong_rates, *limits, *check_lifetimes(figures, opened.name)),
    )


def _read_rows(opened: Opened) -> pd.DataFrame:
    """Return every row with the columns of READ_COLUMNS, the limits and `name`; `area` is blank where unknown."""
    table = _read_table(opened)
    read = {name: read_numbers(table[name], MARKS, opened.name) for name in table.columns[2:7]}
    cells = pd.DataFrame({ours: read[name]["value"] for ours, name in zip(NUMBERS, read, strict=True)})
    codes = table[CODE] if CODE in table else [""] * len(table)
    areas = [resolve(name, code=code, prefer="authority") for name, code in zip(table.iloc[:, 0], codes, strict=True)]
    return cells.join(read_periods(table.iloc[:, 1], opened.name)).assign(
        file=opened.name,
        name=table.iloc[:, 0],
        area=pd.Series([str(area or "") for area in areas], index=table.index, dtype="str"),
        measure=MEASURE.key,
        age="10-17",
        ethnicity="all",
        note=read[table.columns[2]]["note"],
        row=table.index,
    )


def _read_table(opened: Opened) -> pd.DataFrame:
    """Return the rows of the indicator for both sexes together, each once even if listed under several parents."""
    if _is_short(opened):
        return opened.table(columns=SHORT)
    table = opened.table(columns=[*WHOLE, CODE], where=OURS)
    if table.empty:
        raise BadFigures([f"{opened.name} has no row of indicator {INDICATOR} for both sexes together."])
    return table.drop_duplicates()


def _is_short(opened: Opened) -> bool:
    """Return whether a file has the short form."""
    return set(SHORT) <= set(next(iter(opened.head(rows=1)), []))


def _refuse_another_indicator(figures: pd.DataFrame, wrong_rates: list[Fault], file: str) -> None:
    """Refuse a file whose values are mostly not rates per 100,000."""
    counted = figures[["value", "count", "population"]].notna().all(axis=1).sum()
    if 2 * len(wrong_rates) > counted or not counted:
        words = f"{len(wrong_rates)} of {counted} values with a denominator are not 100,000 x count / denominator"
        raise BadFigures([f"{file} is not of indicator {INDICATOR}, first-time entrants: {words}."])


def _report_unnamed(opened: Opened) -> list[Fault]:
    """Return a fault for a file that does not name its indicator."""
    found, expected = "the file does not name its indicator", f"read as {INDICATOR}, its values being per 100,000"
    return [Fault(NAMED, LOOK, opened.name, None, MEASURE.subject, found, expected)] if _is_short(opened) else []


def _check_limits(rows: pd.DataFrame, severity: Severity) -> list[Fault]:
    """Report figures whose printed limits do not follow from their count, to the decimals printed.

    A missing population is estimated from the value, with the uncertainty that its rounding leaves.
    """
    given = rows.dropna(subset=["value", "lower", "upper", "count"])
    given = given[given["population"].notna() | (given["value"] > 0)]
    estimated = given["population"].isna()
    population = given["population"].where(~estimated, MEASURE.per * given["count"] / given["value"])
    computed = intervals.rate(given["count"], population, per=MEASURE.per)
    uncertainty = (_half_unit(given["value"]) / given["value"]).where(estimated, 0)
    both = given.assign(uncertainty=uncertainty, from_=computed["lower"], to=computed["upper"])
    wrong = _differs(both, "lower", "from_") | _differs(both, "upper", "to")
    return [
        fault_of_row(row, LIMITS, severity, _describe_printed(row), _describe_computed(row))
        for row in each_row(both[wrong])
    ]


def _differs(both: pd.DataFrame, printed: str, computed: str) -> pd.Series:
    """Return whether a printed limit differs from the computed one by more than its rounding."""
    allowed = _half_unit(both[printed]) + both["uncertainty"] * both[computed] + SLACK
    return (both[printed] - both[computed]).abs() > allowed


def _half_unit(printed: pd.Series) -> pd.Series:
    """Return half a unit of the last printed decimal of each number."""
    return 0.5 * 10.0 ** -count_decimals(printed)


def _describe_printed(row: pd.Series) -> str:
    return f"{format_value(row)} ({format_number(row['lower'])} to {format_number(row['upper'])})"


def _describe_computed(row: pd.Series) -> str:
    return f"a count of {format_number(row['count'])} gives {row['from_']:.4f} to {row['to']:.4f}"


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
