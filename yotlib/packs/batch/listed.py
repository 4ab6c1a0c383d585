"""Say of each pack of a folder what the index lists: its figures, verdicts, rating and files, and why it failed.

A pack may be of an older version, be half written over by hand, or have no record of its page: it is listed all the
same, with what can be read.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from yotlib.findings.board import strip
from yotlib.findings.board.wording import title
from yotlib.packs import files, record
from yotlib.packs.batch.job import FAILED, Failure
from yotlib.packs.order import NATIONAL
from yotlib.reference import areas

ALL_TEAMS, OTHER = "All teams at once", "Other packs"
MEASURES = tuple(title(*measure) for measure in (*strip.MEASURES, strip.STAND_IN))
# What lies beside the page for a reader to take, in the order of the index: the end of its name, and what it is.
BESIDE = ((".pdf", "PDF"), (".xlsx", "workbook"), ("-summary.txt", "text"))
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """One measure in a pack's record: `printed` and `period` show it, `tag` is the verdict in words.

    `side` is "higher", "lower" or "" where no gap is beyond chance. `nation` is England's or Wales's name and value.
    `sorts` is what it is sorted by: its `value`, or the middle of two ends where no value is known.
    """

    value: float | None
    printed: str
    period: str
    tag: str
    side: str = ""
    nation: tuple[str, float] | None = None
    sorts: float | None = None


@dataclass(frozen=True)
class Line:
    """One pack as the index lists it; `found` has each measure of `MEASURES`, or None where its page has none.

    `why` says why the last attempt failed, `rating` how the service was rated with its rank and day, `newest` the day
    of the newest release behind the page in words and as 2026-02-11, `beside` the files that lie beside the page.
    """

    name: str
    region: str
    slug: str
    has_pack: bool
    failure: str = ""
    why: str = ""
    words: str = ""
    found: tuple[Found | None, ...] = (None,) * len(MEASURES)
    rating: tuple[str, str, str] = ("", "", "")
    newest: tuple[str, str] = ("", "")
    beside: tuple[tuple[str, str], ...] = ()


def list_packs(packs: Mapping[str, Record], out: Path) -> list[Line]:
    """Return one line a pack of the folder `out`, ordered by region and then by name, the page of all teams first."""
    teams = {str(area): area for area in areas.teams()}
    lines = [_line(slug, pack, teams.get(slug), out) for slug, pack in packs.items()]
    return sorted(lines, key=lambda line: (line.region, line.name))


def _line(slug: str, pack: Record, team: areas.Area | None, out: Path) -> Line:
    """Return the line of one pack; one of no team known here has its folder's name."""
    page = _read(out / slug / files.FINDINGS)
    region = areas.lineage(slug)[0].name if team else "" if slug == NATIONAL else OTHER
    return Line(
        name=team.name if team else ALL_TEAMS if slug == NATIONAL else slug,
        region=region,
        slug=slug,
        has_pack="made_from" in pack,
        failure=failure_sentence(pack),
        why=why(pack),
        words=" ".join([team.name if team else slug, region, *(team.local_authorities if team else ())]),
        found=_found(page),
        rating=_rating(page),
        newest=_newest(page),
        beside=tuple(_beside(out / slug)),
    )


def _read(path: Path) -> Record:
    """Return the record of a page; empty where there is none that can be read."""
    try:
        page = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return page if isinstance(page, dict) else {}


def _found(page: Record) -> tuple[Found | None, ...]:
    """Return what the record says of each measure; None of one that it has not, or not in words known here."""
    listed = page.get("measures")
    measures = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    bounds = page.get("bounds")
    # What is known to lie between two ends is newer than the measure's whole figure.
    newest = [*measures, bounds] if isinstance(bounds, dict) else measures
    by_title = {_text(one.get("title")): one for one in newest}
    return tuple(_measure(by_title[title]) if title in by_title else None for title in MEASURES)


def _measure(one: Record) -> Found | None:
    """Return one measure of a record; None where it prints no value."""
    printed, period = _text(one.get("printed")), _text(one.get("period"))
    if not printed:
        return None
    side = _text(one.get("verdict"))
    side = side.lower() if side in (strip.HIGHER, strip.LOWER) else ""
    value, ends = _number(one.get("value")), [_number(one.get(end)) for end in ("lowest", "highest")]
    known = [end for end in ends if end is not None]
    sorts = sum(known) / len(known) if value is None and known else value
    return Found(value, printed, period, _text(one.get("tag")), side, _nation(one), sorts)


def _nation(one: Record) -> tuple[str, float] | None:
    """Return the name and value of a measure's nation, if it is among its baselines."""
    bases = one.get("baselines")
    for base in bases if isinstance(bases, list) else []:
        if (
            isinstance(base, dict)
            and base.get("role") == "nation"
            and (value := _number(base.get("value"))) is not None
        ):
            return _text(base.get("name")), value
    return None


def _rating(page: Record) -> tuple[str, str, str]:
    """Return the rating in words, when it was given, and what sorts it; blank where the record has none."""
    rating = page.get("rating")
    if not isinstance(rating, dict) or not _text(rating.get("rating")):
        return "", "", ""
    scale = ", to the standards of 2025" if rating.get("new_standards") is True else ""
    rank, when = _number(rating.get("rank")), _text(rating.get("when")).removeprefix("in the report published ")
    return _text(rating["rating"]), f"{when}{scale}", "" if rank is None else f"{rank:.0f}"


def _newest(page: Record) -> tuple[str, str]:
    """Return the day of the newest release behind a page, in words and so that days sort."""
    new = page.get("new")
    words = _text(new.get("released") if isinstance(new, dict) else "") or _text(page.get("released_by"))
    try:
        return words, datetime.strptime(words, "%d %B %Y").date().isoformat()
    except ValueError:
        return "", ""


def _beside(folder: Path) -> list[tuple[str, str]]:
    """Return the name of each file beside a page that a reader may take, and what it is."""
    names = sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    return [(name, what) for end, what in BESIDE for name in names if name.endswith(end)]


def failure_sentence(pack: Record) -> str:
    """Say that the last attempt failed, and whether there is an older pack; blank if it did not fail."""
    if pack.get("status") != FAILED:
        return ""
    older = "the pack built before still stands" if "made_from" in pack else "there is no pack"
    return f"The last attempt failed, and {older}; {record.NAME} says why."


def why(pack: Record) -> str:
    """Say where and why the last attempt failed; blank if it did not, or if its record does not say."""
    failure = pack.get("failure")
    if pack.get("status") != FAILED or not isinstance(failure, dict) or not failure.get("error"):
        return ""
    return Failure(_text(failure["error"]), _text(failure.get("notebook")), failure.get("cell")).describe()


def _text(given: Any) -> str:
    """Return a text of a record; blank where it is something else."""
    return given if isinstance(given, str) else ""


def _number(given: Any) -> float | None:
    """Return a number of a record; None where it is something else."""
    is_number = isinstance(given, (int, float)) and not isinstance(given, bool) and math.isfinite(given)
    return float(given) if is_number else None
