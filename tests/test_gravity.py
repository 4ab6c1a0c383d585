import pytest

from yotlib.intake.readers.gravity import gravity


@pytest.mark.parametrize(
    ("printed", "score"),
    [
        ("01-Apr", "1-4"),
        ("05-Aug", "5-8"),
        ("01-Feb", "1-2"),
        ("07-Aug", "7-8"),
        ("1-4", "1-4"),
        ("5 - 8", "5-8"),
        ("3", "3"),
        ("2024-04-01", "1-4"),
        ("2024-01-04", "1-4"),
        ("Not available", "Not available"),
        ("Unknown", "Unknown"),
    ],
)
def test_a_gravity_score_is_read_whatever_a_spreadsheet_made_of_it(printed, score):
    assert gravity(printed) == score


@pytest.mark.parametrize("printed", ["", "9", "0-4", "12-Apr", "01-Sep", "2024-13-01", "2024-02-30", "high"])
def test_what_is_no_gravity_score_is_none(printed):
    assert gravity(printed) is None
