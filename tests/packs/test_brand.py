"""An organisation's logo and title head the page and the sheet, as text and a picture and nothing that runs."""

import io
import zlib
from base64 import b64decode
from dataclasses import replace

import pikepdf
import pytest
from bs4 import BeautifulSoup
from nbformat import v4
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from tests.madeup.records import HOSTILE, record
from yotlib.packs import brand, fingerprint, verify
from yotlib.packs import record as records
from yotlib.packs.brand import LARGEST, read_brand
from yotlib.packs.build import build
from yotlib.packs.order import team_order
from yotlib.packs.page.page import make_page
from yotlib.packs.pdf.sheet import make_sheet
from yotlib.packs.skeleton import write_skeleton
from yotlib.reference.errors import AskedWrongly

ARGUMENTS = ["--no-sandbox", "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
OPENING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
SVG = f'{OPENING}<rect width="40" height="20" fill="#12436d"/></svg>'
RUNS = f"{OPENING}<script>top.ran = 1</script><rect width='40' height='20' onload='top.ran = 1'/></svg>"


def chunk(kind, content):
    """Return one part of a PNG file."""
    check = zlib.crc32(kind + content).to_bytes(4, "big")
    return len(content).to_bytes(4, "big") + kind + content + check


def png(width=1, height=1):
    """Return a PNG of one black pixel that says it has this size."""
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    pixels = zlib.compress(b"\0\0")
    parts = chunk(b"IHDR", size + b"\x08\0\0\0\0") + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.fixture
def folder(tmp_path):
    """Return the folder of a good brand."""
    place = tmp_path / "brand"
    place.mkdir()
    (place / "logo.svg").write_text(SVG, encoding="utf-8")
    (place / "title.txt").write_text("Ashby Youth Justice Board\n", encoding="utf-8")
    return place


def page_of(read):
    """Return a page of one made-up notebook, parsed."""
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("# How many?")])
    return BeautifulSoup(make_page([notebook], title="Ashby", about=["Made up."], brand=read), "html.parser")


def test_a_brand_is_its_title_and_logo_and_the_title_is_said_for_the_logo(folder):
    read = read_brand(folder)

    assert (read.title, read.alt, read.kind) == ("Ashby Youth Justice Board", "Ashby Youth Justice Board", "svg")
    assert b64decode(read.address.removeprefix("data:image/svg+xml;base64,")).decode() == SVG


def test_logo_txt_says_what_the_logo_shows(folder):
    (folder / "logo.txt").write_text("\ufeffA blue bar \n", encoding="utf-8")

    assert read_brand(folder).alt == "A blue bar"


