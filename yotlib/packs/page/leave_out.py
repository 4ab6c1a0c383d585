"""Remove empty outputs and sections from a page; keep the sentence that says what is missing."""

from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

NOTHING = "nothing"


def remove_empty(section: BeautifulSoup) -> None:
    """Remove, in place, outputs marked as nothing, and every subsection whose cells all show nothing.

    A subsection without code stays, because its words are all it has to show.
    """
    for tag in section.select(f".{NOTHING}"):
        tag.decompose()
    for output in section.select(".shown"):
        if not output.get_text(strip=True) and not output.select("img, table"):
            output.decompose()
    for subsection in _subsections(section):
        if _is_empty(subsection):
            for tag in subsection:
                tag.decompose()


def _subsections(section: BeautifulSoup) -> Iterator[list[Tag]]:
    """Yield the elements under each second-level heading, starting with the heading itself."""
    subsection: list[Tag] = []
    for tag in section.find_all(recursive=False):
        if tag.select("h2"):
            yield subsection
            subsection = []
        subsection.append(tag)
    yield subsection


def _is_empty(subsection: list[Tag]) -> bool:
    """Return whether the elements begin with a heading and have code but no output."""
    has_heading = bool(subsection) and bool(subsection[0].select("h2"))
    classes = {name for tag in subsection for name in tag.get_attribute_list("class")}
    return has_heading and "code" in classes and "shown" not in classes
