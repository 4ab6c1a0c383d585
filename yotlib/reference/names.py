"""Fold names as they are compared, and take off the words that publishers and people put around them."""

import re
import unicodedata
from collections.abc import Iterator

_FOOTNOTE = re.compile(r"\[[^\]]*\]|\(?\bnotes? \d+\)?|\(r\)", re.IGNORECASE)
_PREFIXES = (
    *("total", "all", "an inspection of", "the", "royal borough of", "london borough of", "city and county of"),
    *("county borough of", "metropolitan borough of", "borough of", "county of", "city of"),
    *("gwasanaeth cyfiawnder ieuenctid", "tim troseddau ieuenctid", "tim troseddwyr ifanc"),
    *("cyngor", "bwrdeistref sirol", "dinas a sir", "dinas", "sir"),
)
_SUFFIXES = (
    *("ji", "ua", "unitary authority", "metropolitan district council", "metropolitan borough council"),
    *("county borough council", "county council", "city council", "borough council", "district council", "council"),
    *("mdc", "mbc", "metropolitan district", "metropolitan borough"),
    *("youth offending team", "youth offending service", "youth offending partnership", "youth offending"),
    *("youth justice team", "youth justice service", "youth justice services", "youth justice partnership"),
    *("youth justice", "yot", "yos", "yjs", "yjt"),
    *("region", "county borough", "royal borough", "borough", "and district", "district", "city of", "county of"),
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
