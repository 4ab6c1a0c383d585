"""Several years of a team seen together: three years of a rate pooled, and the years above and below a baseline."""

from typing import Any

import pandas as pd

from yotlib.analysis import intervals, verdicts
from yotlib.analysis.comparison import OWN_BASELINES, PERIOD, Baselines, with_limits
from yotlib.analysis.confidence import CONFIDENCE, at_level
from yotlib.analysis.trends import over_time
from yotlib.figures.estimates import ESTIMATE, PUBLISHED, fill_in_counts, join_estimates
from yotlib.figures.load import with_release
from yotlib.reference import areas, measures
from yotlib.reference.empty import empty, why_empty

YEARS = 3
FEWEST_YEARS = 6
SIGNIFICANT = 0.05
ABOVE, BELOW, NEITHER, TOO_FEW = "steadily above", "steadily below", "neither steadily", "too few years"
POOLED = [
    *("measure", "age", "ethnicity", "area", "name", "role", "period_start", "period_end", "years", "value", "lower"),
    *("upper", "count", "population", "known_by", "note", "source", *verdicts.COLUMNS),
]
_KEPT = ("measure", "age", "ethnicity", "area", "name", "role", "source", "note")
STEADY = [
    "measure",
    "age",
    "baseline",
    "name",
    "first",
    "last",
    "years",
    "above",
    "below",
    "level",
    "p_value",
    "steady",
]


def pooled(
    figures: pd.DataFrame,
    team: str,
    measure: str,
    *,
    years: int = YEARS,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    baselines: Baselines = OWN_BASELINES,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return the newest `years` of a rate pooled, `team` beside its baselines, with interval and verdict.

    The counts of all years are added up and divided by the children of all years, from one release; the years follow
    each other without a gap. `baselines` and `confidence` are those of `compare`; `yot.series(..., years=3)` has every
    run of years.

    Columns, the team's row first: `measure`, `age`, `ethnicity`, `area` (slug), `name`, `role`, `period_start` and
    `period_end` of all years together, `years`; `value`, `lower` and `upper` in the measure's unit; `count` and
    `population` of all years, `known_by` ("published" or "estimated"), `note`, `source`, then `difference` to
    `children` as in `compare`. Empty where the team or a year lacks a count, and `attrs["why"]` says so.

    >>> import yotlib as yot
    >>> table = yot.pooled(yot.load(), "Leeds", "first_time_entrants", baselines="england")
    >>> table[["name", "years", "verdict"]].values.tolist()
    [['Leeds', 3, ''], ['England', 3, 'higher']]
    """
    definition, everything = measures.get(measure), with_release(figures)
    series = join_estimates(over_time(everything, team, measure, period=period, as_of=as_of, baselines=baselines))
    if len(series):
        series = fill_in_counts(
            series.drop(columns="children_nearest"), definition, everything, *series["area"].unique()
        )
    whole = series.dropna(subset=["value", "count", "population"]) if len(series) else series
    spans = _newest_years(whole[whole["role"] == "team"], years) if len(whole) else None
    if spans is None:
        why = f"{years} consecutive years of {measure} with counts are not held for {areas.find(team).name}"
        return empty(POOLED, why_empty(series) or why)
    chosen = whole.merge(spans, on=PERIOD)
    lines = [line for _, line in chosen.groupby("area", sort=False) if len(line) == years]
    rows = pd.DataFrame([_one_pool(line) for line in lines])
    return at_level(_judged(with_limits(rows, definition, confidence), definition, confidence)[POOLED], confidence)


def steadiness(
    figures: pd.DataFrame,
    team: str,
    measure: str,
    *,
    age: str = "10-17",
    baseline: str = "region",
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
) -> pd.DataFrame:
    """Return on how many years of one release the team lay above its baseline, below it, or level.

    One row; none where the two share no year. Columns: `measure`, `age`, `baseline` (slug), `name` of the baseline,
    `first` and `last` (the last days of the first and last year), `years`, `above`, `below`, `level`, `p_value` and
    `steady`. With six years or more that are not level, an exact two-sided sign test under 0.05 is "steadily above" or
    "steadily below", else "neither steadily".

    >>> import yotlib as yot
    >>> years = yot.years_together.steadiness(yot.load(), "Bradford", "reoffending_rate", age="15-17", period="2023-24")
    >>> years[["years", "above", "below", "steady"]].values.tolist()
    [[9, 5, 4, 'neither steadily']]
    """
    series = over_time(figures, team, measure, age=age, period=period, as_of=as_of, baselines=[baseline])
    values = series.dropna(subset=["value"])
    pairs = values[values["role"] == "team"].merge(values[values["role"] != "team"], on=PERIOD, suffixes=("", "_base"))
    if pairs.empty:
        return empty(STEADY, f"{areas.find(team).name} and its baseline share no year of {measure}")
    gap = pairs["value"] - pairs["value_base"]
    above, below = int((gap > 0).sum()), int((gap < 0).sum())
    p_value = float(intervals.binomial_p(above, above + below, 0.5).iloc[0]) if above + below else float("nan")
    base = {name: pairs[f"{name}_base"].iloc[0] for name in ("area", "name")}
    row = {name: pairs[name].iloc[0] for name in ("measure", "age")} | {"baseline": base["area"], "name": base["name"]}
    numbers = {"years": len(pairs), "above": above, "below": below, "level": len(pairs) - above - below}
    ends = {"first": pairs["period_end"].min(), "last": pairs["period_end"].max(), "source": pairs["source"].iloc[0]}
    return pd.DataFrame([row | ends | numbers | {"p_value": p_value, "steady": _steady(above, below, p_value)}])[STEADY]


def _steady(above: int, below: int, p_value: float) -> str:
    if above + below < FEWEST_YEARS:
        return TOO_FEW
    return NEITHER if p_value >= SIGNIFICANT else ABOVE if above > below else BELOW


def _newest_years(team_rows: pd.DataFrame, years: int) -> pd.DataFrame | None:
    """Return the periods of the newest years, or None where there are too few or one is missing between them."""
    newest = team_rows.sort_values(PERIOD).tail(years)
    gaps = newest["period_start"].iloc[1:].to_numpy() - newest["period_end"].iloc[:-1].to_numpy()
    whole = len(newest) == years and (gaps == pd.Timedelta(days=1)).all()
    return newest[PERIOD] if whole else None


def _one_pool(line: pd.DataFrame) -> dict[str, Any]:
    count, population = line["count"].sum(), line["population"].sum()
    kept: dict[str, Any] = {name: line[name].iloc[-1] for name in _KEPT}
    return kept | {
        "period_start": line["period_start"].min(),
        "period_end": line["period_end"].max(),
        "years": len(line),
        "value": measures.get(kept["measure"]).per * count / population,
        "count": count,
        "population": population,
        "known_by": ESTIMATE if (line["known_by"] == ESTIMATE).any() else PUBLISHED,
        "children_nearest": float("nan"),
    }


def _judged(rows: pd.DataFrame, measure: measures.Measure, confidence: float) -> pd.DataFrame:
    blank = verdicts.no_gap() | {"verdict": "", "judgement": ""}
    team, others = rows.iloc[0], rows.iloc[1:].iterrows()
    gaps = [blank] + [verdicts.gap(team, row, measure, confidence=confidence) for _, row in others]
    return rows.assign(**pd.DataFrame(gaps, index=rows.index))
