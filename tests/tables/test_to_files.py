"""A table that is shown, written to a CSV file and a workbook."""

import pandas as pd
import pytest

import yotlib as yot
from yotlib.tables.table import Table


@pytest.fixture
def hostile():
    data = pd.DataFrame({"area": ["=cmd()", "leeds"], "value": [1.25, 2.5]})
    return Table(data, caption="Two areas", data=data)


def test_a_csv_has_full_figures_with_their_unit_and_printed_digits(tmp_path):
    shown = yot.tables.show(yot.compare(yot.load(), "Bradford", "first_time_entrants", as_of="2020-01-31"))

    written = pd.read_csv(shown.to_csv(tmp_path / "here.csv"))

    assert written["unit"].unique().tolist() == ["per 100,000 children aged 10-17"]
    assert written["printed"].tolist() == [330, 244, 236]


def test_a_workbook_has_the_rows_and_says_what_they_show(tmp_path, hostile):
    sheets = pd.read_excel(hostile.to_excel(tmp_path / "two.xlsx"), sheet_name=None, engine="calamine")

    assert sheets["figures"]["value"].tolist() == [1.25, 2.5]
    assert sheets["about"]["about"].tolist() == ["Two areas"]


def test_text_that_would_be_a_formula_is_text_in_both(tmp_path, hostile):
    assert "'=cmd()" in hostile.to_csv(tmp_path / "two.csv").read_text()
    assert pd.read_excel(hostile.to_excel(tmp_path / "two.xlsx"), engine="calamine")["area"][0] == "'=cmd()"


def test_an_empty_table_says_why_it_is_empty():
    pooled = yot.pooled(yot.load(), "Cardiff", "first_time_entrants")

    assert pooled.attrs["why"].startswith("no dated figure of first_time_entrants is held for Cardiff; `yot data add")
    assert repr(yot.tables.over_time(yot.trends.over_time(yot.load(), "Cardiff", "first_time_entrants"))).endswith(
        "nothing to show, since no dated figure of first_time_entrants is held for Cardiff; "
        "`yot data add FILE` adds an official file or your own."
    )