def test_a_logo_may_be_a_png(folder):
    (folder / "logo.svg").unlink()
    (folder / "logo.png").write_bytes(png())

    assert read_brand(folder).address.startswith("data:image/png;base64,iVBOR")


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(AskedWrongly) as error:
        read_brand(tmp_path / "gone")

    assert str(error.value) == (
        f"No folder {tmp_path / 'gone'}; --brand takes one with title.txt and with logo.svg or logo.png."
    )


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("title.txt", b"", "has a title.txt that is not one line of 1 to 120 letters; it has 0 letters in 0 lines."),
        (
            "title.txt",
            b"a\nb",
            "has a title.txt that is not one line of 1 to 120 letters; it has 3 letters in 2 lines.",
        ),
        ("title.txt", b"a" * 121, "has a title.txt that is not one line of 1 to 120 letters; it has 121 letters in 1"),
        ("title.txt", b"\xff\xfe", "has a title.txt that is not UTF-8; save it as UTF-8."),
        ("logo.txt", b" ", "has a logo.txt that is not one line"),
        ("logo.svg", b"<", "has a logo.svg that cannot be read: "),
        ("logo.svg", b"<html/>", "has a logo.svg that is no SVG."),
        ("logo.svg", b"a" * (LARGEST + 1), "has a logo.svg of more than 200 KB; make it smaller."),
        ("logo.svg", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "has a logo.svg with an ENTITY; save it as plain SVG."),
        (
            "logo.svg",
            f"{OPENING}<image href='/etc/hosts'/></svg>",
            "has a logo.svg that asks for '/etc/hosts'; save it",
        ),
        ("logo.svg", f"{OPENING}<style>@import 'x.css'</style></svg>", "has a logo.svg that asks for 'x.css'; save it"),
        ("logo.svg", f"{OPENING}<g style='fill: url(//x)'/></svg>", "has a logo.svg that asks for '//x'; save it"),
        ("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='0'/>", "has a logo.svg that cannot be drawn: "),
        ("logo.png", png(), "should have one logo, logo.svg or logo.png; it has 2."),
        ("charts.mplstyle", b"font.famly: serif", "has a charts.mplstyle that cannot be used: The style "),
        ("charts.mplstyle", b"\xff", "has a charts.mplstyle that cannot be used: The style "),
        ("charts.mplstyle", b"#" * (LARGEST + 1), "has a charts.mplstyle of more than 200 KB; make it smaller."),
    ],
)
def test_what_is_wrong_with_a_folder_is_said_in_one_line(folder, name, content, problem):
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(AskedWrongly) as error:
        read_brand(folder)

    (line,) = str(error.value).splitlines()
    assert line.startswith(f"The brand in {folder} {problem}")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"GIF89a", "has a logo.png that is no PNG."),
        (png(4001), "has a logo.png with a side of more than 4000 pixels."),
        (png(9, 9), "has a logo.png that cannot be drawn: "),
        (png()[:50], "has a logo.png that cannot be drawn: "),
    ],
)
def test_a_png_that_cannot_be_drawn_is_refused(folder, content, problem):
    (folder / "logo.svg").unlink()
    (folder / "logo.png").write_bytes(content)

    with pytest.raises(AskedWrongly, match=f"brand {problem}"):
        read_brand(folder)


def test_everything_that_is_wrong_is_said_at_once(folder):
    (folder / "logo.svg").unlink()
    (folder / "title.txt").unlink()

    with pytest.raises(AskedWrongly) as error:
        read_brand(folder)

    assert str(error.value).splitlines() == [
        f"The brand in {folder} should have one logo, logo.svg or logo.png; it has 0.",
        f"The brand in {folder} cannot be used: title.txt is missing.",
    ]


def test_a_folder_in_place_of_a_file_is_refused(folder):
    (folder / "logo.txt").mkdir()

    with pytest.raises(AskedWrongly, match=r"cannot be used: logo.txt is no file\."):
        read_brand(folder)


@pytest.mark.parametrize("words", [words for words in HOSTILE if words[:100].isprintable()], ids=lambda w: repr(w[:9]))
def test_hostile_words_of_a_brand_are_text_on_page_and_sheet(folder, words):
    hostile = replace(read_brand(folder), title=words, alt=words)

    page = page_of(hostile)

    assert page.select_one(".brand bdi").get_text() == words
    assert page.select_one(".brand img")["alt"] == words
    assert not page.select("script")
    assert len(PdfReader(io.BytesIO(make_sheet(record(), hostile))).pages) == 1


def test_a_page_without_a_brand_has_no_place_for_one():
    assert not page_of(None).select(".brand")


def test_the_policy_of_a_page_lets_a_logo_be_shown_and_nothing_run(folder):
    policy = page_of(read_brand(folder)).select_one("meta[http-equiv=Content-Security-Policy]")["content"]

    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


