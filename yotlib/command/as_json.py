"""What `yot list` and `yot show` print: plain data for programs, tables for people."""

import math
from typing import Any

import pandas as pd

from yotlib.analysis import contextual_facts, ethnicity, inspection
from yotlib.analysis.inspection.sheet import Sheet
from yotlib.figures.load import inspected
from yotlib.reference import areas, periods
from yotlib.reference.areas import Area

MEASURE_KEYS = ("measure", "age", "value", "lower", "upper", "count", "note", "source")
BASELINE_KEYS = ("area", "value", "difference", "ratio", "verdict", "judgement", "children")
STANDARD_KEYS = ("standard", "title", "rating", "points", "worked_out", "agrees", "question", "percent", "next_band")
QUESTION_KEYS = ("question", "percent", "band", "cases", "asked", "population", "whole", "lower", "upper")
CHANCE_KEYS = ("standard", *inspection.RATINGS, "method")
MOVE_KEYS = ("standard", "rating", "becomes", "total", "overall")
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
    """Everything `yot show --json` prints of a team: its rating, each measure with its baselines, the ethnic groups.

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
        "inspection": rating(area, as_of=as_of),
        "measures": [entry for day in days for entry in _measures(figures, area, day)],
        "ethnicity": [entry for day in days for entry in _groups(figures, area, day)],
    }


def rating(area: Area, *, as_of: str = "") -> dict[str, Any] | None:
    """The newest overall rating of a team in the report's words, or None where no inspection is held.

    `date` as far as it is known (a day, a month, an inspection year such as 2019/20); `overall` and `total`, of 36
    points, are null where they are not held.
    """
    rated = inspection.overall(area, as_of=as_of)
    if rated.empty:
        return None
    row = rated.iloc[0]
    return {
        "date": row["published"],
        "overall": row["overall_rating"] or None,
        "total": _plain(row["points_of_36"]),
        "source": row["source"],
    }


def sheet(filled: Sheet) -> dict[str, Any]:
    """Everything `yot inspect --json` prints of a filled-in sheet; probabilities from 0 to 1."""
    rated, standards = filled.rated, filled.standards
    chances = inspection.chances(standards, filled.questions)
    moves = inspection.moves(standards)
    return {
        "rules": rated.rules.key,
        "overall": rated.overall,
        "total": rated.total,
        "standards": [{key: _plain(row[key]) for key in STANDARD_KEYS} for _, row in standards.iterrows()],
        "unscored": dict(rated.unscored),
        "questions": [{key: _plain(row[key]) for key in QUESTION_KEYS} for _, row in filled.questions.iterrows()],
        "chances": [{key: _plain(row[key]) for key in CHANCE_KEYS} for _, row in chances.iterrows()],
        "moves": [{key: _plain(row[key]) for key in MOVE_KEYS} for _, row in moves.iterrows()],
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
    facts = contextual_facts.page(figures, area, as_of=day)
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
