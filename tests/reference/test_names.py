"""Names and text: whatever one reader takes, every other takes too."""

import pytest

from yotlib.intake.readers.area_names import resolve
from yotlib.reference import areas
from yotlib.reference.errors import BadFigures
from yotlib.reference.text_files import decode


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("City of Bradford", "bradford"),
        ("Leeds City Council", "leeds"),
        ("Bradford Youth Justice Service", "bradford"),
        ("Leeds YOT [note 3]", "leeds"),
        ("The Royal Borough of Greenwich", "greenwich"),
        ("Hull", "kingston-upon-hull"),
        ("E08000038", "barnsley"),
        ("E08000039", "sheffield"),
    ],
)
def test_a_name_or_code_is_found_alike_on_the_command_line_and_in_files(name, slug):
    assert areas.find(name) == slug
    assert resolve("" if name.startswith("E0") else name, code=name if name.startswith("E0") else "") == slug


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_is_read_in_every_encoding_in_which_spreadsheets_save_it(encoding):
    assert decode("the YOT’s work".encode(encoding), "a.csv") == "the YOT’s work"


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(BadFigures, match=r"a\.csv is text neither in UTF-8 nor in Windows-1252"):
        decode(b"\x81\xff", "a.csv")
