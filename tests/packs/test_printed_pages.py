"""Every team's page prints as its summary on one sheet of A4 and two more, whatever its figures have to say."""

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


def printed_from(page, chromium):
    """Return the text of each sheet of A4 that a page prints on, without spaces."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.goto(page.as_uri())
        printed = opened.pdf(format="A4")
        browser.close()
    return ["".join(sheet.extract_text().split()) for sheet in pypdf.PdfReader(io.BytesIO(printed)).pages]


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("team", [*map(str, areas.teams())])
def test_the_summary_of_a_team_prints_as_one_sheet_before_two_more(team, figures, chromium, tmp_path):
    page, record = tmp_path / "report.html", board.record(team, figures=figures)
    page.write_text(make_page([], title=team, about=[], board=record), encoding="utf-8")

    sheets = printed_from(page, chromium)

    assert len(sheets) <= 3
    last = [record["cannot_say"], *record["not_held"]][-1]
    assert "".join(last.replace("`", "").split()) in sheets[0]


@pytest.mark.browser
def test_the_page_of_all_services_prints_as_one_sheet(chromium, tmp_path):
    page, record = tmp_path / "report.html", board.national_record("first_time_entrants", period="latest", region="")
    page.write_text(make_page([], title="All services", about=[], board=record), encoding="utf-8")

    assert len(printed_from(page, chromium)) == 1
