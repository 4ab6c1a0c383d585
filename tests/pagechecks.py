"""Check every page we publish in a browser; the real report is checked too."""

from collections.abc import Iterator

from playwright.sync_api import Page

WIDTHS = (1280, 390)

# Each script returns the faults of the page as a list.
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
    """Reload the page, check it wide and narrow, and fail with all its faults."""
    problems = list(_loading_problems(page))
    problems += [problem for rule, script in RULES.items() for problem in _broken_rule(page, rule, script)]
    problems += [problem for width in WIDTHS for problem in _scrolls_sideways(page, width)]
    problems += _first_tab_stop(page)
    assert not problems, "\n".join(problems)


def _loading_problems(page: Page) -> Iterator[str]:
    """Yield what the page requests beyond itself, and the browser's messages."""
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.reload(wait_until="networkidle")
    yield from (f"should ask for nothing: {url}" for url in requests if url != page.url and not url.startswith("data:"))
    yield from (f"should leave the console empty: {text}" for text in messages)


def _broken_rule(page: Page, rule: str, script: str) -> Iterator[str]:
    """Yield each fault that a rule finds."""
    yield from (f"{rule}: {fault}" for fault in page.evaluate(script))


def _scrolls_sideways(page: Page, width: int) -> Iterator[str]:
    """Yield a problem if a window `width` pixels wide has to be scrolled sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    needed = page.evaluate("document.scrollingElement.scrollWidth")
    if needed > width:
        yield f"should fit a window of {width} pixels: it needs {needed}"


def _first_tab_stop(page: Page) -> Iterator[str]:
    """Yield a problem unless the first Tab shows a link that skips the contents."""
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    if first != "#content" or page.evaluate("document.activeElement.getBoundingClientRect().top") < 0:
        yield f"should offer the way to its content at the first Tab: it offers {first}"
