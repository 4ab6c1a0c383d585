from base64 import b64encode
from copy import deepcopy

import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode, v4

from yotlib.packs.page.headings import slug
from yotlib.packs.page.page import make_page
from yotlib.reference.errors import PackFailed
from yotlib.tables import Table

PNG = b64encode(b"simulated picture").decode()


def simulated(*cells: NotebookNode, question: str = "How many children?") -> NotebookNode:
    """A run notebook that opens with its question."""
    return v4.new_notebook(cells=[v4.new_markdown_cell(f"# {question}"), *cells])


def text(source: str) -> NotebookNode:
    return v4.new_markdown_cell(source)


def code(source: str, *outputs: NotebookNode) -> NotebookNode:
    return v4.new_code_cell(source, outputs=list(outputs), execution_count=7)


def shown(kind: str, content: str, **about: object) -> NotebookNode:
    return v4.new_output("display_data", data={kind: content}, metadata={kind: about})


def table(rows: list[list[str]], heads: list[str], caption: str = "") -> NotebookNode:
    """A table as pandas writes it, styles and random ids and all."""
    head = "".join(f"<th>{name}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f'<td id="T_9f">{cell}</td>' for cell in row) + "</tr>" for row in rows)
    html = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    named = f"<caption>{caption}</caption>" if caption else ""
    return shown("text/html", f'<style>#T_9f {{color: red}}</style><table border="1">{named}{html}</table>')


def read(*notebooks: NotebookNode) -> BeautifulSoup:
    """The page of these notebooks, parsed."""
    return BeautifulSoup(make_page(notebooks, title="Ashby", about=["Simulated figures."]), "html.parser")


def texts(soup: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(tag.get_text().split()) for tag in soup.select(selector)]


def one(soup: BeautifulSoup, selector: str) -> Tag:
    (found,) = soup.select(selector)
    return found


def test_the_title_is_the_only_h1_and_every_heading_goes_down_one_level():
    soup = read(simulated(text("## How to read this\n\n### Terms")))

    headings = [(tag.name, tag.get_text()) for tag in soup.select("h1, h2, h3, h4")]
    assert headings == [("h1", "Ashby"), ("h2", "How many children?"), ("h3", "How to read this"), ("h4", "Terms")]


def test_a_heading_level_left_out_is_closed_up():
    soup = read(simulated(text("#### Deep\n\n## Shallow")))

    assert [(tag.name, tag.get_text()) for tag in soup.select("h3, h4, h5")] == [("h3", "Deep"), ("h3", "Shallow")]


def test_headings_alike_in_two_notebooks_have_addresses_of_their_own():
    entrants, reoffending = (simulated(text("## How to read this"), question=asked) for asked in ("More?", "Again?"))

    soup = read(entrants, reoffending)

    assert [tag["id"] for tag in soup.select("h3")] == ["more-how-to-read-this", "again-how-to-read-this"]


def test_questions_alike_have_addresses_of_their_own():
    soup = read(simulated(), simulated(question="Content"), simulated())

    assert [tag["id"] for tag in soup.select("h2")] == ["how-many-children", "content-2", "how-many-children-2"]


def test_the_contents_list_each_question_and_what_is_below_it():
    soup = read(simulated(text("## Trend\n\n### Terms")), simulated(question="Do *more* reoffend?"))

    assert texts(soup, "nav[aria-label=Contents] > ol > li > a") == ["How many children?", "Do more reoffend?"]
    assert [link["href"] for link in soup.select("nav ul a")] == ["#how-many-children-trend"]


def test_the_page_says_what_it_is_about_in_british_english():
    soup = read(simulated())

    assert one(soup, "html")["lang"] == "en-GB"
    assert texts(soup, "title") == ["Ashby"]
    assert texts(soup, "header p") == ["Simulated figures."]


def test_words_given_for_the_page_are_not_taken_for_markup():
    html = make_page([simulated()], title="Tyne & Wear", about=["Fewer than <5 are withheld."])

    assert "<h1>Tyne &amp; Wear</h1>" in html
    assert "<p>Fewer than &lt;5 are withheld.</p>" in html


def test_code_stays_in_the_notebooks():
    soup = read(simulated(code("figures = yot.load()", shown("text/plain", "1,284"))))

    assert texts(soup, ".printed") == ["1,284"]
    assert not soup.select("details")
    assert "yot.load" not in soup.get_text()


def test_a_sentence_that_opens_in_bold_is_a_headline():
    soup = read(simulated(code("a", shown("text/markdown", "**330** here.")), code("b", shown("text/markdown", "As."))))

    assert texts(soup, ".headline") == ["330 here."]


def test_a_picture_has_its_alt_text_and_size():
    picture = shown("image/png", PNG[:12] + "\n" + PNG[12:], alt='Ashby "fell"', width=960, height=460)

    soup = read(simulated(code("chart", picture)))

    assert one(soup, "img").attrs == {
        "src": "data:image/png;base64,c2ltdWxhdGVkIHBpY3R1cmU=",
        "alt": 'Ashby "fell"',
        "width": "960",
        "height": "460",
    }


def test_a_table_of_the_suite_is_shown_as_it_was_written_without_its_style():
    frame = pd.DataFrame({"Area": ["Ashby"], "Rate": ["330"]})
    written = Table(frame, caption="Entrants", data=frame, numbers=["Rate"]).html()

    soup = read(simulated(code("show", shown("text/html", written))))

    assert str(one(soup, "div.table")) == str(one(BeautifulSoup(written, "html.parser"), "div.table"))
    assert not soup.select("main style")


def test_ids_something_refers_to_keep_their_tie_and_others_are_dropped():
    html = '<p id="T_4f">Note</p><div aria-describedby="T_4f">330</div><p id="T_77">Loose</p>'

    soup = read(simulated(code("a", shown("text/html", html)), code("b", shown("text/html", html))))

    notes = [tag["id"] for tag in soup.select("p[id]")]
    assert len(set(notes)) == 2
    assert [tag["aria-describedby"] for tag in soup.select("[aria-describedby]")] == notes
    assert "T_" not in str(soup)


def test_an_id_used_twice_in_one_cell_stays_with_the_first():
    html = '<p id="note">First</p><p id="note">Second</p><div aria-describedby="note">330</div>'

    soup = read(simulated(code("a", shown("text/html", html))))

    assert texts(soup, "p[id]") == ["First"]
    assert one(soup, "p[id]")["id"] == one(soup, "[aria-describedby]")["aria-describedby"]


def test_a_warning_is_folded_away_as_a_message():
    warned = v4.new_output("stream", name="stderr", text="FutureWarning: soon\n")

    soup = read(simulated(code("a", warned)))

    assert texts(soup, "details.messages") == ["Messages FutureWarning: soon"]


def test_plain_text_is_shown_as_printed():
    soup = read(simulated(code("a", v4.new_output("stream", name="stdout", text="area  <b>\n"))))

    assert one(soup, "pre.printed").get_text() == "area  <b>\n"


def test_nothing_on_the_page_runs_or_asks_for_anything():
    html = '<script>alert(1)</script><link rel="stylesheet" href="https://example.org/a.css"><p>330</p>'

    soup = read(simulated(code("a", shown("text/html", html))))

    assert not soup.select("script, link, iframe, [src]:not([src^='data:'])")
    policy = one(soup, "meta[http-equiv=Content-Security-Policy]")["content"]
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def test_the_same_notebooks_give_the_same_bytes_whatever_their_cell_ids():
    first, again = (simulated(text("## Trend"), code("a", table([["b"]], ["c"]))) for _ in range(2))
    assert [cell.id for cell in first.cells] != [cell.id for cell in again.cells]

    assert read(first).encode() == read(again).encode()


def test_the_notebooks_given_are_untouched():
    notebook = simulated(code("a", table([["b"]], ["c"])))
    before = deepcopy(notebook)

    read(notebook)

    assert notebook == before


def test_every_reason_not_to_make_a_page_is_told_at_once():
    unasked = v4.new_notebook(cells=[text("Some words."), code("chart", shown("image/png", PNG, width=960))])
    stopped = simulated(code("1 / 0", v4.new_output("error", ename="ZeroDivisionError", evalue="division by zero")))
    stopped.metadata["papermill"] = {"input_path": "notebooks/2_reoffending.ipynb"}
    outside = simulated(text("![A map](https://example.org/map.png)"))

    with pytest.raises(PackFailed) as error:
        read(unasked, stopped, outside)

    assert str(error.value).splitlines() == [
        "Notebook 1 does not open with a heading; its first cell should start with '# ' and its question.",
        "Notebook 1 cell 2 shows a picture without alt text; set 'alt' for 'image/png' in the output's metadata.",
        "2_reoffending.ipynb cell 2 stopped with ZeroDivisionError: division by zero",
        "Notebook 3 asks for the picture 'https://example.org/map.png'; attach it to its cell, "
        "so that the page carries it.",
    ]


@pytest.mark.parametrize(
    ("heading", "address"),
    [
        ("Children’s rates, 2019–20", "childrens-rates-2019-20"),
        ("Ynys Môn", "ynys-mon"),
        ("One two three four five six seven eight nine", "one-two-three-four-five-six-seven-eight"),
        ("?", "section"),
    ],
)
def test_an_address_is_a_heading_in_plain_letters(heading, address):
    assert slug(heading) == address


def test_a_page_owes_nothing_to_the_pages_made_before_it():
    first, other = (simulated(code("1 + 1"), text("## Here"), question=asked) for asked in ("Who?", "How many?"))

    pages = [make_page([notebook], title="Ashby", about=[]) for notebook in (first, other, first)]

    assert pages[0] == pages[2]
    assert "How many?" not in pages[2]
    assert "Who?" not in pages[1]


def test_a_team_of_which_nothing_is_held_has_a_page_that_says_so_and_no_empty_list():
    nothing = {"released_by": "1 May 2025", "name": "Ashby", "finding": "Too little is published.", "team": "ashby"}
    empty = {"similar_areas": None, "ethnic_groups": None, "rating": None}
    empty |= {"facts": [], "measures": [], "questions": [], "new": {"released": "", "points": []}}
    board = nothing | empty | {"cannot_say": "Why.", "not_held": ["`yot data add FILE` adds <it>."]}

    soup = BeautifulSoup(make_page([simulated()], title="Ashby", about=[], board=board), "html.parser")

    assert texts(soup, "#finding") == ["Too little is published."]
    assert texts(soup, ".limits code") == ["yot data add FILE"]
    assert texts(soup, ".limits li") == ["yot data add FILE adds <it>."]
    assert all(listed.select("li") for listed in soup.select(".board ul, .board ol"))
