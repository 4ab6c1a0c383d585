"""Read the areas of data/: teams, regions, nations and local authorities, and which of them a name may mean."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from yotlib.reference import folders
from yotlib.reference.names import fold_name, name_forms

TEAM, REGION, NATION, AUTHORITY = "yot", "region", "nation", "authority"
ENGLAND_AND_WALES, WALES = "england-and-wales", "wales"
KINDS = {TEAM: "team", REGION: "region", NATION: "nation", AUTHORITY: "local authority"}


class Area(str):
    """An area's slug, the key of every join, with what data/areas.csv or authorities.csv says of the area.

    authorities.csv lists the local authorities that are only part of a team, or no longer exist. `since` and `until`
    are an authority's first and last day (2019-04-01), blank where they do not matter.
    """

    name: str
    kind: str
    within: str
    police_force: str
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
        area.police_force = row["police_force"]
        area.gss_codes = _split_names(row["gss_codes"])
        area.local_authorities = _split_names(row["local_authorities"])
        area.handles = _all_handles(area)
        return area

    @classmethod
    def from_authority(cls, row: dict[str, str], printed_name: str) -> "Area":
        """Read one row of data/authorities.csv; `printed_name` is the name publishers use."""
        area = cls(row["area"])
        area.name, area.kind, area.within = row["name"], AUTHORITY, row["within"]
        area.police_force = ""
        area.gss_codes, area.local_authorities = (row["gss_code"],), (printed_name,)
        area.since, area.until, area.note = row["since"], row["until"], row["note"]
        area.handles = _all_handles(area)
        return area

    @property
    def kind_name(self) -> str:
        """Return the kind in words: "team", "region", "nation" or "local authority"."""
        return KINDS[self.kind]

    def existed(self, start: date, end: date) -> bool:
        """Return whether the area existed on any day from `start` to `end` (dates or timestamps)."""
        return self.since <= f"{end:%Y-%m-%d}" and (not self.until or f"{start:%Y-%m-%d}" <= self.until)


def all_areas(data: Path | None = None) -> dict[str, Area]:
    """Return every area by its slug: those of data/areas.csv, teams first, then those of authorities.csv."""
    listed, authorities, _ = _contents(data or folders.data())
    return _parse_areas(listed, authorities)


def lineage(area: str) -> list[Area]:
    """Return the areas that contain `area`, from the nearest to the widest."""
    known_areas = all_areas()
    above = [known_areas[area]]
    while above[-1].within:
        above.append(known_areas[above[-1].within])
    return above[1:]


def all_names() -> dict[str, tuple[Area, ...]]:
    """Return the areas that each slug, printed name, other spelling and GSS code may mean, by the name, folded.

    An authority that shares a team gives itself, not its team.
    """
    return _index_areas(*_contents(folders.data()))


def areas_called(name: str) -> tuple[Area, ...]:
    """Return every area that a name may mean: command, library, lists of teams and readers of files all ask here.

    It is looked up as it is, then without one word of publishers after another ("City of", "Council", "Youth Justice
    Service"). None for an unknown name.
    """
    names = all_names()
    return next((names[form] for form in name_forms(name) if form in names), ())


def whole_areas(found: Sequence[Area]) -> list[Area]:
    """Return the areas with a page or figures of their own that a name means, of those it may mean.

    They are the teams, regions and nations; without any, the teams of today's local authorities; without any, the
    former authorities.
    """
    wider = [area for area in found if area.kind != AUTHORITY]
    todays = [all_areas()[area.within] for area in found if area.kind == AUTHORITY and not area.until]
    return list(dict.fromkeys(wider or todays or found))


def _contents(data: Path) -> tuple[bytes, bytes, bytes]:
    """Return what the files of areas, of authorities and of other spellings hold; blank for one that is missing."""
    others = [data / name for name in ("authorities.csv", "spellings.csv")]
    authorities, spelt = (path.read_bytes() if path.exists() else b"" for path in others)
    return (data / "areas.csv").read_bytes(), authorities, spelt


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


@lru_cache(maxsize=8)
def _index_areas(content: bytes, authorities: bytes, spelt: bytes) -> dict[str, tuple[Area, ...]]:
    known_areas = _parse_areas(content, authorities)
    shared = {area.within for area in known_areas.values() if area.kind == AUTHORITY}
    index: dict[str, set[Area]] = defaultdict(set)
    for area in known_areas.values():
        for handle in {fold_name(area), fold_name(area.name)} if area in shared else area.handles:
            index[handle].add(area)
    for row in _read_rows(spelt):
        index[fold_name(row["spelling"])] = {known_areas[row["area"]]}
    return {handle: tuple(sorted(areas)) for handle, areas in index.items()}


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
