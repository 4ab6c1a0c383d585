"""The tidy table of data/: its columns, and how a file of it is read as text."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from yotlib.reference.errors import BadFigures

COLUMNS = [
    "area",
    "measure",
    "age",
    "ethnicity",
    "period_start",
    "period_end",
    "value",
    "count",
    "population",
    "note",
    "source",
]
NUMBERS = ("value", "count", "population")
DATES = ("period_start", "period_end")
IDENTITY = ["area", "measure", "age", "ethnicity", "period_start", "period_end", "source"]
SOURCE_COLUMNS = ["source", "title", "publisher", "released", "published", "covers", "licence", "address", "sha256"]
ETHNICITIES = ("all", "asian", "black", "mixed", "other", "white", "bme", "not-known")
FIVE_GROUPS = ("asian", "black", "mixed", "other", "white")
TWO_GROUPS = ("white", "bme")
MOST_SHOWN = 20


def read_text(path: Path, columns: list[str]) -> pd.DataFrame:
    """A CSV file as text, blank where blank, indexed by the line of the file each row starts on.

    Refused, one line a problem, if it is missing, no CSV in UTF-8, ragged, or without these
    `columns`.
    """
    return parse(content_of(path), columns, path.name)


def content_of(path: Path) -> bytes:
    """What a file holds; a missing one is refused."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadFigures([f"{path.name} is missing from {path.parent}; restore it from the project."]) from None


def parse(content: bytes, columns: list[str], name: str) -> pd.DataFrame:
    """What `read_text` gives, of a file already read and called `name` in its errors."""
    header, rows = _records(content, name)
    missing = [column for column in columns if column not in header]
    if missing:
        found = quoted(column[:40] for column in header[:12]) or "nothing"
        raise BadFigures([f"{name} needs {quoted(missing)}; its first line has {found}."])
    ragged = [
        f"{name} line {line} has {len(row)} fields; its first line has {len(header)}."
        for line, row in rows.items()
        if len(row) != len(header)
    ]
    if ragged:
        raise BadFigures(cut_short(ragged, name))
    return pd.DataFrame(list(rows.values()), columns=header, index=list(rows), dtype="str")[columns]


def typed(text: pd.DataFrame) -> pd.DataFrame:
    """Figures as text with their numbers as floats and their dates as datetimes; what cannot be read is a gap."""
    numbers = {name: pd.to_numeric(text[name].replace("", None), errors="coerce").astype(float) for name in NUMBERS}
    finite = {name: column.replace([np.inf, -np.inf], np.nan) for name, column in numbers.items()}
    dates = {name: pd.to_datetime(text[name].replace("", None), format="%Y-%m-%d", errors="coerce") for name in DATES}
    return text.assign(**finite, **dates)


def as_text(figures: pd.DataFrame) -> pd.DataFrame:
    """Typed figures as the text that `typed` reads as the same figures, each number in its fewest digits."""
    numbers = {name: [_digits(number) for number in figures[name]] for name in NUMBERS}
    dates = {name: figures[name].dt.strftime("%Y-%m-%d").fillna("") for name in DATES}
    return figures.assign(**numbers, **dates).astype(dict.fromkeys([*NUMBERS, *DATES], "str"))


def _digits(number: float) -> str:
    return "" if np.isnan(number) else str(np.format_float_positional(number, trim="-"))


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table one by one, each by the names of its columns."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def cut_short(problems: list[str], name: str) -> list[str]:
    """The first problems of a file, with how many more there are."""
    hidden = len(problems) - MOST_SHOWN
    return problems if hidden <= 0 else [*problems[:MOST_SHOWN], f"{name}: {hidden} more problems not shown."]


def _records(content: bytes, name: str) -> tuple[list[str], dict[int, list[str]]]:
    """The first line's names, and every other row by the line it starts on; empty lines are passed over."""
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        header = next(reader, [])
        rows: dict[int, list[str]] = {}
        before = reader.line_num
        for row in reader:
            if row:
                rows[before + 1] = row
            before = reader.line_num
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadFigures([f"{name} is not a CSV file in UTF-8 ({error}); save it as one."]) from None
    return header, rows


def quoted(names: Iterable[str]) -> str:
    """Names as an error prints them: 'a', 'b'."""
    return ", ".join(repr(str(name)) for name in names)
