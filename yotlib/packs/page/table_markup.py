"""Tables on a page: named, scrolled on their own where they are wide, numbers lined up on the right."""

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag

# Words that stand among figures: "212 to 230", a shorthand such as "[c]", a gap as pandas prints it.
AMONG_FIGURES = re.compile(r"\bto\b|\[\w+\]|\bnan\b|<NA>", re.IGNORECASE)

# A cell longer than this many characters wants room to be read as a sentence.
SENTENCE = 60


def dress(section: BeautifulSoup) -> None:
    """Make every table in `section` fit to be read, in place.

    Its caption, if any, names the region it scrolls in; header cells say what they head; columns of numbers
    and of sentences are marked. Presentation that came with the table is dropped: the page has its own.
    """
    for number, table in enumerate(section.select("table"), start=1):
        _undress(table)
        _say_what_headers_head(table)
        _mark_columns(table)
        _frame(section, table, number)


def _undress(table: Tag) -> None:
    for tag in (table, *table.select("*")):
        for attribute in ("style", "border", "align", "valign", "width", "bgcolor"):
            tag.attrs.pop(attribute, None)


def _say_what_headers_head(table: Tag) -> None:
    for header in table.select("thead th:not([scope])"):
        header["scope"] = "colgroup" if header.get("colspan", "1") != "1" else "col"
    for header in table.select("tbody th:not([scope])"):
        header["scope"] = "row"


def _mark_columns(table: Tag) -> None:
    """Give the cells of a column of numbers the class "number", of sentences "prose"; a first column neither."""
    rows = [row.select("th, td") for row in table.select("tbody tr")]
    heads = [row.select("th, td") for row in table.select("thead tr")]
    width = max(map(len, rows), default=0)
    if any(len(row) != width for row in rows):
        return
    for place in range(1, width):
        kind = _kind([row[place] for row in rows])
        for cell in [row[place] for row in (*rows, *heads) if kind and len(row) == width]:
            cell["class"] = " ".join([*(str(name) for name in cell.get_attribute_list("class") if name), kind])


def _kind(cells: Sequence[Tag]) -> str:
    if _all_numbers(cells):
        return "number"
    return "prose" if any(len(cell.get_text()) > SENTENCE for cell in cells) else ""


def _all_numbers(cells: Sequence[Tag]) -> bool:
    text = AMONG_FIGURES.sub("", " ".join(cell.get_text() for cell in cells))
    return any(sign.isdigit() for sign in text) and not any(sign.isalpha() for sign in text)


def _frame(section: BeautifulSoup, table: Tag, number: int) -> None:
    """Put `table` in a region that the keyboard can reach and scroll, named by the table's caption."""
    name = f"Table {number}"
    if isinstance(table.caption, Tag):
        name = " ".join(table.caption.get_text().split()) or name
        _hold_in_view(section, table.caption)
    region = section.new_tag("div", attrs={"class": "table", "role": "region", "tabindex": "0", "aria-label": name})
    table.wrap(region)


def _hold_in_view(section: BeautifulSoup, caption: Tag) -> None:
    """Wrap a caption's words, so that they can stay in view while a wide table scrolls below them."""
    words = section.new_tag("span")
    words.extend(list(caption.children))
    caption.append(words)
