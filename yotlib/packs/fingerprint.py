"""What a pack is a function of: a hash for each thing that, if it changes, asks for the pack to be built again."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from yotlib.analysis import inspection, neighbours
from yotlib.analysis.inspection.published import QUESTION_COLUMNS
from yotlib.figures import combined_teams, load
from yotlib.figures.tidy import read_text
from yotlib.intake import held_back
from yotlib.packs.order import Order
from yotlib.packs.record import versions
from yotlib.reference import areas, folders

OWN, SHARED = "figures of the team", "figures shared by all packs"
_PACKAGE = Path(__file__).resolve().parent.parent
_EVERYWHERE = ("first_time_entrants", "population_10_17")
_ROWS_OF_THE_TEAM = {"inspections.csv": ["area", "date", "source"], "key_questions.csv": QUESTION_COLUMNS}


def of(orders: Sequence[Order], held: pd.DataFrame | None = None) -> dict[str, dict[str, str]]:
    """The hashes behind each pack, by the pack's name and then by what was hashed.

    A team's pack shows the figures of the team, its authorities and the areas it is set beside, and of all
    areas those behind the spread of teams: first-time entrants, and the children aged 10-17 they are reckoned on.
    Which age bands and ethnic groups there are at all it knows too, since others are refused.
    What else is in `held` (`figures.load()` if not given) it does not read. The page of all teams is taken to read all.
    """
    table = load.load() if held is None else held
    rows, notebooks = _Rows(table), {paths: of_files(paths) for paths in {order.notebooks for order in orders}}
    common = {"library": library(), "versions": _hash(versions())}
    return {order.name: common | _of_order(order, rows) | {"notebooks": notebooks[order.notebooks]} for order in orders}


@cache
def library() -> str:
    """The hash of this package's code, templates, style and rules."""
    kept = [path for path in sorted(_PACKAGE.rglob("*")) if path.is_file() and "_suite" not in path.parts]
    return _files({str(path.relative_to(_PACKAGE)): path for path in kept if path.suffix not in (".pyc", ".pyo")})


def of_files(paths: tuple[Path, ...]) -> str:
    """The hash of what these files hold and are called."""
    return _files({path.name: path for path in paths})


def areas_read(team: str) -> list[str]:
    """The areas all of whose figures a team's pack may show: its own, its authorities', those it is set beside."""
    return sorted(combined_teams.with_parts([team, *areas.lineage(team)]))


def are_shared(table: pd.DataFrame) -> pd.Series:
    """Which figures stand in pictures that every pack draws, of whatever area they are."""
    return table["measure"].isin(_EVERYWHERE) & (table["age"] == "10-17")


class _Rows:
    """The tables in hand, each row told once, so that what any one pack reads of them is quickly gathered."""

    def __init__(self, table: pd.DataFrame) -> None:
        shared = are_shared(table)
        hashes = pd.util.hash_pandas_object(table, index=False)
        ratings, around, back = inspection.ratings(), neighbours.listed(), held_back()
        files = [read_text(folders.data() / name, columns) for name, columns in _ROWS_OF_THE_TEAM.items()]
        self.own = _by_area(table["area"][~shared], hashes[~shared])
        self.sources = _by_area(table["area"], table["source"])
        self.held = _by_area(back["area"], _lines(back))
        self.team = [_by_area(each["area"], _lines(each)) for each in (*files, around)]
        self.team_sources = [_by_area(each["area"], each["source"]) for each in (*files, around)]
        self.common_sources = {*table["source"][shared], *ratings["source"]}
        publications = load.sources()
        self.publications = dict(zip(publications["source"], _lines(publications), strict=True))
        self.of_all = {
            SHARED: _hash(hashes[shared].tolist()),
            "age bands and groups there are": _hash([sorted(set(table[name])) for name in ("age", "ethnicity")]),
            "ratings of all services": _hash(_lines(ratings)),
            "areas": of_files((folders.data() / "areas.csv", folders.data() / "authorities.csv")),
        }

    def of_team(self, area: areas.Area) -> dict[str, str]:
        """The hashes of what the team's pack reads of the tables."""
        near = areas_read(area)
        own = [[rows.get(place, []) for place in near] for rows in (self.own, self.held)]
        mine = [rows.get(str(area), []) for rows in self.team]
        cited = {source for place in near for source in self.sources.get(place, [])} | self.common_sources
        cited |= {source for rows in self.team_sources for source in rows.get(str(area), [])}
        return self.of_all | {
            OWN: _hash([own, mine]),
            "sources": _hash([self.publications.get(source) for source in sorted(cited)]),
        }

    def of_everything(self) -> dict[str, str]:
        """The hashes of all tables."""
        return self.of_all | {
            OWN: _hash([sorted(self.own.items()), sorted(self.held.items())]),
            "sources": _hash(list(self.publications.values())),
        }


def _by_area(area: pd.Series, told: Iterable[Any]) -> dict[str, list[Any]]:
    """What is told of each row, by the row's area."""
    found: dict[str, list[Any]] = defaultdict(list)
    for place, each in zip(area, told, strict=True):
        found[place].append(each)
    return dict(found)


def _lines(table: pd.DataFrame) -> list[tuple[str, ...]]:
    """The rows of a table as text."""
    return [tuple(map(str, row)) for row in table.itertuples(index=False)]


def _of_order(order: Order, rows: _Rows) -> dict[str, str]:
    asked = [order.title, order.about, dict(order.parameters), order.formats]
    team = order.parameters.get("team")
    read = rows.of_team(areas.find(team)) if team else rows.of_everything()
    return {"parameters": _hash(asked)} | read


def _files(paths: Mapping[str, Path]) -> str:
    return _hash({name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in paths.items()})


def _hash(told: object) -> str:
    return hashlib.sha256(json.dumps(told, default=str, ensure_ascii=False).encode()).hexdigest()[:16]


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What differs between the hashes a pack was made from and those it would be made from now."""
    return [name for name in now if before.get(name) != now[name]]
