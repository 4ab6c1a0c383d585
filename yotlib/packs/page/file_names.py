"""Name the files that notebooks carry after the team, the notebook, and the heading and caption they stand under.

Headings are the same for every team and period, so that the same file of two packs has the same name.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bs4 import BeautifulSoup
from nbformat import NotebookNode

from yotlib.packs.page.headings import slug

# What follows the team in a name is no longer than this, but for a number; and a caption this short is part of it.
LONGEST, SHORT_CAPTION = 60, 4
SMALL_WORDS = {"a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with"}


def topics(pack: str, stems: Sequence[str]) -> dict[str, str]:
    """Return what each notebook is about: its name without its number; blank where the pack has that name itself.

    >>> topics("leeds", ["1_first_time_entrants"])
    {'1_first_time_entrants': 'first-time-entrants'}
    """
    found = {stem: _words(re.sub(r"^\d+_", "", stem)) for stem in stems}
    times = Counter(found.values())
    told_apart = {stem: topic if times[topic] == 1 else _words(stem) for stem, topic in found.items()}
    return {stem: "" if topic == pack else topic for stem, topic in told_apart.items()}


def named(notebook: NotebookNode, pack: str, topic: str, kinds: Sequence[str]) -> Iterator[tuple[str, NotebookNode]]:
    """Yield the data of each output of one of these MIME types, with a name; a number tells two alike apart."""
    used: set[str] = set()
    for heading, data in _shown(notebook):
        if any(kind in data for kind in kinds):
            content = _content(topic, heading, _caption(data.get("text/html", "")))
            wanted = f"{pack}-{content}" if content else pack
            name = next(
                name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, len(used) + 3))) if name not in used
            )
            used.add(name)
            yield name, data


def _shown(notebook: NotebookNode) -> Iterator[tuple[str, NotebookNode]]:
    """Yield the data of each output by MIME type, with the heading it stands under; blank under the question."""
    heading = ""
    for cell in notebook.cells:
        for level, words in headings_of(cell):
            heading = "" if level == 1 else words
        for output in cell.get("outputs", []):
            if "data" in output:
                yield heading, output.data


def headings_of(cell: NotebookNode) -> list[tuple[int, str]]:
    """Return the level and the words of each heading in a cell of text; none in one of code."""
    found = re.findall(r"^(#+) +(.+)$", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else []
    return [(len(marks), words) for marks, words in found]


def _content(topic: str, heading: str, caption: str) -> str:
    """Return the topic and a short caption as one slug, or else the topic and the heading.

    A caption that only begins with a few words has those after the heading, if they say more and leave it whole.
    """
    beginning = re.split(r"[,.:;(\d]", caption)[0]
    short = slug(beginning) if 0 < len(beginning.split()) <= SHORT_CAPTION else ""
    if short and beginning == caption:
        return _cut("-".join(filter(None, [topic, short])))
    name = _cut("-".join(filter(None, [topic, slug(heading) if heading else ""])))
    longer = f"{name}-{short}".lstrip("-")
    return longer if short and short not in name and len(longer) <= LONGEST else name


def _cut(name: str) -> str:
    """Return a name without the words beyond the longest, nor a small word at its new end."""
    if len(name) <= LONGEST:
        return name
    words = name[: LONGEST + 1].split("-")[:-1]
    while words and words[-1] in SMALL_WORDS:
        words.pop()
    return "-".join(words) or name[:LONGEST]


def _caption(html: str) -> str:
    """Return the caption of a table; blank where it has none."""
    caption = BeautifulSoup(html, "html.parser").caption
    return caption.get_text(" ", strip=True) if caption else ""


def _words(stem: str) -> str:
    return slug(stem.replace("_", " "))
