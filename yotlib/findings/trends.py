"""Say how a figure changed: described from first to last year, tested over the newest points, not across a break."""

import pandas as pd

from yotlib.analysis import trend_lines, trends
from yotlib.findings.wording import (
    WIDEST_FIRST,
    Nothing,
    Sentence,
    Sentences,
    format_p_value,
    period_of,
    print_value,
    subject_of,
    uncapitalise,
    with_article,
)
from yotlib.reference.measures import Measure, get
from yotlib.reference.periods import day

_NEAREST_FIRST = ("group", "region", "nation", "england-and-wales", "named")
NOT_OVER_TIME = "The sources held here publish no figures over time for this team and measure."


def change(series: pd.DataFrame) -> Sentence:
    """Say how the team's figure changed from its first year to its last, beside its widest baseline; not tested.

    If the series has a break, the first year is the first after it, and the sentence says so. `series` is what
    `trends.over_time` returns.

    >>> import yotlib as yot
    >>> years = yot.trends.over_time(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> print(yot.findings.change(years))
    First-time entrants in Bradford fell from 386 per 100,000 children in 2016 to 130 in 2024 (66%); England fell from \
333 to 138 (59%).
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
    of_team = f"{subject_of(measure, first)} in {first['name']} {_describe_change(first, last, measure)}"
    baseline = _widest_baseline(series, first, last)
    of_baseline = "" if baseline.empty else f"; {_describe_baseline(baseline, measure)}"
    return Sentence(f"{of_team}{of_baseline}.{_note_years_left_out(team_rows)}")


def trend(series: pd.DataFrame) -> Sentence:
    """Say whether the team's newest points rise or fall by more than chance would explain.

    The sentence gives the change a year, the period, the p value and the change of the team's region (else its nation)
    over the same years; then how many years it rests on. If no trend can be tested, it says why. `series` is what
    `trends.over_time` returns.

    >>> import yotlib as yot
    >>> years = yot.trends.over_time(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> print(yot.findings.trend(years))
    First-time entrants in Bradford fell by about 29 per 100,000 children a year over 2020 to 2024, more than chance \
would explain (p = 0.001), while Yorkshire and the Humber fell from 186 to 152. 5 years are tested; all 5 intervals \
are estimated.
    """
    if series.empty:
        return Nothing(NOT_OVER_TIME)
    team_rows = series[series["role"] == "team"]
    measure = get(series.iloc[0]["measure"])
    if team_rows["value"].isna().all():
        return _say_all_withheld(measure, "trend")
    test = trend_lines.fit_trends(team_rows).iloc[0]
    subject = f"{subject_of(measure, team_rows.iloc[0])} in {team_rows.iloc[0]['name']}"
    if test["trend"] == trend_lines.CANNOT_SAY:
        return Sentence(f"No trend is tested in {uncapitalise(subject)}: {test['reason']}.")
    return Sentence(_describe_trend(test, subject, measure, _change_of_wider(series, test, measure)))


def breaks(series: pd.DataFrame) -> Sentences:
    """Say where a series has a break, and that nothing is tested across it; return nothing if it has none.

    `series` is what `trends.over_time` returns.

    >>> import yotlib as yot
    >>> years = yot.trends.over_time(yot.load(), "england-and-wales", "reoffending_rate", baselines=[])
    >>> print(yot.findings.breaks(years)[0])
    The series breaks at 1 October 2015, where the source of the figures changed. 2015-16 straddles it. No trend is \
tested across the break, and a difference across it is not read as a change.
    """
    with_values = series.dropna(subset=["value"])
    return Sentences(_describe_break(on, with_values) for on in trends.breaks_in(with_values))


def _describe_break(on: pd.Timestamp, rows: pd.DataFrame) -> str:
    inside = rows[(rows["period_start"] < on) & (rows["period_end"] >= on)].drop_duplicates("period_end")
    spans = " and ".join(period_of(row) for _, row in inside.iterrows())
    straddling = f" {spans} straddle{'s' if len(inside) == 1 else ''} it." if spans else ""
    was_source = str(on.date()) in get(rows["measure"].iloc[0]).breaks
    why = "where the source of the figures changed" if was_source else "since later years were revised and earlier not"
    return (
        f"The series breaks at {day(on)}, {why}.{straddling} "
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


def _describe_trend(test: pd.Series, subject: str, measure: Measure, beside: str) -> str:
    span, p_value = f"over {test['first_period']} to {test['last_period']}", format_p_value(test["p_value"])
    rests_on = f"{test['points']} years are tested"
    basis = "; ".join(filter(None, [rests_on, test["reason"]]))
    if test["trend"] == trend_lines.NO_TREND:
        return f"{subject} show{'' if measure.plural else 's'} no trend {span} ({p_value}){beside}. {basis}."
    moved = f"{'rose' if test['slope'] > 0 else 'fell'} by {_format_slope(abs(test['slope']), measure)} a year"
    return f"{subject} {moved} {span}, more than chance would explain ({p_value}){beside}. {basis}."


def _change_of_wider(series: pd.DataFrame, test: pd.Series, measure: Measure) -> str:
    """Say how the region, else the nation, changed from the first to the last year that is tested."""
    for role in _NEAREST_FIRST:
        rows = series[series["role"] == role].dropna(subset=["value"])
        labels = rows.apply(period_of, axis=1) if len(rows) else rows.index.to_series()
        ends = [rows[labels == test[end]] for end in ("first_period", "last_period")]
        if all(len(end) == 1 for end in ends):
            first, last = ends[0].iloc[0], ends[1].iloc[0]
            return f", while {with_article(first['name'])} {_from_first_to_last(first, last, measure)}"
    return ""


def _from_first_to_last(first: pd.Series, last: pd.Series, measure: Measure) -> str:
    ends = [print_value(row, measure) for row in (first, last)]
    if ends[0] == ends[1]:
        return f"stood at {ends[0]} in both years"
    return f"{_rose_or_fell(first, last)} from {ends[0]} to {ends[1]}"


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
    from_value, to_value = print_value(first, measure), print_value(last, measure)
    spoken = measure.spoken(first["value"]).replace(measure.printed(first["value"]), from_value, 1)
    if from_value == to_value:
        return f"came to {spoken} in {period_of(first)} and again in {period_of(last)}"
    ends = f"from {spoken} in {period_of(first)} to {to_value}"
    return f"{_rose_or_fell(first, last)} {ends} in {period_of(last)}{_format_size(first, last, measure)}"


def _describe_baseline(base: pd.DataFrame, measure: Measure) -> str:
    first, last = base.iloc[0], base.iloc[-1]
    name, size = with_article(first["name"]), _format_size(first, last, measure)
    if print_value(first, measure) == print_value(last, measure):
        return f"{name} came to {print_value(first, measure)} in both"
    return f"{name} {_from_first_to_last(first, last, measure)}{size}"


def _rose_or_fell(first: pd.Series, last: pd.Series) -> str:
    return "rose" if last["value"] > first["value"] else "fell"


def _format_size(first: pd.Series, last: pd.Series, measure: Measure) -> str:
    gap = abs(last["value"] - first["value"])
    if measure.kind in ("proportion", "share"):
        return f" ({gap:.1f} percentage points)"
    return f" ({100 * gap / first['value']:.0f}%)" if first["value"] else ""
