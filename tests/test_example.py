"""The example in docs/ is of what is built now; `make example` writes it anew where it is not."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from tests import example  # type: ignore[import-not-found]
from yotlib.findings import board
from yotlib.packs.page.page import make_page

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "docs" / "example"
OUT_OF_DATE = "docs/example is out of date; write it anew with: make example"
LARGEST = 1_000_000


@pytest.fixture(scope="module")
def now():
    """Return the record of Bradford's page as it is now, as a file holds it."""
    return json.loads(json.dumps(board.record("bradford")))


def words_of(html):
    """Return the words of the summary that opens a page, without the links to files."""
    summary = BeautifulSoup(html, "html.parser").select_one(".summary")
    for links in summary.select(".take"):
        links.decompose()
    return " ".join(summary.get_text(" ").split())


def test_the_record_of_the_example_is_what_the_figures_give_now(now):
    kept = json.loads((EXAMPLE / example.FINDINGS).read_text(encoding="utf-8"))

    assert kept.pop("annex")
    assert kept == now, OUT_OF_DATE


def test_the_page_of_the_example_says_what_a_page_says_now(now):
    page = (EXAMPLE / example.PAGE).read_text(encoding="utf-8")

    assert words_of(page) == words_of(make_page([], title="Bradford", about=[], board=now)), OUT_OF_DATE


def test_every_file_that_the_page_links_lies_beside_it():
    page = BeautifulSoup((EXAMPLE / example.PAGE).read_text(encoding="utf-8"), "html.parser")

    linked = {link["href"] for link in page.select("a[href]") if re.fullmatch(r"[\w.-]+", link["href"])}
    assert linked == {"bradford-one-page.pdf", "bradford-figures.xlsx"}
    assert {path.name for path in EXAMPLE.iterdir()} == {*example.COPIED, *example.SCREENS}
    assert linked <= set(example.COPIED)


@pytest.mark.parametrize(("name", "screen"), example.SCREENS.items())
def test_a_picture_shows_the_first_screen_in_few_colours(name, screen):
    width, height, scale = screen

    with Image.open(EXAMPLE / name) as picture:
        assert picture.size == (width * scale, height * scale)
        assert picture.mode == "P"
        assert len(picture.convert("RGB").getcolors()) > 8


def test_the_example_is_small():
    assert sum(path.stat().st_size for path in EXAMPLE.iterdir()) < LARGEST


def test_the_readme_shows_and_links_the_example():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert "](docs/example/desk.png)" in readme
    assert "](docs/example/report.html)" in readme
