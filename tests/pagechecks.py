"""What must hold of every page we publish, as a browser sees it; the real report is checked with these too."""

from collections.abc import Iterator

from playwright.sync_api import Page

WIDTHS = (1280, 390)

# Each gives what is wrong with the page, as a list; nothing wrong is an empty list.
RULES = {
    "should have one h1": "[...document.querySelectorAll('h1')].slice(1).map(h => h.textContent)",
    "should have an h1": "document.querySelector('h1') ? [] : ['none']",
    "should not skip a heading level": """
        [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
            .filter((h, i, all) => h.tagName[1] - (i ? all[i - 1].tagName[1] : 0) > 1).map(h => h.textContent)""",
    "should describe every picture": """
        [...document.images].filter(i => !(i.getAttribute('alt') || '').trim()).map(i => i.src.slice(0, 60))""",
    "should show every picture": "[...document.images].filter(i => !i.naturalWidth).map(i => i.alt)",
    "should have a target for every link within it": """
        [...document.querySelectorAll('a[href^="#"]')]
            .filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map(a => a.hash)""",
    "should list its sections": "document.querySelector('nav a') ? [] : ['no link in nav']",
    "should keep its code folded": "[...document.querySelectorAll('details[open]')].map(d => d.textContent)",
    "should use an id once": """
        [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)""",
    "should bring no script": "[...document.scripts].map(s => s.src || s.textContent.slice(0, 60))",
}


def check(page: Page) -> None:
    """Load the page that `page` is at again, wide and narrow, and fail with everything that is wrong with it."""
    problems = list(_loading(page))
    problems += [problem for rule, script in RULES.items() for problem in _broken(page, rule, script)]
    problems += [problem for width in WIDTHS for problem in _sideways(page, width)]
    problems += _first_stop(page)
    assert not problems, "\n".join(problems)


def _loading(page: Page) -> Iterator[str]:
    """What the page asks for beyond itself, and what the browser complains of."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.reload(wait_until="networkidle")
    yield from (f"should ask for nothing: {url}" for url in asked if url != page.url and not url.startswith("data:"))
    yield from (f"should leave the console empty: {text}" for text in said)


def _broken(page: Page, rule: str, script: str) -> Iterator[str]:
    yield from (f"{rule}: {found}" for found in page.evaluate(script))


def _sideways(page: Page, width: int) -> Iterator[str]:
    """Whether a window `width` pixels wide has to be scrolled sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    needed = page.evaluate("document.scrollingElement.scrollWidth")
    if needed > width:
        yield f"should fit a window of {width} pixels: it needs {needed}"


def _first_stop(page: Page) -> Iterator[str]:
    """Whether the first Tab shows a link that goes past the contents."""
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    if first != "#content" or page.evaluate("document.activeElement.getBoundingClientRect().top") < 0:
        yield f"should offer the way to its content at the first Tab: it offers {first}"
