"""Checks a file of figures before anything is computed from it, and words each problem in one line."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd
import pandera.pandas as pa

from yotlib.figures import row_rules
from yotlib.figures.tidy import DATES, ETHNICITIES, IDENTITY, NUMBERS, as_typed, cut_short, quoted
from yotlib.reference import periods
from yotlib.reference.areas import all_areas
from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest
from yotlib.reference.measures import MEASURES
from yotlib.reference.spreadsheet_dates import AGE_BANDS

OUTSIDE = "it lies outside the measure's range"
NEITHER = "there is neither a value nor a count, and no mark in note says why"


class Problem(NamedTuple):
    """A problem with one cell of a file of figures."""

    line: int
    column: str
    words: str


def check_figures(
    text: pd.DataFrame, known_sources: set[str], *, name: str = "figures.csv"
) -> tuple[pd.DataFrame, list[str]]:
    """Convert the text of a file of figures, indexed by line, to numbers and dates, and list its problems.

    Returns the table (numbers as floats, dates as datetimes, gaps as NaN and NaT) and one line a problem, in the
    order of the file, such as "figures.csv line 14: count is '3.5'; it must be a whole number." The lines call the
    file `name`.
    """
    table, problems = type_and_check(text, known_sources)
    return table, cut_short([f"{name} line {problem.line}: {problem.words}" for problem in problems], name)


def type_and_check(text: pd.DataFrame, known_sources: set[str]) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the table of `check_figures`, and every problem with its line and column, in the order of the lines."""
    table = as_typed(text)
    if table.empty:
        return table.reset_index(drop=True), []
    unreadable = list(_find_unreadable(table, text))
    reported = {_line_and_kind(problem) for problem in unreadable}
    broken = [
        problem for problem in _find_broken_rules(table, text, known_sources) if not _is_consequence(problem, reported)
    ]
    problems = [*unreadable, *broken, *_find_repeated(text), *_find_differing_values(table, text)]
    return table.reset_index(drop=True), sorted(problems, key=lambda problem: problem.line)


def check_sources(given: pd.DataFrame, *, name: str = "sources.csv") -> list[str]:
    """Return the problems of sources.csv: a repeated key, a bad release date, `published` neither yes nor no."""
    repeated = given["source"].duplicated()
    rows = zip(given.index, given.to_dict("records"), repeated, strict=True)
    return [f"{name} line {line}: {words}" for line, row, again in rows for words in _check_source(row, again)]


def _check_source(row: dict[Any, str], is_repeated: bool) -> Iterator[str]:
    if is_repeated:
        yield f"source {row['source']!r} is listed twice; keep one."
        return
    if row["published"] not in ("yes", "no"):
        yield f"published is {row['published']!r}; write yes or no."
    try:
        periods.last_day(row["released"])
    except AskedWrongly as error:
        yield f"released {error}"


def _find_unreadable(table: pd.DataFrame, text: pd.DataFrame) -> Iterator[Problem]:
    for name in (*NUMBERS, *DATES):
        what = "a number" if name in NUMBERS else "a date such as 2018-12-31"
        malformed = name in DATES and ~text[name].str.fullmatch(r"\d{4}-\d{2}-\d{2}")
        for line in _true_lines((text[name] != "") & (table[name].isna() | malformed)):
            yield Problem(line, name, f"{name} is {text[name][line]!r}, not {what}.")


def _is_consequence(problem: Problem, reported: set[tuple[int, bool]]) -> bool:
    """Return whether a rule is broken only because a number or a date of the row could not be read."""
    return problem.column in (*NUMBERS, *DATES) and _line_and_kind(problem) in reported


def _line_and_kind(problem: Problem) -> tuple[int, bool]:
    """Return the line of a problem, and whether it concerns numbers rather than dates."""
    return problem.line, problem.column in NUMBERS


