"""Teams, regions and nations: who they are, and how a name finds them."""

import csv
import io
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from yotlib import suite
from yotlib.errors import AskedWrongly, did_you_mean, nearest

TEAM, REGION, NATION = "yot", "region", "nation"
ENGLAND_AND_WALES = "england-and-wales"
_KINDS = {TEAM: "team", REGION: "region", NATION: "nation"}


class Area(str):
    """An area's slug, the key of every join, which also knows what data/areas.csv says of it."""

    name: str
    kind: str
    within: str
    police_force: str
    gss_codes: tuple[str, ...]
    local_authorities: tuple[str, ...]
    handles: frozenset[str]

    @classmethod
    def from_row(cls, row: dict[str, str]) -> "Area":
        """Read one row of data/areas.csv."""
        area = cls(row["area"])
        area.name, area.kind, area.within = row["name"], row["kind"], row["within"]
        area.police_force = row["police_force"]
        area.gss_codes = _several(row["gss_codes"])
        area.local_authorities = _several(row["local_authorities"])
        area.handles = _handles(area)
        return area

    @property
    def kind_name(self) -> str:
        """ "team", "region" or "nation"."""
        return _KINDS[self.kind]


def every(data: Path | None = None) -> dict[str, Area]:
    """Every area of data/areas.csv by its slug, teams first."""
    return _parse(((data or suite.data()) / "areas.csv").read_bytes())


def teams(region: str | None = None) -> list[Area]:
    """The youth offending teams, in the file's order; those of one region or nation if it is named."""
    members = [area for area in every().values() if area.kind == TEAM]
    return members if region is None else [area for area in members if find(region) in lineage(area)]


def find(name: str, *, kind: str | None = None) -> Area:
    """The area called `name`: a slug, a printed name, a local authority or a GSS code, in any case.

    `kind` ("yot", "region", "nation") narrows the search. A near miss is refused with
    suggestions, a part of several names with the candidates.
    """
    known = every()
    asked = _folded(str(name))
    found = sorted({area for area in known.values() if asked in area.handles})
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
def _parse(content: bytes) -> dict[str, Area]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8")))
    return {row["area"]: Area.from_row(row) for row in rows}


def _several(joined: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in joined.split(" + ") if part.strip())


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain.casefold().replace("&", " and ")).split())


def _handles(area: Area) -> frozenset[str]:
    authorities = {form for authority in area.local_authorities for form in _authority_forms(authority)}
    return frozenset(_folded(form) for form in {str(area), area.name, *area.gss_codes, *authorities})


def _authority_forms(authority: str) -> set[str]:
    short, _, style = authority.partition(", ")
    return {authority, short, f"{style} {short}"} if style.endswith(" of") else {authority}


def _containing(asked: str, known: dict[str, Area]) -> list[Area]:
    if len(asked) < 3:
        return []
    return [area for area in known.values() if any(f" {asked}" in f" {handle}" for handle in area.handles)]


def _of_kind(area: Area, kind: str | None) -> Area:
    if kind is None or area.kind == kind:
        return area
    example = next((team for team in teams(area)), None) if kind == TEAM else None
    hint = f" Name one of its teams, such as {str(example)!r}." if example else ""
    raise AskedWrongly(f"{area.name} is a {area.kind_name}, not a {_KINDS[kind]}.{hint}")


def _not_found(name: str, candidates: list[Area], kind: str | None) -> str:
    wanted = [area for area in candidates if kind in (None, area.kind)]
    if len(wanted) > 1:
        return f"{name!r} could be {_listed(wanted)}. Name one of them."
    offered = did_you_mean(wanted or _nearest(name, kind))
    what = _KINDS[kind] if kind else "area"
    return f"No {what} called {name!r} in data/areas.csv.{offered or ' yot list shows every team.'}"


def _nearest(name: str, kind: str | None) -> list[Area]:
    handles = {handle: area for area in every().values() if kind in (None, area.kind) for handle in area.handles}
    return [handles[handle] for handle in nearest(_folded(name), handles)]


def _listed(candidates: list[Area]) -> str:
    shown = [repr(str(area)) for area in candidates[:6]]
    if len(candidates) > 6:
        shown.append(f"{len(candidates) - 6} more")
    return f"{', '.join(shown[:-1])} or {shown[-1]}"
