"""The unit of a rate in the LAIT's long table, said in `Data item` on a measure's first year or nowhere."""

import re
from typing import NamedTuple

import pandas as pd

from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.reference import measures
from yotlib.reference.notes import add_words

CHECK = "a rate says its unit"
CAUTIONED = "YJS_Caution-Sentence10-17_YO"
# Of 1,000 children in the middle authority 2 to 6 were cautioned or sentenced a year from 2016 to 2025.
LEAST_MIDDLE = 10
_PER = re.compile(r"\bper ([\d,]+)")
_UNITS = {form.format(unit): unit for unit in (1_000, 10_000, 100_000) for form in ("{:,}", "{}")}


class Taken(NamedTuple):
    """Rows of one measure, changed or fewer, what should be looked at, and what is left out and why."""

    rows: pd.DataFrame
    faults: tuple[Fault, ...] = ()
    left_out: tuple[str, ...] = ()


def in_our_unit(rows: pd.DataFrame, items: pd.Series, file: str) -> Taken:
    """The rows of one rate in the unit of its measure.

    `items` has the texts of `Data item` of all the measure's rows. Where they state no unit it is the measure's own;
    of children cautioned or sentenced, whose unit has changed, that is said on each figure and in a fault, and none is
    taken if the middle one is too low for that unit.
    """
    measure = measures.get(rows["measure"].iloc[0])
    stated = sorted({found for item in items.unique() for found in _PER.findall(item)})
    if len(stated) > 1 or not set(stated) <= set(_UNITS):
        return _none(rows, f"its Data item says per {' and per '.join(stated)}")
    if stated:
        return Taken(_converted(rows, _UNITS[stated[0]], measure.per))
    if rows["short"].iloc[0] != CAUTIONED:
        return Taken(rows)
    if rows["value"].median() < LEAST_MIDDLE:
        middle = f"{rows['value'].median():g}, too low for per {measure.per:,}"
        return _none(rows, f"its Data item states no unit, and the middle figure is {middle}")
    return _assumed(rows, measure, file)


def _converted(rows: pd.DataFrame, stated: int, per: int) -> pd.DataFrame:
    """The rows per `per` children, the printed numbers in their notes."""
    if stated == per:
        return rows
    printed = f"printed per {stated:,}: " + rows["value"].map("{:g}".format)
    return _noted(rows, printed).assign(value=(rows["value"] * per / stated).round(6))


def _assumed(rows: pd.DataFrame, measure: measures.Measure, file: str) -> Taken:
    found = "the file does not state the unit"
    expected = f"read as per {measure.per:,}, as the tool's data dictionary has it; an earlier release was per 1,000"
    words = pd.Series(f"{found}; read as per {measure.per:,}", index=rows.index)
    return Taken(_noted(rows, words), (Fault(CHECK, LOOK, file, None, measure.name, found, expected),))


def _noted(rows: pd.DataFrame, words: pd.Series) -> pd.DataFrame:
    """The words added to the notes of the figures that have a number."""
    return rows.assign(note=add_words(rows["note"], words.where(rows["value"].notna(), "")))


def _none(rows: pd.DataFrame, why: str) -> Taken:
    words = f"{rows['short'].iloc[0]} is not taken: {why} (figures: {rows['value'].notna().sum():,})."
    return Taken(rows.iloc[:0], left_out=(words,))
