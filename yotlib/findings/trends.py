"""Say how a figure changed: described from first to last year, tested over the newest points, not across a break."""

import pandas as pd

from yotlib.analysis import trend_lines, trends
from yotlib.findings.wording import (
    WIDEST_FIRST,
    Nothing,
    Sentence,
    Sentences,
    area_and_age,
    format_p_value,
    period_of,
    uncapitalise,
)
from yotlib.reference.measures import Measure, get
from yotlib.reference.periods import day

NOT_OVER_TIME = "The sources held here publish no figures over time for this team and measure."


def change(series: pd.DataFrame) -> Sentence:
    """Say how the team's figure changed from its first year to its last, beside its widest baseline; not tested.

    If the series has a break, the first year is the first after it, and the sentence says so.
    """
    if series.empty:
        return Nothing(NOT_OVER_TIME)
    team_rows = series[series["role"] == "team"].dropna(subset=["value"])
    measure, newest = get(series.iloc[0]["measure"]), trends.newest_segment(team_rows)
    if team_rows.empty:
        return _say_all_withheld(measure, "change")
    if len(newest) < 2:
        return _say_too_few(newest, team_rows)
    first, last = newest.iloc[0], newest.iloc[-1]
    of_team = f"{measure.subject} in {area_and_age(first)} {_describe_change(first, last, measure)}"
    baseline = _widest_baseline(series, first, last)
    of_baseline = "" if baseline.empty else f"; {_describe_baseline(baseline, measure)}"
    return Sentence(f"{of_team}{of_baseline}.{_note_years_left_out(team_rows)}")


def trend(series: pd.DataFrame) -> Sentence:
    """Say whether the team's newest points rise or fall by more than chance would explain.

    The sentence gives the change a year, the period, how many points and intervals it rests on, and
    the p value; if no trend can be tested, it says why.
    """
    if series.empty:
        return Nothing(NOT_OVER_TIME)
    team_rows = series[series["role"] == "team"]
    measure = get(series.iloc[0]["measure"])
    if team_rows["value"].isna().all():
        return _say_all_withheld(measure, "trend")
    test = trend_lines.fit_trends(team_rows).iloc[0]
    subject = f"{uncapitalise(measure.subject)} in {area_and_age(team_rows.iloc[0])}"
    if test["trend"] == "cannot say":
        return Sentence(f"Whether there is a trend in {subject} cannot be said: {test['reason']}.")
    return Sentence(f"Over {test['first_period']} to {test['last_period']} {_describe_trend(test, subject, measure)}")


def breaks(series: pd.DataFrame) -> Sentences:
    """Say where a series has a break, and that nothing is tested across it; return nothing if it has none."""
    with_values = series.dropna(subset=["value"])
    return Sentences(_describe_break(on, with_values) for on in trends.breaks_in(with_values))


def _describe_break(on: pd.Timestamp, rows: pd.DataFrame) -> str:
    inside = rows[(rows["period_start"] < on) & (rows["period_end"] >= on)].drop_duplicates("period_end")
    spans = " and ".join(period_of(row) for _, row in inside.iterrows())
    straddling = f" {spans} straddle{'s' if len(inside) == 1 else ''} it." if spans else ""
    return (
        f"The series breaks at {day(on)}, where the source of the figures changed.{straddling} "
        "No trend is tested across the break, and a difference across it is not read as a change."
    )


def _note_years_left_out(team_rows: pd.DataFrame) -> str:
    breaks_inside = trends.breaks_in(team_rows)
    return (
        f" Years before or astride the series break of {day(breaks_inside[-1])} are not compared with these."
        if breaks_inside
        else ""
    )


def _say_all_withheld(measure: Measure, sought: str) -> Nothing:
    words = f"{sought} over time" if sought == "change" else sought
    return Nothing(f"Every year of {uncapitalise(measure.subject)} is withheld, so no {words} can be shown.")


def _say_too_few(newest: pd.DataFrame, team_rows: pd.DataFrame) -> Sentence:
    breaks_inside = trends.breaks_in(team_rows)
    after = f" after the series break of {day(breaks_inside[-1])}" if breaks_inside else ""
    which = f"Only {period_of(newest.iloc[0])} is published" if len(newest) else "No year is published whole"
    return Sentence(f"{which}{after or ' here'}, so no change over time can be shown.")


def _describe_trend(test: pd.Series, subject: str, measure: Measure) -> str:
    basis = "; ".join(filter(None, [f"{test['points']} points are tested", test["reason"]]))
    p_value = format_p_value(test["p_value"])
    if test["trend"] == "no trend shown":
        return f"no trend is shown in {subject} ({p_value}): {basis}. That is not to say that nothing changed."
    moved = f"{'rose' if test['slope'] > 0 else 'fell'} by {_format_slope(abs(test['slope']), measure)} a year"
    return f"{subject} {moved}; the trend is more than chance would explain ({p_value}). {basis}."


def _format_slope(slope: float, measure: Measure) -> str:
    """Print a slope in words: about 49 per 100,000 children, about 1.2 percentage points."""
    least = 10.0**-measure.decimals
    about = f"about {measure.printed(slope)}" if slope >= least / 2 else f"less than {measure.printed(least)}"
    unit = measure.spoken(slope).removeprefix(measure.printed(slope))
    return f"{about.removesuffix('%')}{' percentage points' if about.endswith('%') else unit}"


def _widest_baseline(series: pd.DataFrame, first: pd.Series, last: pd.Series) -> pd.DataFrame:
    for role in WIDEST_FIRST:
        base = series[(series["role"] == role) & series["period_end"].isin([first["period_end"], last["period_end"]])]
        if len(base.dropna(subset=["value"])) == 2:
            return base
    return series.iloc[:0]


def _describe_change(first: pd.Series, last: pd.Series, measure: Measure) -> str:
    if measure.printed(first["value"]) == measure.printed(last["value"]):
        return f"came to {measure.spoken(first['value'])} in {period_of(first)} and again in {period_of(last)}"
    ends = f"from {measure.spoken(first['value'])} in {period_of(first)} to {measure.printed(last['value'])}"
    return f"{_rose_or_fell(first, last)} {ends} in {period_of(last)}{_format_size(first, last, measure)}"


def _describe_baseline(base: pd.DataFrame, measure: Measure) -> str:
    first, last = base.iloc[0], base.iloc[-1]
    if measure.printed(first["value"]) == measure.printed(last["value"]):
        return f"{base['name'].iloc[0]} came to {measure.printed(first['value'])} in both"
    ends = f"from {measure.printed(first['value'])} to {measure.printed(last['value'])}"
    return f"{base['name'].iloc[0]} {_rose_or_fell(first, last)} {ends}{_format_size(first, last, measure)}"


def _rose_or_fell(first: pd.Series, last: pd.Series) -> str:
    return "rose" if last["value"] > first["value"] else "fell"


def _format_size(first: pd.Series, last: pd.Series, measure: Measure) -> str:
    gap = abs(last["value"] - first["value"])
    if measure.kind in ("proportion", "share"):
        return f" ({gap:.1f} percentage points)"
    return f" ({100 * gap / first['value']:.0f}%)" if first["value"] else ""
