"""Read a publisher's numbers and marks: a mark becomes a gap with a note that says why, never zero."""

import math
import re
from collections.abc import Mapping

import pandas as pd

from yotlib.figures.tidy import cut_short
from yotlib.reference.errors import BadFigures

_PLAIN = r"[-+−]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?"
_PRINTED = re.compile(
    rf"(?P<number>{_PLAIN})(?P<sign> ?%)?(?: ?\(\d+(?:\.\d+)?%\))?(?: ?(?P<mark>\D*))", re.ASCII | re.IGNORECASE
)
_FOOTNOTE = re.compile(r"\[note[^\]]*\]|\[\d+\]", re.IGNORECASE)
_BRACKETS = re.compile(r"^[\[(](.+)[\])]$")
_SIGNIFICANT = 12
_BESIDE_A_NUMBER = ("[b]", "[e]", "[r]", "[u]")


def read_number(text: str, marks: Mapping[str, str], *, percent: bool = False) -> tuple[float, str]:
    """Return the number a publisher printed, and its note.

    `marks` says what each of this publisher's marks means, in a note that begins with our shorthand: {"-": "[x] not
    available", "": "[x] blank"}. A mark alone gives no number (NaN) and its note; one that may come after a number
    ([b], [e], [r], [u]) gives both. A mark may be in brackets and in either case. Thousands separators, a share after
    a count (1639 (4%)), footnote numbers and the rounding noise of binary fractions are allowed for, and a per cent
    sign where the number may be a `percent`. Raises BadFigures for anything else, including another publisher's mark.

    >>> read_number("40.409999999999997", {}), read_number("1,639 (4%)", {})
    ((40.41, ''), (1639.0, ''))
    """
    printed = " ".join(_FOOTNOTE.sub(" ", str(text)).split())
    meanings = {_fold_mark(mark): note for mark, note in marks.items()}
    if _fold_mark(printed) in meanings:
        return float("nan"), meanings[_fold_mark(printed)]
    match = _PRINTED.fullmatch(printed)
    value = _to_float(match["number"]) if match else math.inf
    note = meanings.get(_fold_mark(match["mark"]), "") if match and match["mark"] else ""
    if match is None or not math.isfinite(value) or (match["mark"] and not note.startswith(_BESIDE_A_NUMBER)):
        raise BadFigures([f"{text!r} is neither a number nor one of this publisher's marks ({_list_marks(marks)})."])
    if match["sign"] and not percent:
        raise BadFigures([f"{text!r} is a percentage, where a number that is none is meant."])
    return value, note


def read_numbers(
    column: pd.Series, marks: Mapping[str, str], file: str = "", *, percent: bool | pd.Series = False
) -> pd.DataFrame:
    """Return `value` and `note` of a column of printed numbers, indexed as the column is, by row of the file.

    `percent` says which rows may be percentages: all, none, or those of a mask. Raises BadFigures with a line for
    every row that is neither a number nor a mark, or is a percentage where it may not be.
    """
    may_be = pd.Series(percent, index=column.index, dtype="bool")
    cells = list(zip(column.astype("str"), may_be, strict=True))
    known: dict[tuple[str, bool], tuple[float, str]] = {}
    refused: dict[tuple[str, bool], list[str]] = {}
    for text, sign in dict.fromkeys(cells):
        try:
            known[text, sign] = read_number(text, marks, percent=bool(sign))
        except BadFigures as error:
            refused[text, sign] = error.problems
    if refused:
        lines = [(row, line) for row, cell in zip(column.index, cells, strict=True) for line in refused.get(cell, [])]
        raise BadFigures(cut_short([f"{file} row {row}: {column.name} {line}".strip() for row, line in lines], file))
    pairs = [known[cell] for cell in cells]
    return pd.DataFrame(pairs, columns=["value", "note"], index=column.index).astype({"value": float, "note": "str"})


def read_counts(column: pd.Series, marks: Mapping[str, str], file: str) -> pd.DataFrame:
    """Read a column of counts as `read_numbers` does; refuse negative ones, with a line for each row.

    For readers that add counts up: a sum would hide that one of them is negative.
    """
    read = read_numbers(column, marks, file)
    rows = read.index[read["value"] < 0]
    if len(rows):
        problems = [f"{file} row {row}: {column.name} is {column[row]!r}; a count is zero or more." for row in rows]
        raise BadFigures(cut_short(problems, file))
    return read


def _to_float(text: str) -> float:
    """Return the number without the rounding noise that a binary fraction leaves in the last digits."""
    return float(f"{float(text.replace(',', '').replace('−', '-')):.{_SIGNIFICANT}g}")


def _fold_mark(mark: str) -> str:
    """Return a mark in lower case, without brackets or spaces around it."""
    return _BRACKETS.sub(r"\1", mark.strip()).casefold()


def _list_marks(marks: Mapping[str, str]) -> str:
    return ", ".join(mark or "blank" for mark in marks) or "it has none"
