"""index.html of a folder of packs: every team with a pack, region by region, and what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from yotlib.packs import record
from yotlib.packs.batch import manifest
from yotlib.packs.batch.job import FAILED
from yotlib.reference import areas
from yotlib.reference.whole_files import write_whole

NAME = "index.html"
ALL_TEAMS = "All teams at once"


@dataclass(frozen=True)
class Line:
    """A pack as the index lists it: whether it stands, and what is to be said of it."""

    name: str
    region: str
    slug: str
    stands: bool
    said: str


def write(out: Path) -> None:
    """Write the index of the packs that stand in `out`, and of those that failed there last."""
    write_whole(out / NAME, page(lines(manifest.read(out).get("packs", {}))).encode())


def lines(packs: Mapping[str, Mapping[str, Any]]) -> list[Line]:
    """A line a pack, by region and then by name, the page of all teams first."""
    known = {str(area): area for area in areas.teams()}
    found = [
        Line(
            name=known[slug].name if slug in known else ALL_TEAMS,
            region=areas.lineage(slug)[0].name if slug in known else "",
            slug=slug,
            stands="made_from" in told,
            said=_said(told),
        )
        for slug, told in packs.items()
    ]
    return sorted(found, key=lambda line: (line.region, line.name))


def page(listed: list[Line]) -> str:
    """The HTML of the index."""
    environment = Environment(
        loader=PackageLoader("yotlib.packs.page"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    regions = [(region, list(each)) for region, each in groupby(listed, key=lambda line: line.region)]
    stand = sum(line.stands for line in listed)
    return environment.get_template("index.html.j2").render(regions=regions, stand=stand, failed=_failed(listed))


def _failed(listed: list[Line]) -> int:
    return sum(bool(line.said) for line in listed)


def _said(told: Mapping[str, Any]) -> str:
    if told["status"] != FAILED:
        return ""
    stands = "the pack built before still stands" if "made_from" in told else "there is no pack"
    return f"The last attempt failed, and {stands}; {record.NAME} says why."
