"""Write index.html of a folder of packs: what each team's pack finds, region by region, and what failed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from yotlib.packs import files, record
from yotlib.packs.batch import manifest
from yotlib.packs.batch.job import FAILED
from yotlib.reference import areas
from yotlib.reference.whole_files import write_whole

NAME = "index.html"
ALL_TEAMS = "All teams at once"
MEASURES = ("First-time entrants", "Children cautioned or sentenced", "Reoffending, ages 15 to 17")


@dataclass(frozen=True)
class Line:
    """One pack as the index lists it: whether the folder has it, and a sentence if its last attempt failed.

    `found` has for each measure of `MEASURES` the team's value and the verdict on it; blank where its page has none.
    """

    name: str
    region: str
    slug: str
    has_pack: bool
    failure: str
    found: tuple[tuple[str, str], ...]


def write(out: Path) -> None:
    """Write the index of the packs in `out`, and of those whose last attempt failed."""
    write_whole(out / NAME, render(list_packs(manifest.read(out).get("packs", {}), out)).encode())


def list_packs(packs: Mapping[str, Mapping[str, Any]], out: Path) -> list[Line]:
    """Return one line a pack of the folder `out`, ordered by region and then by name, the page of all teams first."""
    teams = {str(area): area for area in areas.teams()}
    lines = [
        Line(
            name=teams[slug].name if slug in teams else ALL_TEAMS,
            region=areas.lineage(slug)[0].name if slug in teams else "",
            slug=slug,
            has_pack="made_from" in pack,
            failure=_failure_sentence(pack),
            found=_found(out / slug / files.FINDINGS),
        )
        for slug, pack in packs.items()
    ]
    return sorted(lines, key=lambda line: (line.region, line.name))


def _found(path: Path) -> tuple[tuple[str, str], ...]:
    """Return the value and the verdict of each measure in the record of a team's page."""
    try:
        record_of_page = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return (("", ""),) * len(MEASURES)
    shown = {one["title"]: (f"{one['printed']} {one['when']}", one["tag"]) for one in record_of_page["measures"]}
    return tuple(shown.get(title, ("", "")) for title in MEASURES)


def render(lines: list[Line]) -> str:
    """Return the HTML of the index."""
    environment = Environment(
        loader=PackageLoader("yotlib.packs.page"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("index.html.j2").render(
        regions=[(region, list(group)) for region, group in groupby(lines, key=lambda line: line.region)],
        measures=MEASURES,
        packs=sum(line.has_pack for line in lines),
        failed=sum(bool(line.failure) for line in lines),
    )


def _failure_sentence(pack: Mapping[str, Any]) -> str:
    """Say that the last attempt failed, and whether there is an older pack; blank if it did not fail."""
    if pack["status"] != FAILED:
        return ""
    older = "the pack built before still stands" if "made_from" in pack else "there is no pack"
    return f"The last attempt failed, and {older}; {record.NAME} says why."
