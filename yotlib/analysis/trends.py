"""A measure over the years, from one release, the team beside its baselines; its breaks, and its tested trend."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from yotlib.analysis import intervals
from yotlib.analysis.comparison import OWN_BASELINES, PERIOD, named, newest, roles_of, with_limits
from yotlib.figures import estimates
from yotlib.figures.choose import ending_by, released_by, select
from yotlib.figures.load import with_release
from yotlib.figures.tidy import quoted
from yotlib.reference import areas, measures, periods
from yotlib.reference.errors import AskedWrongly
from yotlib.reference.notes import is_estimated, marked

_WHO = ["area", "name", "role"]
_MEASURED = ["value", "lower", "upper", "count", "population"]
COLUMNS = ["measure", "age", "ethnicity", *_WHO, *PERIOD, *_MEASURED, "segment", "note", "source"]
_SPAN = ["first_period", "last_period"]
TESTED = [*_WHO, *_SPAN, "points", "slope", "z", "p_value", "trend", "reason", "source"]
POINTS = 5
_Column = np.ndarray[Any, Any]
SIGNIFICANT = 0.002


def over_time(
    figures: pd.DataFrame,
    team: str,
    measure: str,
    *,
    age: str = "10-17",
    ethnicity: str = "all",
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    baselines: Sequence[str] = OWN_BASELINES,
) -> pd.DataFrame:
    """Every period of one measure for `team` and its baselines, all from one release.

    The release is the newest of those that hold the team's newest period. Returns one row an
    area and period, the team first, oldest period first, with limits where a count is known or
    can be estimated; empty, with the same columns, for a team without a dated figure. `segment`
    is that of `segments`, and `note` marks with [b] each period that straddles a series break,
    or else the first after it.
    """
    area, definition = areas.find(team), measures.get(measure)
    everything = with_release(figures)
    rows = select(released_by(everything, as_of), measure, age=age, ethnicity=ethnicity).dropna(subset=PERIOD)
    rows = ending_by(rows, period)
    mine = rows[rows["area"] == area]
    if mine.empty:
        return pd.DataFrame(columns=COLUMNS)
    roles = roles_of(area, baselines)
    chosen = _with_breaks(_of_release(rows, newest(mine)["source"], [area, *roles]))
    table = estimates.withheld(estimates.completed(chosen, definition, everything, area), definition)
    return with_limits(named(table, roles), definition)[COLUMNS]


def segments(series: pd.DataFrame) -> pd.Series:
    """How many breaks of its measure each period lies whole after, from 0; missing where it straddles one."""
    after, reached = (
        sum((series[side] >= day for day in _breaks(series)), pd.Series(0, index=series.index)).astype("Int64")
        for side in PERIOD
    )
    return after.where(after == reached)


def breaks_in(series: pd.DataFrame) -> list[pd.Timestamp]:
    """The breaks that lie between the first and the last day of a series, oldest first."""
    return [day for day in _breaks(series) if series["period_start"].min() < day <= series["period_end"].max()]


def newest_segment(series: pd.DataFrame) -> pd.DataFrame:
    """The rows that lie whole after the last break inside a series; all of them where it has none."""
    inside = breaks_in(series)
    return series[series["period_start"] >= inside[-1]] if inside else series


def years_of(series: pd.DataFrame) -> pd.Series:
    """The middle of each period in years, by whole months, so that years are 1 apart: 2018 is 2018.5."""
    start, end = series["period_start"].dt, series["period_end"].dt
    return (start.year + end.year + (start.month - 1 + end.month) / 12) / 2


def tested(series: pd.DataFrame, *, area: str | None = None) -> pd.DataFrame:
    """The tested trend of each area of `over_time`'s table, or of `area` alone: one row an area.

    A line is laid by weighted least squares through the newest five points after the last break,
    each weighted by 1/SE². SE is that of the five points' pooled rate over the point's own
    population, so that chance lows do not weigh more than chance highs: with SE from each
    interval, cohorts of 30 to 60 children without a trend pass p < 0.002 at two to four times the
    due rate. Where no counts are known, or all are nought, SE is the 95% interval's width over
    2 × 1.959964. `slope` is in the measure's unit a year, `z` is slope ÷ √(1/Σw(t - t̄)²) and
    `p_value` two-sided against the normal.

    `trend` is "rising" or "falling" where p < 0.002 and the slope keeps its sign when any one
    point is left out, else "no trend shown"; "cannot say", without numbers, where there are fewer
    than five points, a break inside, a point without an interval, or periods that overlap.
    `reason` tells why, and how many intervals are estimated. Only chance in the counts is tested:
    a rate that moves from year to year for other reasons is not allowed for.

    Source: METHODS in data/README.md, "Trend".
    """
    lines = (series if area is None else _of_area(series, area)).reindex(columns=COLUMNS)
    return pd.DataFrame([_tested(line) for _, line in lines.groupby("area", sort=False)], columns=TESTED)


def _of_release(rows: pd.DataFrame, source: str, order: list[str]) -> pd.DataFrame:
    held = rows[(rows["source"] == source) & rows["area"].isin(order)]
    placed = held.assign(place=held["area"].map(order.index))
    return placed.sort_values(["place", *PERIOD], ignore_index=True).drop(columns="place")


def _breaks(series: pd.DataFrame) -> list[pd.Timestamp]:
    return [] if series.empty else [pd.Timestamp(day) for day in measures.get(series["measure"].iloc[0]).breaks]


def _with_breaks(rows: pd.DataFrame) -> pd.DataFrame:
    segment = segments(rows)
    before = segment.groupby(rows["area"]).shift()
    marks = segment.isna() | (segment != before).where(before.notna(), False)
    notes = [
        marked("[b]", _at_break(row), row["note"]) if mark else row["note"]
        for mark, (_, row) in zip(marks, rows.iterrows(), strict=True)
    ]
    return rows.assign(segment=segment, note=notes)


def _at_break(row: pd.Series) -> str:
    day = max(day for day in _breaks(row.to_frame().T) if day <= row["period_end"])
    where = "straddles" if day > row["period_start"] else "first period after"
    return f"{where} the series break of {periods.day(day)}"


def _of_area(series: pd.DataFrame, area: str) -> pd.DataFrame:
    found = series[series["area"] == areas.find(area)]
    if found.empty:
        raise AskedWrongly(f"The series has no {area!r}; it has {quoted(series['area'].unique()) or 'no rows'}.")
    return found


def _tested(line: pd.DataFrame) -> dict[str, Any]:
    known = line.dropna(subset=["value"]).sort_values(PERIOD)
    chosen = newest_segment(known).tail(POINTS)
    refused = _why_not(known, chosen)
    numbers = {"trend": "cannot say", "reason": refused} if refused else _fitted(chosen)
    who = {name: line[name].iloc[0] for name in (*_WHO, "source")}
    return {**who, **_span(chosen), "points": len(chosen), **numbers}


def _why_not(known: pd.DataFrame, chosen: pd.DataFrame) -> str:
    """Why no trend can be tested, in words; "" where it can."""
    if len(chosen) < POINTS:
        day = f" after the series break of {_last_break(known)}" if breaks_in(known) else ""
        held = (
            f"only {len(chosen)} {'point is' if len(chosen) == 1 else 'points are'}" if len(chosen) else "no point is"
        )
        return f"{held} published{day}, and a trend needs {POINTS}"
    if without := int((~(chosen["upper"] > chosen["lower"])).sum()):
        return f"{without} of {POINTS} points {'has' if without == 1 else 'have'} no interval"
    overlap = (chosen["period_start"].to_numpy()[1:] <= chosen["period_end"].to_numpy()[:-1]).any()
    return "periods overlap, so that points share children" if overlap else ""


def _fitted(points: pd.DataFrame) -> dict[str, Any]:
    from scipy.stats import norm

    columns = np.array([years_of(points), points["value"], _errors(points) ** -2.0], dtype=float)
    slope, spread = _line(*columns)
    z = slope * spread**0.5
    p_value = float(2 * norm.sf(abs(z)))
    turning = [place for place in range(POINTS) if _line(*np.delete(columns, place, axis=1))[0] * slope <= 0]
    shown = p_value < SIGNIFICANT and not turning
    trend = ("rising" if slope > 0 else "falling") if shown else "no trend shown"
    reason = _reason(points, p_value, turning)
    return {"slope": slope, "z": z, "p_value": p_value, "trend": trend, "reason": reason}


def _errors(points: pd.DataFrame) -> pd.Series:
    """Each point's standard error: that of the points' pooled rate if it can be had, else from its interval's width."""
    measure = measures.get(points["measure"].iloc[0])
    share = points["count"].sum(skipna=False) / points["population"].sum(skipna=False)
    variance = {"rate": share, "proportion": share * (1 - share)}.get(measure.kind, float("nan"))
    pooled = measure.per * (variance / points["population"]) ** 0.5
    return pooled if (pooled > 0).all() else (points["upper"] - points["lower"]) / (2 * intervals.z())


