"""Checks a file of figures must pass before anything is computed from it, each problem in one line with its row."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd
import pandera.pandas as pa

from yotlib.figures.tidy import DATES, ETHNICITIES, IDENTITY, NUMBERS, cut_short, typed
from yotlib.reference import periods
from yotlib.reference.areas import every
from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest
from yotlib.reference.measures import MEASURES

OUTSIDE = "it lies outside the measure's range"
NEITHER = "there is neither a value nor a count, and no mark in note says why"


class Problem(NamedTuple):
    """What is wrong with one cell of a file of figures."""

    line: int
    column: str
    words: str


def checked_figures(
    text: pd.DataFrame, known_sources: set[str], *, name: str = "figures.csv"
) -> tuple[pd.DataFrame, list[str]]:
    """Type the rows of a file of figures, read as text and indexed by line, and list their problems.

    Returns the typed table (numbers as floats, dates as datetimes, gaps as NaN and NaT) and one
    line a problem, in the order of the file, such as "figures.csv line 14: count is '-3'; it must
    be nought or more." `name` is what the file is called in them.
    """
    table, problems = typed_figures(text, known_sources)
    return table, cut_short([f"{name} line {problem.line}: {problem.words}" for problem in problems], name)


def typed_figures(text: pd.DataFrame, known_sources: set[str]) -> tuple[pd.DataFrame, list[Problem]]:
    """The typed table of `checked_figures`, and every problem with its line and column, in the order of the lines."""
    table = typed(text)
    if table.empty:
        return table.reset_index(drop=True), []
    unread = list(_unread(table, text))
    told = {_kind(problem) for problem in unread}
    broken = [problem for problem in _broken_rules(table, text, known_sources) if not _only_follows(problem, told)]
    problems = [*unread, *broken, *_repeated(text), *_disagreeing(table, text)]
    return table.reset_index(drop=True), sorted(problems, key=lambda problem: problem.line)


def checked_sources(given: pd.DataFrame, *, name: str = "sources.csv") -> list[str]:
    """The problems of sources.csv: a key twice, a release date that is none, `published` neither yes nor no."""
    twice = given["source"].duplicated()
    rows = zip(given.index, given.to_dict("records"), twice, strict=True)
    return [f"{name} line {line}: {words}" for line, row, again in rows for words in _of_source(row, again)]


def _of_source(row: dict[Any, str], again: bool) -> Iterator[str]:
    if again:
        yield f"source {row['source']!r} stands twice; keep one."
        return
    if row["published"] not in ("yes", "no"):
        yield f"published is {row['published']!r}; write yes or no."
    try:
        periods.last_day(row["released"])
    except AskedWrongly as error:
        yield f"released {error}"


def _unread(table: pd.DataFrame, text: pd.DataFrame) -> Iterator[Problem]:
    for name in (*NUMBERS, *DATES):
        what = "a number" if name in NUMBERS else "a date such as 2018-12-31"
        malformed = name in DATES and ~text[name].str.fullmatch(r"\d{4}-\d{2}-\d{2}")
        for line in _lines((text[name] != "") & (table[name].isna() | malformed)):
            yield Problem(line, name, f"{name} is {text[name][line]!r}, not {what}.")


def _only_follows(problem: Problem, told: set[tuple[int, bool]]) -> bool:
    """Whether a broken rule only repeats that a number or a date of the same row could not be read."""
    return problem.column in (*NUMBERS, *DATES) and _kind(problem) in told


def _kind(problem: Problem) -> tuple[int, bool]:
    """The line of a problem, and whether it is about its numbers rather than its dates."""
    return problem.line, problem.column in NUMBERS


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
            pa.Check(_in_range, name="value", error=OUTSIDE),
            pa.Check(_count_within, name="count", error="it is more than its population"),
            pa.Check(_in_order, name="period_end", error="it is before period_start"),
            pa.Check(_both_dates, name="period_end", error="give both dates of the period, or neither"),
            pa.Check(_has_figure, name="value", error=NEITHER),
        ],
    )


def _one_of(known: Any, where: str) -> pa.Check:
    names = set(known)
    return pa.Check(lambda column: column.isin(names), error=f"it is not in {where}")


def _in_range(table: pd.DataFrame) -> pd.Series:
    smallest = _of_measure(table, "smallest")
    value = table["value"].fillna(_computed(table)).fillna(smallest)
    return smallest.isna() | value.between(smallest, _of_measure(table, "largest"))


def _count_within(table: pd.DataFrame) -> pd.Series:
    of_children = table["measure"].isin([key for key, measure in MEASURES.items() if measure.of_children])
    return ~of_children | ~(table["count"] > table["population"])


def _in_order(table: pd.DataFrame) -> pd.Series:
    return ~(table["period_end"] < table["period_start"])


def _both_dates(table: pd.DataFrame) -> pd.Series:
    return table["period_end"].isna() == table["period_start"].isna()


def _has_figure(table: pd.DataFrame) -> pd.Series:
    return table[["value", "count"]].notna().any(axis=1) | table["note"].str.startswith("[")


def _computed(table: pd.DataFrame) -> pd.Series:
    """What count and population give, in the measure's unit; of a measure that is a count, the count itself."""
    divided = ~table["measure"].isin([key for key, measure in MEASURES.items() if measure.kind == "count"])
    by = table["population"].where((table["population"] > 0) & _count_within(table))
    return (_of_measure(table, "per") * table["count"] / by).where(divided, table["count"])