@pytest.mark.browser
def test_a_script_in_a_logo_does_not_run(folder, chromium, tmp_path):
    (folder / "logo.svg").write_text(RUNS, encoding="utf-8")
    (tmp_path / "page.html").write_text(str(page_of(read_brand(folder))), encoding="utf-8")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page()
        page.goto((tmp_path / "page.html").as_uri())

        assert page.evaluate("document.querySelector('.brand img').naturalWidth") > 0
        assert page.evaluate("window.ran") is None
        browser.close()


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_sheet_is_headed_by_title_and_logo_with_its_words(folder, kind):
    if kind == "png":
        (folder / "logo.svg").unlink()
        (folder / "logo.png").write_bytes(png())
    (folder / "logo.txt").write_text("A blue bar", encoding="utf-8")

    sheet = make_sheet(record(), read_brand(folder))

    said = " ".join(PdfReader(io.BytesIO(sheet)).pages[0].extract_text().split())
    assert said.startswith("Ashby Youth Justice Board Ashby: how it compares")
    with pikepdf.open(io.BytesIO(sheet)) as opened:
        words = [str(each.Alt) for each in opened.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert "A blue bar" in words
    assert make_sheet(record(), read_brand(folder)) == sheet


def test_a_changed_brand_makes_a_pack_out_of_date_and_is_among_its_inputs(folder):
    plain, branded = team_order("bradford"), team_order("bradford", brand=folder)
    (folder / "title.txt").write_text("Another Board", encoding="utf-8")
    changed = team_order("bradford", brand=folder)

    without, before, after = (fingerprint.pack_inputs([wanted])["bradford"] for wanted in (plain, branded, changed))

    assert fingerprint.changed_inputs(before, after) == ["brand"]
    assert fingerprint.changed_inputs(before, without) == ["brand"]
    assert fingerprint.changed_inputs(without, before) == ["brand"]
    brands = {name for name in records.hash_inputs(branded) if name.startswith("brand/")}
    assert brands == {"brand/logo.svg", "brand/title.txt"}
    assert not [name for name in records.hash_inputs(plain) if name.startswith("brand/")]


def test_a_changed_style_of_charts_makes_a_pack_out_of_date(folder):
    before = team_order("bradford", brand=folder)
    (folder / "charts.mplstyle").write_text("font.family: serif", encoding="utf-8")
    after = team_order("bradford", brand=folder)

    then, now = (fingerprint.pack_inputs([wanted])["bradford"] for wanted in (before, after))

    assert (after.brand.style, fingerprint.changed_inputs(then, now)) == (b"font.family: serif", ["brand"])
    assert "brand/charts.mplstyle" in records.hash_inputs(after)


@pytest.mark.slow
def test_charts_of_a_pack_have_the_style_of_its_brand_and_not_that_of_a_session(folder, tmp_path, monkeypatch):
    (folder / "charts.mplstyle").write_text("axes.prop_cycle: cycler('color', ['7B1E3A'])", encoding="utf-8")
    (tmp_path / "session.mplstyle").write_text("font.family: monospace", encoding="utf-8")
    monkeypatch.setenv("YOTLIB_STYLE", str(tmp_path / "session.mplstyle"))
    (tmp_path / "own").mkdir()
    write_skeleton("custody", tmp_path / "own", "first_time_entrants")
    wanted = team_order("bradford", brand=folder, notebooks=tmp_path / "own")

    place = build(replace(wanted, notebooks=wanted.own.paths, formats=("html",)), out=tmp_path / "reports")

    (drawn,) = (place / "figures").glob("*.svg")
    svg = drawn.read_text(encoding="utf-8")
    assert "#7b1e3a" in svg
    assert "#12436d" not in svg
    assert "Mono" not in svg


def test_a_pack_is_verified_without_the_folder_its_brand_came_from():
    assert list(verify._compare_made_from({"made_from": {"brand": "then"}}, {"brand": "now"}, [])) == []


@pytest.mark.parametrize("asked", [["report", "bradford"], ["batch", "--only", "leeds", "--dry-run"]])
def test_a_poor_brand_is_refused_before_anything_is_started(yot, folder, tmp_path, asked):
    (folder / "title.txt").unlink()

    status, _, err = yot(*asked, "--brand", str(folder), "--out", str(tmp_path / "reports"))

    assert (status, err) == (2, f"yot: The brand in {folder} cannot be used: title.txt is missing.\n")
    assert not (tmp_path / "reports").exists()


def test_no_file_is_read_beyond_what_a_brand_may_have(folder):
    (folder / "logo.svg").write_bytes(b" " * (3 * LARGEST))

    assert len(brand._read(folder / "logo.svg")) == LARGEST + 1
