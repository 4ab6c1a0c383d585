"""Headings of a page: one level down from their notebooks', each with an address, and the list of contents."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")

# Attributes that hold the ids of other elements.
REFERRING = ("headers", "aria-labelledby", "aria-describedby", "for")


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a heading's text, its id, and the lines below it."""

    text: str
    anchor: str
    below: list["Entry"] = field(default_factory=list)


def demote(section: BeautifulSoup) -> None:
    """Move every heading of a notebook's section one level down, in place.

    The page's title is the only h1. A level left out in a notebook (# then ###) is closed up, so that a
    reader who goes from heading to heading never meets a gap.
    """
    level = 1
    for heading in section.select(", ".join(LEVELS)):
        level = min(int(heading.name[1]) + 1, level + 1, 6)
        heading.name = f"h{level}"


def identify(sections: Sequence[BeautifulSoup]) -> None:
    """Give every heading an id of its own on the whole page, in place; other ids are renamed or dropped.

    A subheading's id begins with its section's, since each notebook may have its own "How to read this". An
    id made while a notebook ran can be random, so none is kept as it came.
    """
    for number, section in enumerate(sections, start=1):
        for place, cell in enumerate(section.find_all(recursive=False), start=1):
            _rename_ids(cell, f"part-{number}-{place}")
    taken = {"content", *(str(tag["id"]) for section in sections for tag in section.select("[id]"))}
    for section in sections:
        _name_headings(section, taken)


def contents(sections: Sequence[BeautifulSoup]) -> list[Entry]:
    """The contents of a page: a line for each h2, and below it one for each of its h3."""
    lines: list[Entry] = []
    for heading in (heading for section in sections for heading in section.select("h2, h3")):
        entry = Entry(" ".join(heading.get_text().split()), str(heading["id"]))
        (lines if heading.name == "h2" else lines[-1].below).append(entry)
    return lines


def slug(text: str) -> str:
    """A heading's first eight words as an address: "Children’s rates, 2019–20" gives "childrens-rates-2019-20"."""
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", text).replace("–", "-"))
    words = re.findall("[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "-".join(words[:8]) or "section"


def _unused(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with the first number that makes it new; what is given out is added to `taken`."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


def _name_headings(section: BeautifulSoup, taken: set[str]) -> None:
    question = ""
    for heading in section.select(", ".join(LEVELS)):
        own = slug(heading.get_text())
        heading["id"] = _unused(own if heading.name == "h2" else f"{question}-{own}", taken)
        question = str(heading["id"]) if heading.name == "h2" else question


def _rename_ids(cell: Tag, prefix: str) -> None:
    """Number the ids that something in the same cell refers to, and drop the rest."""
    wanted = {name for tag in cell.select("*") for _, names in _references(tag) for name in names}
    given: dict[str, str] = {}
    for tag in cell.select("[id]"):
        old = str(tag.attrs.pop("id"))
        if old in wanted - given.keys():
            tag["id"] = given[old] = f"{prefix}-{len(given) + 1}"
    for tag in cell.select("*"):
        for attribute, names in _references(tag):
            tag[attribute] = " ".join(given.get(name, name) for name in names)


def _references(tag: Tag) -> list[tuple[str, list[str]]]:
    """The attributes of `tag` that hold ids of other elements, each with those ids."""
    held = [(attribute, tag.get_attribute_list(attribute)) for attribute in REFERRING if attribute in tag.attrs]
    return [(attribute, [name for value in values for name in str(value).split()]) for attribute, values in held]
