"""The gap between a team and one baseline: how large, how sure, and whether it is for better or worse."""

import math
from typing import Any

import numpy as np
import pandas as pd

from yotlib.analysis import intervals
from yotlib.reference.measures import Measure

HIGHER, LOWER, SIMILAR, CANNOT_SAY = "higher", "lower", "similar", "cannot say"
BETTER, WORSE = "better", "worse"
PART_OF = ("region", "nation", "england-and-wales")
REST_OF = "rest-of-"
MISSING = float("nan")
COLUMNS = [
    "difference",
    "ratio",
    "ratio_lower",
    "ratio_upper",
    "p_value",
    "verdict",
    "judgement",
    "children",
]


def gap(team: pd.Series, base: pd.Series, measure: Measure, *, confidence: float = 0.95) -> dict[str, Any]:
    """Everything that is said of `team` against `base`, two rows of one measure with their intervals.

    Both counted: the exact (rates) or score (proportions) interval of their ratio; where the
    team is part of the baseline, the baseline less the team takes its place in the ratio and the
    test. Only the team counted, or its count estimated: its own interval against the baseline
    as a fixed value. Otherwise the size of the gap alone, and the verdict "cannot say".
    """
    if measure.kind == "count" or pd.isna(team["value"]) or pd.isna(base["value"]):
        return _nothing()
    against = _less_team(team, base, measure)
    tested = _tested(team, against, measure, confidence)
    verdict = _verdict(tested)
    return {
        "difference": team["value"] - base["value"],
        "ratio": team["value"] / against["value"] if against["value"] else MISSING,
        **tested,
        "verdict": verdict,
        "judgement": judgement(verdict, measure),
        "children": _children(team, base, measure),
    }


def without_team(base: pd.Series, team: pd.Series, measure: Measure) -> pd.Series | None:
    """`base` without the children of `team`, or None where one of the two was not counted by a publisher.

    Count and population are those of the baseline less the team's, the value follows from them.
    """
    if measure.kind not in ("rate", "proportion") or not (is_counted(base) and is_counted(team)):
        return None
    count, population = base["count"] - team["count"], base["population"] - team["population"]
    if count < 0 or population <= 0:
        return None
    value = measure.per * count / population
    words = f"the rest of {base['name']}: {count:,.0f} of {population:,.0f}"
    changed = {"value": value, "count": count, "population": population, "lower": MISSING, "upper": MISSING}
    return pd.Series(base.to_dict() | changed | {"note": words, "name": f"Rest of {base['name']}"})


def is_counted(row: pd.Series) -> bool:
    """Whether the row's own publisher counted it, so that its count is not an estimate."""
    return bool(pd.notna(row["count"]) and row["population"] > 0 and not row["count_estimated"])


def judgement(verdict: str, measure: Measure) -> str:
    """Better or worse, by the measure's polarity; blank where nothing was found or nothing is better."""
    if verdict not in (HIGHER, LOWER) or measure.lower_is_better is None:
        return ""
    return BETTER if (verdict == LOWER) == measure.lower_is_better else WORSE


def smallest_gap(team: pd.Series) -> tuple[float, float]:
    """How far below and above the team a baseline must lie for its interval to leave it out, the printed rate held.

    In the measure's unit; NaN without an interval. It is no promise of power.
    """
    return float(team["value"] - team["lower"]), float(team["upper"] - team["value"])


def _less_team(team: pd.Series, base: pd.Series, measure: Measure) -> pd.Series:
    if base["role"] not in PART_OF:
        return base
    without = without_team(base, team, measure)
    return base if without is None else without


def _tested(team: pd.Series, base: pd.Series, measure: Measure, confidence: float) -> dict[str, float]:
    if measure.kind not in ("rate", "proportion") or pd.isna(team["lower"]):
        return {"ratio_lower": MISSING, "ratio_upper": MISSING, "p_value": MISSING}
    if is_counted(team) and is_counted(base):
        return _two_counts(team, base, measure, confidence)
    return _one_count(team, base, measure)


def _two_counts(team: pd.Series, base: pd.Series, measure: Measure, confidence: float) -> dict[str, float]:
    counts = (team["count"], team["population"], base["count"], base["population"])
    if measure.kind == "proportion":
        row = intervals.proportion_ratio(*counts, confidence=confidence).iloc[0]
        return {"ratio_lower": row["lower"], "ratio_upper": row["upper"], "p_value": row["p_value"]}
    row = intervals.ratio(*counts, confidence=confidence).iloc[0]
    p_value = intervals.ratio_p(*counts).iloc[0]
    return {"ratio_lower": row["lower"], "ratio_upper": row["upper"], "p_value": p_value}


def _one_count(team: pd.Series, base: pd.Series, measure: Measure) -> dict[str, float]:
    share = base["value"] / measure.per
    if measure.kind == "proportion":
        p_value = intervals.binomial_p(team["count"], team["population"], share).iloc[0]
    else:
        p_value = intervals.poisson_p(team["count"], team["population"] * share).iloc[0]
    lower, upper = (_over(limit, base["value"]) for limit in (team["lower"], team["upper"]))
    return {"ratio_lower": lower, "ratio_upper": upper, "p_value": p_value}


def _over(limit: float, fixed: float) -> float:
    """A limit as a multiple of a fixed value; of nothing, any number is infinitely many times as much."""
    if fixed == 0:
        return math.inf if limit > 0 else 0.0
    return float(limit / fixed)


def _verdict(tested: dict[str, float]) -> str:
    if np.isnan(tested["ratio_lower"]) or np.isnan(tested["ratio_upper"]):
        return CANNOT_SAY
    if tested["ratio_lower"] > 1:
        return HIGHER
    return LOWER if tested["ratio_upper"] < 1 else SIMILAR


def _children(team: pd.Series, base: pd.Series, measure: Measure) -> float:
    if not measure.of_children or pd.isna(team["population"]):
        return MISSING
    return float((team["value"] - base["value"]) * team["population"] / measure.per)


def _nothing() -> dict[str, Any]:
    return {**dict.fromkeys(COLUMNS, MISSING), "verdict": CANNOT_SAY, "judgement": ""}
