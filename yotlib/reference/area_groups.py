"""Find groups of teams to be set beside a team: the named ones, police force areas, and those that a caller makes."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from yotlib.reference import areas, folders
from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest
from yotlib.reference.names import fold_name

GROUP = "group"
FEWEST = 2
MOST_PARTS = 3  # parts of a name with commas of its own: Rhondda, Cynon, Taff
Baselines = str | Sequence[str] | Mapping[str, str | Sequence[str]]


class Group(areas.Area):
    """A group's slug, with its printed name and its `members`, slugs of teams."""

    members: tuple[str, ...]

    @classmethod
    def of(cls, slug: str, name: str, members: Iterable[str]) -> "Group":
        """Make a group of teams that are known to exist."""
        group = cls(slug)
        group.name, group.kind, group.within, group.members = name, GROUP, "", tuple(members)
        group.gss_codes = group.local_authorities = ()
        group.handles = frozenset({fold_name(slug), fold_name(name)})
        return group

    @property
    def kind_name(self) -> str:
        """Return "group"."""
        return GROUP


def named_groups() -> dict[str, Group]:
    """Return the groups of data/groups.csv, then the police force areas of several teams, by their slugs.

    >>> import yotlib as yot
    >>> yot.area_groups.named_groups()["west-yorkshire-police"].members
    ('bradford', 'calderdale', 'kirklees', 'leeds', 'wakefield')
    """
    groups, listed = folders.data() / "groups.csv", folders.data() / "areas.csv"
    return _parse_groups(groups.read_bytes() if groups.exists() else b"", listed.read_bytes())


def make_group(name: str, members: str | Sequence[str]) -> Group:
    """Make a group called `name` of `members`, teams by any of their names; a region or nation means its teams.

    >>> import yotlib as yot
    >>> yot.area_groups.make_group("Three cities", ["Leeds", "Sheffield", "Hull"]).members
    ('leeds', 'sheffield', 'kingston-upon-hull')
    """
    asked = [members] if isinstance(members, str) else list(members)
    teams = tuple(dict.fromkeys(team for member in asked for team in _teams_called(member)))
    if len(teams) < FEWEST:
        raise AskedWrongly(f"The group {name!r} has {len(teams)} team; name at least {FEWEST}.")
    slug = fold_name(name).replace(" ", "-")
    if not slug or slug in areas.all_areas():
        taken = f"{areas.all_areas()[slug].name} is an area of its own" if slug else "it has no letter or digit"
        raise AskedWrongly(f"A group cannot be called {name!r}: {taken}. Choose another name.")
    return Group.of(slug, name, teams)


def find(name: str) -> areas.Area:
    """Return the area or the named group called `name`; where both are called so, the area.

    "West Yorkshire" is a police force area, "Lancashire" a team; that force's area is "Lancashire Police".

    >>> import yotlib as yot
    >>> yot.area_groups.find("West Yorkshire").name, yot.area_groups.find("Lancashire").kind
    ('West Yorkshire police force area', 'yot')
    """
    if isinstance(name, Group):
        return name
    try:
        return areas.find(name)
    except AskedWrongly as error:
        group = _handles().get(fold_name(str(name)))
        if group is not None:
            return group
        suggestion = did_you_mean(str(_handles()[handle]) for handle in nearest(fold_name(str(name)), _handles()))
        raise AskedWrongly(str(error) if "Did you mean" in str(error) else f"{error}{suggestion}") from None


def teams(within: str = "") -> list[areas.Area]:
    """Return every youth offending team, or those of a region, nation, police force area or other named group.

    Each is a slug (text) with a `name`, the region it lies `within`, `gss_codes` and `local_authorities`.

    >>> import yotlib as yot
    >>> yot.teams("West Yorkshire")
    ['bradford', 'calderdale', 'kirklees', 'leeds', 'wakefield']
    """
    return _teams_called(within) if within else areas.teams()


def as_asked(baselines: Baselines) -> tuple[str, ...]:
    """Return the baselines asked for, one after the other: names, and the groups that a mapping makes.

    One name alone is a name, not its letters; several in one text are separated by commas or semicolons. `baselines` is
    one name, several, or a mapping, as `compare` takes them.

    >>> import yotlib as yot
    >>> yot.area_groups.as_asked("core-cities, England")
    ('core-cities', 'England')
    >>> yot.area_groups.as_asked({"Two cities": ["Leeds", "Sheffield"]})
    ('two-cities',)
    """
    if isinstance(baselines, Mapping):
        return tuple(make_group(name, members) for name, members in baselines.items())
    if isinstance(baselines, str):
        return split_names(baselines)
    return tuple(baselines)


def split_names(text: str) -> tuple[str, ...]:
    """Return the names in `text`, separated by commas or semicolons; a name with commas of its own is one.

    >>> import yotlib as yot
    >>> yot.area_groups.split_names("Bristol, City of, Leeds; core-cities")
    ('Bristol, City of', 'Leeds', 'core-cities')
    """
    if isinstance(text, areas.Area):
        return (text,)
    parts, names = [part for written in re.split("[,;]", text) if (part := written.strip())], []
    while parts:
        lengths = [end for end in range(min(MOST_PARTS, len(parts)), 1, -1) if _is_known(", ".join(parts[:end]))]
        end = lengths[0] if lengths else 1
        names.append(", ".join(parts[:end]))
        parts = parts[end:]
    return tuple(names)


def _is_known(name: str) -> bool:
    return bool(areas.areas_called(name)) or fold_name(name) in _handles()


def _teams_called(name: str) -> list[areas.Area]:
    area = find(name)
    if isinstance(area, Group):
        return [areas.all_areas()[member] for member in area.members]
    return areas.teams(area) if area.kind in (areas.REGION, areas.NATION) else [areas.find(area, kind=areas.TEAM)]


def _handles() -> dict[str, Group]:
    """Return the named groups by every name they go by, folded."""
    return {handle: group for group in named_groups().values() for handle in sorted(group.handles)}


@lru_cache(maxsize=8)
def _parse_groups(content: bytes, listed: bytes) -> dict[str, Group]:
    rows: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(content.decode(), newline="")):
        rows.setdefault(row["group"], []).append(row)
    named = {
        slug: Group.of(slug, of_group[0]["name"], [row["area"] for row in of_group]) for slug, of_group in rows.items()
    }
    return named | _police_force_areas(listed)


def _police_force_areas(listed: bytes) -> dict[str, Group]:
    """Return a group for each police force area of several teams, from data/areas.csv."""
    teams: dict[str, list[str]] = {}
    for row in csv.DictReader(io.StringIO(listed.decode(), newline="")):
        if row["police_force"]:
            teams.setdefault(row["police_force"], []).append(row["area"])
    return {str(group): group for force, members in sorted(teams.items()) if (group := _force(force, members))}


def _force(force: str, members: list[str]) -> Group | None:
    if len(members) < FEWEST:
        return None
    slug = f"{fold_name(force).replace(' ', '-')}-police"
    group = Group.of(slug, f"{force} police force area", sorted(members))
    group.handles |= {fold_name(form) for form in (force, f"{force} police area")}
    return group
