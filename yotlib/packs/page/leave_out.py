"""What came to nothing for a team is left out of its page; the sentence that says what is missing stays."""

from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

NOTHING = "nothing"


def leave_out(section: BeautifulSoup) -> None:
    """Take out, in place, outputs marked as nothing, and every subsection whose cells all came to nothing.

    A subsection of words alone stays: nothing was run for it.
    """
    for tag in section.select(f".{NOTHING}"):
        tag.decompose()
    for shown in section.select(".shown"):
        if not shown.get_text(strip=True) and not shown.select("img, table"):
            shown.decompose()
    for part in _subsections(section):
        if _is_empty(part):
            for tag in part:
                tag.decompose()


def _subsections(section: BeautifulSoup) -> Iterator[list[Tag]]:
    """The elements under each second-level heading, the heading's own first."""
    part: list[Tag] = []
    for tag in section.find_all(recursive=False):
        if tag.select("h2"):
            yield part
            part = []
        part.append(tag)
    yield part


def _is_empty(part: list[Tag]) -> bool:
    opens = bool(part) and bool(part[0].select("h2"))
    kinds = {name for tag in part for name in tag.get_attribute_list("class")}
    return opens and "code" in kinds and "shown" not in kinds
