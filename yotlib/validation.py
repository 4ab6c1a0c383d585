"""Checks a file of figures must pass before anything is computed from it, each problem in one line with its row."""

import re

import numpy as np
import pandas as pd
import pandera.pandas as pa

from yotlib import periods
from yotlib.areas import every
from yotlib.errors import AskedWrongly, did_you_mean, nearest
from yotlib.measures import MEASURES
from yotlib.tidy import ETHNICITIES, IDENTITY

NUMBERS = ("value", "count", "population")
DATES = ("period_start", "period_end")
MOST_SHOWN = 20


def checked_figures(text: pd.DataFrame, known_sources: set[str]) -> tuple[pd.DataFrame, list[str]]:
    """Type the rows of figures.csv, read as text, and list their problems.

    Returns the typed table (numbers as floats, dates as datetimes, gaps as NaN and NaT) and
    one line a problem, such as "figures.csv line 14: count is -3; it must be nought or more."
    """
    typed, unread = _typed(text)
    problems = unread + _broken_rules(_schema(known_sources), typed, text)
    problems += _repeated(text) + _disagreeing(typed, text)
    return typed, _cut(sorted(problems, key=_line_number))


def checked_sources(given: pd.DataFrame) -> list[str]:
    """The problems of sources.csv: a key twice, a release date that is none, `published` neither yes nor no."""
    problems = [
        f"sources.csv line {row + 2}: source {given['source'][row]!r} stands twice; keep one."
        for row in np.flatnonzero(given["source"].duplicated())
    ]
    for row, (_, source) in enumerate(given.iterrows()):
        if source["published"] not in ("yes", "no"):
            problems.append(f"sources.csv line {row + 2}: published is {source['published']!r}; write yes or no.")
        try:
            periods.last_day(source["released"])
        except AskedWrongly as error:
            problems.append(f"sources.csv line {row + 2}: released {error}")
    return problems


