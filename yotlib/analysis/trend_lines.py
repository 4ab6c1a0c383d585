"""Fit a line to each area's newest figures, and test whether it rises or falls by more than chance explains."""

from typing import Any

import numpy as np
import pandas as pd

from yotlib.analysis import intervals
from yotlib.analysis.comparison import PERIOD
from yotlib.analysis.confidence import level_of
from yotlib.analysis.trends import COLUMNS, breaks_in, newest_segment, years_of
from yotlib.figures import estimates
from yotlib.figures.tidy import quoted
from yotlib.reference import areas, measures, periods
from yotlib.reference.errors import AskedWrongly
from yotlib.reference.notes import is_estimated
from yotlib.reference.words import counted

_WHO = ["area", "name", "role"]
_SPAN = ["first_period", "last_period"]
TESTED = [*_WHO, *_SPAN, "points", "slope", "z", "p_value", "trend", "reason", "source"]
POINTS = 5
SIGNIFICANT = 0.002
_Column = np.ndarray[Any, Any]
RISING, FALLING, NO_TREND, CANNOT_SAY = "rising", "falling", "no trend shown", "cannot say"


def fit_trends(series: pd.DataFrame, *, area: str | None = None) -> pd.DataFrame:
    """Fit and test the trend of each area of `trends.over_time`'s table, or only of `area`; return one row an area.

    Columns: `area` (slug), `name`, `role`, `first_period` and `last_period` (in words), `points`, `slope`, `z`,
    `p_value`, `trend`, `reason` and `source`.

    A line is fitted by weighted least squares through the newest five points after the last break, each weighted by
    1/SE². SE is that of the five points' pooled rate over the point's own population, so that chance lows do not weigh
    more than chance highs: with SE from each interval, cohorts of 30 to 60 children without a trend pass p < 0.002 at
    two to four times the nominal rate. Where no counts are known, or all are zero, SE is the width of the interval over
    2 × z (1.959964 at 95%). `slope` is in the measure's unit a year, `z` is slope ÷ √(1/Σw(t - t̄)²), divided by
    √(χ²/df) of the fit where that is above 1 (years scatter more than counts alone would), and `p_value` is two-sided
    against the normal.

    `trend` is "rising" or "falling" where p < 0.002 and the slope keeps its sign when any one point is left out, else
    "no trend shown". It is "cannot say", without numbers, where there are fewer than five points, a break inside, a
    point without an interval, or periods that overlap. `reason` says why, and how many intervals are estimated. A rate
    that varies from year to year for other reasons than chance widens the standard error.

    >>> import yotlib as yot
    >>> series = yot.trends.over_time(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> fit_trends(series, area="bradford")[["slope", "z", "trend"]].round(2).values.tolist()
    [[-28.58, -3.2, 'falling']]

    How it is worked out, with an example: docs/methods.md, "Trends and series breaks".
    """
    lines = (series if area is None else _rows_of_area(series, area)).reindex(columns=COLUMNS)
    return pd.DataFrame([_trend_of(line) for _, line in lines.groupby("area", sort=False)], columns=TESTED)


def _rows_of_area(series: pd.DataFrame, area: str) -> pd.DataFrame:
    rows = series[series["area"] == areas.find(area)]
    if rows.empty:
        raise AskedWrongly(f"The series has no {area!r}; it has {quoted(series['area'].unique()) or 'no rows'}.")
    return rows


def _trend_of(line: pd.DataFrame) -> dict[str, Any]:
    published = line.dropna(subset=["value"]).sort_values(PERIOD)
    points = newest_segment(published).tail(POINTS)
    obstacle = _why_no_trend(published, points)
    result = {"trend": CANNOT_SAY, "reason": obstacle} if obstacle else _fit_line(points)
    who = {name: line[name].iloc[0] for name in (*_WHO, "source")}
    return {**who, **_first_and_last_period(points), "points": len(points), **result}


