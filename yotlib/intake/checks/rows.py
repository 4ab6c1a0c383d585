"""Rows made ready to be checked, and the one way in which a finding on a figure is worded."""

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
_SUBJECTS = [measure.subject for measure in MEASURES.values()]
_GROUPS = {"bme": "BME", "not-known": "ethnicity not known"}


def prepared(figures: pd.DataFrame, files: Mapping[str, str | Path] | None = None) -> pd.DataFrame:
    """The figures in an order of their own, each with the `file` and `row` it stands in.

    `files` names the file of a source, figures.csv where it does not; `row` is the row of that
    file as a person counts it and NaN where it is not known. A table that has these columns keeps them.
    """
    names = {source: Path(file).name for source, file in (files or {}).items()}
    file = figures["source"].map(lambda source: names.get(source, FIGURES_FILE)) if len(figures) else ""
    dates = figures[PERIOD].astype("datetime64[s]")
    placed = figures.assign(file=figures.get("file", file), row=figures.get("row", np.nan), **dates)
    return placed.sort_values([*IDENTITY, "value", "count", "row"], ignore_index=True)


def tables(rows: pd.DataFrame, by: Sequence[str] = TABLE) -> Iterator[pd.DataFrame]:
    """The rows of each release, measure, age band, ethnic group and period (or of what else `by` names)."""
    for _, table in rows.groupby(list(by), dropna=False, sort=True):
        yield table


def fault(row: pd.Series, check: str, severity: Severity, found: str, expected: str) -> Fault:
    """A finding on one figure, which says where it stands and which it is."""
    place = None if pd.isna(row["row"]) else int(row["row"])
    return Fault(check, severity, str(row["file"]), place, figure(row), found, expected)


def about(
    table: pd.DataFrame, check: str, severity: Severity, found: str, expected: str, *, named: str = "", period: str = ""
) -> Fault:
    """A finding on many figures of one release and measure, of no one row."""
    row = table.iloc[0]
    said = ", ".join(part for part in (series(row), named, period) if part)
    return Fault(check, severity, str(row["file"]), None, said, found, f"{expected} ({row['source']})")


def figure(row: pd.Series) -> str:
    """Which figure a row is: "First-time entrants, England, 2016"; no two of a release have the same words."""
    known = areas.every()
    name = known[row["area"]].name if row["area"] in known else str(row["area"])
    first, *others = series(row).split(", ages ")
    ages = "".join(f", ages {other}" for other in others)
    return f"{first}, {name}{ages}, {periods.label(row['period_start'], row['period_end'])}"


def series(row: pd.Series) -> str:
    """The measure of a row, with its age band and ethnic group where it is not of all children."""
    measure = MEASURES.get(row["measure"])
    shared = measure is not None and _SUBJECTS.count(measure.subject) > 1
    name = row["measure"] if measure is None else measure.name if shared else measure.subject
    ages = "" if row["age"] == "10-17" else f", ages {row['age']}"
    group = "" if row["ethnicity"] == "all" else f" ({_GROUPS.get(row['ethnicity'], str(row['ethnicity']).title())})"
    return f"{name}{group}{ages}"


def measure_of(row: pd.Series) -> Measure:
    """The measure of a row."""
    return MEASURES[row["measure"]]


def stated(row: pd.Series) -> str:
    """A row's figure as it stands, with its unit: "3071 per 100,000", "42.1%", "1446 children"."""
    measure = measure_of(row)
    if pd.isna(row["value"]):
        return f"{plain(row['count'])} counted"
    if measure.kind in ("proportion", "share"):
        return f"{plain(row['value'])}%"
    return f"{plain(row['value'])} {measure.unit.removesuffix(' children aged 10-17')}"


def plain(number: float) -> str:
    """A number as it stands in a file: its shortest form, to six decimals.

    >>> plain(3071.0), plain(40.41)
    ('3071', '40.41')
    """
    return np.format_float_positional(round(float(number), FARTHEST_DECIMAL), trim="-")


def decimals(numbers: pd.Series) -> pd.Series:
    """How many decimals each number is printed with, at most six; a trailing nought is not seen."""
    return numbers.fillna(0).map(lambda number: len(plain(number).partition(".")[2])).astype(int)


def of_measures(rows: pd.DataFrame, name: str) -> pd.Series:
    """What each row's measure says of itself: `per`, `kind`, `largest` and so on."""
    return rows["measure"].map({key: getattr(measure, name) for key, measure in MEASURES.items()})


def each(rows: pd.DataFrame) -> Iterator[pd.Series]:
    """The rows one by one."""
    for _, row in rows.iterrows():
        yield row


def numbers(found: Mapping[Any, float]) -> str:
    """Several numbers with their names: "white 800, black 34"."""
    return ", ".join(f"{name} {plain(number)}" for name, number in found.items())
