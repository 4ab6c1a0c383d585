"""Every team's page prints as one sheet of A4, whatever its figures have to say."""

import io

import pypdf
import pytest

import yotlib as yot
from yotlib.findings import board
from yotlib.packs.page.page import make_page
from yotlib.reference import areas


@pytest.fixture(scope="module")
def figures():
    return yot.load()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("team", [*map(str, areas.teams())])
def test_the_page_of_a_team_prints_as_one_sheet(team, figures, chromium, tmp_path):
    from playwright.sync_api import sync_playwright

    page = tmp_path / "report.html"
    page.write_text(make_page([], title=team, about=[], board=board.record(team, figures=figures)), encoding="utf-8")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.goto(page.as_uri())
        printed = opened.pdf(format="A4")
        browser.close()

    assert len(pypdf.PdfReader(io.BytesIO(printed)).pages) == 1
