"""Hash everything a pack depends on, so that a pack is built again when one of these hashes changes."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from yotlib.analysis import inspection, neighbours
from yotlib.analysis.inspection.published import QUESTION_COLUMNS
from yotlib.figures import combined_teams, load
from yotlib.figures.tidy import UNPUBLISHED, read_text
from yotlib.intake import held_back
from yotlib.packs.order import BASELINES, Order
from yotlib.packs.own_notebooks import OwnNotebooks
from yotlib.packs.record import name_in, versions
from yotlib.packs.secret import keyed_hash
from yotlib.reference import areas, folders
from yotlib.reference.measures import own_definitions
from yotlib.reference.own_measures import as_toml

OWN, SHARED, BRAND = "figures of the team", "figures shared by all packs", "brand"
GROUPS, SOURCES, OWN_MEASURES = "age bands and groups there are", "sources", "measures of your own"
IN_HAND = "whether unpublished figures are in hand"
# Their hashes are keyed while unpublished figures are in hand.
KEYED = (OWN, SHARED, GROUPS, SOURCES, OWN_MEASURES)
_FILES_READ_WHOLE = ("areas.csv", "authorities.csv", "releases.csv")
_PACKAGE = Path(__file__).resolve().parent.parent
_FILES_WITH_TEAM_ROWS = {"inspections.csv": ["area", "date", "source"], "key_questions.csv": QUESTION_COLUMNS}


def pack_inputs(orders: Sequence[Order], held: pd.DataFrame | None = None) -> dict[str, dict[str, str]]:
    """Return the hashes of each pack's inputs, by the pack's name and then by what was hashed.

    A team's pack shows the figures of the team, its authorities and its baselines, and depends on the figures of all
    children of every area (see `are_shared`) and on which age bands and ethnic groups exist, since others are refused.
    It reads nothing else in `held` (which is `load()` if not given). The page of all teams is taken to read everything.
    Where unpublished figures are in hand, the hashes of figures are keyed with the secret of `packs.secret`.
    """
    table = load.load() if held is None else held
    hashes = _Hashes(table)
    notebooks = {asked: _hash_notebooks(*asked) for asked in {(order.notebooks, order.own) for order in orders}}
    common = {"library": hash_library(), "versions": _hash(versions())}
    if defined := own_definitions():
        common[OWN_MEASURES] = hashes.hash(as_toml(defined))
    return {
        order.name: common | _hash_order(order, hashes) | {"notebooks": notebooks[order.notebooks, order.own]}
        for order in orders
    }


def changed_inputs(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return the names of the inputs whose hash was another when the pack was built.

    A keyed hash and a plain one of the same figures differ. So where unpublished figures came in or went since, that is
    named in place of all that is keyed.
    """
    changed = [name for name in now if before.get(name) != now[name]]
    return [name for name in changed if name not in KEYED] if IN_HAND in changed and IN_HAND in before else changed


@cache
def hash_library() -> str:
    """Return the hash of this package's code, templates, style and rules."""
    files = [path for path in sorted(_PACKAGE.rglob("*")) if path.is_file() and "_suite" not in path.parts]
    return _hash_named({name_in(_PACKAGE, path): path for path in files if path.suffix not in (".pyc", ".pyo")})


def hash_contents(paths: tuple[Path, ...]) -> str:
    """Return one hash of the contents and names of these files."""
    return _hash_named({path.name: path for path in paths})


def areas_read(team: str) -> list[str]:
    """Return the areas all of whose figures a team's pack may show: the team, its authorities and its baselines."""
    return sorted(combined_teams.with_authorities([team, *areas.lineage(team)]))


def are_shared(table: pd.DataFrame) -> pd.Series:
    """Return whether each figure, whatever its area, is behind something that every pack shows.

    A team is placed among all teams, and regions and nations are put together from their teams, so every figure of all
    children is, and every population; counts by ethnic group are not.
    """
    return (table["ethnicity"] == "all") | table["measure"].str.startswith("population")


