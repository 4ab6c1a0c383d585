"""Checks that a value is in the range of its measure, and that a row has a figure at all."""

import pandas as pd

from yotlib.figures import row_rules
from yotlib.intake.checks.fault import WRONG, Fault
from yotlib.intake.checks.rows import each_row, fault_of_row, format_number, format_value, measure_of, prepare

CHECK = "a value is in its measure's range"


def check_ranges(figures: pd.DataFrame) -> list[Fault]:
    """Return values out of range, impossible counts, counts above their population, and rows without a figure.

    All of them are `wrong`. A row may have neither value nor count only if its note gives the reason in shorthand.
    """
    rows = prepare(figures)
    return [*_check_values(rows), *_check_counts(rows), *_check_against_population(rows), *_check_has_figure(rows)]


def _check_values(rows: pd.DataFrame) -> list[Fault]:
    outside = rows[row_rules.outside_range(rows, rows["value"])]
    return [fault_of_row(row, CHECK, WRONG, format_value(row), _describe_range(row)) for row in each_row(outside)]


def _describe_range(row: pd.Series) -> str:
    measure = measure_of(row)
    return f"it can only be {measure.smallest:g} to {measure.largest:,}"


def _check_counts(rows: pd.DataFrame) -> list[Fault]:
    faults: list[Fault] = []
    for name in ("count", "population"):
        impossible = rows[row_rules.negative(rows[name]) | row_rules.not_whole(rows[name])]
        expected = "it must be a whole number, zero or more"
        faults += [
            fault_of_row(row, CHECK, WRONG, f"{name} {format_number(row[name])}", expected)
            for row in each_row(impossible)
        ]
    return faults


def _check_against_population(rows: pd.DataFrame) -> list[Fault]:
    faults: list[Fault] = []
    for row in each_row(rows[row_rules.more_than_population(rows)]):
        expected = f"there are only {format_number(row['population'])} children"
        faults.append(fault_of_row(row, CHECK, WRONG, f"count {format_number(row['count'])}", expected))
    return faults


def _check_has_figure(rows: pd.DataFrame) -> list[Fault]:
    empty = rows[row_rules.without_figure(rows)]
    expected = "a mark such as [x] in its note says why there is no figure"
    return [fault_of_row(row, CHECK, WRONG, "neither a value nor a count", expected) for row in each_row(empty)]