def _why_no_trend(published: pd.DataFrame, points: pd.DataFrame) -> str:
    """Say why no trend can be tested; return "" where it can."""
    if len(points) < POINTS:
        after = f" after the series break of {_last_break_day(published)}" if breaks_in(published) else ""
        how_many = f"only {counted(len(points), 'point is', 'points are')}" if len(points) else "no point is"
        return f"{how_many} published{after}, and a trend needs {POINTS}"
    if without := int((~(points["upper"] > points["lower"])).sum()):
        return f"{without} of {POINTS} points {'has' if without == 1 else 'have'} no interval"
    overlap = (points["period_start"].to_numpy()[1:] <= points["period_end"].to_numpy()[:-1]).any()
    return "periods overlap, so that points share children" if overlap else ""


def _fit_line(points: pd.DataFrame) -> dict[str, Any]:
    from scipy.stats import norm

    columns = np.array([years_of(points), points["value"], _standard_errors(points) ** -2.0], dtype=float)
    slope, spread = _weighted_slope(*columns)
    scatter = _scatter(columns, slope)
    z = slope * spread**0.5 / max(1.0, scatter)
    p_value = float(2 * norm.sf(abs(z)))
    decisive = [place for place in range(POINTS) if _weighted_slope(*np.delete(columns, place, axis=1))[0] * slope <= 0]
    is_trend = p_value < SIGNIFICANT and not decisive
    trend = (RISING if slope > 0 else FALLING) if is_trend else NO_TREND
    reason = _reasons_against(points, p_value, decisive)
    return {"slope": slope, "z": z, "p_value": p_value, "trend": trend, "reason": reason}


def _standard_errors(points: pd.DataFrame) -> pd.Series:
    """Return each point's standard error: from the points' pooled rate if possible, else from its interval's width."""
    measure = measures.get(points["measure"].iloc[0])
    points = estimates.join_estimates(points)
    share = points["count"].sum(skipna=False) / points["population"].sum(skipna=False)
    variance = {"rate": share, "proportion": share * (1 - share)}.get(measure.kind, float("nan"))
    pooled = measure.per * (variance / points["population"]) ** 0.5
    return pooled if (pooled > 0).all() else (points["upper"] - points["lower"]) / (2 * intervals.z(level_of(points)))


def _weighted_slope(t: _Column, value: _Column, weight: _Column) -> tuple[float, float]:
    """Return the weighted slope of `value` on `t`, and Σw(t - t̄)²."""
    away = t - np.average(t, weights=weight)
    spread = float(weight @ away**2)
    return float(weight @ (away * (value - value[0]))) / spread, spread


def _scatter(columns: Any, slope: float) -> float:
    """Return √(χ²/df) of the fit: above 1 where points scatter about the line more than chance explains."""
    t, value, weight = columns
    centre, level = np.average(t, weights=weight), np.average(value, weights=weight)
    misses = value - level - slope * (t - centre)
    return float((weight @ misses**2 / (len(t) - 2)) ** 0.5)


def _reasons_against(points: pd.DataFrame, p_value: float, decisive: list[int]) -> str:
    """Say what speaks against a trend, if anything, and how many intervals are estimated.

    `decisive` are the points without which the slope changes its sign.
    """
    estimated = int(points.apply(is_estimated, axis=1).sum())
    without = " or ".join(_period_label(points.iloc[place]) for place in decisive)
    objection = f"the slope does not keep its sign without {without}" if decisive else ""
    objection = objection if p_value < SIGNIFICANT else f"p is not below {SIGNIFICANT}"
    how_many = f"all {POINTS}" if estimated == POINTS else f"{estimated} of {POINTS}"
    caution = f"{how_many} intervals are estimated" if estimated else ""
    return "; ".join(filter(None, [objection, caution]))


def _first_and_last_period(points: pd.DataFrame) -> dict[str, str]:
    return (
        {"first_period": _period_label(points.iloc[0]), "last_period": _period_label(points.iloc[-1])}
        if len(points)
        else {}
    )


def _period_label(row: pd.Series) -> str:
    return periods.label(row["period_start"], row["period_end"])


def _last_break_day(series: pd.DataFrame) -> str:
    return periods.day(breaks_in(series)[-1])
