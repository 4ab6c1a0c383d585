"""Empty outputs and sections are removed from a page; words stay."""

from bs4 import BeautifulSoup

from yotlib.packs.page.leave_out import remove_empty

TITLE = '<div class="text"><h1>Do more children reoffend?</h1></div>'
FOLD = '<details class="code"><summary>Code</summary></details>'


def left(html: str) -> str:
    """Return what is left of this HTML."""
    section = BeautifulSoup(html, "html.parser")
    remove_empty(section)
    return str(section)


def heading(words: str) -> str:
    return f'<div class="text"><h2>{words}</h2></div>'


def shown(inside: str) -> str:
    return f'<div class="shown">{inside}</div>'


def test_a_subsection_whose_cells_all_show_nothing_goes_with_its_words():
    nothing = shown('<p class="nothing">No chart.</p>') + '<div class="text">These are the years.</div>'

    kept = left(
        TITLE + heading("Over the years") + FOLD + nothing + heading("Sources") + FOLD + shown("<table></table>")
    )

    assert kept == TITLE + heading("Sources") + FOLD + shown("<table></table>")


def test_a_subsection_of_words_alone_stays():
    words = TITLE + heading("How to read this") + '<div class="text">Slowly.</div>'

    assert left(words) == words


def test_an_output_without_words_goes_and_its_neighbour_stays():
    kept = left(TITLE + heading("The page") + FOLD + shown("<div> </div>") + FOLD + shown("<p>Nothing is held.</p>"))

    assert kept == TITLE + heading("The page") + FOLD + FOLD + shown("<p>Nothing is held.</p>")


def test_the_opening_of_a_notebook_stays_even_if_it_shows_nothing():
    opening = TITLE + FOLD

    assert left(opening) == opening
