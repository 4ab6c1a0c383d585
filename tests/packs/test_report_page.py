"""Bradford's real page, opened in a browser."""

import io
from collections.abc import Iterator

import pypdf
import pytest
from playwright.sync_api import Page, sync_playwright

from tests import pagechecks  # type: ignore[import-not-found]

ARGUMENTS = ["--no-sandbox", "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


PHONE = {"width": 390, "height": 844}
# Bradford's words may need half a screen more.
HALF_A_SCREEN = 422

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium, bradford_pack) -> Iterator[Page]:
    """Bradford's page, opened."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        opened = browser.new_page()
        opened.goto((bradford_pack / "report.html").as_uri())
        yield opened
        browser.close()


def test_the_page_of_a_real_pack_passes_every_check(page):
    pagechecks.check(page)


def test_the_finding_and_all_facts_stand_on_a_phones_first_screen(page):
    page.set_viewport_size(PHONE)

    last = page.locator(".facts li").last.bounding_box()

    assert page.locator("#finding").bounding_box()["y"] < 150
    assert last["y"] + last["height"] <= PHONE["height"] + HALF_A_SCREEN


def test_the_first_figure_stands_near_the_top_of_a_wide_window(page):
    page.set_viewport_size({"width": 1280, "height": 900})

    assert page.locator(".facts li").first.bounding_box()["y"] < 300


def test_letters_in_the_strips_keep_their_size_on_a_small_phone(page):
    sizes = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        sizes.append(page.locator("svg.strip text").first.evaluate("text => text.getBoundingClientRect().height"))

    assert min(sizes) >= 12
    assert max(sizes) - min(sizes) < 1


def test_the_summary_prints_as_the_first_sheet_and_the_measures_on_two_more(page):
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages

    assert len(printed) <= 3
    headings = page.locator(".of-measure h2").all_inner_texts()
    assert headings
    first, *rest = ("".join(sheet.extract_text().split()) for sheet in printed)
    assert all("".join(heading.split()) in "".join(rest) for heading in headings)
    assert "".join(page.locator(".limits").inner_text().split()) in first


def test_few_stops_of_the_tab_key_come_before_the_figures_behind_it(page):
    stops = 0
    while stops < 30:
        page.keyboard.press("Tab")
        stops += 1
        if page.evaluate("document.activeElement.matches('.annex > summary')"):
            break

    assert stops <= 20


def test_every_figure_is_behind_one_fold_that_opens_by_keyboard(page):
    assert not page.get_by_role("navigation", name="Contents").is_visible()

    page.locator(".annex > summary").focus()
    page.keyboard.press("Enter")

    assert page.get_by_role("navigation", name="Contents").is_visible()
    assert page.locator(".sections > section").count() == 5


def test_every_services_figures_can_be_taken_from_the_page(page):
    with page.expect_download() as download:
        page.get_by_role("link", name="Every service's figures").click()

    assert download.value.suggested_filename == "bradford-all-services.csv"
    content = download.value.path().read_text(encoding="utf-8")
    assert content.startswith("Measure,Unit,Period,Youth justice service,Value,Source")
