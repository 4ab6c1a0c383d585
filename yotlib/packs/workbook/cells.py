"""Make text fit for a cell: never a formula, a link or a reference to a note, whatever it says."""

import re
import unicodedata
from typing import Any

from yotlib.tables.spreadsheets import FORMULA

NOT_AVAILABLE, NOT_APPLICABLE, WITHHELD = "[x]", "[z]", "[c]"
LONGEST = 1000
# What the writer of workbooks takes for a link or for a reference to a note.
_LINK, _NOTE = re.compile(r"\]\s*\("), re.compile(r"\${2,}")
_CONTROL, _INVISIBLE = "Cc", ("Cf", "Cn", "Co", "Cs")


def text_cell(words: Any) -> str:
    """Return words as the text of a cell; blank words become the shorthand for what is not available.

    >>> text_cell("=1+1"), text_cell(" ")
    ("'=1+1", '[x]')
    """
    kinds = ((letter, unicodedata.category(letter)) for letter in str(words))
    shown = "".join(" " if kind == _CONTROL else letter for letter, kind in kinds if kind not in _INVISIBLE)
    plain = _NOTE.sub("$", _LINK.sub("] - (", " ".join(shown.split())))[:LONGEST]
    if not plain:
        return NOT_AVAILABLE
    if not re.search("[a-zA-Z0-9]", plain):
        plain = f"{plain} (as printed)"
    return f"'{plain}" if plain.startswith(FORMULA) else plain


def number_cell(value: Any, why_none: str = NOT_AVAILABLE) -> float | int | str:
    """Return a number as a number, a whole one without decimals; where there is none, the shorthand that says why."""
    number = float(value) if value not in (None, "") else float("nan")
    if number != number or abs(number) == float("inf"):
        return why_none
    return int(number) if number.is_integer() else number


def source_cell(words: str) -> str:
    """Return a source in words as it stands alone: "Department for Education on 17 November 2025"."""
    return text_cell(words.removeprefix("the "))
