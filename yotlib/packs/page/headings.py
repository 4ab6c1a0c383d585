"""Set the headings of a page: one level below the notebook's, each with an id, and a list of contents."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")

# HTML attributes whose values are ids of other elements.
REFERRING = ("headers", "aria-labelledby", "aria-describedby", "for")


@dataclass(frozen=True)
class Entry:
    """One line of the contents: a heading's text, its id, and the lines below it."""

    text: str
    anchor: str
    below: list["Entry"] = field(default_factory=list)


def lower_headings(section: BeautifulSoup) -> None:
    """Move every heading of a notebook's section one level down, in place.

    The page's title is the only h1. Where a notebook skips a level (# then ###), the page does not, so that a
    screen reader's list of headings has no gap.
    """
    level = 1
    for heading in section.select(", ".join(LEVELS)):
        level = min(int(heading.name[1]) + 1, level + 1, 6)
        heading.name = f"h{level}"


def set_ids(sections: Sequence[BeautifulSoup]) -> None:
    """Give every heading an id that is unique on the page, in place; rename or remove other ids.

    A subheading's id begins with its section's, since each notebook may have its own "How to read this". An
    id made while a notebook ran can be random, so none is kept.
    """
    for number, section in enumerate(sections, start=1):
        for place, cell in enumerate(section.find_all(recursive=False), start=1):
            _rename_ids(cell, f"part-{number}-{place}")
    used_ids = {"content", *(str(tag["id"]) for section in sections for tag in section.select("[id]"))}
    for section in sections:
        _set_heading_ids(section, used_ids)


def list_contents(sections: Sequence[BeautifulSoup]) -> list[Entry]:
    """Return the contents of a page: a line for each h2, and below it one for each of its h3."""
    lines: list[Entry] = []
    for heading in (heading for section in sections for heading in section.select("h2, h3")):
        entry = Entry(" ".join(heading.get_text().split()), str(heading["id"]))
        (lines if heading.name == "h2" else lines[-1].below).append(entry)
    return lines


def slug(text: str) -> str:
    """Return a heading's first eight words as an id: "Children’s rates, 2019–20" gives "childrens-rates-2019-20"."""
    decomposed = unicodedata.normalize("NFKD", re.sub("['’]", "", text).replace("–", "-"))
    words = re.findall("[a-z0-9]+", decomposed.encode("ascii", "ignore").decode().lower())
    return "-".join(words[:8]) or "section"


def _unused_id(wanted: str, used_ids: set[str]) -> str:
    """Return `wanted`, with a number after it if it is used already, and add the result to `used_ids`."""
    name, number = wanted, 1
    while name in used_ids:
        number += 1
        name = f"{wanted}-{number}"
    used_ids.add(name)
    return name


def _set_heading_ids(section: BeautifulSoup, used_ids: set[str]) -> None:
    """Set the id of every heading of a section from its words, in place."""
    question = ""
    for heading in section.select(", ".join(LEVELS)):
        words = slug(heading.get_text())
        heading["id"] = _unused_id(words if heading.name == "h2" else f"{question}-{words}", used_ids)
        question = str(heading["id"]) if heading.name == "h2" else question


def _rename_ids(cell: Tag, prefix: str) -> None:
    """Number the ids that something in the same cell refers to, and remove the rest, in place."""
    referred_to = {name for tag in cell.select("*") for _, names in _references(tag) for name in names}
    new_ids: dict[str, str] = {}
    for tag in cell.select("[id]"):
        old = str(tag.attrs.pop("id"))
        if old in referred_to - new_ids.keys():
            tag["id"] = new_ids[old] = f"{prefix}-{len(new_ids) + 1}"
    for tag in cell.select("*"):
        for attribute, names in _references(tag):
            tag[attribute] = " ".join(new_ids.get(name, name) for name in names)


def _references(tag: Tag) -> list[tuple[str, list[str]]]:
    """Return the attributes of `tag` whose values are ids of other elements, each with those ids."""
    attributes = [(attribute, tag.get_attribute_list(attribute)) for attribute in REFERRING if attribute in tag.attrs]
    return [(attribute, [name for value in values for name in str(value).split()]) for attribute, values in attributes]
