"""Write index.html of a folder of packs: what each team's pack finds, region by region, and what failed."""

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from yotlib.packs.batch import manifest
from yotlib.packs.batch.listed import ALL_TEAMS, MEASURES, Line, list_packs
from yotlib.packs.page.region_strips import Dot, in_words, region_strip
from yotlib.reference.whole_files import write_whole
from yotlib.reference.words import counted

__all__ = ["ALL_TEAMS", "MEASURES", "NAME", "Line", "list_packs", "render", "write"]

NAME = "index.html"
SCRIPT = "index.js"
# The strips of this many measures are drawn: those that a page names first.
DRAWN = 3


def write(out: Path) -> None:
    """Write the index of the packs in `out`, and of those whose last attempt failed."""
    write_whole(out / NAME, render(list_packs(manifest.read(out).get("packs", {}), out)).encode())


def render(lines: Sequence[Line]) -> str:
    """Return the HTML of the index: complete without its script, which only searches, filters and sorts."""
    environment = Environment(
        loader=PackageLoader("yotlib.packs.page"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    script = environment.get_template(SCRIPT).render()
    services = [line for line in lines if line.region]
    built = sum(line.has_pack for line in services)
    return environment.get_template("index.html.j2").render(
        services=services,
        national=next((line for line in lines if not line.region), None),
        regions=list(dict.fromkeys(line.region for line in services)),
        measures=[(n, title) for n, title in enumerate(MEASURES) if any(line.found[n] for line in services)],
        strips=_strips(services),
        failed=[line for line in lines if line.failure],
        packs=counted(built, "pack"),
        beside=any(line.beside for line in services),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _strips(services: Sequence[Line]) -> list[dict[str, Any]]:
    """Return for each region its strip of each measure drawn, and what it shows in words."""
    regions: dict[str, list[dict[str, str]]] = {line.region: [] for line in services if line.has_pack}
    for number in range(DRAWN):
        if period := _period(services, number):
            for region, cell in _cells(services, number, period, list(regions)).items():
                regions[region].append(cell)
    return [{"region": region, "cells": cells} for region, cells in regions.items() if cells]


def _cells(services: Sequence[Line], number: int, period: str, regions: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the strip of one measure and period of each region, all on one scale."""
    dots: dict[str, list[Dot]] = {region: [] for region in regions}
    nations = Counter[tuple[str, float]]()
    for line in services:
        found = line.found[number]
        if found is None or found.value is None or found.period != period or line.region not in dots:
            continue
        says = f"{found.printed} in {period}. {found.tag}"
        dots[line.region].append(Dot(line.name, found.value, found.printed, says, found.side, line.slug, line.has_pack))
        nations.update([found.nation] if found.nation else [])
    nation = next((value for (_, value), _ in nations.most_common(1)), None)
    ends = [dot.value for of_region in dots.values() for dot in of_region] + ([] if nation is None else [nation])
    return {
        region: {
            "measure": MEASURES[number],
            "period": period,
            "svg": Markup(region_strip(of_region, min(ends), max(ends), nation)),
            "words": in_words(of_region, period),
        }
        for region, of_region in dots.items()
    }


def _period(services: Sequence[Line], number: int) -> str:
    """Return the period that most services have of a measure, in words; blank where fewer than two have one."""
    periods = Counter(found.period for line in services if (found := line.found[number]) and found.value is not None)
    (period, services_with_it), *_ = [*periods.most_common(1), ("", 0)]
    return period if services_with_it > 1 else ""
