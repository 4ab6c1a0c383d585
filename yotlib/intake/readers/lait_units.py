"""Convert the rates of the LAIT's long table, whose unit is in `Data item` of a measure's first year or nowhere."""

import re
from typing import NamedTuple

import pandas as pd

from yotlib.figures.releases import releases
from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.reference import measures
from yotlib.reference.notes import add_words

CHECK = "a rate says its unit"
CAUTIONED = "YJS_Caution-Sentence10-17_YO"
# Of 1,000 children in the middle authority 2 to 6 were cautioned or sentenced a year from 2016 to 2025.
LEAST_MIDDLE = 10
_PER = re.compile(r"\bper ([\d,]+)")
_UNITS = {form.format(unit): unit for unit in (1_000, 10_000, 100_000) for form in ("{:,}", "{}")}


class Step(NamedTuple):
    """The result of one step of reading a measure: its rows, the faults found, and sentences on what is left out."""

    rows: pd.DataFrame
    faults: tuple[Fault, ...] = ()
    left_out: tuple[str, ...] = ()


def convert_unit(rows: pd.DataFrame, items: pd.Series, file: str) -> Step:
    """Convert the rows of one rate to the unit of its measure.

    `items` has the `Data item` texts of all the measure's rows. If they state no unit, it is that of data/releases.csv,
    else assumed to be the measure's own. The unit of children cautioned or sentenced has changed between releases, so
    there the assumption is noted on each figure and reported as a fault, and no rows are read if their median is too
    low for that unit.
    """
    measure = measures.get(rows["measure"].iloc[0])
    stated = sorted({unit for item in items.unique() for unit in _PER.findall(item)})
    if len(stated) > 1 or not set(stated) <= set(_UNITS):
        return _leave_out(rows, f"its Data item says per {' and per '.join(stated)}")
    if stated:
        return Step(_convert(rows, _UNITS[stated[0]], measure.per))
    if rows["short"].iloc[0] != CAUTIONED:
        return Step(rows)
    if rows["value"].median() < LEAST_MIDDLE:
        middle = f"{rows['value'].median():g}, too low for per {measure.per:,}"
        return _leave_out(rows, f"its Data item states no unit, and the middle figure is {middle}")
    if unit := _unit_of_release(rows, measure.key):
        return Step(_convert(rows, unit, measure.per))
    return _assume_unit(rows, measure, file)


def _unit_of_release(rows: pd.DataFrame, measure: str) -> int:
    """Return what data/releases.csv says the release prints its rate per; zero if it says nothing."""
    known = releases().set_index(["source", "measure"])["printed_per"].dropna()
    return int(known.get((rows["source"].iloc[0], measure), 0))


def _convert(rows: pd.DataFrame, stated: int, per: int) -> pd.DataFrame:
    """Return the rates per `per` children, with the printed numbers in their notes."""
    if stated == per:
        return rows
    printed = f"printed per {stated:,}: " + rows["value"].map("{:g}".format)
    return _note_numbers(rows, printed).assign(value=(rows["value"] * per / stated).round(6))


def _assume_unit(rows: pd.DataFrame, measure: measures.Measure, file: str) -> Step:
    """Return the rows as they are, with a note and a fault that say the unit is assumed."""
    found = "the file does not state the unit"
    expected = f"read as per {measure.per:,}, as the tool's data dictionary has it; an earlier release was per 1,000"
    words = pd.Series(f"{found}; read as per {measure.per:,}", index=rows.index)
    return Step(_note_numbers(rows, words), (Fault(CHECK, LOOK, file, None, measure.name, found, expected),))


def _note_numbers(rows: pd.DataFrame, words: pd.Series) -> pd.DataFrame:
    """Add words to the notes of the figures that have a number."""
    return rows.assign(note=add_words(rows["note"], words.where(rows["value"].notna(), "")))


def _leave_out(rows: pd.DataFrame, why: str) -> Step:
    """Return none of the rows, with a sentence that says why."""
    words = f"{rows['short'].iloc[0]} is not taken: {why} (figures: {rows['value'].notna().sum():,})."
    return Step(rows.iloc[:0], left_out=(words,))