def _build_schema(known_sources: set[str]) -> pa.DataFrameSchema:
    zero_or_more = pa.Check(lambda column: ~row_rules.negative(column), error="it must be zero or more")
    whole = pa.Check(lambda column: ~row_rules.not_whole(column), error="it must be a whole number")
    return pa.DataFrameSchema(
        {
            "area": pa.Column(str, _one_of(all_areas(), "data/areas.csv")),
            "measure": pa.Column(str, _one_of(MEASURES, "the measures this suite knows")),
            "age": pa.Column(
                str, pa.Check.str_matches(r"^\d{1,2}-\d{1,2}$", error=f"write an age such as {quoted(AGE_BANDS)}")
            ),
            "ethnicity": pa.Column(str, _one_of(ETHNICITIES, f"the groups {', '.join(ETHNICITIES)}")),
            "value": pa.Column(float, nullable=True),
            "count": pa.Column(float, [zero_or_more, whole], nullable=True),
            "population": pa.Column(float, [zero_or_more, whole], nullable=True),
            "source": pa.Column(str, _one_of(known_sources, "sources.csv")),
        },
        checks=[
            _no_row(_outside_range, "value", OUTSIDE),
            _no_row(row_rules.more_than_population, "count", "it is more than its population"),
            _no_row(row_rules.ending_before_start, "period_end", "it is before period_start"),
            _no_row(row_rules.with_one_date, "period_end", "give both dates of the period, or neither"),
            _no_row(row_rules.without_figure, "value", NEITHER),
        ],
    )


def _one_of(known: Any, where: str) -> pa.Check:
    names = set(known)
    return pa.Check(lambda column: column.isin(names), error=f"it is not in {where}")


def _no_row(breaking: Callable[[pd.DataFrame], pd.Series], column: str, error: str) -> pa.Check:
    return pa.Check(lambda table: ~breaking(table), name=column, error=error)


def _outside_range(table: pd.DataFrame) -> pd.Series:
    return row_rules.outside_range(table, table["value"].fillna(_computed_values(table)))


def _computed_values(table: pd.DataFrame) -> pd.Series:
    """Return what count and population give; a gap where the count is more than its population, another problem."""
    return row_rules.count_over_population(table).where(~row_rules.more_than_population(table))


def _find_broken_rules(table: pd.DataFrame, text: pd.DataFrame, known_sources: set[str]) -> Iterator[Problem]:
    try:
        _build_schema(known_sources).validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        known = frozenset(known_sources)
        for failed in errors.schema_errors:
            column = failed.check.name if failed.check.name in text else failed.schema.name
            for line in dict.fromkeys(failed.failure_cases["index"].dropna().astype(int)):
                yield Problem(line, column, _word_broken_rule(text.loc[line], column, failed.check.error, known))


def _word_broken_rule(row: pd.Series, column: str, rule: str, known_sources: frozenset[str]) -> str:
    measure = MEASURES.get(row["measure"])
    span = f", {measure.smallest:g} to {measure.largest:,} for {measure.key}" if rule == OUTSIDE and measure else ""
    return f"{column} is {row[column]!r}; {rule}{span}.{_suggest(column, row[column], known_sources)}"


@lru_cache(maxsize=512)
def _suggest(column: str, written: str, known_sources: frozenset[str]) -> str:
    """Return the names of the same kind that a cell may be a misspelling of, as a question; blank for none."""
    known = {"area": list(all_areas()), "measure": list(MEASURES), "ethnicity": list(ETHNICITIES)}
    known["source"] = sorted(known_sources)
    return did_you_mean(nearest(written, known[column])) if column in known else ""


def _find_repeated(text: pd.DataFrame) -> Iterator[Problem]:
    lines: dict[tuple[str, ...], int] = {}
    for line, *key in text.loc[row_rules.repeated(text), IDENTITY].itertuples():
        first = lines.setdefault(tuple(key), line)
        if first != line:
            words = f"{text['measure'][line]} of {text['area'][line]} is on line {first}"
            yield Problem(line, "area", f"{words} already; keep one of the two.")


def _find_differing_values(table: pd.DataFrame, text: pd.DataFrame) -> Iterator[Problem]:
    computed = _computed_values(table)
    decimals = text["value"].str.extract(r"\.(\d+)$")[0].str.len().fillna(0)
    for line in _true_lines(row_rules.differing(table["value"], computed, decimals)):
        shown = f"{computed[line]:.{int(decimals[line])}f}"
        reason = f"{text['count'][line]} of {text['population'][line]} is {shown}"
        if MEASURES[text["measure"][line]].kind == "count":
            reason = f"count is {text['count'][line]}"
        yield Problem(line, "value", f"value is {text['value'][line]}, but {reason}; correct whichever is wrong.")


def _true_lines(mask: pd.Series) -> list[int]:
    return [int(line) for line in mask.index[mask]]
