"""Bradford's real page, opened in a browser."""

import pytest
from playwright.sync_api import sync_playwright

from tests import pagechecks  # type: ignore[import-not-found]

ARGUMENTS = ["--no-sandbox", "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.mark.browser
def test_the_page_of_a_real_pack_passes_every_check(chromium, bradford_pack):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page()
        page.goto((bradford_pack / "report.html").as_uri())

        pagechecks.check(page)

        browser.close()
