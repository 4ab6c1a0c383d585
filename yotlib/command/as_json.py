"""Turn teams, ratings and inspection sheets into plain data: what commands print with --json."""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from yotlib.analysis import contextual_facts, ethnicity, inspection
from yotlib.analysis.inspection.sheet import Sheet
from yotlib.figures.load import inspection_date
from yotlib.reference import areas, measures, periods
from yotlib.reference.areas import Area

MEASURE_KEYS = ("measure", "age", "value", "lower", "upper", "count", "note", "source")
BASELINE_KEYS = ("area", "value", "difference", "ratio", "verdict", "judgement", "children")
STANDARD_KEYS = ("standard", "title", "rating", "points", "worked_out", "agrees", "question", "percent", "next_band")
QUESTION_KEYS = ("question", "percent", "band", "cases", "asked", "population", "whole", "lower", "upper")
CHANCE_KEYS = ("standard", *inspection.RATINGS, "method")
MOVE_KEYS = ("standard", "rating", "becomes", "total", "overall")
SHARE_KEYS = ("group", "count", "share", "share_lower", "share_upper", "population_share", "representation", "p_value")
GROUP_KEYS = (*SHARE_KEYS, "rri", "rri_lower", "rri_upper")
SCHEMA_VERSION = 1
# The units of what is printed, by name; a value, its limits and a difference have the `unit` of their measure.
TEAM_UNITS = {
    "total": "points of 36",
    "ratio": "times the baseline",
    "children": "children more or fewer a year than at the baseline's rate",
    "count": "counted in the period: children, or offences",
    "share": "per cent",
    "share_lower": "per cent",
    "share_upper": "per cent",
    "population_share": "per cent",
    "representation": "percentage points",
    "p_value": "probability from 0 to 1",
    "rri": "times the rate of White children",
    "rri_lower": "times the rate of White children",
    "rri_upper": "times the rate of White children",
}
SHEET_UNITS = {
    "total": "points",
    "points": "points",
    "percent": "per cent of cases",
    "lower": "per cent of cases",
    "upper": "per cent of cases",
    "cases": "cases",
    "population": "cases",
    "chances": "probability from 0 to 1",
}
SOURCE_UNITS = {"figures": "figures", "held_back": "figures", "areas": "areas"}
BATCH_UNITS = {"seconds": "seconds"}


def document(content: Mapping[str, Any], units: Mapping[str, str]) -> str:
    """Return what a command prints with --json: the version of its shape, the units of its numbers, its content."""
    whole = {"schema_version": SCHEMA_VERSION, "units": dict(units)} | dict(content)
    return json.dumps(whole, indent=2, ensure_ascii=False, default=str)


def units_of(keys: Iterable[str]) -> dict[str, str]:
    """Return the unit of each measure of these keys, once each, in the order of the measures."""
    wanted = set(keys)
    return {key: _unit(key) for key in measures.MEASURES if key in wanted}


def _unit(key: str) -> str:
    measure = measures.get(key)
    return f"per cent {measure.unit}" if measure.kind in ("proportion", "share") else measure.unit


def team_as_json(figures: pd.DataFrame, area: Area, *, as_of: str = "") -> dict[str, Any]:
    """Return all that `yot show --json` prints of a team: its rating, each measure with its baselines, ethnic groups.

    Without `as_of`, the figures as inspected come first (if the team was inspected), then the current ones; `as_of` of
    an entry is that day, or null for now. Shares are per cents, representation percentage points.
    """
    above = areas.lineage(area)
    days = days_to_show(area, as_of)
    return {
        "team": str(area),
        "name": area.name,
        "region": next((str(one) for one in above if one.kind == areas.REGION), str(above[0])),
        "inspection": rating_as_json(area, as_of=as_of),
        "measures": [entry for day in days for entry in _measures_as_json(figures, area, day)],
        "ethnicity": [entry for day in days for entry in _groups_as_json(figures, area, day)],
    }


