"""Fold names as they are compared, and take off the words that publishers and people put around them."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_FOOTNOTE = re.compile(r"\[[^\]]*\]|\(?\bnotes? \d+\)?|\(r\)", re.IGNORECASE)
_PREFIXES = (
    *("total", "all", "an inspection of", "the", "royal borough of", "london borough of", "city and county of"),
    *("county of", "city of"),
)
_SUFFIXES = (
    *("ji", "ua", "unitary authority", "metropolitan district council", "metropolitan borough council"),
    *("county council", "city council", "borough council", "council"),
    *("youth offending team", "youth offending service", "youth justice service", "yot", "yos", "yjs"),
    *("region", "borough"),
)


def fold_name(text: str) -> str:
    """Return a name as names are compared: without case, accents, punctuation or double spaces, "&" as "and"."""
    without_accents = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", without_accents.casefold().replace("&", " and ")).split())


def name_forms(spelling: str) -> Iterator[str]:
    """Yield a name, folded and without footnotes, then without one suffix or prefix after another.

    >>> list(name_forms("City of Leeds Council [note 3]"))
    ['city of leeds council', 'city of leeds', 'leeds']
    """
    yield from _shorter_forms(fold_name(_FOOTNOTE.sub(" ", spelling)))


def _shorter_forms(name: str) -> Iterator[str]:
    yield name
    shorter = [name.removesuffix(f" {suffix}") for suffix in _SUFFIXES if name.endswith(f" {suffix}")]
    shorter += [name.removeprefix(f"{prefix} ") for prefix in _PREFIXES if name.startswith(f"{prefix} ")]
    if shorter:
        yield from _shorter_forms(shorter[0])


def spellings(data: Path) -> dict[str, str]:
    """Return the area of every further spelling and code in spellings.csv of a folder, by the spelling, folded."""
    path = data / "spellings.csv"
    return _read_spellings(path.read_bytes()) if path.exists() else {}


@lru_cache(maxsize=8)
def _read_spellings(content: bytes) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    return {fold_name(row["spelling"]): row["area"] for row in rows}
