"""A team's page, the page of all services and the index, held against axe-core's rules and used by keyboard alone."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import yotlib as yot
from tests import pagechecks  # type: ignore[import-not-found]
from yotlib.findings import board
from yotlib.packs import files
from yotlib.packs.batch import index
from yotlib.packs.order import national_order, team_order
from yotlib.packs.page.page import make_page

axe = pytest.importorskip("axe_playwright_python.sync_playwright")

pytestmark = pytest.mark.browser

ARGUMENTS = ["--no-sandbox", "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COMPLETE = {"status": "complete", "made_from": {}}
PAGES = ("team", "national", "index")
# The pages of these services up to what is folded: much published, little, Welsh, the longest name.
OTHERS = ("leeds", "tower-hamlets-and-city-of-london", "cardiff", "cheshire-east-cheshire-west-halton-and-warrington")
MOST_STOPS = 20
# Team, first-time entrants, how it compares, and the rank of its rating.
SERVICES = (
    ("leeds", 154, "No clear gap", 1),
    ("bradford", 130, "No clear gap", 1),
    ("gwynedd-and-ynys-mon", None, "", 2),
    ("stoke-on-trent", 281, "Higher", 0),
    ("kingston-upon-hull", 173, "No clear gap", None),
    ("lambeth", 241, "Higher", 3),
    ("derbyshire", 73, "Lower", 2),
)

# Words that begin on one line and end on another, with all tables unfolded; not those of the annex, code and addresses.
BROKEN_WORDS = """() => {
    document.querySelectorAll(".of-years").forEach(fold => (fold.open = true));
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), broken = [];
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (text.parentElement.closest("svg, style, script, code, a, .annex, .unseen")) continue;
        for (const word of text.data.matchAll(/[^\\s-]+/g)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
            if (lines.size > 1) broken.push(word[0]);
        }
    }
    return broken;
}"""


@pytest.fixture(scope="module")
def browser(chromium) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(bradford_pack, tmp_path_factory):
    """Return the address of each page by its kind: Bradford's real page, and two drawn from records alone."""
    out = tmp_path_factory.mktemp("pages")
    wanted = national_order()
    national = make_page([], title=wanted.title, about=wanted.about, board=files._board(wanted))
    (out / "national.html").write_text(national, encoding="utf-8")
    (out / "index.html").write_text(index.render(index.list_packs(packs(out), out)), encoding="utf-8")
    figures = yot.load()
    for team in OTHERS:
        given = team_order(team)
        page = make_page([], title=given.title, about=given.about, board=board.record(team, figures=figures))
        (out / f"{team}.html").write_text(page, encoding="utf-8")
    return {
        **{team: (out / f"{team}.html").as_uri() for team in OTHERS},
        "team": (bradford_pack / "report.html").as_uri(),
        "national": (out / "national.html").as_uri(),
        "index": (out / "index.html").as_uri(),
    }


def packs(out):
    """Keep a record for each service in the folder `out`, and return the packs as a batch has them."""
    for slug, value, verdict, rank in SERVICES:
        (out / slug).mkdir()
        figure = {"title": "First-time entrants", "period": "2024", "value": value, "printed": f"{value}"}
        words = {"verdict": verdict, "tag": f"{verdict} than England" if verdict in ("Higher", "Lower") else verdict}
        bases = {"baselines": [{"role": "nation", "name": "England", "value": 138.0}]}
        rating = None if rank is None else {"rating": f"Rating {rank}", "rank": rank, "when": "in 2024"}
        record = {
            "measures": [] if value is None else [figure | words | bases],
            "rating": rating,
            "released_by": "11 February 2026",
        }
        (out / slug / "findings.json").write_text(json.dumps(record), encoding="utf-8")
        (out / slug / f"{slug}-one-page.pdf").touch()
    failed = {"status": "failed", "failure": {"error": "took more than 900 seconds"}}
    return {slug: COMPLETE for slug, *_ in SERVICES} | {"york": failed, "national": COMPLETE}


