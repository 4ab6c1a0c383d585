"""Whatever a name or sentence says leaves as text: on page, index and sheet, in workbook, CSV and alternative text."""

import csv
import io
import json
from base64 import b64encode
from urllib.parse import unquote

import openpyxl
import pytest
from bs4 import BeautifulSoup
from nbformat import v4
from pypdf import PdfReader

from tests.madeup.records import HOSTILE, record, with_text
from yotlib.findings import board
from yotlib.packs import files
from yotlib.packs.batch import index
from yotlib.packs.page import strips
from yotlib.packs.page.attachments import take_attachments
from yotlib.packs.page.page import make_page
from yotlib.packs.pdf import text
from yotlib.packs.pdf.sheet import make_sheet
from yotlib.packs.workbook.cells import text_cell
from yotlib.packs.workbook.workbook import make_workbook
from yotlib.tables import spreadsheets

SAID = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    "{{ 7 * 7 }} {% include 'report.css' %}",
    "=cmd()",
    "../../x",
    "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe\N{RIGHT-TO-LEFT MARK}",
    "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}\N{WOMAN}",
    "x" * 500,
)
WORDS = tuple(dict.fromkeys((*SAID, *(words for words in HOSTILE if "\x00" not in words))))
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What the page's own template shows, and nothing more.
KNOWN_TAGS = {
    "a",
    "circle",
    "div",
    "h1",
    "h2",
    "h3",
    "li",
    "line",
    "ol",
    "p",
    "path",
    "rect",
    "section",
    "span",
    "strong",
}
KNOWN_TAGS |= {"bdi", "code", "details", "header", "img", "main", "nav", "polyline", "summary", "svg", "text", "ul"}
KNOWN_TAGS |= {"tspan", "table", "caption", "thead", "tbody", "tr", "th", "td"}
hostile = pytest.mark.parametrize("words", WORDS, ids=lambda words: ascii(words[:12]))


def page_of(words):
    """Return the page of a record and a notebook that say nothing but `words`, parsed."""
    alt = {"image/png": {"alt": words}}
    chart = v4.new_output("display_data", data={"image/png": b64encode(b"PNG").decode()}, metadata=alt)
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("# How many?"), v4.new_code_cell("x", outputs=[chart])])
    given = {**with_text(record(), words), "taken": [{"name": "ashby.pdf", "format": "pdf", "words": words}]}
    html = make_page([notebook], title=words, about=[words], board=given)
    return BeautifulSoup(html, "html.parser")


def plain(words):
    """Return words as one line with single spaces, as a browser shows them."""
    return " ".join(words.split())


@hostile
def test_a_page_shows_it_as_text_alone(words):
    page = page_of(words)

    assert {tag.name for tag in page.body.find_all(True)} <= KNOWN_TAGS
    assert not [tag for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    assert page.title.get_text() == words
    shown = plain(words).replace("`", "")
    assert plain(page.select_one("#finding").get_text()) == plain(words)
    assert shown in plain(page.select_one(".facts").get_text()).replace("`", "")
    assert plain(words) in plain(page.select_one("svg.strip text").get_text())
    assert {plain(heading.get_text()) for heading in page.select(".of-measure h2")} == {plain(words)}


@hostile
def test_no_link_of_a_page_leads_where_it_says(words):
    links = [link["href"] for link in page_of(words).select("a[href]")]

    assert [link for link in links if not link.startswith(("#", "data:text/csv"))] == ["ashby.pdf"]


@hostile
def test_it_is_said_in_the_words_for_pictures(words):
    page = page_of(words)

    assert page.select_one(".picture img")["alt"] == words
    assert words in page.select_one("svg.strip")["aria-label"]
    assert words in page.select_one("svg.years")["aria-label"]


@hostile
def test_a_cell_of_a_csv_file_is_no_formula(words):
    for content in (unquote(strips.all_services(with_text(record(), words)).partition(",")[2]), _table_of(words)):
        rows = list(csv.reader(io.StringIO(content, newline="")))

        assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]
        assert any(cell in (words, f"'{words}") for row in rows[1:] for cell in row)
        assert len({len(row) for row in rows}) == 1


def _table_of(words):
    """Return a table with the words in a cell, as a pack writes it."""
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([["name", "value"], [words, "1.5"]])
    return spreadsheets.defuse(table.getvalue())


@hostile
def test_a_cell_of_a_workbook_is_text(words):
    book = openpyxl.load_workbook(io.BytesIO(make_workbook(with_text(record(), words))))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(FORMULA)]
    assert text_cell(words) in [cell.value for cell in cells]


@hostile
def test_a_sheet_prints_it_on_its_one_page(words):
    (page,) = PdfReader(io.BytesIO(make_sheet(with_text(record(), words)))).pages

    assert "/Annots" not in page
    printed = text.fit(words, text.NAME).replace("\N{ZERO WIDTH SPACE}", "")
    if printed.isascii():
        assert printed in plain(page.extract_text().replace("\N{ZERO WIDTH SPACE}", ""))


@hostile
def test_an_index_shows_it_as_text(words, tmp_path):
    measures = [{**each, "title": "First-time entrants"} for each in with_text(record(measures=1), words)["measures"]]
    rating = {"rating": words, "rank": 1, "when": words}
    for slug in ("leeds", "kent"):
        (tmp_path / slug).mkdir()
        found = {"measures": measures, "rating": rating, "new": {"released": words}}
        (tmp_path / slug / files.FINDINGS).write_text(json.dumps(found), encoding="utf-8")
    failed = {"status": "failed", "made_from": {}, "failure": {"error": words, "notebook": words, "cell": 1}}

    html = index.render(index.list_packs({"leeds": failed, "kent": failed, "odd": failed}, tmp_path))

    page = BeautifulSoup(html, "html.parser")
    assert len(page.select("script")) == 1
    assert not page.select("img, iframe, object")
    assert not [tag for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    assert plain(words) in plain(page.select_one("#services tbody .says").get_text())
    assert plain(words) in plain(page.select_one(".failed .why").get_text())


@hostile
def test_no_file_is_named_by_it(words, tmp_path):
    cells = [v4.new_markdown_cell(f"# How many?\n\n## {words}"), v4.new_code_cell("x", outputs=[])]
    html = f"<table><caption>{words}</caption></table>"
    cells[1].outputs = [v4.new_output("display_data", data={"text/html": html, "text/csv": "a\n"})]

    (name,) = take_attachments(v4.new_notebook(cells=cells), "ashby", "entrants").tables

    assert (tmp_path / name).resolve().parent == tmp_path.resolve()
    assert name.isascii()
    assert len(name) < 80


@hostile
def test_the_summary_in_words_says_it(words):
    said = board.few_words(with_text(record(), words))

    assert _letters(words) in _letters(said)


def _letters(words):
    """Return words without spaces and backticks, since a summary breaks its lines and marks no code."""
    return "".join(words.split()).replace("`", "")
