"""The sentence, the chart and the table of one team agree."""

import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import yotlib as yot
from yotlib.findings.gaps import widest
from yotlib.packs import build
from yotlib.packs.order import team_order
from yotlib.reference.measures import get

TEN = [
    "bradford",
    "leeds",
    "newcastle-upon-tyne",
    "west-sussex",
    "gloucestershire",
    "plymouth",
    "nottingham",
    "york",
    "kent",
    "reading",
]


@pytest.mark.slow
@pytest.mark.parametrize("team", TEN)
def test_in_a_pack_the_sentence_the_picture_and_the_table_are_of_one_team_and_one_figure(team, tmp_path):
    place = build.build(team_order(team), out=tmp_path)

    section = _section(place, "Are more children entering")
    table = pd.read_csv(place / "tables" / f"{team}-first-time-entrants.csv")
    printed = get("first_time_entrants").printed(table.loc[0, "Value"])
    headline = section.select_one(".headline").get_text(" ", strip=True)
    assert headline.startswith(f"First-time entrants were {printed} per 100,000 children in {table.loc[0, 'Area']}")
    assert section.select_one("img")["alt"].startswith(headline)
    assert table.loc[0, "Area, as commands name it"] == team
    first = section.select_one("table tbody tr").get_text(" ", strip=True)
    assert first.startswith(f"{table.loc[0, 'Area']} {printed}")


@pytest.mark.parametrize("team", TEN)
def test_the_bars_are_as_long_as_the_tables_values_and_the_sentence_holds_them(team):
    here = yot.compare(yot.load(), team, "first_time_entrants")

    ax = yot.charts.compare(here)

    bars = [patch.get_width() for patch in ax.patches]
    assert bars == pytest.approx(here["value"].tolist())
    assert [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()] == here["name"].tolist()
    base = widest(here)
    numbers = re.findall(r"\d+", yot.findings.headline(here))
    assert f"{here.loc[0, 'value']:.0f}" in numbers
    assert f"{base['value']:.0f}" in numbers


def _section(place, question):
    """Return the section of the page whose heading has this question."""
    page = BeautifulSoup((place / "report.html").read_text(encoding="utf-8"), "html.parser")
    heading = next(tag for tag in page.select("h2") if question in tag.get_text())
    return heading.find_parent("section")
