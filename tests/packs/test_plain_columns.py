"""A pack's CSV files have headings in plain words, each of its own, above the same rows."""

import csv
import re

import pytest

from yotlib.packs.plain_columns import HEADINGS, with_plain_headings


def test_only_the_headings_change():
    table = 'name,share,note\nLeeds,79.8,"a ""note"", with\na second line"\n'

    plain = with_plain_headings(table)

    assert plain.splitlines()[0] == 'Area,"Share of the children whose group is known, per cent",Note'
    assert plain.partition("\n")[2] == table.partition("\n")[2]


def test_a_column_of_a_notebook_of_ones_own_keeps_its_name():
    assert with_plain_headings("my_column,value\n1,2\n") == "my_column,Value\n1,2\n"


def test_a_heading_may_be_quoted_and_have_a_comma():
    assert with_plain_headings('"value","a,b"\n1,2\n') == 'Value,"a,b"\n1,2\n'


@pytest.mark.parametrize(("one", "other"), [("ethnicity", "group"), ("overall", "overall_rating")])
def test_two_columns_have_one_heading_only_where_no_table_has_both(one, other):
    assert HEADINGS[one] == HEADINGS[other]
    assert len(HEADINGS) - len(set(HEADINGS.values())) == 2


def test_every_column_of_a_real_pack_has_a_heading(bradford_pack):
    coded = {}
    for path in (bradford_pack / "tables").glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            names = next(csv.reader(file))
        coded |= {name: path.name for name in names if re.fullmatch("[a-z_0-9]+", name)}
        assert len(set(names)) == len(names)

    assert coded == {}
