"""Read the suite's own sheet, CSV or XLSX, filled in with a team's own figures or the facts of an inspection report.

Each row is a figure. The last columns say where the figures come from, once or on every row. The facts of a report are
figures like any other, with the report as their publication and its day of publication as `released`.
"""

import math
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from yotlib.figures.asked import age_band, ethnic_group
from yotlib.figures.tidy import ETHNICITIES, cut_short, quoted
from yotlib.intake.files import Opened
from yotlib.intake.readers.area_names import resolve
from yotlib.intake.readers.period_labels import read_period
from yotlib.intake.readers.printed_numbers import read_number
from yotlib.intake.readers.reader import READ_COLUMNS, Publication, Reader, Reading
from yotlib.reference.errors import BadFigures, did_you_mean, nearest
from yotlib.reference.measures import MEASURES, key_of
from yotlib.reference.spreadsheet_dates import AGE_BANDS, typed_age, undo_financial_years
from yotlib.reference.unknown_areas import suggest

FIGURE = ["area", "measure", "age", "ethnicity", "period", "value", "count", "population", "note"]
PUBLICATION = ["title", "publisher", "released", "published", "source", "licence", "address"]
COLUMNS = [*FIGURE, *PUBLICATION]
NUMBERS = ["value", "count", "population"]
EXAMPLE = "EXAMPLE"
AGES = AGE_BANDS
MARKS = {
    "": "",
    "c": "[c] confidential",
    "x": "[x] not available",
    "z": "[z] not applicable",
    "u": "[u] too few to be reliable",
}
SHEET = "Figures"


def recognises(opened: Opened) -> bool:
    """Return whether this is a table with the columns of the sheet to fill in."""
    return set(COLUMNS) <= set(next(iter(opened.head(_sheet_name(opened), rows=1)), []))


def read(opened: Opened) -> Reading:
    """Read the figures filled in and their publication. Reports every problem at once, with its row."""
    table = opened.table(_sheet_name(opened), columns=COLUMNS)
    table = table.apply(lambda column: column.str.strip())
    filled = table[~table["note"].str.startswith(EXAMPLE) & (table[FIGURE] != "").any(axis=1)]
    if filled.empty:
        raise BadFigures([f"{opened.name} has no figure filled in; write one a row below the example."])
    typed, undone = _undo_dates(filled)
    read_rows = [_FilledRow(row, opened.name, int(str(label))) for label, row in typed.iterrows()]
    problems = [*_check_publication(filled, opened.name), *(line for row in read_rows for line in row.problems)]
    if problems:
        raise BadFigures(cut_short(problems, opened.name))
    figures = pd.DataFrame([row.figure for row in read_rows], columns=READ_COLUMNS)
    dates = {name: pd.to_datetime(figures[name]) for name in ("period_start", "period_end")}
    return Reading(figures=figures.assign(**dates), left_out=undone, publication=_read_publication(filled))


