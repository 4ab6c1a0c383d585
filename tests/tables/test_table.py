"""The markup of a table: what a reader who cannot see it, or sees little of it at once, is given."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from yotlib.tables import Table


def simulated(rates: tuple[str, ...] = ("330", "257"), name: str = "Rate", caption: str = "Entrants") -> Table:
    """A made-up table of two areas with one column of figures and one of words."""
    frame = pd.DataFrame({"Area": ["Ashby", "Barrow"], name: rates, "Verdict": ["higher", "–"]})
    return Table(frame, caption=caption, data=frame, numbers=[name])


def parsed(table: Table) -> BeautifulSoup:
    return BeautifulSoup(table.html(), "html.parser")


def test_a_table_scrolls_in_a_region_that_the_keyboard_reaches_named_by_its_caption():
    soup = parsed(simulated(caption='Children "known" & counted'))

    (region,) = soup.select("div.table:has(> table)")
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert region["aria-label"] == soup.select_one("caption > span").get_text() == 'Children "known" & counted'


def test_header_cells_say_what_they_head():
    soup = parsed(simulated())

    assert [cell["scope"] for cell in soup.select("thead th")] == ["col", "col", "col"]
    assert [(cell.get_text(), cell["scope"]) for cell in soup.select("tbody th")] == [
        ("Ashby", "row"),
        ("Barrow", "row"),
    ]


@pytest.mark.parametrize("rates", [("330", "257"), ("212 to 230", "[c]"), ("over 99%", "–"), ("–", "–")])
def test_a_column_of_numbers_is_marked_in_its_header_and_every_cell(rates):
    soup = parsed(simulated(rates))

    assert [cell.get_text() for cell in soup.select(".number")] == ["Rate", *rates]


def test_the_first_column_heads_the_rows_even_where_it_holds_numbers():
    frame = pd.DataFrame({"Year": ["2018", "2019"], "Rate": ["330", "257"]})

    soup = parsed(Table(frame, caption="Entrants", data=frame, numbers=frame.columns))

    assert [cell.get_text() for cell in soup.select(".number")] == ["Rate", "330", "257"]


@pytest.mark.parametrize(("length", "marked"), [(60, 0), (61, 3)])
def test_a_column_of_sentences_is_given_room(length, marked):
    frame = pd.DataFrame({"Measure": ["Entrants", "Custody"], "What it is": ["Short.", "x" * length]})

    assert len(parsed(Table(frame, caption="What", data=frame)).select(".prose")) == marked


def test_words_are_on_the_left_in_a_notebook():
    assert "div.table :is(th, td):not(.number) { text-align: left }" in parsed(simulated()).style.get_text()


def test_a_table_without_rows_is_a_sentence():
    empty = Table(pd.DataFrame(), caption="Rates <5", data=pd.DataFrame())

    assert empty.html() == '<p class="nothing">Rates &lt;5: nothing to show.</p>'
