"""Read the brand of an organisation: the logo and the title at the head of its pages and printed sheets."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from yotlib.packs.pdf.pictures import why_not_drawn
from yotlib.reference.errors import AskedWrongly

LARGEST, LONGEST, WIDEST = 200_000, 120, 4000  # bytes of a file, letters of a line, pixels of a side
TITLE, WORDS, LOGOS = "title.txt", "logo.txt", {"svg": "logo.svg", "png": "logo.png"}
STYLE = "charts.mplstyle"
_SVG = "{http://www.w3.org/2000/svg}svg"
_PNG = re.compile(rb"\x89PNG\r\n\x1a\n....IHDR(....)(....)", re.DOTALL)
_WITHIN = re.compile(r"\s*(#|data:image/)")
_IN_STYLE = re.compile(r"@import\s*['\"]?([^'\";\s]*)|url\(\s*['\"]?([^'\")]*)")


@dataclass(frozen=True)
class Brand:
    """A title, a logo of the `kind` "svg" or "png", its words for those who do not see it, and the files' hashes.

    `style` is the style file of its charts, empty for ours (see `charts.use_style`).
    """

    title: str
    logo: bytes
    kind: str
    alt: str
    hashes: tuple[tuple[str, str], ...]
    style: bytes = b""

    @property
    def address(self) -> str:
        """Return the logo as a data address; a script in a drawing does not run where it is shown as a picture."""
        kind = {"svg": "svg+xml"}.get(self.kind, self.kind)
        return f"data:image/{kind};base64,{base64.b64encode(self.logo).decode()}"


def read_brand(folder: Path) -> Brand:
    """Return the brand in a folder: logo.svg or logo.png, and title.txt; if it has them, logo.txt and charts.mplstyle.

    The first says what the logo shows, the second in which colours and letters charts are drawn.
    Raises AskedWrongly with everything that is wrong with the folder, one line each.
    """
    if not folder.is_dir():
        raise AskedWrongly(f"No folder {folder}; --brand takes one with {TITLE} and with logo.svg or logo.png.")
    kinds = [kind for kind, name in LOGOS.items() if (folder / name).exists()]
    problems = [] if len(kinds) == 1 else [f"should have one logo, logo.svg or logo.png; it has {len(kinds)}."]
    names = [TITLE, *(LOGOS[kind] for kind in kinds), *(name for name in (WORDS, STYLE) if (folder / name).exists())]
    files: dict[str, bytes] = {}
    for name in names:
        try:
            files[name] = _read(folder / name)
            problems += _style_problems(folder / name) if name == STYLE else _problems(name, files[name])
        except OSError as error:
            problems.append(f"cannot be used: {name} {_reason(error)}.")
    if problems:
        raise AskedWrongly("\n".join(f"The brand in {folder} {problem}" for problem in problems))
    title, logo = _line(files[TITLE]), files[LOGOS[kinds[0]]]
    hashes = tuple((f"brand/{name}", hashlib.sha256(content).hexdigest()) for name, content in files.items())
    words = _line(files[WORDS]) if WORDS in files else title
    return Brand(title, logo, kinds[0], words, hashes, files.get(STYLE, b""))


def _read(path: Path) -> bytes:
    """Return the content of a file, of which no more is read than a brand may have."""
    if path.exists() and not path.is_file():
        raise OSError("is no file")
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _reason(error: OSError) -> str:
    return "is missing" if isinstance(error, FileNotFoundError) else error.strerror or str(error)


def _problems(name: str, content: bytes) -> Iterator[str]:
    """Yield what is wrong with a file of a brand."""
    if len(content) > LARGEST:
        yield f"has a {name} of more than {LARGEST // 1000} KB; make it smaller."
    elif name in (TITLE, WORDS):
        yield from _line_problems(name, content)
    elif name == LOGOS["png"]:
        yield from _png_problems(content)
    else:
        yield from _svg_problems(content)


def _line(content: bytes) -> str:
    """Return the one line of a text file."""
    return content.decode("utf-8-sig").strip()


def _line_problems(name: str, content: bytes) -> Iterator[str]:
    try:
        line = _line(content)
    except UnicodeDecodeError:
        yield f"has a {name} that is not UTF-8; save it as UTF-8."
        return
    if not line or len(line.splitlines()) > 1 or len(line) > LONGEST:
        yield (
            f"has a {name} that is not one line of 1 to {LONGEST} letters; it has {len(line)} letters in "
            f"{len(line.splitlines())} lines."
        )


def _png_problems(content: bytes) -> Iterator[str]:
    header = _PNG.match(content)
    if not header:
        yield "has a logo.png that is no PNG."
    elif not all(0 < int.from_bytes(side, "big") <= WIDEST for side in header.groups()):
        yield f"has a logo.png with a side of more than {WIDEST} pixels."
    else:
        yield from _not_drawn(content, "png")


def _style_problems(path: Path) -> Iterator[str]:
    from yotlib.charts.style import read_style

    if path.stat().st_size > LARGEST:
        yield f"has a {STYLE} of more than {LARGEST // 1000} KB; make it smaller."
        return
    try:
        read_style(path)
    except AskedWrongly as error:
        yield from (f"has a {STYLE} that cannot be used: {line}" for line in str(error).splitlines())


def _svg_problems(content: bytes) -> Iterator[str]:
    """Yield what is wrong with a drawing: no drawing at all, or one that asks for something outside it."""
    if b"<!ENTITY" in content:
        yield "has a logo.svg with an ENTITY; save it as plain SVG."
        return
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        yield f"has a logo.svg that cannot be read: {error}."
        return
    if root.tag != _SVG:
        yield "has a logo.svg that is no SVG."
    elif outside := sorted({link for link in _links(root) if not _WITHIN.match(link)}):
        yield f"has a logo.svg that asks for {outside[0][:60]!r}; save it with everything in it."
    else:
        yield from _not_drawn(content, "svg")


def _links(root: ElementTree.Element) -> Iterator[str]:
    """Yield everything that a drawing refers to."""
    for node in root.iter():
        yield from (value for key, value in node.attrib.items() if key.rpartition("}")[2] in ("href", "src"))
        for text in (*node.attrib.values(), node.text or ""):
            yield from (first or second for first, second in _IN_STYLE.findall(text))


def _not_drawn(logo: bytes, kind: str) -> Iterator[str]:
    """Yield a problem where the printed sheet could not show the logo."""
    if reason := why_not_drawn(logo, kind):
        yield f"has a logo.{kind} that cannot be drawn: {reason}."
