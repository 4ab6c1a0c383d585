"""Find a team, region or nation by its name, and the areas that lie in it or around it."""

from yotlib.reference.area import (
    AUTHORITY,
    ENGLAND_AND_WALES,
    NATION,
    REGION,
    TEAM,
    WALES,
    Area,
    all_areas,
    areas_called,
    lineage,
    whole_areas,
)
from yotlib.reference.errors import AskedWrongly
from yotlib.reference.unknown_areas import explain_kind, explain_name

__all__ = [
    "AUTHORITY", "ENGLAND_AND_WALES", "NATION", "REGION", "TEAM", "WALES", "Area", "all_areas", "areas_called",
    "baselines", "find", "find_wider", "lineage", "nations", "teams",
]  # fmt: skip


def teams(region: str | None = None) -> list[Area]:
    """Return the youth offending teams in the order of the file, or only those of a region or nation."""
    members = [area for area in all_areas().values() if area.kind == TEAM]
    if region is None:
        return members
    within = find_wider(region)
    return [area for area in members if within in lineage(area)]


def nations() -> list[Area]:
    """Return England, Wales, and England and Wales."""
    return [area for area in all_areas().values() if area.kind == NATION]


def find(name: str, *, kind: str | None = None) -> Area:
    """Return the area called `name`: a slug, a printed name, a local authority or a GSS code, in any case.

    Whatever name is read in a file is found here too: see `yotlib.reference.area.areas_called`. A local authority that
    shares a team gives that team; a former one gives itself. `kind` ("yot", "region", "nation") narrows the search.
    An unknown name is refused with suggestions, part of several names with the candidates, and a police force area
    with its teams.

    >>> import yotlib as yot
    >>> yot.find("Bradford"), yot.find("e08000032"), yot.find("Rochdale").name
    ('bradford', 'bradford', 'Bury and Rochdale')
    """
    return _find(str(name), (kind,) if kind else ())


def find_wider(name: str) -> Area:
    """Return the region or nation called `name`, in any way that `find` knows."""
    return _find(str(name), (REGION, NATION))


def baselines(area: str) -> dict[str, Area]:
    """Return a team's own baselines by their role: region, nation, england-and-wales.

    Wales has no regions, so a Welsh team has no region among its baselines.
    """
    return {ENGLAND_AND_WALES if above == ENGLAND_AND_WALES else above.kind: above for above in lineage(area)}


def _find(name: str, kinds: tuple[str, ...]) -> Area:
    """Return the one area of these kinds (of any, if there are none) that a name means."""
    found = whole_areas(areas_called(name))
    if len(found) != 1:
        raise AskedWrongly(explain_name(name, found, kinds))
    if kinds and found[0].kind not in kinds:
        raise AskedWrongly(explain_kind(found[0], kinds))
    return found[0]
