"""A negative count is refused with its row by every reader that adds counts up: a sum would hide it."""

import re

import pytest

from tests.madeup.samples import SAMPLES
from yotlib.intake import readers
from yotlib.reference.errors import BadFigures

COUNTS = ("number_children", "number_cautioned_sentenced", "number_offences", "yjvolume", "number", "offenders", "12")
ADDED_UP = {
    "yjb-local",
    "yjb-dashboard",
    "yjb-offences",
    "yjb-maps",
    "ons-mid-year",
    "ons-single-years",
    "moj-reoffending",
}
SOURCES = {"ons-single-years": "ons-mid-2022", "yjb-maps": "yjb-maps-2021-22"}


def place_of_count(sample, rows):
    """Return the first row with a count above zero, and the column it is in."""
    names = [str(name).strip().casefold().removesuffix(".0") for name in rows[sample.header - 1]]
    column = next(names.index(name) for name in COUNTS if name in names)
    numbers = [
        row for row in range(sample.header, len(rows)) if re.fullmatch(r"[1-9]\d*(\.0)?", str(rows[row][column]))
    ]
    return numbers[0], column


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample.kind in ADDED_UP], ids=str)
def test_a_negative_count_is_refused_with_its_row_and_what_was_found(sample, tmp_path):
    path = sample.write(tmp_path / f"made_up.{sample.form}")
    rows = sample.rows(path)
    row, column = place_of_count(sample, rows)
    number = int(float(str(rows[row][column])))
    rows[row][column] = -number
    sample.write_again(path, rows)

    with pytest.raises(BadFigures) as refused:
        readers.read(path, released="2026-02-11", source=SOURCES.get(sample.kind, ""))

    (line,) = [line for line in refused.value.problems if "a count is zero or more" in line]
    assert line.startswith(f"made_up.{sample.form} row {row + 1}: ")
    assert f"is '-{number}'" in line