@pytest.fixture
def open_page(browser, address):
    """Return a function that opens a page of a kind, with a window, colours and script as asked."""
    contexts = []

    def opened(kind, *, width=1280, scheme="light", **given) -> Page:
        given = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, **given}
        contexts.append(browser.new_context(**given))
        page = contexts[-1].new_page()
        page.goto(address[kind])
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def listing(open_page):
    """Return the index, opened."""
    return open_page("index")


def shown(page):
    """Return the names of the services that are shown, in their order."""
    return page.locator("tbody tr:not([hidden]) th").evaluate_all(
        "all => all.map(th => th.firstChild.textContent.trim())"
    )


def said(page, words):
    """Wait until the live region says this."""
    page.wait_for_function("words => document.getElementById('shown').textContent === words", arg=words, timeout=3000)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", [*PAGES, *OTHERS])
def test_axe_finds_no_violation(open_page, kind, scheme, width):
    page = open_page(kind, width=width, scheme=scheme)
    # What is folded away is held against the rules too.
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")

    found = axe.Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]

    assert [(one["id"], one["nodes"][0]["html"][:200], len(one["nodes"])) for one in found] == []


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_asks_for_nothing_and_leaves_the_console_empty(browser, address, kind):
    asked, messages = [], []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))

    page.goto(address[kind], wait_until="networkidle")

    assert [url for url in asked if not url.startswith("data:")] == [address[kind]]
    assert messages == []
    page.close()


@pytest.mark.parametrize("kind", [*PAGES, *OTHERS])
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_a_page_fits_its_window(open_page, kind, width):
    page = open_page(kind, width=width)

    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", [*PAGES, *OTHERS])
@pytest.mark.parametrize("width", [320, 390])
def test_no_word_is_broken_on_a_phone(open_page, kind, width):
    assert open_page(kind, width=width).evaluate(BROKEN_WORDS) == []


@pytest.mark.parametrize("kind", ["team", "national"])
def test_few_stops_of_the_tab_key_come_before_the_annex(open_page, kind):
    page, stops = open_page(kind), 0
    while not page.evaluate("document.activeElement.matches('.annex > summary')"):
        page.keyboard.press("Tab")
        stops += 1
        assert stops <= MOST_STOPS


def test_few_stops_of_the_tab_key_come_before_the_first_service(listing):
    stops = 0
    while not listing.evaluate("document.activeElement.matches('tbody a')"):
        listing.keyboard.press("Tab")
        stops += 1
        assert stops <= MOST_STOPS


def test_the_index_passes_every_check_of_a_page_but_that_it_has_a_script(listing, monkeypatch):
    rules = {rule: script for rule, script in pagechecks.RULES.items() if rule != "should bring no script"}
    monkeypatch.setattr(pagechecks, "RULES", rules)

    pagechecks.check(listing)


def test_the_page_of_all_services_passes_every_check(open_page, monkeypatch):
    # Drawn from its record alone, it has no notebook to list.
    rules = {rule: script for rule, script in pagechecks.RULES.items() if rule != "should list its sections"}
    monkeypatch.setattr(pagechecks, "RULES", rules)

    pagechecks.check(open_page("national"))


@pytest.mark.parametrize("width", [320, 1280])
def test_without_scripts_the_index_is_a_complete_table_without_controls(open_page, width):
    page = open_page("index", width=width, java_script_enabled=False)

    assert page.locator("tbody tr").count() == len(SERVICES) + 1
    assert all(row.is_visible() for row in page.locator("tbody tr").all())
    assert not page.locator("#controls").is_visible()
    assert page.locator("thead button").count() == 0
    assert page.locator("svg.region circle").count() == len([one for one in SERVICES if one[1]])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("leeds", ["Leeds"]),
        ("LEEDS ", ["Leeds"]),
        ("ynys mon", ["Gwynedd and Ynys Môn"]),
        ("YNYS MÔN", ["Gwynedd and Ynys Môn"]),
        ("stoke on trent", ["Stoke-on-Trent"]),
        ("wales", ["Gwynedd and Ynys Môn"]),
        ("humber bradford", ["Bradford"]),
        ("nowhere", []),
    ],
)
def test_search_finds_services_by_name_and_region_as_one_types(listing, typed, expected):
    listing.locator("#search").focus()
    listing.keyboard.type(typed)

    said(listing, f"{len(expected)} of 8 services shown.")
    assert shown(listing) == expected


