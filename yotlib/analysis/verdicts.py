"""Judge the gap between a team and one baseline: how large, how certain, and whether for better or worse."""

import math
from typing import Any

import numpy as np
import pandas as pd

from yotlib.analysis import intervals
from yotlib.figures.area_groups import is_median
from yotlib.figures.estimates import AT_LEAST, ESTIMATE, PUBLISHED
from yotlib.reference.measures import Measure

HIGHER, LOWER, SIMILAR, CANNOT_SAY = "higher", "lower", "similar", "cannot say"
BETTER, WORSE = "better", "worse"
GROUP = "group"  # one that the team belongs to
PART_OF = ("region", "nation", "england-and-wales", GROUP)
REST_OF = "rest-of-"
MISSING = float("nan")
COLUMNS = ["difference", "ratio", "ratio_lower", "ratio_upper", "p_value", "verdict", "judgement", "children"]


def gap(team: pd.Series, base: pd.Series, measure: Measure, *, confidence: float = 0.95) -> dict[str, Any]:
    """Compare `team` with `base`, two rows of one measure with their intervals; return the columns of `COLUMNS`.

    If both have published counts, the interval of their ratio is exact (rates) or the score interval (proportions);
    where the team is part of the baseline, ratio and test use the baseline without the team. If only the team has a
    count, or an estimated one, its own interval is set against the baseline as a fixed value. Otherwise only the size
    of the gap is given, and the verdict is "cannot say". A printed rate stands for all values that round to it: a
    verdict that turns within the rounding is "similar". At the smallest cohort only higher and lower hold whatever
    the cohort; anything else is "cannot say". A group's median is a middle, not a rate, and gets no verdict.
    """
    if measure.kind == "count" or pd.isna(team["value"]) or pd.isna(base["value"]):
        return no_gap()
    tested_base = _baseline_to_test(team, base, measure)
    ratio_test = _test_ratio(team, tested_base, measure, confidence)
    verdict = _firm(_verdict(ratio_test), team, tested_base, measure, confidence)
    return {
        "difference": team["value"] - base["value"],
        "ratio": team["value"] / tested_base["value"] if tested_base["value"] else MISSING,
        **ratio_test,
        "verdict": verdict,
        "judgement": judgement(verdict, measure),
        "children": _gap_in_children(team, base, measure),
    }


def without_team(base: pd.Series, team: pd.Series, measure: Measure) -> pd.Series | None:
    """Return `base` without the children of `team`, or None where either has no published count.

    Count and population are the baseline's minus the team's; the value is worked out from them. An estimated count is
    taken out of a group's estimated count, which is the sum of such counts, the team's among them.
    """
    are_counted = is_counted(base) and is_counted(team)
    in_sum = base["role"] == GROUP and not pd.isna([base["count"], team["count"]]).any()
    if measure.kind not in ("rate", "proportion") or not (are_counted or in_sum):
        return None
    count, population = base["count"] - team["count"], base["population"] - team["population"]
    if count < 0 or population <= 0:
        return None
    value = measure.per * count / population
    words = f"the rest of {base['name']}: {count:,.0f} of {population:,.0f}"
    changed = {"value": value, "count": count, "population": population, "lower": MISSING, "upper": MISSING}
    return pd.Series(base.to_dict() | changed | {"note": words, "name": f"Rest of {base['name']}"})


def is_counted(row: pd.Series) -> bool:
    """Return whether the row's own publisher counted it, so that its count is not an estimate."""
    return bool(pd.notna(row["count"]) and row["population"] > 0 and row["known_by"] == PUBLISHED)


def judgement(verdict: str, measure: Measure) -> str:
    """Return better or worse, by the measure's polarity; blank without a difference or without a polarity."""
    if verdict not in (HIGHER, LOWER) or measure.lower_is_better is None:
        return ""
    return BETTER if (verdict == LOWER) == measure.lower_is_better else WORSE


def smallest_gap(team: pd.Series) -> tuple[float, float]:
    """Return how far below and above the team's value a baseline must be to lie outside the team's interval.

    In the measure's unit; NaN without an interval. It says nothing about the power of the test.
    """
    return float(team["value"] - team["lower"]), float(team["upper"] - team["value"])


def _baseline_to_test(team: pd.Series, base: pd.Series, measure: Measure) -> pd.Series:
    if base["role"] not in PART_OF:
        return base
    without = without_team(base, team, measure)
    return base if without is None else without


