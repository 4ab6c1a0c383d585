"""Tables of expected numbers, and of groups beside region and nation."""

import pandas as pd
import pytest

import yotlib as yot
from yotlib import tables
from yotlib.analysis import ethnicity


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


def printed(table: tables.Table) -> pd.DataFrame:
    return table.shown.set_index("Group")


def test_expected_numbers_stand_beside_an_empty_column_for_own_ones(figures):
    table = printed(tables.expected(ethnicity.expected(figures, "bradford")))

    assert table["Expected here, of known group"].tolist() == ["77.1", "39.6", "8.2", "14.8", "3.1", "142.8"]
    assert table.loc["All", "Expected here"] == "148.0"
    assert table["Own number, 2020-21"].tolist() == ["–", "–", "–", "–", "–", "276"]


def test_own_numbers_fill_the_column_where_they_are_published(figures):
    table = printed(tables.expected(ethnicity.expected_beside_own(figures, "bradford")))

    assert table["Own number, 2019-20"].tolist() == ["224", "113", "14", "15", "3", "369"]


def test_groups_stand_beside_those_of_region_and_nation(figures):
    table = printed(tables.groups_beside(ethnicity.beside(figures, "cardiff")))

    assert list(table.columns[::2]) == ["Cardiff: points", "Wales: points", "England and Wales: points"]
    assert table.loc["White", "Wales: index"] == "1.00"


def test_the_sources_of_own_counts_are_listed_too(figures):
    listed = tables.sources(ethnicity.expected(figures, "bradford")).shown["Source"].tolist()

    assert listed == ["yjb-annual-2020-21", "yjb-maps-2020-21", "ons-census-2021"]


def test_nothing_gives_an_empty_table(figures):
    none = ethnicity.expected(figures, "bradford", as_of="2013-01-31")

    assert tables.expected(none).shown.empty
    assert tables.groups_beside(ethnicity.beside(figures, "cumberland")).shown.empty
