"""Teams, regions, nations and local authorities, and how to find one by name."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from yotlib.reference import folders
from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest
from yotlib.reference.names import fold_name, name_forms, spellings
from yotlib.reference.words import in_words

TEAM, REGION, NATION, AUTHORITY = "yot", "region", "nation", "authority"
ENGLAND_AND_WALES, WALES = "england-and-wales", "wales"
MOST_CANDIDATES = 6
_KINDS = {TEAM: "team", REGION: "region", NATION: "nation", AUTHORITY: "local authority"}


class Area(str):
    """An area's slug, the key of every join, with what data/areas.csv or authorities.csv says of the area.

    authorities.csv lists the local authorities that are only part of a team, or no longer exist. `since` and `until`
    are an authority's first and last day (2019-04-01), blank where they do not matter.
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
        area.gss_codes = _split_names(row["gss_codes"])
        area.local_authorities = _split_names(row["local_authorities"])
        area.handles = _all_handles(area)
        return area

    @classmethod
    def from_authority(cls, row: dict[str, str], printed_name: str) -> "Area":
        """Read one row of data/authorities.csv; `printed_name` is the name publishers use."""
        area = cls(row["area"])
        area.name, area.kind, area.within = row["name"], AUTHORITY, row["within"]
        area.gss_codes, area.local_authorities = (row["gss_code"],), (printed_name,)
        area.since, area.until, area.note = row["since"], row["until"], row["note"]
        area.handles = _all_handles(area)
        return area

    @property
    def kind_name(self) -> str:
        """Return the kind in words: "team", "region", "nation" or "local authority"."""
        return _KINDS[self.kind]

    def existed(self, start: date, end: date) -> bool:
        """Return whether the area existed on any day from `start` to `end` (dates or timestamps)."""
        return self.since <= f"{end:%Y-%m-%d}" and (not self.until or f"{start:%Y-%m-%d}" <= self.until)


def all_areas(data: Path | None = None) -> dict[str, Area]:
    """Return every area by its slug: those of data/areas.csv, teams first, then those of authorities.csv."""
    folder = data or folders.data()
    authorities = folder / "authorities.csv"
    return _parse_areas((folder / "areas.csv").read_bytes(), authorities.read_bytes() if authorities.exists() else b"")


def teams(region: str | None = None) -> list[Area]:
    """Return the youth offending teams in the order of the file, or only those of a region or nation."""
    members = [area for area in all_areas().values() if area.kind == TEAM]
    if region is None:
        return members
    within = find(region)
    return [area for area in members if within in lineage(area)]


def nations() -> list[Area]:
    """Return England, Wales, and England and Wales."""
    return [area for area in all_areas().values() if area.kind == NATION]


def find(name: str, *, kind: str | None = None) -> Area:
    """Return the area called `name`: a slug, a printed name, a local authority or a GSS code, in any case.

    Whatever words of publishers are left out in files are left out here too ("City of", "Council", "Youth Justice
    Service"), and every spelling of spellings.csv is known.
    A local authority that shares a team gives that team; a former one gives itself. `kind` ("yot", "region",
    "nation") narrows the search. An unknown name is refused with suggestions, and part of several names with
    the candidates.
    """
    known_areas = all_areas()
    candidates = next((found for form in name_forms(str(name)) if (found := _areas_called(form, known_areas))), [])
    if len(candidates) == 1:
        return _check_kind(candidates[0], kind)
    asked = fold_name(str(name))
    raise AskedWrongly(_explain_not_found(str(name), candidates or _areas_containing(asked, known_areas), kind))


def lineage(area: str) -> list[Area]:
    """Return the areas that contain `area`, from the nearest to the widest."""
    known_areas = all_areas()
    above = [known_areas[area]]
    while above[-1].within:
        above.append(known_areas[above[-1].within])
    return above[1:]


def baselines(area: str) -> dict[str, Area]:
    """Return a team's own baselines by their role: region, nation, england-and-wales.

    Wales has no regions, so a Welsh team has no region among its baselines.
    """
    return {ENGLAND_AND_WALES if above == ENGLAND_AND_WALES else above.kind: above for above in lineage(area)}


@lru_cache(maxsize=8)
def _parse_areas(content: bytes, authorities: bytes) -> dict[str, Area]:
    known_areas = {row["area"]: Area.from_row(row) for row in _read_rows(content)}
    names = {
        code: name
        for area in known_areas.values()
        for code, name in zip(area.gss_codes, area.local_authorities, strict=True)
    }
    for row in _read_rows(authorities):
        printed_name = names.get(row["gss_code"], row["name"].partition(" (")[0])
        known_areas[row["area"]] = Area.from_authority(row, printed_name)
    return known_areas


def _read_rows(content: bytes) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(content.decode(), newline=""))


def _split_names(joined: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in joined.split(" + ") if part.strip())


def _all_handles(area: Area) -> frozenset[str]:
    authorities = {form for authority in area.local_authorities for form in _authority_forms(authority)}
    return frozenset(fold_name(form) for form in {str(area), area.name, *area.gss_codes, *authorities})


def _authority_forms(authority: str) -> set[str]:
    short, _, style = authority.partition(", ")
    return {authority, short, f"{style} {short}"} if style.endswith(" of") else {authority}


def _areas_called(form: str, known_areas: dict[str, Area]) -> list[Area]:
    """Return the areas of a folded name: those that are no local authority of a team, if there are any."""
    other = known_areas.get(spellings(folders.data()).get(form, ""))
    named = {area for area in known_areas.values() if form in area.handles} or ({other} if other is not None else set())
    return sorted({area for area in named if area.kind != AUTHORITY} or named)


def _areas_containing(asked: str, known_areas: dict[str, Area]) -> list[Area]:
    if len(asked) < 3:
        return []
    listed = (area for area in known_areas.values() if area.kind != AUTHORITY)
    return [area for area in listed if any(f" {asked}" in f" {handle}" for handle in area.handles)]


def _check_kind(area: Area, kind: str | None) -> Area:
    if kind is None or area.kind == kind:
        return area
    hint = _suggest_team(area) if kind == TEAM else ""
    raise AskedWrongly(f"{area.name} is a {area.kind_name}, not a {_KINDS[kind]}.{hint}")


def _suggest_team(area: Area) -> str:
    if area.kind == AUTHORITY:
        return f" Name its team, {area.within!r}." if all_areas()[area.within].kind == TEAM else f" It is {area.note}."
    return next((f" Name one of its teams, such as {str(example)!r}." for example in teams(area)), "")


def _explain_not_found(name: str, candidates: list[Area], kind: str | None) -> str:
    if len(wanted := [area for area in candidates if kind in (None, area.kind)]) > 1:
        return f"{name!r} could be {_list_candidates(wanted)}. Name one of them."
    offered = did_you_mean(wanted or _nearest_areas(name, kind))
    what = _KINDS[kind] if kind else "area"
    return f"No {what} called {name!r} in data/areas.csv.{offered or ' yot list shows every team.'}"


def _nearest_areas(name: str, kind: str | None) -> list[Area]:
    listed = [area for area in all_areas().values() if area.kind != AUTHORITY and kind in (None, area.kind)]
    handles = {handle: area for area in listed for handle in area.handles}
    return [handles[handle] for handle in nearest(fold_name(name), handles)]


def _list_candidates(candidates: list[Area]) -> str:
    shown = [repr(str(area)) for area in candidates[:MOST_CANDIDATES]]
    if len(candidates) > MOST_CANDIDATES:
        shown.append(f"{len(candidates) - MOST_CANDIDATES} more")
    return in_words(shown, last="or")