def rating_as_json(area: Area, *, as_of: str = "") -> dict[str, Any] | None:
    """Return the newest overall rating of a team in the report's words, or None where no inspection is held.

    `date` is a day, a month or an inspection year such as 2019/20, as far as it is known; `overall` and `total`, of 36
    points, are null where they are not held.
    """
    rated = inspection.overall(area, as_of=as_of)
    if rated.empty:
        return None
    row = rated.iloc[0]
    return {
        "date": row["published"],
        "overall": row["overall_rating"] or None,
        "total": _json_value(row["points_of_36"]),
        "source": row["source"],
    }


def sheet_as_json(filled: Sheet) -> dict[str, Any]:
    """Return all that `yot inspect --json` prints of a filled-in sheet; probabilities from 0 to 1."""
    rated, standards = filled.rated, filled.standards
    chances = inspection.chances(standards, filled.questions)
    moves = inspection.moves(standards)
    return {
        "rules": rated.rules.key,
        "overall": rated.overall,
        "total": rated.total,
        "standards": [{key: _json_value(row[key]) for key in STANDARD_KEYS} for _, row in standards.iterrows()],
        "unscored": dict(rated.unscored),
        "questions": [{key: _json_value(row[key]) for key in QUESTION_KEYS} for _, row in filled.questions.iterrows()],
        "chances": [{key: _json_value(row[key]) for key in CHANCE_KEYS} for _, row in chances.iterrows()],
        "moves": [{key: _json_value(row[key]) for key in MOVE_KEYS} for _, row in moves.iterrows()],
    }


def days_to_show(area: Area, as_of: str = "") -> list[str | None]:
    """Return the days a team is shown as of: the one asked for, or the day it was inspected and now (None)."""
    if as_of:
        return [as_of]
    day = inspection_date(area)
    return [None] if day is None else [str(day.date()), None]


def teams_with_measures(
    figures: pd.DataFrame, *, region: str | None = None, measure: str | None = None
) -> list[dict[str, Any]]:
    """Return the teams of `yot list`: slug, name, region and the measures each has a figure of."""
    measures_held = figures[figures[["value", "count"]].notna().any(axis=1)].groupby("area")["measure"].unique()
    rows = [
        {
            "team": str(area),
            "name": area.name,
            "region": str(areas.lineage(area)[0]),
            "measures": sorted(measures_held.get(str(area), [])),
        }
        for area in areas.teams(region)
    ]
    return [row for row in rows if measure is None or measure in row["measures"]]


def _measures_as_json(figures: pd.DataFrame, area: Area, day: str | None) -> list[dict[str, Any]]:
    facts = contextual_facts.page(figures, area, as_of=day)
    return [_measure_as_json(block, day) for block in contextual_facts.blocks(facts)]


def _measure_as_json(block: pd.DataFrame, day: str | None) -> dict[str, Any]:
    team_row = block.iloc[0]
    return {key: _json_value(team_row[key]) for key in MEASURE_KEYS} | {
        "unit": _unit(team_row["measure"]),
        "period": periods.label(team_row["period_start"], team_row["period_end"]),
        "as_of": day,
        "baselines": [{key: _json_value(row[key]) for key in BASELINE_KEYS} for _, row in block.iloc[1:].iterrows()],
    }


def _groups_as_json(figures: pd.DataFrame, area: Area, day: str | None) -> list[dict[str, Any]]:
    table = ethnicity.groups(figures, area, as_of=day)
    return [_group_as_json(row, day) for _, row in table.iterrows()]


def _group_as_json(row: pd.Series, day: str | None) -> dict[str, Any]:
    return {key: _json_value(row[key]) for key in GROUP_KEYS} | {
        "period": periods.label(row["period_start"], row["period_end"]),
        "as_of": day,
        "source": row["source"],
        "population_period": _population_period(row),
        "population_source": _json_value(row["population_source"]),
    }


def _population_period(row: pd.Series) -> str | None:
    if pd.isna(row["population_end"]):
        return None
    return periods.label(row["population_start"], row["population_end"])


def _json_value(value: Any) -> Any:
    """Return a value as JSON has it: no NaN and no infinity, and no digits beyond the sixth decimal."""
    if isinstance(value, str):
        return value
    if pd.isna(value) or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else round(float(value), 6)
