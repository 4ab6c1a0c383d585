"""Read the words and marks that the tables of the Youth Justice Board (YJB) share."""

from collections.abc import Mapping

import pandas as pd

from yotlib.figures.tidy import FIVE_GROUPS, cut_short
from yotlib.intake.files import Opened
from yotlib.intake.readers.printed_numbers import read_counts as read_printed_counts
from yotlib.intake.readers.reader import Publication
from yotlib.reference.errors import BadFigures

AGES = {"10-14": "10-14", "10 to 14": "10-14", "15-17": "15-17", "15 to 17": "15-17"}
NOT_KNOWN = {"unknown": "not-known", "not known": "not-known"}
GROUPS = {name: name for name in FIVE_GROUPS} | NOT_KNOWN
SEXES = {"boys": "boys", "male": "boys", "girls": "girls", "female": "girls"} | NOT_KNOWN
TOTALS = ("total", "totals", "grand total", "sum", "all")

_NOTE = r"\[[^\]]*\]"

# The publisher uses one dash for nil, not applicable and not available, so it is not read as a number.
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
    """Return whether the first row of a file's first sheet names these columns."""
    header = next(iter(opened.head(rows=1)), [])
    return set(needed) <= {" ".join(name.split()) for name in header}


Words = Mapping[str, tuple[Mapping[str, str], str]]


def refuse_unknown_words(table: pd.DataFrame, words: Words, file: str) -> None:
    """Refuse a table with words that its columns may not hold, in any case, with a line for each row.

    `words` gives for each column the words allowed, and what they are called.
    """
    problems = [line for name, known in words.items() for line in _list_unknown_words(table[name], *known, file)]
    if problems:
        raise BadFigures(cut_short(problems, file))


def _list_unknown_words(column: pd.Series, known: Mapping[str, str], kind: str, file: str) -> list[str]:
    unknown = column[~_fold_words(column).isin(list(known))]
    return [f"{file} row {row}: {text!r} is no {kind}; there are {', '.join(known)}." for row, text in unknown.items()]


def refuse_totals(columns: pd.DataFrame, file: str) -> None:
    """Refuse a table whose rows are added up and that has a row for a total among them, with a line for each row."""
    problems = [
        f"{file} row {row}: {name} is {text!r}, a total; its parts would be counted twice: remove the row."
        for name in columns
        for row, text in columns[name][_fold_words(columns[name]).isin(TOTALS)].items()
    ]
    if problems:
        raise BadFigures(cut_short(problems, file))


def translate(column: pd.Series, known: Mapping[str, str]) -> pd.Series:
    """Return a publisher's words for ages, groups and sexes as this suite writes them."""
    return _fold_words(column).map(known).astype("str")


def _fold_words(column: pd.Series) -> pd.Series:
    """Return words in lower case, without notes in brackets."""
    return column.str.replace(_NOTE, "", regex=True).str.strip().str.casefold()


def read_counts(column: pd.Series, file: str) -> pd.DataFrame:
    """Return `count` and `note` of a column of the YJB's counts, by row of the file; a negative one is refused."""
    return read_printed_counts(column, MARKS, file).rename(columns={"value": "count"})


def refuse_gaps(column: pd.Series, file: str) -> None:
    """Refuse a table whose own row numbers (1, 2, 3 ...) have gaps or repeats: it is not complete.

    The order of the rows does not matter. Rows missing from the end cannot be detected.
    """
    numbers = sorted(column.where(column.str.fullmatch(r"\d{1,9}"), "0").astype(int))
    missing = next((number for number, own in enumerate(numbers, start=1) if number != own), None)
    if missing is not None:
        words = f"has no {missing}, or a number twice, so rows are missing; take the whole table."
        raise BadFigures([f"{file}: {column.name} {words}"])
