"""How single cells and captions are printed."""

from collections.abc import Callable

import pandas as pd

from yotlib.reference import periods
from yotlib.reference.measures import get

NOTHING = "–"


def mapped(column: pd.Series, printed: Callable[[float], str]) -> pd.Series:
    """Each number as printed, a dash for a gap."""
    return column.map(lambda value: NOTHING if pd.isna(value) else printed(value))


def intervals(table: pd.DataFrame, printed: Callable[[float], str]) -> pd.Series:
    """The 95% interval of each row, as printed."""
    return limits(table["lower"], table["upper"], printed)


def limits(lower: pd.Series, upper: pd.Series, printed: Callable[[float], str]) -> pd.Series:
    """Two limits as printed, a dash where there are none."""
    pairs = [
        NOTHING if pd.isna(low) else f"{printed(low)} to {printed(high)}"
        for low, high in zip(lower, upper, strict=True)
    ]
    return pd.Series(pairs, index=lower.index)


def marked(intervals: pd.Series, notes: pd.Series) -> pd.Series:
    """Intervals with the shorthand mark of their note behind them."""
    marks = notes.str.extract(r"^((?:\[\w\])+)")[0].fillna("")
    return (intervals + " " + marks).where((intervals != NOTHING) & (marks != ""), intervals)


def with_limits(table: pd.DataFrame, name: str, printed: Callable[[float], str]) -> pd.Series:
    """A value with its limits in brackets, from the columns `name`, `name`_lower and `name`_upper."""
    values = mapped(table[name], printed)
    within = limits(table[f"{name}_lower"], table[f"{name}_upper"], printed)
    return (values + " (" + within + ")").where(within != NOTHING, values)


def periods_of(table: pd.DataFrame) -> pd.Series:
    """The period of each row, as printed."""
    spans = zip(table["period_start"], table["period_end"], strict=True)
    return pd.Series([periods.label(start, end) for start, end in spans], index=table.index)


def sources_of(table: pd.DataFrame) -> str:
    """The sources of a table, once each."""
    return ", ".join(dict.fromkeys(key for key in table["source"] if key))


def p_printed(value: float) -> str:
    """A p value in a table."""
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def title_of(table: pd.DataFrame) -> str:
    """What a table of one measure shows: its name, ages and unit."""
    first, measure = table.iloc[0], get(table.iloc[0]["measure"])
    ages = "" if first["age"] == "10-17" else f", ages {first['age']}"
    unit = f", {measure.unit}" if measure.unit.startswith("per ") and "per " not in measure.name else ""
    return f"{measure.name}{ages}{unit}"


def with_adjusted(p_values: pd.Series, adjusted: pd.Series) -> pd.Series:
    """Plain p values with those adjusted for many comparisons in brackets."""
    plain = mapped(p_values, p_printed)
    return (plain + " (" + mapped(adjusted, p_printed) + ")").where(p_values.notna(), plain)


def judged(table: pd.DataFrame) -> pd.Series:
    """Each row's verdict, and whether that is better or worse, in one cell."""
    both = table["verdict"] + ", " + table["judgement"]
    return both.where(table["judgement"] != "", table["verdict"]).replace("", NOTHING)
