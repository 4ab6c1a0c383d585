"""Check a row of key questions by the rules that hold both for published inspections and for a filled-in sheet."""

from collections.abc import Hashable, Iterator, Mapping

import pandas as pd

from yotlib.analysis.inspection.rules import RATINGS
from yotlib.figures.tidy import quoted

Row = Mapping[Hashable, str] | pd.Series


def check_question(row: Row) -> Iterator[str]:
    """Yield a problem if the key question does not belong to its standard."""
    if row["key_question"] and not row["key_question"].startswith(f"{row['standard']}."):
        yield f"key question {row['key_question']!r} does not belong to standard {row['standard']!r}."


def check_cases(row: Row) -> Iterator[str]:
    """Yield a problem if the number of cases is given and is not a whole number above zero."""
    if row["cases"] and not (row["cases"].isdecimal() and int(row["cases"])):
        yield f"cases is {row['cases']!r}, not a whole number of cases."


def check_rating(row: Row, column: str = "rating") -> Iterator[str]:
    """Yield a problem if the rating in `column` is given and is not one of the four."""
    if row[column] not in ("", *RATINGS):
        yield f"{column} is {row[column]!r}; a rating is one of {quoted(RATINGS)}."