def _typed(text: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    numbers = {name: pd.to_numeric(text[name].replace("", None), errors="coerce").astype(float) for name in NUMBERS}
    dates = {name: pd.to_datetime(text[name].replace("", None), format="%Y-%m-%d", errors="coerce") for name in DATES}
    typed = text.assign(**numbers, **dates)
    problems = []
    for name in (*NUMBERS, *DATES):
        what = "a number" if name in NUMBERS else "a date such as 2018-12-31"
        unread = (text[name] != "") & (typed[name].isna() | (np.isinf(typed[name]) if name in NUMBERS else False))
        problems += [
            f"figures.csv line {row + 2}: {name} is {text[name][row]!r}, not {what}." for row in np.flatnonzero(unread)
        ]
    return typed, problems


def _schema(known_sources: set[str]) -> pa.DataFrameSchema:
    nought_or_more = pa.Check.ge(0, error="it must be nought or more")
    whole = pa.Check(lambda column: column % 1 == 0, error="it must be a whole number")
    return pa.DataFrameSchema(
        {
            "area": pa.Column(str, _one_of(every(), "data/areas.csv")),
            "measure": pa.Column(str, _one_of(MEASURES, "the measures this suite knows")),
            "age": pa.Column(str, pa.Check.str_matches(r"^\d{1,2}-\d{1,2}$", error="write it as 10-17")),
            "ethnicity": pa.Column(str, _one_of(ETHNICITIES, f"the groups {', '.join(ETHNICITIES)}")),
            "value": pa.Column(float, nullable=True),
            "count": pa.Column(float, [nought_or_more, whole], nullable=True),
            "population": pa.Column(float, [nought_or_more, whole], nullable=True),
            "source": pa.Column(str, _one_of(known_sources, "sources.csv")),
        },
        checks=[
            pa.Check(_in_range, error="value:it lies outside the measure's range"),
            pa.Check(_count_within, error="count:it is more than its population"),
            pa.Check(_in_order, error="period_end:it is before period_start"),
            pa.Check(_both_dates, error="period_end:give both dates of the period, or neither"),
            pa.Check(_has_figure, error="value:there is neither a value nor a count, and no mark in note says why"),
        ],
    )


def _one_of(known: object, where: str) -> pa.Check:
    names = set(known)  # type: ignore[call-overload]
    return pa.Check(lambda column: column.isin(names), error=f"it is not in {where}", name=f"one of {len(names)}")


def _in_range(table: pd.DataFrame) -> pd.Series:
    smallest = table["measure"].map({key: measure.smallest for key, measure in MEASURES.items()})
    largest = table["measure"].map({key: measure.largest for key, measure in MEASURES.items()})
    value = table["value"].fillna(smallest)
    return smallest.isna() | value.between(smallest, largest)


def _count_within(table: pd.DataFrame) -> pd.Series:
    of_children = table["measure"].isin([key for key, measure in MEASURES.items() if measure.of_children])
    return ~of_children | ~(table["count"] > table["population"])


def _in_order(table: pd.DataFrame) -> pd.Series:
    return ~(table["period_end"] < table["period_start"])


def _both_dates(table: pd.DataFrame) -> pd.Series:
    return table["period_end"].isna() == table["period_start"].isna()


def _has_figure(table: pd.DataFrame) -> pd.Series:
    return table[["value", "count"]].notna().any(axis=1) | table["note"].str.startswith("[")


def _broken_rules(schema: pa.DataFrameSchema, typed: pd.DataFrame, text: pd.DataFrame) -> list[str]:
    try:
        schema.validate(typed, lazy=True)
    except pa.errors.SchemaErrors as errors:
        failures = errors.failure_cases.dropna(subset=["index"]).drop_duplicates(["check", "index"])
        return [_broken_rule(case, text) for case in failures.itertuples()]
    return []


def _broken_rule(case: object, text: pd.DataFrame) -> str:
    rule, row = str(case.check), int(case.index)  # type: ignore[attr-defined]
    column, _, rule = rule.partition(":") if ":" in rule else (str(case.column), "", rule)  # type: ignore[attr-defined]
    found = text[column][row]
    offered = did_you_mean(nearest(found, every())) if column == "area" else ""
    return f"figures.csv line {row + 2}: {column} is {found!r}; {rule}{_range(column, text['measure'][row])}.{offered}"


def _range(column: str, key: str) -> str:
    measure = MEASURES.get(key)
    return f", {measure.smallest:g} to {measure.largest:,} for {key}" if column == "value" and measure else ""


def _repeated(text: pd.DataFrame) -> list[str]:
    first = text.groupby(IDENTITY).cumcount() == 0
    if first.all():
        return []
    keys = [tuple(key) for key in text[IDENTITY].to_numpy()]
    lines = {keys[row]: row + 2 for row in np.flatnonzero(first)}
    return [
        f"figures.csv line {row + 2}: {text['measure'][row]} of {text['area'][row]} stands already on line "
        f"{lines[keys[row]]}; keep one of the two."
        for row in np.flatnonzero(~first)
    ]


def _disagreeing(typed: pd.DataFrame, text: pd.DataFrame) -> list[str]:
    per = typed["measure"].map({key: measure.per for key, measure in MEASURES.items()})
    computed = per * typed["count"] / typed["population"].where(typed["population"] > 0)
    decimals = text["value"].str.extract(r"\.(\d+)$")[0].str.len().fillna(0)
    apart = (computed - typed["value"]).abs() > 0.5 * 10.0**-decimals + 1e-9
    return [
        f"figures.csv line {row + 2}: value is {text['value'][row]}, but {text['count'][row]} of "
        f"{text['population'][row]} is {computed[row]:.{int(decimals[row])}f}; correct whichever is wrong."
        for row in np.flatnonzero(apart)
    ]


def _line_number(problem: str) -> int:
    found = re.search(r"line (\d+)", problem)
    return int(found[1]) if found else 0


def _cut(problems: list[str]) -> list[str]:
    hidden = len(problems) - MOST_SHOWN
    return problems if hidden <= 0 else [*problems[:MOST_SHOWN], f"figures.csv: {hidden} more problems not shown."]
