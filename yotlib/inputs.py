"""What a pack is a function of: a hash for each thing that, if it changes, asks for the pack to be built again."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from yotlib import areas, figures, inspection, neighbours, of_several, suite
from yotlib.inspection.held import QUESTION_COLUMNS
from yotlib.orders import Order
from yotlib.publish.record import versions
from yotlib.store import held_back
from yotlib.tidy import read_text

OWN, SHARED = "figures of the team", "figures shared by all packs"
_PACKAGE = Path(__file__).resolve().parent
_EVERYWHERE = ("first_time_entrants", "population_10_17")
_ROWS_OF_THE_TEAM = {"inspections.csv": ["area", "date", "source"], "key_questions.csv": QUESTION_COLUMNS}


def of(orders: Sequence[Order], held: pd.DataFrame | None = None) -> dict[str, dict[str, str]]:
    """The hashes behind each pack, by the pack's name and then by what was hashed.

    A team's pack shows the figures of the team, its authorities and the areas it is set beside, and of all
    areas those behind the spread of teams: first-time entrants, and the children aged 10-17 they are reckoned on.
    What else is in `held` (`figures.load()` if not given) it does not read. The page of all teams is taken to read all.
    """
    table = figures.load() if held is None else held
    rows = _Rows(table)
    common = {"library": library(), "versions": _hash(versions())}
    return {order.name: common | _of_order(order, rows) for order in orders}


@cache
def library() -> str:
    """The hash of this package's code, templates, style and rules."""
    kept = [path for path in sorted(_PACKAGE.rglob("*")) if path.is_file() and "_suite" not in path.parts]
    return _files({str(path.relative_to(_PACKAGE)): path for path in kept if path.suffix not in (".pyc", ".pyo")})


@cache
def of_files(paths: tuple[Path, ...]) -> str:
    """The hash of what these files hold and are called."""
    return _files({path.name: path for path in paths})


class _Rows:
    """The tables in hand, each row hashed once, so that what any one pack reads of them is quickly told."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.area, self.source = table["area"], table["source"]
        self.shared = table["measure"].isin(_EVERYWHERE) & (table["age"] == "10-17")
        self.hashes = pd.util.hash_pandas_object(table, index=False)
        self.publications = figures.sources().set_index("source", drop=False)
        self.ratings, self.held, self.around = inspection.ratings(), held_back(), neighbours.listed()
        self.areas = _files({name: suite.data() / name for name in ("areas.csv", "authorities.csv")})
        self.of_all = {
            SHARED: _hash(self.hashes[self.shared].tolist()),
            "ratings of all services": _text(self.ratings),
            "areas": self.areas,
        }
        self.team = {name: read_text(suite.data() / name, columns) for name, columns in _ROWS_OF_THE_TEAM.items()}

    def of_team(self, area: areas.Area) -> dict[str, str]:
        """The hashes of what the team's pack reads of the tables."""
        near = of_several.with_parts([area, *areas.baselines(area).values(), *areas.lineage(area)])
        mine = self.area.isin(near)
        own = [table[table["area"] == area] for table in (*self.team.values(), self.around)]
        back = self.held[self.held["area"].isin(near)]
        cited = {
            *self.source[mine | self.shared],
            *self.ratings["source"],
            *(key for one in own for key in one["source"]),
        }
        return self.of_all | {
            OWN: _hash([self.hashes[mine & ~self.shared].tolist(), *map(_text, own), _text(back)]),
            "sources": _text(self.publications[self.publications["source"].isin(cited)]),
        }

    def of_everything(self) -> dict[str, str]:
        """The hashes of all tables."""
        return self.of_all | {
            OWN: _hash([self.hashes.tolist(), _text(self.held)]),
            "sources": _text(self.publications),
        }


def _of_order(order: Order, rows: _Rows) -> dict[str, str]:
    asked = [order.title, order.about, dict(order.parameters), order.formats]
    team = order.parameters.get("team")
    read = rows.of_team(areas.find(team)) if team else rows.of_everything()
    return {"parameters": _hash(asked), "notebooks": of_files(order.notebooks)} | read


def _files(paths: Mapping[str, Path]) -> str:
    return _hash({name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in paths.items()})


def _text(table: pd.DataFrame) -> str:
    return _hash(table.to_csv(index=False))


def _hash(told: object) -> str:
    return hashlib.sha256(json.dumps(told, default=str, ensure_ascii=False).encode()).hexdigest()[:16]


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What differs between the hashes a pack was made from and those it would be made from now."""
    return [name for name in now if before.get(name) != now[name]]
