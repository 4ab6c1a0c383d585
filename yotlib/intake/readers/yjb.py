"""What the tables of the Youth Justice Board (YJB) share: its words and its marks."""

from collections.abc import Mapping

import pandas as pd

from yotlib.figures.tidy import FIVE_GROUPS, cut_short
from yotlib.intake.files import Opened
from yotlib.intake.readers.printed_numbers import numbers
from yotlib.intake.readers.reader import Publication
from yotlib.reference.errors import BadFigures

AGES = {"10-14": "10-14", "10 to 14": "10-14", "15-17": "15-17", "15 to 17": "15-17"}
NOT_KNOWN = {"unknown": "not-known", "not known": "not-known"}
GROUPS = {name: name for name in FIVE_GROUPS} | NOT_KNOWN
SEXES = {"boys": "boys", "male": "boys", "girls": "girls", "female": "girls"} | NOT_KNOWN

_NOTE = r"\[[^\]]*\]"

# One dash stands for nil, not applicable and not available alike, so it is no number.
MARKS = {
    "-": "[x] the publisher prints a dash: not available or not applicable",
    "..": "[x] not available",
    "": "[x] blank in the publisher's table",
    "*": "[c] withheld by the publisher",
    "c": "[c] withheld by the publisher",
    "x": "[x] not available",
    "z": "[z] not applicable",
    ":": "[x] not available",
}
PUBLICATION = Publication(
    publisher="Youth Justice Board for England and Wales",
    licence="OGL v3",
    address="https://www.gov.uk/government/collections/youth-justice-statistics",
)


def has_columns(opened: Opened, *needed: str) -> bool:
    """Whether the first row of a file's only or first sheet names these columns."""
    header = next(iter(opened.head(rows=1)), [])
    return set(needed) <= {" ".join(name.split()) for name in header}


Words = Mapping[str, tuple[Mapping[str, str], str]]


def refuse_unknown_words(table: pd.DataFrame, words: Words, file: str) -> None:
    """Refuse a table with a line for every word, in whatever case, that is none of those its column may hold.

    `words` gives for each column what may stand there, and what that is called.
    """
    problems = [line for name, known in words.items() for line in _unknown_words(table[name], *known, file)]
    if problems:
        raise BadFigures(cut_short(problems, file))


def _unknown_words(column: pd.Series, known: Mapping[str, str], what: str, file: str) -> list[str]:
    unread = column[~_folded(column).isin(list(known))]
    return [f"{file} row {row}: {text!r} is no {what}; there are {', '.join(known)}." for row, text in unread.items()]


def in_our_words(column: pd.Series, known: Mapping[str, str]) -> pd.Series:
    """A publisher's words for ages, groups and sexes as this suite writes them."""
    return _folded(column).map(known).astype("str")


def _folded(column: pd.Series) -> pd.Series:
    return column.str.replace(_NOTE, "", regex=True).str.strip().str.casefold()


def counted(column: pd.Series, file: str) -> pd.DataFrame:
    """`count` and `note` of a column of the YJB's counts, by the row of the file."""
    return numbers(column, MARKS, file).rename(columns={"value": "count"})


def refuse_gaps(column: pd.Series, file: str) -> None:
    """Refuse a table whose own row numbers (1, 2, 3 ...) have gaps or stand twice: its rows are not all there.

    The order of the rows says nothing. Rows that are missing from the end cannot be seen.
    """
    seen = sorted(column.where(column.str.fullmatch(r"\d{1,9}"), "0").astype(int))
    wrong = next((number for number, own in enumerate(seen, start=1) if number != own), None)
    if wrong is not None:
        words = f"has no {wrong}, or a number twice, so rows are missing; take the whole table."
        raise BadFigures([f"{file}: {column.name} {words}"])
