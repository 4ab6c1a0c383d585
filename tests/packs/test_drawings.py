"""A chart on a page is a small SVG that looks as matplotlib drew it, with its letters as text."""

import base64
import io
from urllib.parse import unquote
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import numpy as np
import pytest
from bs4 import BeautifulSoup
from matplotlib.patheffects import withStroke
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.madeup.records import HOSTILE
from yotlib.charts.canvas import blank_chart, finish, picture
from yotlib.packs.page import drawings, outlines

SVG = "{http://www.w3.org/2000/svg}"
ARGUMENTS = ["--no-sandbox", "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
LARGEST_PAGE = 500_000


def chart(*, title="Ashby fell from 330 to 257.", words="Ashby, its office & staff"):
    """Return a chart with what ours have: lines, bars, marks, a band, turned text, and text with a halo."""
    ax = blank_chart()
    ax.barh(["Ashby", "Barrow"], [330, 257], xerr=[20, 30], capsize=4, color="#12436d")
    ax.plot([10, 200, 300], [0, 1, 0.5], marker="o", linestyle="--")
    ax.fill_between([0, 100, 200], [0.2, 0.4, 0.3], [0.6, 0.8, 0.5], alpha=0.3)
    ax.scatter([50, 60, 70], [0.5, 0.7, 0.1], color="#767d82")
    ax.annotate(words, (100, 0.5))
    ax.text(30, 0.2, "Haloed", path_effects=[withStroke(linewidth=2.5, foreground="white")])
    ax.set_ylabel("Turned on its side")
    return finish(ax, title=title, axis="Per 100,000", foot="Made-up figures.")


def svg_of(ax):
    return picture(ax.figure, "svg").decode()


def mime_of(ax):
    return {"image/png": base64.b64encode(picture(ax.figure, "png")).decode(), "image/svg+xml": svg_of(ax)}


def words_of(svg):
    return [words.text for words in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_letters_are_text_where_matplotlib_drew_outlines():
    drawn = words_of(drawings.shrink(svg_of(chart())))

    assert {"Ashby", "Barrow", "Per 100,000", "Turned on its side", "Made-up figures."} <= set(drawn)
    assert {"Ashby fell from 330 to 257.", "Ashby, its office & staff"} <= set(drawn)


def test_a_drawing_is_small_and_keeps_its_size():
    svg = svg_of(chart())

    small = drawings.shrink(svg)

    assert len(small) < len(svg) / 5
    assert "width='720' height='346'" in small


def test_text_is_as_wide_as_it_was_drawn():
    (words,) = [
        words
        for words in ElementTree.fromstring(drawings.shrink(svg_of(chart()))).iter(f"{SVG}text")
        if words.text == "Made-up figures."
    ]

    # In DejaVu Sans these letters are 8.43 times as wide as they are high, and set at 8.5 points.
    assert int(words.get("textLength")) / outlines.SCALE == pytest.approx(8.43 * 8.5, rel=0.02)


def test_letters_with_a_halo_are_drawn_once():
    assert drawings.shrink(svg_of(chart())).count("paint-order='stroke'") == 1


@pytest.mark.filterwarnings("ignore:Glyph", "ignore:constrained_layout")
@pytest.mark.parametrize(
    "words", [words for words in HOSTILE if words.isprintable()], ids=lambda words: repr(words[:9])
)
def test_hostile_words_stay_words_or_the_picture_stays_a_png(words):
    small = drawings.shrink(svg_of(chart(words=words.replace("$", ""))))

    tags = {node.tag.removeprefix(SVG) for node in ElementTree.fromstring(small).iter()} if small else set()
    assert tags <= {"svg", "g", "path", "rect", "clipPath", "defs", "use", "text"}


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "no drawing",
        "<svg/>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><script>alert(1)</script></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><image href='x.png'/></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M 0 0 A 1 1 0 0 0 1 1'/></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M 0 0' style='fill: url(x)'/></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><use x='1' y='1' href='#gone'/></svg>",
    ],
)
def test_a_drawing_with_anything_unknown_is_shown_as_its_png(svg):
    assert drawings.shrink(svg) is None
    assert drawings.address({"image/png": "AA\nAA", "image/svg+xml": svg}) == "data:image/png;base64,AAAA"


def test_a_formula_in_a_chart_is_shown_as_its_png():
    assert drawings.shrink(svg_of(chart(words="$x^2$"))) is None


def test_the_shorter_of_png_and_svg_is_shown():
    svg = svg_of(chart())

    assert drawings.address({"image/png": "AAAA", "image/svg+xml": svg}).startswith("data:image/png;base64,")
    assert drawings.address({"image/png": "A" * 99999, "image/svg+xml": svg}).startswith("data:image/svg+xml,")


def test_the_same_drawing_gives_the_same_address():
    assert drawings.address(mime_of(chart())) == drawings.address(mime_of(chart()))


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M 0 0 L 10 0 L 10 5.01 z", "m0 0l200 0 0 100z"),
        ("M 1 1 L 1 1 L 2 0.5", "m20 20l20-10"),
        ("M 0 0 Q 1 1 2 0 Q 3 1 4 0", "m0 0q20 20 40 0 20 20 40 0"),
        ("M 1 1 L 2 1 z M 3 3 L 4 3", "m20 20l20 0zm40 40l20 0"),
        ("M 1 1 L 2 1 z L 2 2", "m20 20l20 0zl20 20"),
    ],
)
def test_a_path_is_written_by_distances(path, short):
    assert outlines.shorten(path) == short


@pytest.mark.browser
def test_the_small_drawing_looks_as_the_picture(chromium, tmp_path):
    mime = mime_of(chart())
    expected = Image.open(io.BytesIO(base64.b64decode(mime["image/png"]))).convert("L").resize((360, 173))
    small = drawings.address({"image/png": "A" * 99999, "image/svg+xml": mime["image/svg+xml"]})
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 720, "height": 346})
        page.set_content(f'<body style="margin:0"><img src="{small.replace("&", "&amp;")}">')
        drawn = Image.open(io.BytesIO(page.screenshot())).convert("L").resize((360, 173))
        browser.close()

    apart = np.abs(np.asarray(expected, dtype=float) - np.asarray(drawn, dtype=float))
    blank = np.abs(np.asarray(expected, dtype=float) - 255)
    assert apart.mean() < 3
    assert blank.mean() > 15


def test_the_page_of_a_team_with_everything_is_small(bradford_pack):
    assert (bradford_pack / "report.html").stat().st_size < LARGEST_PAGE


def test_every_picture_of_a_real_page_is_a_drawing_with_words(bradford_pack):
    page = BeautifulSoup((bradford_pack / "report.html").read_text(encoding="utf-8"), "html.parser")
    pictures = page.select(".picture img")

    assert len(pictures) > 20
    for each in pictures:
        assert each["alt"].strip()
        assert each["src"].startswith("data:image/svg+xml,")
        assert len(words_of(unquote(each["src"].partition(",")[2]))) > 5


def test_letters_of_a_font_of_ones_own_are_not_written_in_another():
    with plt.rc_context({"font.family": "serif", "font.serif": ["DejaVu Serif"]}):
        ax = chart()

    assert drawings.shrink(svg_of(ax)) is None
