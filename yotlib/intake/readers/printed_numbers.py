"""Read a publisher's numbers and marks: a mark becomes a gap with a note that says why, never zero."""

import math
import re
from collections.abc import Mapping

import pandas as pd

from yotlib.figures.tidy import cut_short
from yotlib.reference.errors import BadFigures

_PLAIN = r"[-+−]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?"
_PRINTED = re.compile(rf"(?P<number>{_PLAIN})%?(?: ?\(\d+(?:\.\d+)?%\))?(?: ?(?P<mark>\D*))", re.ASCII | re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[note[^\]]*\]|\[\d+\]", re.IGNORECASE)
_BRACKETS = re.compile(r"^[\[(](.+)[\])]$")
_SIGNIFICANT = 12
_BESIDE_A_NUMBER = ("[b]", "[e]", "[r]", "[u]")


def read_number(text: str, marks: Mapping[str, str]) -> tuple[float, str]:
    """Return the number a publisher printed, and its note.

    `marks` says what each of this publisher's marks means, in a note that begins with our shorthand: {"-": "[x] not
    available", "": "[x] blank"}. A mark alone gives no number (NaN) and its note; one that may come after a number
    ([b], [e], [r], [u]) gives both. A mark may be in brackets and in either case. Thousands separators, a per cent
    sign, a share after a count (1639 (4%)), footnote numbers and the rounding noise of binary fractions are allowed
    for. Raises BadFigures for anything else, including another publisher's mark.

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
    return value, note


def read_numbers(column: pd.Series, marks: Mapping[str, str], file: str = "") -> pd.DataFrame:
    """Return `value` and `note` of a column of printed numbers, indexed as the column is, by row of the file.

    Raises BadFigures with a line for every row that is neither a number nor a mark.
    """
    known, problems = {}, []
    for text, rows in column.groupby(column, sort=False).groups.items():
        try:
            known[text] = read_number(str(text), marks)
        except BadFigures as error:
            problems += [f"{file} row {row}: {column.name} {line}".strip() for row in rows for line in error.problems]
    if problems:
        raise BadFigures(cut_short(problems, file))
    pairs = [known[text] for text in column]
    return pd.DataFrame(pairs, columns=["value", "note"], index=column.index).astype({"value": float, "note": "str"})


def _to_float(text: str) -> float:
    """Return the number without the rounding noise that a binary fraction leaves in the last digits."""
    return float(f"{float(text.replace(',', '').replace('−', '-')):.{_SIGNIFICANT}g}")


def _fold_mark(mark: str) -> str:
    """Return a mark in lower case, without brackets or spaces around it."""
    return _BRACKETS.sub(r"\1", mark.strip()).casefold()


def _list_marks(marks: Mapping[str, str]) -> str:
    return ", ".join(mark or "blank" for mark in marks) or "it has none"
