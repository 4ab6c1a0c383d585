"""Publishers' names of teams, regions, nations and local authorities, each resolved to one area or to none."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from yotlib.reference import folders
from yotlib.reference.areas import AUTHORITY, TEAM, Area, every, folded

Prefer = Literal["", "yot", "authority"]

_FOOTNOTE = re.compile(r"\[[^\]]*\]|\(?\bnotes? \d+\)?|\(r\)", re.IGNORECASE)
_BEFORE = (
    "total",
    "all",
    "an inspection of",
    "the",
    "royal borough of",
    "london borough of",
    "city and county of",
    "county of",
    "city of",
)
_AFTER = (
    "ji",
    "ua",
    "unitary authority",
    "metropolitan district council",
    "metropolitan borough council",
    "county council",
    "city council",
    "borough council",
    "council",
    "youth offending team",
    "youth offending service",
    "youth justice service",
    "yot",
    "yos",
    "yjs",
    "region",
    "borough",
)


def resolve(
    spelling: str,
    *,
    code: str = "",
    period_start: date | None = None,
    period_end: date | None = None,
    prefer: Prefer = "",
) -> Area | None:
    """The area a publisher means by a name, or by its GSS code; None where it is no area known here.

    A local authority that is the whole of its team gives the team; one that is only part of a team, or no longer
    exists, gives an area of kind "authority" with its `since` and `until`. Case, accents, footnotes ([note 3]),
    "Total", "City of", "Council", "- JI" and their like are looked past.

    Some names are two areas'. Leicestershire and Cornwall are the team unless `prefer` is "authority" (the council,
    without Rutland or the Isles of Scilly): a reader of a publisher that counts by local authority says so.
    Northamptonshire is the county council for a period that began before April 2021, unless `prefer` is "yot"; Dorset
    is the county council for one that ended before April 2019. `period_start` is taken as a year before `period_end`
    if not given. A former council under a name of its own (Cumbria) is found for any period: whether it lived to see
    the period is for the caller to ask (`Area.existed`).

    A code and a name that belong to different areas resolve to none, since one of them is wrong.
    """
    named = _named(spelling)
    coded = _handles().get(folded(code), ()) if code.strip() else ()
    both = tuple(area for area in coded if area in named) if named else coded
    if coded and not both:
        return None
    return _chosen(both or named, period_start or _year_before(period_end), period_end, prefer)


def _named(spelling: str) -> tuple[Area, ...]:
    """The areas that answer to a name, tried as it stands first and then with one thing less that is not name."""
    handles = _handles()
    return next((handles[form] for form in _forms(folded(_FOOTNOTE.sub(" ", spelling))) if form in handles), ())


def _forms(words: str) -> Iterator[str]:
    yield words
    shorter = [words.removesuffix(f" {end}") for end in _AFTER if words.endswith(f" {end}")]
    shorter += [words.removeprefix(f"{start} ") for start in _BEFORE if words.startswith(f"{start} ")]
    if shorter:
        yield from _forms(shorter[0])


def _chosen(candidates: tuple[Area, ...], start: date | None, end: date | None, prefer: Prefer) -> Area | None:
    """The one that is meant among a team and authorities of one name."""
    wider = next((area for area in candidates if area.kind != AUTHORITY), None)
    authorities = [area for area in candidates if area.kind == AUTHORITY]
    if wider is None:
        return _living(authorities, start, end) or next(iter(authorities), None)
    meant = None if prefer == TEAM else _living(authorities, start, end)
    return meant if meant is not None and (meant.until or prefer == AUTHORITY) else wider


def _living(authorities: list[Area], start: date | None, end: date | None) -> Area | None:
    """The one that lived in the period, to its end if it can be; without a period, the one that still lives."""
    if start is None or end is None:
        return next((area for area in authorities if not area.until), None)
    there = [area for area in authorities if area.existed(start, end)]
    return max(there, key=lambda area: area.until or "9999", default=None)


def _year_before(end: date | None) -> date | None:
    return None if end is None else end - timedelta(days=364)


def _handles() -> dict[str, tuple[Area, ...]]:
    """Every name and code by which an area answers, folded, with the areas that do."""
    folder = folders.data()
    return _index(tuple(every().values()), (folder / "spellings.csv").read_bytes())


@lru_cache(maxsize=8)
def _index(known: tuple[Area, ...], spellings: bytes) -> dict[str, tuple[Area, ...]]:
    shared = {area.within for area in known if area.kind == AUTHORITY}
    found: dict[str, set[Area]] = defaultdict(set)
    for area in known:
        for handle in {folded(area), folded(area.name)} if area in shared else area.handles:
            found[handle].add(area)
    by_slug = {str(area): area for area in known}
    for spelling, slug in _rows(spellings):
        found[folded(spelling)] = {by_slug[slug]}
    return {handle: tuple(sorted(areas)) for handle, areas in found.items()}


def _rows(spellings: bytes) -> Iterator[tuple[str, str]]:
    for row in csv.DictReader(io.StringIO(spellings.decode("utf-8"), newline="")):
        yield row["spelling"], row["area"]
