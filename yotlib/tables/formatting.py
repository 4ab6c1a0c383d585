"""Print single cells and captions."""

from collections.abc import Callable

import pandas as pd

from yotlib.analysis.confidence import print_level
from yotlib.reference import periods
from yotlib.reference.measures import get

NOTHING = "–"


def format_column(column: pd.Series, printed: Callable[[float], str]) -> pd.Series:
    """Print each number of a column, and a dash for a gap."""
    return column.map(lambda value: NOTHING if pd.isna(value) else printed(value))


def format_intervals(table: pd.DataFrame, printed: Callable[[float], str]) -> pd.Series:
    """Print the interval of each row."""
    return format_limits(table["lower"], table["upper"], printed)


def interval_heading(table: pd.DataFrame) -> str:
    """Return the heading of a column of intervals: "95% interval", or the level that was asked for."""
    return f"{print_level(table)} interval"


def format_limits(lower: pd.Series, upper: pd.Series, printed: Callable[[float], str]) -> pd.Series:
    """Print pairs of limits, and a dash where there are none."""
    pairs = [
        NOTHING if pd.isna(low) else f"{printed(low)} to {printed(high)}"
        for low, high in zip(lower, upper, strict=True)
    ]
    return pd.Series(pairs, index=lower.index)


def add_marks(intervals: pd.Series, notes: pd.Series) -> pd.Series:
    """Add the shorthand mark of each note behind its interval."""
    marks = notes.str.extract(r"^((?:\[\w\])+)")[0].fillna("")
    return (intervals + " " + marks).where((intervals != NOTHING) & (marks != ""), intervals)


def format_with_limits(table: pd.DataFrame, name: str, printed: Callable[[float], str]) -> pd.Series:
    """Print values with their limits in brackets, from the columns `name`, `name`_lower and `name`_upper."""
    values = format_column(table[name], printed)
    within = format_limits(table[f"{name}_lower"], table[f"{name}_upper"], printed)
    return (values + " (" + within + ")").where(within != NOTHING, values)


def periods_of(table: pd.DataFrame) -> pd.Series:
    """Print the period of each row."""
    spans = zip(table["period_start"], table["period_end"], strict=True)
    return pd.Series([periods.label(start, end) for start, end in spans], index=table.index)


def sources_of(table: pd.DataFrame) -> str:
    """List the sources of a table, each once."""
    return ", ".join(dict.fromkeys(key for key in table["source"] if key))


def format_p_value(value: float) -> str:
    """Print a p value in a table."""
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def title_of(table: pd.DataFrame) -> str:
    """Name what a table of one measure shows: its name, ages and unit."""
    first, measure = table.iloc[0], get(table.iloc[0]["measure"])
    ages = "" if first["age"] == "10-17" else f", ages {first['age']}"
    unit = f", {measure.unit}" if measure.unit.startswith("per ") and "per " not in measure.name else ""
    return f"{measure.name}{ages}{unit}"


def format_p_values(p_values: pd.Series, adjusted: pd.Series) -> pd.Series:
    """Print p values, with those adjusted for many comparisons in brackets."""
    plain = format_column(p_values, format_p_value)
    return (plain + " (" + format_column(adjusted, format_p_value) + ")").where(p_values.notna(), plain)


def verdict_and_judgement(table: pd.DataFrame) -> pd.Series:
    """Join each row's verdict, and whether that is better or worse, in one cell."""
    both = table["verdict"] + ", " + table["judgement"]
    return both.where(table["judgement"] != "", table["verdict"]).replace("", NOTHING)
