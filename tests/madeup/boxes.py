"""Make up boxes, the cells that disclosure splits into atoms; every number is invented."""

import pandas as pd

USUAL = {
    "start": 0,
    "end": 10,
    "youngest": 10,
    "oldest": 18,
    "ethnicity": "all",
    "area": "leeds",
    "family": "entrants",
    "source": "own",
    "own": True,
}


def boxes(*rows: dict) -> pd.DataFrame:
    """Return boxes of keywords, by default own entrants in Leeds in ten days; `count` is `least` and `most`."""
    return pd.DataFrame([box(**row) for row in rows]).astype({"least": float, "most": float})


def box(count=30, **given) -> dict:
    return USUAL | {"least": count, "most": count} | given


def days(start: int, end: int, count=30, **given) -> dict:
    """Return what makes a box of the days from `start` up to but without `end`."""
    return {"start": start, "end": end, "count": count} | given
