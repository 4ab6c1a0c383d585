"""The tidy table of data/: its columns, and how a file of it is read as text."""

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


def read_text(path: Path, columns: list[str]) -> pd.DataFrame:
    """A CSV file as text, blank where blank; refused in one line if it is no CSV with these `columns`."""
    try:
        table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    except FileNotFoundError:
        raise BadFigures([f"{path.name} is missing from {path.parent}; restore it from the project."]) from None
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        reason = str(error).strip().splitlines()[0]
        raise BadFigures([f"{path.name} is not a CSV file in UTF-8 ({reason}); save it as one."]) from None
    missing = [name for name in columns if name not in table]
    if missing:
        found = ", ".join(repr(str(name))[:40] for name in table.columns[:12])
        raise BadFigures([f"{path.name} needs {quoted(missing)}; its first line has {found}."])
    return table[columns]


def quoted(names: Iterable[str]) -> str:
    """Names as an error prints them: 'a', 'b'."""
    return ", ".join(repr(str(name)) for name in names)
