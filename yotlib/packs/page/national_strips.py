"""Draw the strip of every service of one measure, for the page of all services, as SVG with a name on every dot."""

from collections.abc import Mapping
from html import escape
from typing import Any

from yotlib.packs.page.region_strips import KIND, RADIUS
from yotlib.packs.page.strips import COLUMNS, Scale, baseline, stack

Record = Mapping[str, Any]
STEP, HALF, FOOT = 6.4, 25.0, 28.0
# Services that are unusual even among services as different as these are drawn larger.
LARGER = 1.2


def national_strip(measure: Record) -> str:
    """Return the strip of a measure: a dot for each service, the middle half shaded, the nation named.

    What is pointed at names itself; the table below the strips has every service in words.
    """
    services, each = measure["services"], measure["each"]
    scale = Scale(each[0]["value"], each[-1]["value"])
    places = list(stack([one["value"] for one in each], scale, COLUMNS, STEP))
    middle = max(HALF, *(abs(off) for _, off in places)) + 5
    height = 2 * middle + (FOOT if measure["baselines"] else 0)
    first, third = (scale.at(services[quarter]) for quarter in ("first_quarter", "third_quarter"))
    shade = f'x="{first:.1f}%" y="{middle - HALF:.1f}" width="{third - first:.1f}%" height="{2 * HALF:.0f}"'
    parts = [
        f'<rect class="half" {shade}/>',
        f'<line class="axis" x1="0" x2="100%" y1="{middle:.1f}" y2="{middle:.1f}"/>',
        *(_dot(one, across, middle + off) for one, (across, off) in zip(each, places, strict=True)),
        *baseline(measure["baselines"], scale, middle=middle, foot=height - 6),
    ]
    alt = escape(_describe(measure), quote=True)
    return f'<svg class="strip" width="100%" height="{height:.0f}" role="img" aria-label="{alt}">{"".join(parts)}</svg>'


def _dot(one: Record, across: float, down: float) -> str:
    """Draw one service, with its name, value and verdict for who points at it."""
    side = one["verdict"] if one["verdict"] in KIND else ""
    words = escape(f"{one['name']} {one['printed']}{_said(one)}")
    radius = RADIUS[side] * 0.85 * (LARGER if one["unusual"] else 1)
    circle = f'<circle class="{KIND[side]}" cx="{across:.1f}%" cy="{down:.1f}" r="{radius:.1f}">'
    return f"{circle}<title>{words}</title></circle>"


def _said(one: Record) -> str:
    """Say what is said of one service, beginning with a comma; blank for no verdict."""
    beyond = f", {one['verdict']}" if one["verdict"] in ("higher", "lower") else ""
    firm = ", also with all tested at once" if one["stands"] else ""
    return f"{beyond}{firm}{', unusual' if one['unusual'] else ''}"


def _describe(measure: Record) -> str:
    """Say in words what a strip shows."""
    services = measure["services"]
    beside = "".join(f" {base['name']} is at {base['printed']}." for base in measure["baselines"])
    return (
        f"Strip of {len(services['values'])} services in {measure['period']}, from {services['lowest']} to "
        f"{services['highest']}.{beside} {measure['tag']}."
    )


def by_service(board: Record) -> list[dict[str, Any]]:
    """Return a row for each service in order of name: its name, its region, and what is said of each measure."""
    rows: dict[str, dict[str, Any]] = {}
    for number, measure in enumerate(board["measures"]):
        for one in measure["each"]:
            start = {"name": one["name"], "region": one["region"], "cells": [None] * len(board["measures"])}
            rows.setdefault(one["area"], start)["cells"][number] = one
    return sorted(rows.values(), key=lambda row: row["name"])
