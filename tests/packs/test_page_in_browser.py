"""A page made of simulated notebooks, opened in a browser."""

from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure
from nbformat import NotebookNode, v4
from playwright.sync_api import Page, sync_playwright

from tests import pagechecks  # type: ignore[import-not-found]
from yotlib.packs.page.page import make_page
from yotlib.tables import Table

pytestmark = pytest.mark.browser

ARGUMENTS = ["--no-sandbox", "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture
def window(chromium: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=ARGUMENTS)
        yield browser.new_page()
        browser.close()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    questions = ["Are more children entering here?", "Do more children reoffend here?"]
    html = make_page([simulated(question) for question in questions], title="Ashby", about=["Simulated figures."])
    path = tmp_path / "report.html"
    path.write_text(html, encoding="utf-8")
    return path


def simulated(question: str) -> NotebookNode:
    """A run notebook with all a page has to hold: words, a wide table, a picture, print, a warning, a long word."""
    return v4.new_notebook(
        cells=[
            v4.new_markdown_cell(f"# {question}\n\nSimulated figures, for {'verylong' * 12}."),
            v4.new_code_cell("headline", outputs=[shown("text/markdown", "**Ashby had 330**, the region 257.")]),
            v4.new_code_cell("chart", outputs=[picture("Ashby fell from 330 to 257.")]),
            v4.new_code_cell("table", outputs=[shown("text/html", wide_table())]),
            v4.new_code_cell("print", outputs=[v4.new_output("stream", name="stdout", text="figure " * 40)]),
            v4.new_code_cell("warn", outputs=[v4.new_output("stream", name="stderr", text="a warning " * 40)]),
            v4.new_markdown_cell("## How to read this\n\n#### A level left out"),
        ]
    )


def shown(kind: str, text: str) -> NotebookNode:
    return v4.new_output("display_data", data={kind: text})


def picture(alt: str) -> NotebookNode:
    file = BytesIO()
    figure = Figure(figsize=(12, 4))
    figure.add_subplot().plot([330, 257])
    figure.savefig(file, format="png")
    data = {"image/png": b64encode(file.getvalue()).decode()}
    return v4.new_output("display_data", data=data, metadata={"image/png": {"alt": alt}})


def wide_table() -> str:
    rates = {f"Rate per 100,000 in {year}": ["1,330", "1,320"] for year in range(2012, 2020)}
    frame = pd.DataFrame({"Area": ["Ashby", "Barrow"]} | rates)
    return Table(frame, caption="First-time entrants, year ending March", data=frame, numbers=rates).html()


def test_a_page_of_simulated_notebooks_passes_every_check(window: Page, report: Path) -> None:
    window.goto(report.as_uri())

    pagechecks.check(window)


def test_a_wide_table_scrolls_by_itself_and_can_be_reached_by_keyboard(window: Page, report: Path) -> None:
    window.set_viewport_size({"width": 390, "height": 900})
    window.goto(report.as_uri())
    table = window.get_by_role("region", name="First-time entrants, year ending March").first

    table.focus()

    assert table.evaluate("region => region === document.activeElement")
    assert table.evaluate("region => region.scrollWidth > region.clientWidth")


def test_contents_stay_out_of_print(window: Page, report: Path) -> None:
    window.goto(report.as_uri())

    window.emulate_media(media="print")

    assert not window.get_by_role("navigation").is_visible()
    assert window.get_by_text("Ashby had 330").first.is_visible()


def test_every_fault_of_a_page_is_told_at_once(window: Page, tmp_path: Path) -> None:
    path = tmp_path / "poor.html"
    path.write_text(
        "<h1>A</h1><h1>B</h1><h3 id='x'>C</h3><p id='x'><img src='gone.png'><a href='#nowhere'>D</a>"
        "<details open>E</details><script>1</script><div style='width: 1000px'>F</div>"
    )
    window.goto(path.as_uri())

    with pytest.raises(AssertionError) as error:
        pagechecks.check(window)

    assert [line.partition(": ")[0] for line in str(error.value).splitlines()] == [
        "should ask for nothing",
        "should leave the console empty",
        "should have one h1",
        "should not skip a heading level",
        "should describe every picture",
        "should show every picture",
        "should have a target for every link within it",
        "should list its sections",
        "should keep its code folded",
        "should use an id once",
        "should bring no script",
        "should fit a window of 390 pixels",
        "should offer the way to its content at the first Tab",
    ]