def test_a_region_is_chosen_and_everything_shown_again_by_keyboard(listing):
    listing.locator("#region").focus()
    listing.keyboard.type("Yorkshire")

    said(listing, "4 of 8 services shown.")
    assert shown(listing) == ["Bradford", "Kingston-upon-Hull", "Leeds", "York"]
    assert listing.locator("svg.region .off").count() == 3

    listing.get_by_role("button", name="Show all").focus()
    listing.keyboard.press("Enter")

    said(listing, "8 of 8 services shown.")
    assert listing.evaluate("document.activeElement.id") == "search"
    assert listing.locator("svg.region .off").count() == 0


def test_a_column_is_sorted_by_keyboard_with_blanks_last_both_ways(listing):
    button = listing.get_by_role("button", name="First-time entrants")
    button.focus()
    listing.keyboard.press("Enter")

    said(listing, "8 of 8 services shown, sorted by First-time entrants, highest first.")
    assert shown(listing)[:3] == ["Stoke-on-Trent", "Lambeth", "Kingston-upon-Hull"]
    assert set(shown(listing)[-2:]) == {"York", "Gwynedd and Ynys Môn"}
    heading = listing.get_by_role("columnheader", name="First-time entrants")
    assert heading.get_attribute("aria-sort") == "descending"
    assert button.evaluate("one => one === document.activeElement")

    listing.keyboard.press("Space")

    said(listing, "8 of 8 services shown, sorted by First-time entrants, lowest first.")
    assert shown(listing)[:2] == ["Derbyshire", "Bradford"]
    assert set(shown(listing)[-2:]) == {"York", "Gwynedd and Ynys Môn"}
    assert heading.get_attribute("aria-sort") == "ascending"


def test_one_column_at_a_time_says_that_it_is_sorted(listing):
    for name in ("Service", "Inspection", "Newest figures"):
        listing.get_by_role("button", name=name).press("Enter")

    assert listing.locator("[aria-sort]").evaluate_all("all => all.map(one => one.dataset.name)") == ["newest figures"]


def test_services_are_sorted_by_rating_and_by_name(listing):
    listing.get_by_role("button", name="Inspection").press("Enter")
    assert shown(listing)[0] == "Lambeth"
    assert set(shown(listing)[-2:]) == {"York", "Kingston-upon-Hull"}

    listing.get_by_role("button", name="Service").press("Enter")
    assert shown(listing) == sorted(shown(listing))


def test_a_phone_has_every_figure_named_and_the_same_controls(open_page):
    page = open_page("index", width=320)

    page.get_by_role("button", name="First-time entrants").press("Enter")

    assert shown(page)[0] == "Stoke-on-Trent"
    label = page.locator("tbody td[data-label]").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label == '"First-time entrants"'
    assert page.get_by_role("row").count() == len(SERVICES) + 2
    assert page.get_by_role("rowheader").count() == len(SERVICES) + 1


def test_every_service_of_the_page_of_all_services_is_named_on_its_dot_and_in_the_table(open_page):
    page = open_page("national")
    counted = page.locator(".measure").first.locator("circle title").count()

    page.get_by_text("Every service's figures in a table").press("Enter")

    assert counted > 100
    assert page.get_by_role("rowheader", name="Wokingham").is_visible()
