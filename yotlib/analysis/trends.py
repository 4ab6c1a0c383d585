"""Follow a measure over the years in one release, for a team and its baselines, and mark its series breaks."""

import pandas as pd

from yotlib.analysis.comparison import OWN_BASELINES, PERIOD, Baselines, roles_of, with_limits, with_names
from yotlib.analysis.confidence import CONFIDENCE, at_level
from yotlib.figures import estimates
from yotlib.figures.area_groups import groups_among, with_groups
from yotlib.figures.asked import find_series
from yotlib.figures.choose import choose, ending_by
from yotlib.figures.load import with_release
from yotlib.figures.releases import first_revised_day
from yotlib.reference import areas, measures, periods
from yotlib.reference.empty import empty, how_to_fill
from yotlib.reference.notes import with_mark

_WHO = ["area", "name", "role"]
_MEASURED = ["value", "lower", "upper", "count", "population", *estimates.OWN_COLUMNS]
COLUMNS = ["measure", "age", "ethnicity", *_WHO, *PERIOD, *_MEASURED, "segment", "note", "source"]


def over_time(
    figures: pd.DataFrame,
    team: str,
    measure: str,
    *,
    age: str = "10-17",
    ethnicity: str = "all",
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    baselines: Baselines = OWN_BASELINES,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return every period of one measure for `team` and its baselines (as in `compare`), all from one release.

    The release is one that has the team's newest period: the one with the most periods, of several the newest. Returns
    one row an area and period, the team first, oldest period first, with limits where a count is published or can be
    estimated. Empty, with the same columns, for a team without a dated figure (`attrs["why"]` says so).

    Columns: `measure`, `age`, `ethnicity`, `area` (slug), `name`, `role`, `period_start`, `period_end`, `value`,
    `lower`, `upper`, `count` to `smallest_cohort` as in `compare`, `segment` (see `segments`), `note` and `source`.
    `note` marks with [b] each period that straddles a series break, or else the first after it.

    >>> import yotlib as yot
    >>> series = yot.trends.over_time(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> series.loc[series["role"] == "team", "value"].tolist()
    [386.0, 458.0, 352.0, 345.0, 237.0, 190.0, 210.0, 118.0, 130.0]
    """
    area = areas.find(team)
    definition, age, ethnicity = find_series(figures, measure, age=age, ethnicity=ethnicity)
    everything = with_release(figures)
    roles = roles_of(area, baselines)
    among = [area, *roles, *(member for group in groups_among(roles) for member in group.members)]
    held = choose(everything, definition.key, age=age, ethnicity=ethnicity, as_of=as_of, among=among)
    rows = with_groups(ending_by(held.dropna(subset=PERIOD), period), roles, definition, everything, area)
    team_rows = rows[rows["area"] == area]
    if team_rows.empty:
        return empty(COLUMNS, f"no dated figure of {measure} is held for {area.name}; {how_to_fill(area)}")
    chosen = _mark_breaks(_rows_of_release(rows, _best_release(team_rows), [area, *roles]))
    table = estimates.hide_small_cohorts(estimates.fill_in_counts(chosen, definition, everything, area), definition)
    series = estimates.separate_estimates(with_limits(with_names(table, roles), definition, confidence))
    at_least = series["smallest_cohort"].notna()
    limited = series.assign(lower=series["lower"].mask(at_least), upper=series["upper"].mask(at_least))
    return at_level(limited[COLUMNS], confidence)


def _best_release(team_rows: pd.DataFrame) -> str:
    """Return the release of the team's newest period that has the most periods, of several the newest."""
    newest = team_rows[team_rows["period_end"] == team_rows["period_end"].max()]
    lengths = team_rows.groupby("source").size().rename("periods")
    best = newest.join(lengths, on="source").sort_values(["periods", "released"])
    return str(best["source"].iloc[-1])


def segments(series: pd.DataFrame) -> pd.Series:
    """Count the series breaks before each period, from 0; missing where the period straddles one.

    `series` is what `over_time` returns.

    >>> import yotlib as yot
    >>> series = yot.trends.over_time(yot.load(), "Barnet", "cautioned_or_sentenced_rate", period="2018-19")
    >>> yot.trends.segments(series[series["role"] == "team"]).tolist()
    [0, 0, 0, 0, 1, 1]
    """
    before_start, before_end = (
        sum((series[side] >= day for day in _break_days(series)), pd.Series(0, index=series.index)).astype("Int64")
        for side in PERIOD
    )
    return before_start.where(before_start == before_end)


def breaks_in(series: pd.DataFrame) -> list[pd.Timestamp]:
    """Return the breaks between the first and the last day of a series, oldest first.

    `series` is what `over_time` returns.

    >>> import yotlib as yot
    >>> series = yot.trends.over_time(yot.load(), "england-and-wales", "reoffending_rate")
    >>> [str(day.date()) for day in yot.trends.breaks_in(series)]
    ['2015-10-01']
    """
    return [day for day in _break_days(series) if series["period_start"].min() < day <= series["period_end"].max()]


def newest_segment(series: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose whole period is after the last break inside a series; all rows where it has none.

    `series` is what `over_time` returns.

    >>> import yotlib as yot
    >>> series = yot.trends.over_time(yot.load(), "Bradford", "reoffending_rate", age="15-17")
    >>> len(series), len(yot.trends.newest_segment(series))
    (18, 16)
    """
    breaks = breaks_in(series)
    return series[series["period_start"] >= breaks[-1]] if breaks else series


def years_of(series: pd.DataFrame) -> pd.Series:
    """Return the middle of each period in years, by whole months, so that years are 1 apart: 2018 is 2018.5.

    `series` is what `over_time` returns.

    >>> import pandas as pd
    >>> import yotlib as yot
    >>> year = {"period_start": pd.Timestamp("2018-01-01"), "period_end": pd.Timestamp("2018-12-31")}
    >>> yot.trends.years_of(pd.DataFrame([year])).tolist()
    [2018.5]
    """
    start, end = series["period_start"].dt, series["period_end"].dt
    return (start.year + end.year + (start.month - 1 + end.month) / 12) / 2


def _rows_of_release(rows: pd.DataFrame, source: str, order: list[str]) -> pd.DataFrame:
    of_release = rows[(rows["source"] == source) & rows["area"].isin(order)]
    with_place = of_release.assign(place=of_release["area"].map(order.index))
    return with_place.sort_values(["place", *PERIOD], ignore_index=True).drop(columns="place")


def _break_days(series: pd.DataFrame) -> list[pd.Timestamp]:
    if series.empty:
        return []
    first = series.iloc[0]
    of_measure = [pd.Timestamp(day) for day in measures.get(first["measure"]).breaks]
    revised = first_revised_day(first["source"], first["measure"]) if "source" in series else None
    return sorted([*of_measure, *([revised] if revised is not None else [])])


def _mark_breaks(rows: pd.DataFrame) -> pd.DataFrame:
    segment = segments(rows)
    before = segment.groupby(rows["area"]).shift()
    marks = segment.isna() | (segment != before).where(before.notna(), False)
    notes = [
        with_mark("[b]", _break_note(row), row["note"]) if mark else row["note"]
        for mark, (_, row) in zip(marks, rows.iterrows(), strict=True)
    ]
    return rows.assign(segment=segment, note=notes)


def _break_note(row: pd.Series) -> str:
    day = max(day for day in _break_days(row.to_frame().T) if day <= row["period_end"])
    where = "straddles" if day > row["period_start"] else "first period after"
    return f"{where} the series break of {periods.day(day)}"
