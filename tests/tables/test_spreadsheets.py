"""The text of a table is no formula when a spreadsheet opens it, and its numbers are numbers still."""

import csv
import io

import pytest

from yotlib.packs import files
from yotlib.tables import spreadsheets


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "-cmd|' /C calc'!A0", "+44 20"],
)
def test_text_that_would_be_a_formula_gets_an_apostrophe(cell):
    defused = spreadsheets.defuse(_row("a", cell))

    assert list(csv.reader(io.StringIO(defused, newline=""))) == [["a", f"'{cell}"]]


@pytest.mark.parametrize(
    "cell", ["-1", "+1.5", "-.5", "1e-05", "-1E+05", "-12.5%", "-inf", "", "-", "Stoke-on-Trent", "a=b", "2018-19"]
)
def test_numbers_and_other_text_stay(cell):
    row = _row("a", cell)

    assert spreadsheets.defuse(row) == row


def test_the_tables_of_a_pack_are_written_so():
    assert files._for_readers(b"note,value\n=A1,-3.5\n") == b"Note,Value\n'=A1,-3.5\n"


def _row(*cells):
    quoted = ('"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\r\n') else cell for cell in cells)
    return ",".join(quoted) + "\n"