def _line(t: _Column, value: _Column, weight: _Column) -> tuple[float, float]:
    """The weighted slope of `value` on `t`, and Σw(t - t̄)²."""
    away = t - np.average(t, weights=weight)
    spread = float(weight @ away**2)
    return float(weight @ (away * (value - value[0]))) / spread, spread


def _reason(points: pd.DataFrame, p_value: float, turning: list[int]) -> str:
    """What speaks against a trend, if anything, and how many intervals are estimated."""
    estimated = int(points.apply(is_estimated, axis=1).sum())
    without = " or ".join(_period(points.iloc[place]) for place in turning)
    told = f"the slope does not keep its sign without {without}" if turning else ""
    told = told if p_value < SIGNIFICANT else f"p is not below {SIGNIFICANT}"
    how_many = f"all {POINTS}" if estimated == POINTS else f"{estimated} of {POINTS}"
    marked = f"{how_many} intervals are estimated" if estimated else ""
    return "; ".join(filter(None, [told, marked]))


def _span(points: pd.DataFrame) -> dict[str, str]:
    return {"first_period": _period(points.iloc[0]), "last_period": _period(points.iloc[-1])} if len(points) else {}


def _period(row: pd.Series) -> str:
    return periods.label(row["period_start"], row["period_end"])


def _last_break(series: pd.DataFrame) -> str:
    day = breaks_in(series)[-1]
    return periods.day(day)
