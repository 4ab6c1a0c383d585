"""The printed sheet of a team: one tagged A4 page that says what the record says, whatever the record says."""

import io
import json
import re

import pikepdf
import pytest
from pypdf import PdfReader

from tests.madeup.records import HOSTILE, measure, record, with_text
from yotlib.packs import files
from yotlib.packs.order import HTML, Order
from yotlib.packs.pdf import content, drawing, text
from yotlib.packs.pdf.sheet import make_sheet

LONGEST_NAME = "Cheshire East, Cheshire West, Halton and Warrington"
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def words_of(sheet):
    """Return the text of a sheet of one page, on one line, without the marks that let a long word break."""
    (page,) = PdfReader(io.BytesIO(sheet)).pages
    return " ".join(page.extract_text().replace("\N{ZERO WIDTH SPACE}", "").split())


def marked(node, kind):
    """Yield the marked parts of one kind in the tree of a tagged PDF."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from marked(each, kind)
    elif isinstance(node, pikepdf.Dictionary):
        if node.get("/S") == kind:
            yield node
        if "/K" in node:
            yield from marked(node["/K"], kind)


def test_a_sheet_is_one_a4_page_tagged_titled_and_in_british_english():
    with pikepdf.open(io.BytesIO(make_sheet(record()))) as sheet:
        (page,) = sheet.pages
        about = sheet.open_metadata()

        assert [round(float(side)) for side in page.mediabox] == [0, 0, 595, 842]
        assert sheet.Root.Lang == "en-GB"
        assert sheet.Root.MarkInfo.Marked
        assert (about["dc:title"], about["pdfuaid:part"]) == ("Ashby: how it compares", "1")
        assert str(sheet.docinfo["/CreationDate"]).startswith("D:20260211")


def test_every_font_of_a_sheet_is_in_it():
    with pikepdf.open(io.BytesIO(make_sheet(record()))) as sheet:
        fonts = [font for font in sheet.objects if isinstance(font, pikepdf.Dictionary) and "/FontName" in font]

        assert {str(font.FontName).partition("+")[2] for font in fonts} >= {"DejaVuSans", "DejaVuSans-Bold"}
        assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_every_strip_has_its_words_for_those_who_do_not_see_it():
    with pikepdf.open(io.BytesIO(make_sheet(record(measures=3)))) as sheet:
        alternatives = [str(figure.Alt) for figure in marked(sheet.Root.StructTreeRoot.K, "/Figure")]

    first, second = (
        "Strip of 25 services in 2024, from 100 Service 0 to 215 Service 23.",
        "Ashby is at 154, Midshire at 120.",
    )
    third = "Above 11 of the 24 other services; within the middle half."
    assert alternatives == [f"{first} {second} {third}"] * 3


def test_a_sheet_says_what_the_page_says_in_its_order():
    said = words_of(make_sheet(record()))

    order = [
        "Ashby: how it compares", "Ashby: the rate of first-time", "Higher. First-time entrants were 154",
        "Inspection. HM", "Where Ashby stands among all services", "Measure 1", "Down from 188 in 2023",
        "Higher than the region", "28% above", "Above 11 of the 24", "Measure 2", "Sources: the Made-up Board on",
        "Questions to ask", "about 81 more", "New with the release of", "2023 is now 188", "What this page cannot say",
        "Why a figure is high", "yot data add FILE",
    ]  # fmt: skip
    places = [said.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)
    for words in (
        "Ashby 154",
        "Midshire 120",
        "100 Service 0",
        "215 Service 23",
        "Figures published up to 11 February 2026",
    ):
        assert words in said


@pytest.mark.parametrize("measures", [0, 1, 4])
def test_a_team_with_few_or_no_figures_has_a_sheet(measures):
    said = words_of(make_sheet(record(measures=measures)))

    assert ("among all services" in said) == (measures > 0)
    assert "What this page cannot say" in said


def test_a_measure_without_services_baseline_or_years_is_printed_without_a_strip():
    bare = measure() | {"services": None, "baselines": [], "years": measure()["years"] | {"values": []}}

    said = words_of(make_sheet(record() | {"measures": [bare]}))

    assert "Ashby 154" in said
    assert "Too few services" in said


def test_services_that_all_have_the_same_value_are_drawn():
    same = {"values": [["a", "A", 154.0]] * 155, "first_quarter": 154.0, "third_quarter": 154.0}

    drawn = measure() | {"services": measure()["services"] | same}

    assert drawing.strip(drawn, "Ashby")["half"] == [0.015, 0.015]
    assert "Ashby 154" in words_of(make_sheet(record() | {"measures": [drawn]}))


def test_the_longest_name_is_printed_whole():
    assert f"{LONGEST_NAME}: how it compares" in words_of(make_sheet(record(LONGEST_NAME, measures=4)))


def test_a_long_record_still_fits_and_says_what_was_left_out():
    long = record(measures=4) | {"not_held": ["A long sentence about what is not held. " * 11] * 6}
    long |= {"facts": [{"word": "Higher", "text": "A long sentence about a fact. " * 15}] * 8}
    long |= {"measures": [each | {"why": "A long reason. " * 30} for each in long["measures"]]}

    said = words_of(make_sheet(long))

    assert "Left out here for want of room: what is not held" in said
    assert "about 81 more children" in said
    assert "A long sentence about what is not held" not in said


def test_parts_are_left_out_one_by_one_only_at_the_smallest_letters():
    attempts = content.attempts()

    sizes = [attempt["size"] for attempt in attempts]
    assert sizes == sorted(sizes, reverse=True)
    assert all(not attempt["without"] for attempt in attempts if attempt["size"] > min(content.SIZES))
    assert attempts[-1]["without"] == ["not_held", "new", "years", "why", "questions"]


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: repr(words[:12]))
def test_hostile_text_is_printed_as_text_on_one_page(words):
    said = words_of(make_sheet(with_text(record(), words)))

    expected = text.fit(words, text.NAME).replace("\N{ZERO WIDTH SPACE}", "")
    if expected.isascii():
        assert expected in said


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("a\x00b\nc", "a b c"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}abc", "abc"),
        ("中", "□"),
        ("\N{ZERO WIDTH JOINER}", "□"),
        ("", ""),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("Ŵyr – ’n", "Ŵyr – ’n"),
        ("a" * 481, "a" * 479 + "…"),
    ],
)
def test_text_is_made_fit_to_be_printed(given, printed):
    assert text.fit(given).replace("\N{ZERO WIDTH SPACE}", "") == printed


def test_a_backtick_without_its_fellow_marks_no_code():
    assert text.with_code("say `yot list` now") == ["say ", "yot list", " now"]
    assert text.with_code("a ` b") == ["a  b"]


def test_the_letters_taken_to_be_in_every_font_are():
    common = {code for code in range(0x3000) if text._COMMON.fullmatch(chr(code))}

    assert common <= text._letters()


def test_the_same_record_gives_the_same_bytes():
    assert make_sheet(record()) == make_sheet(json.loads(json.dumps(record())))


def test_a_real_pack_has_its_sheet_and_every_number_in_it_is_in_the_record(bradford_pack):
    findings = (bradford_pack / "findings.json").read_text(encoding="utf-8")
    said = words_of((bradford_pack / "bradford-one-page.pdf").read_bytes())

    numbers = set(NUMBER.findall(said))
    # The sheet numbers its questions, and says of a stand-in measure which cohort is too small.
    counted = {"1", "2", "3", "30"}
    assert len(numbers) > 40
    assert numbers - counted <= set(NUMBER.findall(findings))


def test_the_page_of_a_real_pack_leads_to_the_files_beside_it(bradford_pack):
    page = (bradford_pack / "report.html").read_text(encoding="utf-8")
    outputs = json.loads((bradford_pack / "build.json").read_text(encoding="utf-8"))["outputs"]

    for name in ("bradford-one-page.pdf", "bradford-figures.xlsx"):
        assert f'href="{name}"' in page
        assert (bradford_pack / name).exists()
        assert name in outputs


def test_only_a_teams_record_and_a_format_that_was_asked_for_give_a_file():
    every = Order("ashby", "Ashby", (), {}, ())
    page_alone = Order("ashby", "Ashby", (), {}, (), formats=(HTML,))

    assert [file["name"] for file in files._taken_away(every, record())] == ["ashby-one-page.pdf", "ashby-figures.xlsx"]
    assert files._taken_away(page_alone, record()) == []
    assert files._taken_away(every, None) == files._taken_away(every, {"kind": "national"}) == []
