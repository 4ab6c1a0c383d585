"""The suite's own sheet to fill in, as CSV or XLSX: a team's own figures, or the facts an inspection report prints.

A row a figure. What the figures come from is said in the last columns, once or on every row; a report's facts are
figures like any other, with the report as their publication and the day it came out as `released`.
"""

import math
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from yotlib.figures.tidy import ETHNICITIES, cut_short, quoted
from yotlib.intake.files import Opened
from yotlib.intake.readers.area_names import resolve
from yotlib.intake.readers.period_labels import span
from yotlib.intake.readers.printed_numbers import number
from yotlib.intake.readers.reader import READ_COLUMNS, Publication, Reader, Reading
from yotlib.reference.errors import BadFigures
from yotlib.reference.measures import MEASURES

FIGURE = ["area", "measure", "age", "ethnicity", "period", "value", "count", "population", "note"]
PUBLICATION = ["title", "publisher", "released", "published", "source", "licence", "address"]
COLUMNS = [*FIGURE, *PUBLICATION]
NUMBERS = ["value", "count", "population"]
EXAMPLE = "EXAMPLE"
AGES = ("10-17", "10-14", "15-17")
MARKS = {
    "": "",
    "c": "[c] confidential",
    "x": "[x] not available",
    "z": "[z] not applicable",
    "u": "[u] too few to be reliable",
}
SHEET = "Figures"


def recognises(opened: Opened) -> bool:
    """A table with the columns of the sheet to fill in."""
    return set(COLUMNS) <= set(next(iter(opened.head(_sheet(opened), rows=1)), []))


def read(opened: Opened) -> Reading:
    """The figures filled in and the publication they are said to be of; every problem at once, with its row."""
    table = opened.table(_sheet(opened), columns=COLUMNS)
    table = table.apply(lambda column: column.str.strip())
    filled = table[~table["note"].str.startswith(EXAMPLE) & (table[FIGURE] != "").any(axis=1)]
    if filled.empty:
        raise BadFigures([f"{opened.name} has no figure filled in; write one a row below the example."])
    read_rows = [_Row(row, opened.name, int(str(label))) for label, row in filled.iterrows()]
    problems = [*_publication_problems(filled, opened.name), *(line for row in read_rows for line in row.problems)]
    if problems:
        raise BadFigures(cut_short(problems, opened.name))
    figures = pd.DataFrame([row.figure for row in read_rows], columns=READ_COLUMNS)
    dates = {name: pd.to_datetime(figures[name]) for name in ("period_start", "period_end")}
    return Reading(figures=figures.assign(**dates), publication=_publication(filled))


class _Row:
    """One filled-in row: the figure it gives, and the problems that keep it from giving one."""

    def __init__(self, row: pd.Series, file: str, label: int) -> None:
        self._given, self._where = row, f"{file} row {label}"
        self.problems: list[str] = []
        numbers = {name: self._number(name) for name in NUMBERS}
        start, end = self._period()
        marks = list(dict.fromkeys(said for _, said in numbers.values() if said))
        self.figure = {
            "area": self._one_of("area", lambda text: str(resolve(text, prefer="yot") or ""), "an area such as leeds"),
            "measure": self._one_of("measure", _measure, f"one of {quoted(MEASURES)}"),
            "age": row["age"] or AGES[0],
            "ethnicity": self._one_of("ethnicity", _group, f"one of {quoted(ETHNICITIES)}"),
            "period_start": start,
            "period_end": end,
            **{name: found for name, (found, _) in numbers.items()},
            "note": "; ".join([*marks, *filter(None, [row["note"]])]),
            "row": label,
        }
        if not marks and not row["value"] and not row["count"] and not row["note"].startswith("["):
            self._problem("there is neither a value nor a count; write [x] as the value if it is not available.")

    def _problem(self, words: str) -> None:
        self.problems.append(f"{self._where}: {words}")

    def _number(self, name: str) -> tuple[float, str]:
        try:
            return number(self._given[name], MARKS)
        except BadFigures as error:
            self._problem(f"{name} {error}")
            return math.nan, ""

    def _period(self) -> tuple[Any, Any]:
        """The first and last day; NaT where nothing is written."""
        try:
            return span(self._given["period"]) if self._given["period"] else (pd.NaT, pd.NaT)
        except BadFigures as error:
            self._problem(f"period {error}")
            return pd.NaT, pd.NaT

    def _one_of(self, name: str, known: Callable[[str], str], what: str) -> str:
        found = known(self._given[name])
        if not found:
            self._problem(f"{name} is {self._given[name]!r}, not {what}.")
        return found


def _sheet(opened: Opened) -> str:
    return SHEET if SHEET in opened.sheets else ""


def _measure(text: str) -> str:
    """A measure by its key or its printed name; blank for none."""
    names = {measure.name.casefold(): key for key, measure in MEASURES.items()}
    return text if text in MEASURES else names.get(text.casefold(), "")


def _group(text: str) -> str:
    """An ethnic group, all where nothing is written; blank for none."""
    asked = text.casefold().replace(" ", "-") or "all"
    return asked if asked in ETHNICITIES else ""


def _publication_problems(filled: pd.DataFrame, file: str) -> Iterator[str]:
    for name in PUBLICATION:
        said = [text for text in dict.fromkeys(filled[name]) if text]
        if len(said) > 1:
            yield f"{file}: {name} is {quoted(said[:3])}; one sheet is of one publication."
    for name in ("title", "released", "published"):
        if (filled[name] == "").all():
            yield f"{file}: {name} is not filled in; write it on the first figure's row."
    if unclear := sorted(set(filled["published"].str.casefold()) - {"", "yes", "no"}):
        yield f"{file}: published is {quoted(unclear)}; write yes, or no for a team's own unpublished figures."


def _publication(filled: pd.DataFrame) -> Publication:
    said = {name: next((text for text in filled[name] if text), "") for name in PUBLICATION}
    return Publication(**said | {"published": said["published"].casefold()})


READER = Reader(
    kind="template",
    title="the sheet to fill in that yot data template makes",
    source="own",
    publication=Publication(),
    recognises=recognises,
    read=read,
)
