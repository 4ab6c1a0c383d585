"""Prepare rows to be checked, and word faults of figures in one way."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from yotlib.figures.tidy import IDENTITY
from yotlib.intake.checks.fault import Fault, Severity
from yotlib.reference import areas, periods
from yotlib.reference.measures import MEASURES, Measure

FIGURES_FILE = "figures.csv"
PERIOD = ["period_start", "period_end"]
SERIES = ["source", "measure", "age", "ethnicity"]
TABLE = [*SERIES, *PERIOD]
FARTHEST_DECIMAL = 6
_GROUPS = {"bme": "BME", "not-known": "ethnicity not known"}


def prepare(figures: pd.DataFrame, files: Mapping[str, str | Path] | None = None) -> pd.DataFrame:
    """Return the figures in a fixed order, each with its `file` and `row`.

    `files` names the file of a source, figures.csv where it does not; `row` is the row of that file as a person counts
    it, and NaN where it is not known. A table that has these columns keeps them.
    """
    names = {source: Path(file).name for source, file in (files or {}).items()}
    file = figures["source"].map(lambda source: names.get(source, FIGURES_FILE)) if len(figures) else ""
    dates = figures[PERIOD].astype("datetime64[s]")
    placed = figures.assign(file=figures.get("file", file), row=figures.get("row", np.nan), **dates)
    return placed.sort_values([*IDENTITY, "value", "count", "row"], ignore_index=True)


def each_table(rows: pd.DataFrame, by: Sequence[str] = TABLE) -> Iterator[pd.DataFrame]:
    """Yield the rows of each release, measure, age band, ethnic group and period (or of what else `by` names)."""
    for _, table in rows.groupby(list(by), dropna=False, sort=True):
        yield table


def each_row(rows: pd.DataFrame) -> Iterator[pd.Series]:
    """Yield the rows one by one."""
    for _, row in rows.iterrows():
        yield row


def fault_of_row(row: pd.Series, check: str, severity: Severity, found: str, expected: str) -> Fault:
    """Return the fault of one figure, with its place and its name."""
    place = None if pd.isna(row["row"]) else int(row["row"])
    return Fault(check, severity, str(row["file"]), place, describe_figure(row), found, expected)


def fault_of_table(
    table: pd.DataFrame, check: str, severity: Severity, found: str, expected: str, *, named: str = "", period: str = ""
) -> Fault:
    """Return the fault of many figures of one release and measure, without a row."""
    row = table.iloc[0]
    figures = ", ".join(part for part in (describe_series(row), named, period) if part)
    return Fault(check, severity, str(row["file"]), None, figures, found, f"{expected} ({row['source']})")


def describe_figure(row: pd.Series) -> str:
    """Name the figure of a row: "First-time entrants, England, 2016"; no two of a release have the same name."""
    all_areas = areas.all_areas()
    name = all_areas[row["area"]].name if row["area"] in all_areas else str(row["area"])
    first, *others = describe_series(row).split(", ages ")
    ages = "".join(f", ages {other}" for other in others)
    return f"{first}, {name}{ages}, {periods.label(row['period_start'], row['period_end'])}"


def describe_series(row: pd.Series) -> str:
    """Name the measure of a row, with its age band and ethnic group unless it is of all children."""
    measure = MEASURES.get(row["measure"])
    subjects = [measure.subject for measure in MEASURES.values()]
    shared = measure is not None and subjects.count(measure.subject) > 1
    name = row["measure"] if measure is None else measure.name if shared else measure.subject
    ages = "" if row["age"] == "10-17" else f", ages {row['age']}"
    group = "" if row["ethnicity"] == "all" else f" ({_GROUPS.get(row['ethnicity'], str(row['ethnicity']).title())})"
    return f"{name}{group}{ages}"


def measure_of(row: pd.Series) -> Measure:
    """Return the measure of a row."""
    return MEASURES[row["measure"]]


def look_up_measures(rows: pd.DataFrame, name: str) -> pd.Series:
    """Return an attribute of each row's measure: its `per`, `kind`, `largest` and so on."""
    return rows["measure"].map({key: getattr(measure, name) for key, measure in MEASURES.items()})


def format_value(row: pd.Series) -> str:
    """Format a row's figure with its unit: "3071 per 100,000", "42.1%", "1446 children"."""
    measure = measure_of(row)
    if pd.isna(row["value"]):
        return f"{format_number(row['count'])} counted"
    if measure.kind in ("proportion", "share"):
        return f"{format_number(row['value'])}%"
    return f"{format_number(row['value'])} {measure.unit.removesuffix(' children aged 10-17')}"


def format_number(number: float) -> str:
    """Format a number as a file has it: in its shortest form, to six decimals.

    >>> format_number(3071.0), format_number(40.41)
    ('3071', '40.41')
    """
    return np.format_float_positional(round(float(number), FARTHEST_DECIMAL), trim="-")


def list_numbers(by_name: Mapping[Any, float]) -> str:
    """List several numbers with their names: "white 800, black 34"."""
    return ", ".join(f"{name} {format_number(number)}" for name, number in by_name.items())


def count_decimals(numbers: pd.Series) -> pd.Series:
    """Return how many decimals each number is printed with, at most six; a trailing zero is not counted."""
    return numbers.fillna(0).map(lambda number: len(format_number(number).partition(".")[2])).astype(int)
