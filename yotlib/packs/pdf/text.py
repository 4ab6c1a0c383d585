"""Make any text fit to be printed: letters that the font has, no invisible marks, no word or sentence without end."""

import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

NAME, SENTENCE = 80, 480
# What is printed for a letter that the font lacks.
BLANK = "□"
_LONGEST_WORD = 30
_CONTROL, _INVISIBLE = "Cc", ("Cf", "Cn", "Co", "Cs", "Zl", "Zp")
# Letters that every font has, so that the fonts need not be read for them: Latin, dashes, quotation marks.
_COMMON = re.compile("[\x20-\x7e\xa1-\xac\xae-\u017f–—‘’“”•…]*")
_BOLD, _PLAIN, _FIXED = "DejaVuSans-Bold.ttf", "DejaVuSans.ttf", "DejaVuSansMono.ttf"


def fonts() -> Path:
    """Return the folder of the fonts that matplotlib brings, so that every machine prints with the same letters.

    matplotlib itself takes long to load, and is only found.
    """
    found = find_spec("matplotlib")
    assert found is not None and found.origin is not None, "matplotlib is installed with yotlib"
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


def fit(text: str, longest: int = SENTENCE) -> str:
    """Return a text as it can be printed; what is beyond `longest` letters is left out and an ellipsis put for it.

    >>> fit("a line\\nof  words")
    'a line of words'
    """
    words = " ".join(_printable(unicodedata.normalize("NFC", text)).split()) or (BLANK if text else "")
    cut = words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
    return re.sub(rf"\S{{{_LONGEST_WORD}}}(?=\S)", _breakable, cut)


def with_code(text: str) -> list[str]:
    """Return the parts of a sentence, of which every second stood between backticks and is code."""
    parts = fit(text).split("`")
    return parts if len(parts) % 2 else ["".join(parts)]


def _printable(text: str) -> str:
    """Return a text without invisible marks, and with a blank for each letter that the fonts lack."""
    if _COMMON.fullmatch(text):
        return text
    known = _letters()
    return "".join(_shown(letter, known) for letter in text)


def _shown(letter: str, known: frozenset[int]) -> str:
    kind = unicodedata.category(letter)
    if kind == _CONTROL:
        return " "
    if kind in _INVISIBLE:
        return ""
    return letter if ord(letter) in known else BLANK


def _breakable(part: re.Match[str]) -> str:
    """Let a line end within a word of more than thirty letters."""
    return f"{part[0]}\N{ZERO WIDTH SPACE}"


@cache
def _letters() -> frozenset[int]:
    """Return the letters that every font of the sheet has."""
    from matplotlib.ft2font import FT2Font

    plain, bold, fixed = (set(FT2Font(str(fonts() / name)).get_charmap()) for name in (_PLAIN, _BOLD, _FIXED))
    return frozenset(plain & bold & fixed)
