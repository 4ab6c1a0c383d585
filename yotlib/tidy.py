"""The tidy table of data/: its columns, and how a file of it is read as text."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from yotlib.errors import BadFigures

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
IDENTITY = ["area", "measure", "age", "ethnicity", "period_start", "period_end", "source"]
SOURCE_COLUMNS = ["source", "title", "publisher", "released", "published", "covers", "licence", "address"]
ETHNICITIES = ("all", "asian", "black", "mixed", "other", "white", "bme", "not-known")
FIVE_GROUPS = ("asian", "black", "mixed", "other", "white")
TWO_GROUPS = ("white", "bme")
MOST_SHOWN = 20


def read_text(path: Path, columns: list[str]) -> pd.DataFrame:
    """A CSV file as text, blank where blank, indexed by the line of the file each row starts on.

    Refused, one line a problem, if it is missing, no CSV in UTF-8, ragged, or without these
    `columns`.
    """
    header, rows = _records(path)
    missing = [name for name in columns if name not in header]
    if missing:
        found = quoted(name[:40] for name in header[:12]) or "nothing"
        raise BadFigures([f"{path.name} needs {quoted(missing)}; its first line has {found}."])
    ragged = [
        f"{path.name} line {line} has {len(row)} fields; its first line has {len(header)}."
        for line, row in rows.items()
        if len(row) != len(header)
    ]
    if ragged:
        raise BadFigures(cut_short(ragged, path.name))
    return pd.DataFrame(list(rows.values()), columns=header, index=list(rows), dtype="str")[columns]


def cut_short(problems: list[str], name: str) -> list[str]:
    """The first problems of a file, with how many more there are."""
    hidden = len(problems) - MOST_SHOWN
    return problems if hidden <= 0 else [*problems[:MOST_SHOWN], f"{name}: {hidden} more problems not shown."]


def _records(path: Path) -> tuple[list[str], dict[int, list[str]]]:
    """The first line's names, and every other row by the line it starts on; empty lines are passed over."""
    try:
        reader = csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
        header = next(reader, [])
        rows: dict[int, list[str]] = {}
        before = reader.line_num
        for row in reader:
            rows |= {before + 1: row} if row else {}
            before = reader.line_num
    except FileNotFoundError:
        raise BadFigures([f"{path.name} is missing from {path.parent}; restore it from the project."]) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadFigures([f"{path.name} is not a CSV file in UTF-8 ({error}); save it as one."]) from None
    return header, rows


def quoted(names: Iterable[str]) -> str:
    """Names as an error prints them: 'a', 'b'."""
    return ", ".join(repr(str(name)) for name in names)
