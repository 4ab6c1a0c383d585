"""Make a chart small for a page: the SVG that matplotlib drew, with text for outlines of letters and whole numbers.

Only what matplotlib draws for our charts is known here, and everything is written anew from numbers, colours and words;
a drawing with anything else in it is shown as its PNG.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from itertools import groupby
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from yotlib.packs.page.outlines import NUMBER, SCALE, shorten, whole, widest

SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
# Verdana has the widths of DejaVu Sans, and is on machines without it.
_DRAWN_WITH = f"font-family='DejaVu Sans,Verdana,sans-serif' stroke-linejoin='round' stroke-width='{SCALE}'"
_LETTERS = ("DejaVuSans-", "DejaVuSans-Bold-")
_LENGTHS = ("stroke-width", "stroke-dasharray", "stroke-dashoffset")
_COLOURS = ("fill", "fill-opacity", "opacity", "stroke", "stroke-opacity")
_STYLES = (*_LENGTHS, *_COLOURS, "stroke-linecap", "stroke-linejoin")
_VALUE = re.compile(r"none|[a-z]+|#[0-9a-f]{6}|[\d., ]+")
_PLACED = re.compile(rf"translate\({NUMBER} {NUMBER}\)(?: rotate\({NUMBER}\))? scale\({NUMBER} -{NUMBER}\)")
_MOVED = re.compile(rf"translate\({NUMBER} 0\)")
# Letters that a font may draw as one, so that fewer outlines are fewer letters of nothing else.
_JOINED = re.compile("ff[il]|f[fil]")
# Letters are outlined at this size and then scaled.
_OUTLINED = 100
_SHORT = 3
_IN_AN_ADDRESS = " !$&'()*+,-./:;=?@_~"

Drawn = tuple[str, str]


def address(picture: Mapping[str, Any]) -> str:
    """Return the data address of a picture, given by MIME type: of its PNG or of its SVG, whichever is shorter."""
    png = "data:image/png;base64," + picture["image/png"].replace("\n", "")
    svg = shrink(picture.get("image/svg+xml", ""))
    drawing = f"data:image/svg+xml,{quote(svg, safe=_IN_AN_ADDRESS)}" if svg else png
    return min(png, drawing, key=len)


def shrink(svg: str) -> str | None:
    """Return a small SVG that looks the same; None where it has something that is not known here."""
    parser = ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_comments=True))
    try:
        return _Drawing(ElementTree.fromstring(svg, parser)).write()
    except (ElementTree.ParseError, _Unknown):
        return None


class _Unknown(ValueError):
    """Something in a drawing that this module cannot write anew."""


class _Drawing:
    """One drawing: what it defines, and the shapes that use that."""

    def __init__(self, root: ElementTree.Element) -> None:
        self.root = root
        self.outlines = {path.get("id", ""): path for path in root.iter(f"{SVG}path") if path.get("id")}
        self.clips = {clip.get("id", ""): clip for clip in root.iter(f"{SVG}clipPath")}
        self.names: dict[str, str] = {}

    def write(self) -> str:
        """Return the whole drawing; shapes of one style after each other share it."""
        box = re.fullmatch(rf"0 0 {NUMBER} {NUMBER}", self.root.get("viewBox", ""))
        if self.root.tag != f"{SVG}svg" or not box:
            raise _Unknown(self.root.tag)
        shapes = _without_doubles(list(self._shapes(self.root, "")))
        drawn = [
            f"<g{style}>{''.join(shape for _, shape in same)}</g>"
            for style, same in groupby(shapes, key=lambda shape: shape[0])
        ]
        # A size in pixels of its own, and one of the box, so that the page can give it any width.
        width, height = whole(box[1]), whole(box[2])
        size = f"width='{round(width / SCALE * 4 / 3)}' height='{round(height / SCALE * 4 / 3)}'"
        head = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' {size} {_DRAWN_WITH}>"
        return f"{head}{''.join(self._definitions())}{''.join(drawn)}</svg>"

    def _shapes(self, node: ElementTree.Element, clip: str) -> Iterator[Drawn]:
        """Yield each shape in `node` with its style, in the order they are drawn."""
        words = ""
        for child in node:
            if not isinstance(child.tag, str):  # a comment
                words = unescape(child.text or "").strip(" ")
            elif child.tag == f"{SVG}g" and child.get("transform"):
                yield self._text(child, words)
            elif child.tag == f"{SVG}g" and not child.get("style"):
                yield from self._shapes(child, self._clip(child) or clip)
            elif child.tag == f"{SVG}path":
                if child.get("d"):
                    path = f"<path d='{self._shorten(child)}'/>"
                    yield _style(child) + (self._clip(child) or clip), path
            elif child.tag == f"{SVG}use" and child.get("x"):
                place = f"x='{whole(child.get('x', ''))}' y='{whole(child.get('y', ''))}'"
                yield _style(child) + clip, f"<use href='#{self._name(child.get(_HREF, ''))}' {place}/>"
            elif child.tag not in (f"{SVG}defs", f"{SVG}metadata"):
                raise _Unknown(child.tag)

    def _text(self, letters: ElementTree.Element, words: str) -> Drawn:
        """Return outlined letters as text, as wide as they were."""
        place = _PLACED.fullmatch(letters.get("transform", ""))
        uses = letters.findall(f"{SVG}use")
        if not place or not words or len(uses) not in (len(words), len(_JOINED.sub("f", words))):
            raise _Unknown(words)
        last = self.outlines.get(uses[-1].get(_HREF, "")[1:])
        moved = _MOVED.fullmatch(uses[-1].get("transform", "translate(0 0)"))
        if last is None or not moved or not last.get("id", "").startswith(_LETTERS):
            raise _Unknown(words)
        size = float(place[4]) * _OUTLINED
        width = (float(moved[1]) + widest(last.get("d", ""), last.get("transform", ""))) * size / _OUTLINED
        weight = " font-weight='bold'" if "Bold" in last.get("id", "") else ""
        where = f"x='{whole(place[1])}' y='{whole(place[2])}'"
        if place[3]:
            where = f"transform='translate({whole(place[1])} {whole(place[2])})rotate({float(place[3]):g})'"
        # Another font is spaced out or closed up to the width of ours; in a short word no one sees the difference.
        length = f" textLength='{whole(width)}'" if len(words) > _SHORT else ""
        style = f"{_style(letters)} font-size='{whole(size)}'{weight}"
        return style, f"<text {where}{length}>{escape(words, quote=False)}</text>"

    def _definitions(self) -> Iterator[str]:
        """Yield the marks that are used more than once and the edges that shapes are cut at."""
        for identity, name in self.names.items():
            if identity in self.clips:
                (edge,) = self.clips[identity].findall(f"{SVG}rect")
                sides = (f"{side}='{whole(edge.get(side, ''))}'" for side in ("x", "y", "width", "height"))
                yield f"<clipPath id='{name}'><rect {' '.join(sides)}/></clipPath>"
            else:
                mark = self.outlines[identity]
                yield f"<defs><path id='{name}'{_style(mark)} d='{self._shorten(mark)}'/></defs>"

    def _shorten(self, path: ElementTree.Element) -> str:
        if path.get("transform"):
            raise _Unknown("a path with a transform")
        try:
            return shorten(path.get("d", ""))
        except ValueError as error:
            raise _Unknown(str(error)) from error

    def _clip(self, node: ElementTree.Element) -> str:
        """Return the attribute that cuts a shape; blank where nothing does."""
        clip = node.get("clip-path", "")
        return f" clip-path='url(#{self._name(clip[4:-1])})'" if clip else ""

    def _name(self, identity: str) -> str:
        """Return the short name of a mark or edge, which it is given when it is first used."""
        identity = identity.removeprefix("#")
        if identity not in self.outlines and identity not in self.clips:
            raise _Unknown(identity)
        return self.names.setdefault(identity, f"d{len(self.names)}")


def _style(node: ElementTree.Element) -> str:
    """Return the style of a shape as attributes, each with a space before it."""
    attributes = ""
    for part in filter(None, node.get("style", "").split(";")):
        key, _, value = (word.strip() for word in part.partition(":"))
        if key not in _STYLES or not _VALUE.fullmatch(value):
            raise _Unknown(part)
        if key in _LENGTHS:
            value = " ".join(str(whole(number)) for number in re.split("[ ,]+", value))
        short = re.sub(r"^#(.)\1(.)\2(.)\3$", r"#\1\2\3", value)
        if (key, short) not in (("stroke-linejoin", "round"), ("stroke-linecap", "butt")):
            attributes += f" {key}='{short}'"
    return attributes


def _without_doubles(shapes: list[Drawn]) -> list[Drawn]:
    """Draw a letter with a halo once: matplotlib draws it with a wide edge, and then again without."""
    kept: list[Drawn] = []
    for style, shape in shapes:
        if kept and kept[-1][1] == shape and kept[-1][0].startswith(f"{style} stroke='"):
            kept[-1] = f"{kept[-1][0]} paint-order='stroke'", shape
        else:
            kept.append((style, shape))
    return kept
