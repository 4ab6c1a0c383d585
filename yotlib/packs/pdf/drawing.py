"""Work out where the small pictures of the sheet have their marks, as parts of the width and height: 0 to 1."""

from collections.abc import Mapping
from typing import Any

from yotlib.packs.page.strips import COLUMNS, Scale, describe, stack
from yotlib.packs.pdf.text import fit

Record = Mapping[str, Any]
FEWEST_YEARS = 3
_LABEL = 60


def strip(measure: Record, name: str) -> dict[str, Any] | None:
    """Return the strip of all services: `dots` as place and row off the middle, the marks and the words beside them.

    `alt` says the same in words. A measure without the values of enough services has none.
    """
    services = measure["services"]
    if not services:
        return None
    values = sorted(value for _, _, value in services["values"])
    scale = Scale(values[0], values[-1])
    return {
        "alt": fit(describe(measure, name)),
        "dots": [[across / 100, row] for across, row in stack(values, scale, COLUMNS, 1)],
        "half": [scale.at(services[end]) / 100 for end in ("first_quarter", "third_quarter")],
        "team": {"at": scale.at(measure["value"]) / 100, "label": f"{fit(name, _LABEL)} {fit(measure['printed'])}"},
        "other": _baseline(measure, scale),
        "ends": [fit(services["lowest"], _LABEL), fit(services["highest"], _LABEL)],
    }


def _baseline(measure: Record, scale: Scale) -> dict[str, Any] | None:
    """Return the place and label of the nearest baseline; None where there is none."""
    for base in measure["baselines"][:1]:
        label = f"{fit(base['name'], _LABEL)} {fit(base['printed'])}"
        return {"at": scale.at(base["value"]) / 100, "label": label}
    return None


def spark(measure: Record) -> dict[str, Any] | None:
    """Return the lines of the years as points, and the point of the figure itself; None for fewer than three years.

    A figure of another release than the line's stands beyond its end, not joined.
    """
    years = measure["years"]["values"]
    if len(years) < FEWEST_YEARS:
        return None
    lines = {"team": [year["value"] for year in years], "other": [year["baseline"] for year in years]}
    shown = [value for line in lines.values() for value in line if value is not None] + [measure["value"]]
    lowest, range_ = min(shown), (max(shown) - min(shown)) or 1.0
    last = len(years) - (1 if measure["years"]["same_release"] else 0)

    def at(number: int, value: float) -> list[float]:
        return [number / last, 1 - (value - lowest) / range_]

    points = {key: [at(n, v) for n, v in enumerate(line) if v is not None] for key, line in lines.items()}
    return {**points, "end": at(last, measure["value"])}
