"""Find and replace the cells of a file's rows: what the kinds of damage share."""

import random
import re

Rows = list[list[object]]
Random = random.Random
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")


def width(rows: Rows) -> int:
    """Return the length of the longest row."""
    return max(len(row) for row in rows)


def cell_at(row: list[object], place: int) -> object:
    """Return a cell; None beyond the end of the row."""
    return row[place] if place < len(row) else None


def replaced(row: list[object], place: int, cell: object) -> list[object]:
    """Return a row with another cell in one place."""
    return [*row[:place], cell, *row[place + 1 :]]


def inserted(row: list[object], place: int, cell: object, length: int) -> list[object]:
    """Return a row, filled up to `length`, with one more cell."""
    whole = [*row, *[None] * (length - len(row))]
    return [*whole[:place], cell, *whole[place:]]


def is_number(cell: object) -> bool:
    """Return whether a cell is a number, or text that is one."""
    return not isinstance(cell, bool) and _NUMBER.fullmatch(str(cell)) is not None


def is_year(cell: object) -> bool:
    """Return whether a cell is a year of the last or this century."""
    return _YEAR.fullmatch(str(cell).removesuffix(".0")) is not None


def is_word(cell: object) -> bool:
    """Return whether a cell is text that begins with a letter."""
    return isinstance(cell, str) and cell[:1].isalpha()


def number_columns(rows: Rows, header: int) -> list[int]:
    """Return the places of the columns with numbers that are not all years."""
    return [
        place
        for place in range(width(rows))
        if any(is_number(cell_at(row, place)) and not is_year(cell_at(row, place)) for row in rows[header:])
    ]


def word_columns(rows: Rows, header: int) -> list[int]:
    """Return the places of the columns with words."""
    return [place for place in range(width(rows)) if any(is_word(cell_at(row, place)) for row in rows[header:])]
