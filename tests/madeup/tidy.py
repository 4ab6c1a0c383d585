"""Make up figures in the columns of the tidy table, each row from keyword arguments; every number is invented."""

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
    """Return the rows as a table like `load()`'s, with `file` and `row`, counted from row 2 of figures.csv."""
    filled = [row(**given) | {"file": "figures.csv", "row": place} for place, given in enumerate(rows, start=2)]
    table = pd.DataFrame(filled, columns=[*COLUMNS, "released", "published", "file", "row"])
    return table.astype(dict.fromkeys(NUMBERS, float))


def row(area="bradford", period="2018", source="simulated-a", released="2019-06-30", **given) -> dict:
    """Return one figure, by default first-time entrants in Bradford in 2018; `period` None has no dates."""
    start, end = periods.parse(period) if period else (pd.NaT, pd.NaT)
    usual = {"measure": "first_time_entrants", "age": "10-17", "ethnicity": "all", "note": "", "published": "yes"}
    dates = {"period_start": start, "period_end": end, "released": pd.Timestamp(released)}
    return usual | dates | {"area": area, "source": source} | given


def nation(value, **given) -> list[dict]:
    """Return England with `value`, and its nine regions from 230 to 410."""
    regions = [{"area": area, "value": rate} | given for area, rate in REGIONS.items()]
    return [{"area": "england", "value": value} | given, *regions]


def as_printed(faults) -> list[str]:
    """Return the faults as they are printed, each after its severity."""
    return [f"{fault.severity} {fault}" for fault in faults]
