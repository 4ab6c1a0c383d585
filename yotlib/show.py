"""What `yot list` and `yot show` print: plain data for programs, tables for people."""

import math
from typing import Any

import pandas as pd

from yotlib import areas, context, ethnicity, periods
from yotlib.areas import Area
from yotlib.figures import inspected

MEASURE_KEYS = ("measure", "age", "value", "lower", "upper", "count", "note", "source")
BASELINE_KEYS = ("area", "value", "difference", "ratio", "verdict", "judgement", "children")
GROUP_KEYS = (
    "group",
    "count",
    "share",
    "share_lower",
    "share_upper",
    "population_share",
    "representation",
    "p_value",
    "rri",
    "rri_lower",
    "rri_upper",
)


def team(figures: pd.DataFrame, area: Area, *, as_of: str = "") -> dict[str, Any]:
    """Everything `yot show --json` prints of a team: each measure with its baselines, and the ethnic groups.

    Without `as_of`, the figures as inspected come first (where the team was inspected), then those
    of now; `as_of` of an entry is that day, or null for now. Shares are per cents,
    representation percentage points.
    """
    above = areas.lineage(area)
    days = days_shown(area, as_of)
    return {
        "team": str(area),
        "name": area.name,
        "region": next((str(one) for one in above if one.kind == areas.REGION), str(above[0])),
        "measures": [entry for day in days for entry in _measures(figures, area, day)],
        "ethnicity": [entry for day in days for entry in _groups(figures, area, day)],
    }


def days_shown(area: Area, as_of: str = "") -> list[str | None]:
    """The days a team is shown as of: the one asked for, or the day it was inspected and now (None)."""
    if as_of:
        return [as_of]
    day = inspected(area)
    return [None] if day is None else [str(day.date()), None]


def listed(figures: pd.DataFrame, *, region: str | None = None, measure: str | None = None) -> list[dict[str, Any]]:
    """The teams of `yot list`: slug, name, region and the measures each has a figure of."""
    held = figures[figures[["value", "count"]].notna().any(axis=1)].groupby("area")["measure"].unique()
    rows = [
        {
            "team": str(area),
            "name": area.name,
            "region": str(areas.lineage(area)[0]),
            "measures": sorted(held.get(str(area), [])),
        }
        for area in areas.teams(region)
    ]
    return [row for row in rows if measure is None or measure in row["measures"]]


def _measures(figures: pd.DataFrame, area: Area, day: str | None) -> list[dict[str, Any]]:
    facts = context.page(figures, area, as_of=day)
    blocks = [block for _, block in facts.groupby(["measure", "age"], sort=False)] if len(facts) else []
    return [_measure(block, day) for block in blocks]


def _measure(block: pd.DataFrame, day: str | None) -> dict[str, Any]:
    mine = block.iloc[0]
    return {key: _plain(mine[key]) for key in MEASURE_KEYS} | {
        "period": periods.label(mine["period_start"], mine["period_end"]),
        "as_of": day,
        "baselines": [{key: _plain(row[key]) for key in BASELINE_KEYS} for _, row in block.iloc[1:].iterrows()],
    }


def _groups(figures: pd.DataFrame, area: Area, day: str | None) -> list[dict[str, Any]]:
    table = ethnicity.groups(figures, area, as_of=day)
    return [_group(row, day) for _, row in table.iterrows()]


def _group(row: pd.Series, day: str | None) -> dict[str, Any]:
    return {key: _plain(row[key]) for key in GROUP_KEYS} | {
        "period": periods.label(row["period_start"], row["period_end"]),
        "as_of": day,
        "source": row["source"],
        "population_period": _population_period(row),
        "population_source": _plain(row["population_source"]),
    }


def _population_period(row: pd.Series) -> str | None:
    if pd.isna(row["population_end"]):
        return None
    return periods.label(row["population_start"], row["population_end"])


def _plain(value: Any) -> Any:
    """A value as JSON has it: no NaN and no infinity, and no digits beyond the sixth decimal."""
    if isinstance(value, str):
        return value
    if pd.isna(value) or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else round(float(value), 6)