def _undo_dates(filled: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the rows with the ages and years that were typed where a spreadsheet made dates of them, and say so.

    Only what is certain is undone; another date is left, and refused.
    """
    ages = {text: band for text in filled["age"].unique() if (band := typed_age(text))}
    years = undo_financial_years(list(filled["period"].unique()))
    sentences = [
        f"Row {row}: {name} {text!r} is a date that a spreadsheet made of {typed[text]}, and is read as that{more}."
        for name, typed, more in (("age", ages, f"; the ages are {quoted(AGES)}"), ("period", years, ""))
        for row, text in filled[name].items()
        if text in typed
    ]
    return filled.assign(age=filled["age"].replace(ages), period=filled["period"].replace(years)), tuple(sentences)


class _FilledRow:
    """One filled-in row: its figure, and the problems that keep it from giving one."""

    def __init__(self, row: pd.Series, file: str, label: int) -> None:
        self._cells, self._place = row, f"{file} row {label}"
        self.problems: list[str] = []
        numbers = {name: self._read_number(name) for name in NUMBERS}
        start, end = self._read_period()
        marks = list(dict.fromkeys(note for _, note in numbers.values() if note))
        self.figure = {
            "area": self._look_up("area", lambda text: str(resolve(text, prefer="yot") or ""), "an area such as leeds"),
            "measure": self._look_up("measure", key_of, f"one of {quoted(MEASURES)}"),
            "age": self._look_up("age", age_band, f"an age such as {quoted(AGES)}"),
            "ethnicity": self._look_up("ethnicity", _ethnicity_key, f"one of {quoted(ETHNICITIES)}"),
            "period_start": start,
            "period_end": end,
            **{name: value for name, (value, _) in numbers.items()},
            "note": "; ".join([*marks, *filter(None, [row["note"]])]),
            "row": label,
        }
        if not marks and not row["value"] and not row["count"] and not row["note"].startswith("["):
            self._add_problem("there is neither a value nor a count; write [x] as the value if it is not available.")

    def _add_problem(self, words: str) -> None:
        self.problems.append(f"{self._place}: {words}")

    def _read_number(self, name: str) -> tuple[float, str]:
        try:
            return read_number(self._cells[name], MARKS, percent=name == "value" and _is_percentage(self._cells))
        except BadFigures as error:
            self._add_problem(f"{name} {error}")
            return math.nan, ""

    def _read_period(self) -> tuple[Any, Any]:
        """Return the first and last day; NaT where nothing is written."""
        try:
            return read_period(self._cells["period"]) if self._cells["period"] else (pd.NaT, pd.NaT)
        except BadFigures as error:
            self._add_problem(f"period {error}")
            return pd.NaT, pd.NaT

    def _look_up(self, name: str, find_key: Callable[[str], str], expected: str) -> str:
        """Return the key of what is written in a column, or add a problem."""
        key = find_key(self._cells[name])
        if not key:
            self._add_problem(f"{name} is {self._cells[name]!r}, not {expected}.{_suggest(name, self._cells[name])}")
        return key


def _suggest(name: str, written: str) -> str:
    """Return the names of the same kind that a cell may be a misspelling of, as a question; blank for none."""
    known = {"measure": list(MEASURES), "age": AGES, "ethnicity": ETHNICITIES}
    return suggest(written) if name == "area" else did_you_mean(nearest(written, known[name]))


def _sheet_name(opened: Opened) -> str:
    return SHEET if SHEET in opened.sheets else ""


def _is_percentage(cells: pd.Series) -> bool:
    """Return whether the measure of a row is a percentage."""
    measure = MEASURES.get(key_of(cells["measure"]))
    return measure is not None and measure.kind in ("proportion", "share")


def _ethnicity_key(text: str) -> str:
    """Return an ethnic group's key; blank for none."""
    return group if (group := ethnic_group(text)) in ETHNICITIES else ""


def _check_publication(filled: pd.DataFrame, file: str) -> Iterator[str]:
    """Yield the problems of the columns that say where the figures come from."""
    for name in PUBLICATION:
        texts = [text for text in dict.fromkeys(filled[name]) if text]
        if len(texts) > 1:
            yield f"{file}: {name} is {quoted(texts[:3])}; one sheet is of one publication."
    for name in ("title", "released", "published"):
        if (filled[name] == "").all():
            yield f"{file}: {name} is not filled in; write it on the first figure's row."
    if unclear := sorted(set(filled["published"].str.casefold()) - {"", "yes", "no"}):
        yield f"{file}: published is {quoted(unclear)}; write yes, or no for a team's own unpublished figures."


def _read_publication(filled: pd.DataFrame) -> Publication:
    texts = {name: next((text for text in filled[name] if text), "") for name in PUBLICATION}
    return Publication(**texts | {"published": texts["published"].casefold()})


READER = Reader(
    kind="template",
    title="the sheet to fill in that yot data template makes",
    source="own",
    publication=Publication(),
    recognises=recognises,
    read=read,
)