def _of_measure(table: pd.DataFrame, name: str) -> pd.Series:
    return table["measure"].map({key: getattr(measure, name) for key, measure in MEASURES.items()})


def _broken_rules(table: pd.DataFrame, text: pd.DataFrame, known_sources: set[str]) -> Iterator[Problem]:
    try:
        _schema(known_sources).validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for failed in errors.schema_errors:
            column = failed.check.name if failed.check.name in text else failed.schema.name
            for line in dict.fromkeys(failed.failure_cases["index"].dropna().astype(int)):
                yield Problem(line, column, _broken_rule(text.loc[line], column, failed.check.error))


def _broken_rule(row: pd.Series, column: str, rule: str) -> str:
    measure = MEASURES.get(row["measure"])
    span = f", {measure.smallest:g} to {measure.largest:,} for {measure.key}" if rule == OUTSIDE and measure else ""
    offered = _meant(row[column]) if column == "area" else ""
    return f"{column} is {row[column]!r}; {rule}{span}.{offered}"


@lru_cache(maxsize=512)
def _meant(area: str) -> str:
    return did_you_mean(nearest(area, every()))


def _repeated(text: pd.DataFrame) -> Iterator[Problem]:
    again = text[text.duplicated(IDENTITY, keep=False)]
    lines: dict[tuple[str, ...], int] = {}
    for line, *key in again[IDENTITY].itertuples():
        first = lines.setdefault(tuple(key), line)
        if first != line:
            words = f"{text['measure'][line]} of {text['area'][line]} stands already on line {first}"
            yield Problem(line, "area", f"{words}; keep one of the two.")


def _disagreeing(table: pd.DataFrame, text: pd.DataFrame) -> Iterator[Problem]:
    computed = _computed(table)
    decimals = text["value"].str.extract(r"\.(\d+)$")[0].str.len().fillna(0)
    for line in _lines((computed - table["value"]).abs() > 0.5 * 10.0**-decimals + 1e-9):
        shown = f"{computed[line]:.{int(decimals[line])}f}"
        of = f"{text['count'][line]} of {text['population'][line]} is {shown}"
        if MEASURES[text["measure"][line]].kind == "count":
            of = f"count is {text['count'][line]}"
        yield Problem(line, "value", f"value is {text['value'][line]}, but {of}; correct whichever is wrong.")


def _lines(wrong: pd.Series) -> list[int]:
    return [int(line) for line in wrong.index[wrong]]
