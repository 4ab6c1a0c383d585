"""The columns of the tidy table in data/, and how its files are read and written as text."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from yotlib.reference.errors import BadFigures, likely_names
from yotlib.reference.text_files import explain_separator

NUMBERS = ("value", "count", "population")
DATES = ("period_start", "period_end")
_SUBJECT = ["area", "measure", "age", "ethnicity", *DATES]
COLUMNS = [*_SUBJECT, *NUMBERS, "note", "source"]
IDENTITY = [*_SUBJECT, "source"]
SOURCE_COLUMNS = ["source", "title", "publisher", "released", "published", "covers", "licence", "address", "sha256"]
ETHNICITIES = ("all", "asian", "black", "mixed", "other", "white", "bme", "not-known")
FIVE_GROUPS = ("asian", "black", "mixed", "other", "white")
TWO_GROUPS = ("white", "bme")
UNPUBLISHED = "no"  # what sources.csv has in `published` for a team's own figures
WORKED_OUT = "worked_out"  # whether a row follows from published ones: see worked_out.py
MOST_SHOWN = 20


def read_text(path: Path, columns: list[str]) -> pd.DataFrame:
    """Read a CSV file as text, with gaps as blanks; the index is the line of the file on which each row starts.

    Raises BadFigures, with one line a problem, if the file is missing, is not CSV in UTF-8, has rows of different
    lengths or lacks some of these `columns`.
    """
    return parse(content_of(path), columns, path.name)


def content_of(path: Path) -> bytes:
    """Return the content of a file; refuse a missing one."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadFigures([f"{path.name} is missing from {path.parent}; restore it from the project."]) from None


def parse(content: bytes, columns: list[str], name: str) -> pd.DataFrame:
    """Parse the content of a CSV file as `read_text` does; errors call the file `name`."""
    header, rows = _read_csv(content, name)
    missing = [column for column in columns if column not in header]
    if missing:
        if words := explain_separator(header):
            raise BadFigures([f"{name} {words}."])
        present = quoted(column[:40] for column in header[:12]) or "nothing"
        likely = likely_names(missing, header)
        raise BadFigures([f"{name} needs {quoted(missing)}; its first line has {present}.{likely}"])
    ragged = [
        f"{name} line {line} has {len(row)} fields; its first line has {len(header)}."
        for line, row in rows.items()
        if len(row) != len(header)
    ]
    if ragged:
        raise BadFigures(cut_short(ragged, name))
    return pd.DataFrame(list(rows.values()), columns=header, index=list(rows), dtype="str")[columns]


def as_typed(text: pd.DataFrame) -> pd.DataFrame:
    """Convert the numbers of a table of text to floats and its dates to datetimes; unreadable ones become gaps."""
    numbers = {name: pd.to_numeric(text[name].replace("", None), errors="coerce").astype(float) for name in NUMBERS}
    finite = {name: column.replace([np.inf, -np.inf], np.nan) for name, column in numbers.items()}
    dates = {name: pd.to_datetime(text[name].replace("", None), format="%Y-%m-%d", errors="coerce") for name in DATES}
    return text.assign(**finite, **dates)


def as_text(figures: pd.DataFrame) -> pd.DataFrame:
    """Convert typed figures to text that `as_typed` reads back unchanged, each number in its fewest digits."""
    numbers = {name: [_format_number(number) for number in figures[name]] for name in NUMBERS}
    dates = {name: figures[name].dt.strftime("%Y-%m-%d").fillna("") for name in DATES}
    return figures.assign(**numbers, **dates).astype(dict.fromkeys([*NUMBERS, *DATES], "str"))


def _format_number(number: float) -> str:
    return "" if np.isnan(number) else str(np.format_float_positional(number, trim="-"))


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries with the names of its columns."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def cut_short(problems: list[str], name: str) -> list[str]:
    """Return the first problems of a file, with a line saying how many more there are."""
    hidden = len(problems) - MOST_SHOWN
    return problems if hidden <= 0 else [*problems[:MOST_SHOWN], f"{name}: {hidden} more problems not shown."]


def _read_csv(content: bytes, name: str) -> tuple[list[str], dict[int, list[str]]]:
    """Return the names in the first line, and the other rows by the line each starts on, without empty lines."""
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        header = next(reader, [])
        rows: dict[int, list[str]] = {}
        last_line = reader.line_num
        for row in reader:
            if row:
                rows[last_line + 1] = row
            last_line = reader.line_num
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadFigures([f"{name} is not a CSV file in UTF-8 ({error}); save it as one."]) from None
    return header, rows


def quoted(names: Iterable[str]) -> str:
    """Return names as an error prints them: 'a', 'b'."""
    return ", ".join(repr(str(name)) for name in names)