class _Hashes:
    """The hash of each row of each table, by area, so that the rows one pack reads are quickly gathered."""

    hash: Callable[[object], str]

    def __init__(self, table: pd.DataFrame) -> None:
        shared = are_shared(table)
        hashes = pd.util.hash_pandas_object(table, index=False)
        ratings, team_neighbours, back = inspection.ratings(), neighbours.all_neighbours(), held_back()
        team_tables = [read_text(folders.data() / name, columns) for name, columns in _FILES_WITH_TEAM_ROWS.items()]
        team_tables.append(team_neighbours)
        self.own = _group_by_area(table["area"][~shared], hashes[~shared])
        self.sources = _group_by_area(table["area"], table["source"])
        self.held = _group_by_area(back["area"], _rows_as_text(back))
        self.team = [_group_by_area(rows["area"], _rows_as_text(rows)) for rows in team_tables]
        self.team_sources = [_group_by_area(rows["area"], rows["source"]) for rows in team_tables]
        self.common_sources = {*table["source"][shared], *ratings["source"]}
        publications = load.read_sources()
        unpublished = set(publications.loc[publications["published"] == UNPUBLISHED, "source"])
        self.hash = _keyed if unpublished else _hash
        hash_ratings = self.hash if unpublished & set(ratings["source"]) else _hash
        self.publications = dict(zip(publications["source"], _rows_as_text(publications), strict=True))
        self.of_all = {
            SHARED: self.hash(hashes[shared].tolist()),
            GROUPS: self.hash([sorted(set(table[name])) for name in ("age", "ethnicity")]),
            IN_HAND: "yes" if unpublished else "no",
            "ratings of all services": hash_ratings(_rows_as_text(ratings)),
            "areas": hash_contents(tuple(folders.data() / name for name in _FILES_READ_WHOLE)),
        }

    def hash_team(self, area: areas.Area) -> dict[str, str]:
        """Return the hashes of what the team's pack reads."""
        places = areas_read(area)
        figures = [[rows.get(place, []) for place in places] for rows in (self.own, self.held)]
        team_rows = [rows.get(str(area), []) for rows in self.team]
        cited = {source for place in places for source in self.sources.get(place, [])} | self.common_sources
        cited |= {source for rows in self.team_sources for source in rows.get(str(area), [])}
        return self.of_all | {
            OWN: self.hash([figures, team_rows]),
            SOURCES: self.hash([self.publications.get(source) for source in sorted(cited)]),
        }

    def hash_all(self) -> dict[str, str]:
        """Return the hashes of all tables."""
        return self.of_all | {
            OWN: self.hash([sorted(self.own.items()), sorted(self.held.items())]),
            SOURCES: self.hash(list(self.publications.values())),
        }


def _group_by_area(area: pd.Series, values: Iterable[Any]) -> dict[str, list[Any]]:
    """Group one value a row by the row's area."""
    by_area: dict[str, list[Any]] = defaultdict(list)
    for place, value in zip(area, values, strict=True):
        by_area[place].append(value)
    return dict(by_area)


def _rows_as_text(table: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return the rows of a table, each cell as text."""
    return [tuple(map(str, row)) for row in table.itertuples(index=False)]


def _hash_order(order: Order, hashes: _Hashes) -> dict[str, str]:
    """Return the hashes of an order's parameters and brand, and of what its pack reads."""
    parameters = [order.title, order.about, dict(order.parameters), order.formats]
    team = order.parameters.get("team")
    # Other baselines than the team's own may be any area.
    alone = team and BASELINES not in order.parameters
    read = hashes.hash_team(areas.find(team)) if team and alone else hashes.hash_all()
    return {"parameters": _hash(parameters), BRAND: _hash(order.brand.hashes if order.brand else ())} | read


def _hash_notebooks(notebooks: tuple[Path, ...], own: OwnNotebooks | None) -> str:
    """Return one hash of the notebooks of a pack; keyed where some are not the suite's, since they may hold figures."""
    if own is None:
        return hash_contents(notebooks)
    return _keyed([hash_contents(tuple(path for path in notebooks if path not in own.paths)), own.hash])


def _hash_named(paths: Mapping[str, Path]) -> str:
    """Return one hash of the contents of these files under these names."""
    return _hash({name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in paths.items()})


def _hash(value: object) -> str:
    """Return a short hash of a value that JSON can hold."""
    return hashlib.sha256(_as_json(value)).hexdigest()[:16]


def _keyed(value: object) -> str:
    """Return a short hash of a value that JSON can hold, which tells nobody without the secret what the value is."""
    return keyed_hash(_as_json(value))[:16]


def _as_json(value: object) -> bytes:
    return json.dumps(value, default=str, ensure_ascii=False).encode()
