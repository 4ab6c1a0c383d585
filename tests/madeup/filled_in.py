"""A sheet filled in with figures that are made up."""

import csv
from pathlib import Path

from yotlib.sources.template import COLUMNS

OWN = {
    "area": "Bradford",
    "measure": "first_time_entrants",
    "period": "2024",
    "value": "101.1",
    "count": "66",
    "population": "65251",
    "title": "Our own count",
    "released": "2026-03-01",
    "published": "no",
}


def write(path: Path, *rows: dict[str, str]) -> Path:
    """A filled-in sheet, each figure given as what it differs in from OWN."""
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, COLUMNS, restval="")
        written.writeheader()
        written.writerows(OWN | row for row in rows)
    return path
