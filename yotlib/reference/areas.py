"""Teams, regions and nations: who they are, and how a name finds them."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from yotlib.reference import folders
from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest

TEAM, REGION, NATION, AUTHORITY = "yot", "region", "nation", "authority"
ENGLAND_AND_WALES = "england-and-wales"
_KINDS = {TEAM: "team", REGION: "region", NATION: "nation", AUTHORITY: "local authority"}


class Area(str):
    """An area's slug, the key of every join, which also knows what data/areas.csv or authorities.csv says of it.

    A local authority stands in authorities.csv if it is only part of a team, or no longer exists. `since` and `until`
    are its first and last day (2019-04-01), blank where they are not known to matter.
    """

    name: str
    kind: str
    within: str
    gss_codes: tuple[str, ...]
    local_authorities: tuple[str, ...]
    handles: frozenset[str]
    since: str = ""
    until: str = ""
    note: str = ""

    @classmethod
    def from_row(cls, row: dict[str, str]) -> "Area":
        """Read one row of data/areas.csv."""
        area = cls(row["area"])
        area.name, area.kind, area.within = row["name"], row["kind"], row["within"]
        area.gss_codes = _several(row["gss_codes"])
        area.local_authorities = _several(row["local_authorities"])
        area.handles = _handles(area)
        return area

    @classmethod
    def from_authority(cls, row: dict[str, str], called: str) -> "Area":
        """Read one row of data/authorities.csv; `called` is the name publishers print."""
        area = cls(row["area"])
        area.name, area.kind, area.within = row["name"], AUTHORITY, row["within"]
        area.gss_codes, area.local_authorities = (row["gss_code"],), (called,)
        area.since, area.until, area.note = row["since"], row["until"], row["note"]
        area.handles = _handles(area)
        return area

    @property
    def kind_name(self) -> str:
        """ "team", "region", "nation" or "local authority"."""
        return _KINDS[self.kind]

    def existed(self, start: date, end: date) -> bool:
        """Whether it existed on some day from `start` to `end`, both of them dates or timestamps."""
        return self.since <= f"{end:%Y-%m-%d}" and (not self.until or f"{start:%Y-%m-%d}" <= self.until)


def every(data: Path | None = None) -> dict[str, Area]:
    """Every area of data/areas.csv by its slug, teams first; after them the local authorities of authorities.csv."""
    folder = data or folders.data()
    authorities = folder / "authorities.csv"
    return _parse((folder / "areas.csv").read_bytes(), authorities.read_bytes() if authorities.exists() else b"")


def teams(region: str | None = None) -> list[Area]:
    """The youth offending teams, in the file's order; those of one region or nation if it is named."""
    members = [area for area in every().values() if area.kind == TEAM]
    return members if region is None else [area for area in members if find(region) in lineage(area)]


def find(name: str, *, kind: str | None = None) -> Area:
    """The area called `name`: a slug, a printed name, a local authority or a GSS code, in any case.

    A local authority that shares a team is found as its team, a former one as itself. `kind` ("yot",
    "region", "nation") narrows the search. A near miss is refused with suggestions, a part of several
    names with the candidates.
    """
    known = every()
    asked = folded(str(name))
    named = {area for area in known.values() if asked in area.handles}
    found = sorted({area for area in named if area.kind != AUTHORITY} or named)
    if len(found) == 1:
        return _of_kind(found[0], kind)
    raise AskedWrongly(_not_found(str(name), found or _containing(asked, known), kind))


def lineage(area: str) -> list[Area]:
    """The areas that hold `area`, from the nearest to the widest."""
    known = every()
    above: list[Area] = []
    here = known[area]
    while here.within:
        here = known[here.within]
        above.append(here)
    return above


def baselines(area: str) -> dict[str, Area]:
    """The roles a team's own baselines play: region, nation, england-and-wales.

    Wales has no regions, so there the nation alone stands for both.
    """
    roles = {ENGLAND_AND_WALES if above == ENGLAND_AND_WALES else above.kind: above for above in lineage(area)}
    return dict(roles)


@lru_cache(maxsize=8)
def _parse(content: bytes, authorities: bytes) -> dict[str, Area]:
    known = {row["area"]: Area.from_row(row) for row in _rows(content)}
    called = {
        code: name for area in known.values() for code, name in zip(area.gss_codes, area.local_authorities, strict=True)
    }
    for row in _rows(authorities):
        known[row["area"]] = Area.from_authority(row, called.get(row["gss_code"], row["name"].partition(" (")[0]))
    return known


def _rows(content: bytes) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))


def _several(joined: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in joined.split(" + ") if part.strip())


def folded(text: str) -> str:
    """A name without case, accents, points and doubled blanks, "&" as a word: what names are compared by."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain.casefold().replace("&", " and ")).split())


def _handles(area: Area) -> frozenset[str]:
    authorities = {form for authority in area.local_authorities for form in _authority_forms(authority)}
    return frozenset(folded(form) for form in {str(area), area.name, *area.gss_codes, *authorities})


def _authority_forms(authority: str) -> set[str]:
    short, _, style = authority.partition(", ")
    return {authority, short, f"{style} {short}"} if style.endswith(" of") else {authority}


def _containing(asked: str, known: dict[str, Area]) -> list[Area]:
    if len(asked) < 3:
        return []
    wider = (area for area in known.values() if area.kind != AUTHORITY)
    return [area for area in wider if any(f" {asked}" in f" {handle}" for handle in area.handles)]


def _of_kind(area: Area, kind: str | None) -> Area:
    if kind is None or area.kind == kind:
        return area
    hint = _team_instead(area) if kind == TEAM else ""
    raise AskedWrongly(f"{area.name} is a {area.kind_name}, not a {_KINDS[kind]}.{hint}")


def _team_instead(area: Area) -> str:
    if area.kind == AUTHORITY:
        return f" Name its team, {area.within!r}." if every()[area.within].kind == TEAM else f" It is {area.note}."
    example = next(iter(teams(area)), None)
    return f" Name one of its teams, such as {str(example)!r}." if example else ""


def _not_found(name: str, candidates: list[Area], kind: str | None) -> str:
    wanted = [area for area in candidates if kind in (None, area.kind)]
    if len(wanted) > 1:
        return f"{name!r} could be {_listed(wanted)}. Name one of them."
    offered = did_you_mean(wanted or _nearest(name, kind))
    what = _KINDS[kind] if kind else "area"
    return f"No {what} called {name!r} in data/areas.csv.{offered or ' yot list shows every team.'}"


def _nearest(name: str, kind: str | None) -> list[Area]:
    wider = [area for area in every().values() if area.kind != AUTHORITY and kind in (None, area.kind)]
    handles = {handle: area for area in wider for handle in area.handles}
    return [handles[handle] for handle in nearest(folded(name), handles)]


def _listed(candidates: list[Area]) -> str:
    shown = [repr(str(area)) for area in candidates[:6]]
    if len(candidates) > 6:
        shown.append(f"{len(candidates) - 6} more")
    return f"{', '.join(shown[:-1])} or {shown[-1]}"
