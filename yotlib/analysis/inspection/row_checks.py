"""Read and check a row of key questions by the rules that hold both for published inspections and a filled-in sheet."""

import re
from collections.abc import Hashable, Iterator, Mapping

import pandas as pd

from yotlib.analysis.inspection.rules import RATINGS
from yotlib.figures.tidy import quoted
from yotlib.reference.errors import did_you_mean, nearest

_PERCENT = re.compile(r"(?P<number>\d+(?:\.\d*)?|\.\d+) ?(?P<sign>%?)", re.ASCII)
Row = Mapping[Hashable, str] | pd.Series


def check_question(row: Row) -> Iterator[str]:
    """Yield a problem if the key question does not belong to its standard."""
    if row["key_question"] and not row["key_question"].startswith(f"{row['standard']}."):
        yield f"key question {row['key_question']!r} does not belong to standard {row['standard']!r}."


def read_percent(text: str) -> float:
    """Return the per cent that is written as 70, 70%, 0.7 or 0.70: all four are 70.

    A number between 0 and 1 without a sign is a share of 1, as a spreadsheet stores a percentage. Raises ValueError
    for anything else, and for 1 without a sign, which may be either.

    >>> [read_percent(text) for text in ("70", "70%", "0.70", "0.7%", "0", "100%")]
    [70.0, 70.0, 70.0, 0.7, 0.0, 100.0]
    """
    match = _PERCENT.fullmatch(text.strip())
    if match is None:
        raise ValueError("not a number")
    number = float(match["number"])
    if match["sign"] or number == 0 or number > 1:
        return number
    if number == 1:
        raise ValueError("which may be 1% or 100%: write it with its sign")
    return float(f"{100 * number:.12g}")


def check_percent(row: Row) -> Iterator[str]:
    """Yield a problem if the per cent of a row is given and cannot be read."""
    text = row["percent_sufficient"]
    try:
        if text:
            read_percent(text)
    except ValueError as error:
        yield f"percent_sufficient is {text!r}, {error}."


def with_percents(text: pd.DataFrame) -> pd.DataFrame:
    """Return rows of text with every per cent written as a plain number: 70% and 0.7 as 70."""
    plain = {each: f"{read_percent(each):.12g}" for each in text["percent_sufficient"].unique() if each}
    return text.assign(percent_sufficient=text["percent_sufficient"].replace(plain).astype("str"))


def check_cases(row: Row) -> Iterator[str]:
    """Yield a problem if the number of cases is given and is not a whole number above zero."""
    if row["cases"] and not (row["cases"].isdecimal() and int(row["cases"])):
        yield f"cases is {row['cases']!r}, not a whole number of cases."


def check_rating(row: Row, column: str = "rating") -> Iterator[str]:
    """Yield a problem if the rating in `column` is given and is not one of the four."""
    if row[column] not in ("", *RATINGS):
        near = did_you_mean(nearest(row[column], RATINGS))
        yield f"{column} is {row[column]!r}; a rating is one of {quoted(RATINGS)}.{near}"
