"""Publishers' numbers and marks: a mark is read as a gap with a note that says why, never as zero."""

import math

import pandas as pd
import pytest

from yotlib.intake.readers import printed_numbers
from yotlib.reference.errors import BadFigures

MARKS = {
    "-": "[x] missing, withheld and not applicable alike",
    "..": "[x] not available",
    "*": "[c] withheld",
    "c": "[c] confidential",
    "z": "[z] not applicable",
    "": "[x] left blank",
    "r": "[r] revised",
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        (" 3 ", 3),
        ("0", 0),
        ("3.0", 3),
        (".5", 0.5),
        ("-5", -5),
        ("−5", -5),
        ("1,234", 1234),
        ("1,234,567.8", 1234567.8),
        ("40.409999999999997", 40.41),
        ("238.47310000000002", 238.4731),
        ("0.30000000000000004", 0.3),
        ("1e-04", 0.0001),
        ("1639 (4%)", 1639),
        ("1,639 (4.2%)", 1639),
        ("3 [note 2]", 3),
        ("3 [4]", 3),
    ],
)
def test_a_number_is_read_as_it_is_meant_and_has_no_note(text, value):
    assert printed_numbers.read_number(text, MARKS) == (value, "")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("-", MARKS["-"]),
        ("..", MARKS[".."]),
        ("*", MARKS["*"]),
        ("c", MARKS["c"]),
        ("C", MARKS["c"]),
        ("[c]", MARKS["c"]),
        ("[z]", MARKS["z"]),
        ("", MARKS[""]),
        ("  ", MARKS[""]),
        ("[note 3]", MARKS[""]),
    ],
)
def test_a_mark_is_no_number_least_of_all_zero_and_its_note_says_what_it_means(text, note):
    value, observed = printed_numbers.read_number(text, MARKS)

    assert math.isnan(value)
    assert observed == note


@pytest.mark.parametrize("text", ["123 [r]", "123r", "123 r", "123 [R]"])
def test_a_mark_that_may_stand_beside_a_number_gives_its_note_with_it(text):
    assert printed_numbers.read_number(text, MARKS) == (123, "[r] revised")


@pytest.mark.parametrize(
    "text",
    [
        *[
            "x",
            ":",
            "~",
            "01-Apr",
            "nan",
            "inf",
            "1e999",
            "12,34",
            "1,23,456",
            "1.2.3",
            "5+",
            "5-",
            "5*",
            "5c",
            "--",
            "٣",
            "(4%)",
            "4/5",
            "<5",
            "[",
            "[]",
            "e5",
            ".",
            "5.",
            "+",
        ],
        "1 234",
        "3 children",
        "3 (4)",
    ],
)
def test_anything_else_is_refused_with_the_marks_there_are(text):
    with pytest.raises(BadFigures) as refused:
        printed_numbers.read_number(text, MARKS)

    listed = "-, .., *, c, z, blank, r"
    assert str(refused.value) == f"{text!r} is neither a number nor one of this publisher's marks ({listed})."


def test_a_blank_is_no_number_for_a_publisher_that_leaves_none():
    with pytest.raises(BadFigures) as refused:
        printed_numbers.read_number("", {})

    assert str(refused.value) == "'' is neither a number nor one of this publisher's marks (it has none)."


def test_a_column_becomes_values_and_notes_by_the_same_rows():
    column = pd.Series(["1,234", "-", "0", "-"], index=[2, 3, 4, 7], name="Values")

    read = printed_numbers.read_numbers(column, MARKS, "made_up.csv")

    assert read["value"].fillna(-1).to_dict() == {2: 1234, 3: -1, 4: 0, 7: -1}
    assert read["note"].to_dict() == {2: "", 3: MARKS["-"], 4: "", 7: MARKS["-"]}


def test_an_empty_column_becomes_a_column_of_numbers_and_one_of_notes():
    read = printed_numbers.read_numbers(pd.Series([], dtype="str", name="Values"), MARKS, "made_up.csv")

    assert read.dtypes.astype(str).to_dict() == {"value": "float64", "note": "str"}


def test_every_row_that_is_neither_number_nor_mark_is_named():
    column = pd.Series(["1", "01-Apr", "2", "01-Apr"], index=[2, 3, 4, 5], name="Gravity")

    with pytest.raises(BadFigures) as refused:
        printed_numbers.read_numbers(column, {"-": "[x] none"}, "made_up.csv")

    assert refused.value.problems == [
        f"made_up.csv row {row}: Gravity '01-Apr' is neither a number nor one of this publisher's marks (-)."
        for row in (3, 5)
    ]