def _test_ratio(team: pd.Series, base: pd.Series, measure: Measure, confidence: float) -> dict[str, float]:
    if measure.kind not in ("rate", "proportion") or pd.isna(team["lower"]) or is_median(base):
        return {"ratio_lower": MISSING, "ratio_upper": MISSING, "p_value": MISSING}
    if is_counted(team) and is_counted(base):
        return _test_two_counts(team, base, measure, confidence)
    return _test_one_count(team, base, measure)


def _test_two_counts(team: pd.Series, base: pd.Series, measure: Measure, confidence: float) -> dict[str, float]:
    counts = (team["count"], team["population"], base["count"], base["population"])
    if measure.kind == "proportion":
        row = intervals.proportion_ratio(*counts, confidence=confidence).iloc[0]
        return {"ratio_lower": row["lower"], "ratio_upper": row["upper"], "p_value": row["p_value"]}
    row = intervals.ratio(*counts, confidence=confidence).iloc[0]
    p_value = intervals.ratio_p(*counts).iloc[0]
    return {"ratio_lower": row["lower"], "ratio_upper": row["upper"], "p_value": p_value}


def _test_one_count(team: pd.Series, base: pd.Series, measure: Measure) -> dict[str, float]:
    share = base["value"] / measure.per
    if measure.kind == "proportion":
        p_value = intervals.binomial_p(team["count"], team["population"], share).iloc[0]
    else:
        p_value = intervals.poisson_p(team["count"], team["population"] * share).iloc[0]
    lower, upper = (_as_multiple(limit, base["value"]) for limit in (team["lower"], team["upper"]))
    return {"ratio_lower": lower, "ratio_upper": upper, "p_value": p_value}


def _as_multiple(limit: float, fixed: float) -> float:
    """Return a limit as a multiple of a fixed value; infinite where the value is zero and the limit is not."""
    if fixed == 0:
        return math.inf if limit > 0 else 0.0
    return float(limit / fixed)


def _verdict(ratio_test: dict[str, float]) -> str:
    if np.isnan(ratio_test["ratio_lower"]) or np.isnan(ratio_test["ratio_upper"]):
        return CANNOT_SAY
    if ratio_test["ratio_lower"] > 1:
        return HIGHER
    return LOWER if ratio_test["ratio_upper"] < 1 else SIMILAR


def _firm(verdict: str, team: pd.Series, base: pd.Series, measure: Measure, confidence: float) -> str:
    """Return the verdict that stands for every value that rounds to the printed ones, and for every larger cohort."""
    if verdict in (HIGHER, LOWER):
        return verdict if _holds_when_rounded(verdict, team, base, measure, confidence) else SIMILAR
    return CANNOT_SAY if team["known_by"] == AT_LEAST else verdict


def _holds_when_rounded(verdict: str, team: pd.Series, base: pd.Series, measure: Measure, confidence: float) -> bool:
    """Return whether team and baseline stay apart when each lies as near the other as its last printed digit allows."""
    side = 1 if verdict == HIGHER else -1
    team_half = team["half_digit"] if team["known_by"] == ESTIMATE else 0.0
    base_half = 0.0 if is_counted(base) else base["half_digit"]
    lower, upper = team["lower"], team["upper"]
    if team_half:
        count = max(0.0, team["value"] - side * team_half) * team["population"] / measure.per
        moved = intervals.rate(count, team["population"], per=measure.per, confidence=confidence).iloc[0]
        lower, upper = moved["lower"], moved["upper"]
    nearest = base["value"] + side * base_half
    if not (team_half or base_half):
        return True
    return bool(lower > nearest if verdict == HIGHER else upper < nearest)


def _gap_in_children(team: pd.Series, base: pd.Series, measure: Measure) -> float:
    if not measure.of_children or team["known_by"] not in (PUBLISHED, ESTIMATE) or pd.isna(team["population"]):
        return MISSING
    children = team["population"] if pd.isna(team["children_nearest"]) else team["children_nearest"]
    return float((team["value"] - base["value"]) * children / measure.per)


def no_gap() -> dict[str, Any]:
    """Return the columns of `COLUMNS` where nothing can be compared."""
    return {**dict.fromkeys(COLUMNS, MISSING), "verdict": CANNOT_SAY, "judgement": ""}
