"""Made-up figures in the columns of the tidy table, each number invented: one row a keyword call."""

import pandas as pd

from yotlib.figures.tidy import COLUMNS
from yotlib.reference import periods

NUMBERS = ["value", "count", "population", "row"]
REGIONS = {
    "east-midlands": 240,
    "east-of-england": 250,
    "london": 410,
    "north-east": 300,
    "north-west": 310,
    "south-east": 230,
    "south-west": 260,
    "west-midlands": 320,
    "yorkshire-and-the-humber": 330,
}


def figures(*rows: dict) -> pd.DataFrame:
    """The rows as a table of `load()` with `file` and `row`, the first in row 2 of figures.csv, as after its header."""
    filled = [row(**given) | {"file": "figures.csv", "row": place} for place, given in enumerate(rows, start=2)]
    table = pd.DataFrame(filled, columns=[*COLUMNS, "released", "published", "file", "row"])
    return table.astype(dict.fromkeys(NUMBERS, float))


def row(area="bradford", period="2018", source="simulated-a", released="2019-06-30", **given) -> dict:
    """One figure, by default first-time entrants of all children in Bradford in 2018; `period` None has no dates."""
    start, end = periods.parse(period) if period else (pd.NaT, pd.NaT)
    usual = {"measure": "first_time_entrants", "age": "10-17", "ethnicity": "all", "note": "", "published": "yes"}
    dates = {"period_start": start, "period_end": end, "released": pd.Timestamp(released)}
    return usual | dates | {"area": area, "source": source} | given


def nation(value, **given) -> list[dict]:
    """England with `value`, and its nine regions from 230 to 410."""
    regions = [{"area": area, "value": rate} | given for area, rate in REGIONS.items()]
    return [{"area": "england", "value": value} | given, *regions]


def told(faults) -> list[str]:
    """The findings as they are printed, each with its severity before it."""
    return [f"{fault.severity} {fault}" for fault in faults]
