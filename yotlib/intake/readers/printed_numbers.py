"""A publisher's numbers and marks: a number as it is meant, a mark as a gap that says why, never as nought."""

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


def number(text: str, marks: Mapping[str, str]) -> tuple[float, str]:
    """The number a publisher printed and the note that goes with it.

    `marks` says what each of this publisher's marks means, in a note that begins with our shorthand: {"-": "[x] not
    available", "": "[x] blank"}. A mark alone gives no number (NaN) and its note; one that may stand beside a number
    ([b], [e], [r], [u]) gives both. A mark may be in brackets and in either case. Thousands separators, a per cent
    sign, a share behind a count (1639 (4%)), footnote numbers and the noise of binary fractions are read as meant.
    Raises BadFigures for anything else, another publisher's mark included.

    >>> number("40.409999999999997", {}), number("1,639 (4%)", {})
    ((40.41, ''), (1639.0, ''))
    """
    asked = " ".join(_FOOTNOTE.sub(" ", str(text)).split())
    meanings = {_folded(mark): note for mark, note in marks.items()}
    if _folded(asked) in meanings:
        return float("nan"), meanings[_folded(asked)]
    found = _PRINTED.fullmatch(asked)
    value = _sound(found["number"]) if found else math.inf
    note = meanings.get(_folded(found["mark"]), "") if found and found["mark"] else ""
    if found is None or not math.isfinite(value) or (found["mark"] and not note.startswith(_BESIDE_A_NUMBER)):
        raise BadFigures([f"{text!r} is neither a number nor one of this publisher's marks ({_listed(marks)})."])
    return value, note


def numbers(column: pd.Series, marks: Mapping[str, str], file: str = "") -> pd.DataFrame:
    """`value` and `note` of a column of printed numbers, by its index, the row of the file.

    Raises BadFigures with a line for every row that holds neither a number nor a mark.
    """
    found, problems = {}, []
    for text, rows in column.groupby(column, sort=False).groups.items():
        try:
            found[text] = number(str(text), marks)
        except BadFigures as error:
            problems += [f"{file} row {row}: {column.name} {line}".strip() for row in rows for line in error.problems]
    if problems:
        raise BadFigures(cut_short(problems, file))
    pairs = [found[text] for text in column]
    return pd.DataFrame(pairs, columns=["value", "note"], index=column.index).astype({"value": float, "note": "str"})


def _sound(text: str) -> float:
    """A number without the noise that storing it as a binary fraction left in its last digits."""
    return float(f"{float(text.replace(',', '').replace('−', '-')):.{_SIGNIFICANT}g}")


def _folded(mark: str) -> str:
    return _BRACKETS.sub(r"\1", mark.strip()).casefold()


def _listed(marks: Mapping[str, str]) -> str:
    return ", ".join(mark or "blank" for mark in marks) or "it has none"
