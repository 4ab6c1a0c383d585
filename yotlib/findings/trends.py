"""How a figure moved over the years: described from end to end, tested over the newest points, never across a break."""

import pandas as pd

from yotlib.analysis import trends
from yotlib.findings.wording import WIDEST_FIRST, Nothing, Sentence, Sentences, decapital, p_printed, period_of, who
from yotlib.reference.measures import Measure, get
from yotlib.reference.periods import day

NOT_OVER_TIME = "The sources held here publish no figures over time for this team and measure."


def change(series: pd.DataFrame) -> Sentence:
    """How the team's figure moved from its first year to its last, beside its widest baseline; not tested.

    Where the series has a break, from the first year after it, and the sentence says so.
    """
    if series.empty:
        return Nothing(NOT_OVER_TIME)
    every = series[series["role"] == "team"].dropna(subset=["value"])
    measure, team = get(series.iloc[0]["measure"]), trends.newest_segment(every)
    if every.empty:
        return _all_withheld(measure, "change")
    if len(team) < 2:
        return _too_few(team, every)
    first, last = team.iloc[0], team.iloc[-1]
    here = f"{measure.subject} in {who(first)} {_moved(first, last, measure)}"
    base = _widest_series(series, first, last)
    return Sentence(f"{here}{'' if base.empty else f'; {_also(base, measure)}'}.{_left_out(every)}")


def trend(series: pd.DataFrame) -> Sentence:
    """Whether the team's newest points rise or fall by more than chance would explain, as `trends.tested` finds.

    Told in the measure's unit a year, with the period, how many points and intervals it rests on,
    and the p value; where no trend can be tested, why.
    """
    if series.empty:
        return Nothing(NOT_OVER_TIME)
    team = series[series["role"] == "team"]
    measure = get(series.iloc[0]["measure"])
    if team["value"].isna().all():
        return _all_withheld(measure, "trend")
    found = trends.tested(team).iloc[0]
    subject = f"{decapital(measure.subject)} in {who(team.iloc[0])}"
    if found["trend"] == "cannot say":
        return Sentence(f"Whether there is a trend in {subject} cannot be said: {found['reason']}.")
    return Sentence(f"Over {found['first_period']} to {found['last_period']} {_tested(found, subject, measure)}")


def breaks(series: pd.DataFrame) -> Sentences:
    """That a series has a break, where, and that nothing is tested across it; nothing for a series without one."""
    known = series.dropna(subset=["value"])
    return Sentences(_break(on, known) for on in trends.breaks_in(known))


def _break(on: pd.Timestamp, known: pd.DataFrame) -> str:
    inside = known[(known["period_start"] < on) & (known["period_end"] >= on)].drop_duplicates("period_end")
    spans = " and ".join(period_of(row) for _, row in inside.iterrows())
    straddling = f" {spans} straddle{'s' if len(inside) == 1 else ''} it." if spans else ""
    return (
        f"The series breaks at {day(on)}, where the source of the figures changed.{straddling} "
        "No trend is tested across the break, and a difference across it is not read as a change."
    )


def _left_out(every: pd.DataFrame) -> str:
    inside = trends.breaks_in(every)
    return (
        f" Years before or astride the series break of {day(inside[-1])} are not compared with these." if inside else ""
    )


def _all_withheld(measure: Measure, sought: str) -> Nothing:
    words = f"{sought} over time" if sought == "change" else sought
    return Nothing(f"Every year of {decapital(measure.subject)} is withheld, so no {words} can be shown.")


def _too_few(team: pd.DataFrame, every: pd.DataFrame) -> Sentence:
    inside = trends.breaks_in(every)
    after = f" after the series break of {day(inside[-1])}" if inside else ""
    which = f"Only {period_of(team.iloc[0])} is published" if len(team) else "No year is published whole"
    return Sentence(f"{which}{after or ' here'}, so no change over time can be shown.")


def _tested(found: pd.Series, subject: str, measure: Measure) -> str:
    basis = "; ".join(filter(None, [f"{found['points']} points are tested", found["reason"]]))
    p_value = p_printed(found["p_value"])
    if found["trend"] == "no trend shown":
        return f"no trend is shown in {subject} ({p_value}): {basis}. That is not to say that nothing changed."
    moved = f"{'rose' if found['slope'] > 0 else 'fell'} by {_a_year(abs(found['slope']), measure)} a year"
    return f"{subject} {moved}; the trend is more than chance would explain ({p_value}). {basis}."


def _a_year(slope: float, measure: Measure) -> str:
    """A slope in words: about 49 per 100,000 children, about 1.2 percentage points."""
    least = 10.0**-measure.decimals
    about = f"about {measure.printed(slope)}" if slope >= least / 2 else f"less than {measure.printed(least)}"
    unit = measure.spoken(slope).removeprefix(measure.printed(slope))
    return f"{about.removesuffix('%')}{' percentage points' if about.endswith('%') else unit}"


def _widest_series(series: pd.DataFrame, first: pd.Series, last: pd.Series) -> pd.DataFrame:
    for role in WIDEST_FIRST:
        base = series[(series["role"] == role) & series["period_end"].isin([first["period_end"], last["period_end"]])]
        if len(base.dropna(subset=["value"])) == 2:
            return base
    return series.iloc[:0]


def _moved(first: pd.Series, last: pd.Series, measure: Measure) -> str:
    if measure.printed(first["value"]) == measure.printed(last["value"]):
        return f"came to {measure.spoken(first['value'])} in {period_of(first)} and again in {period_of(last)}"
    ends = f"from {measure.spoken(first['value'])} in {period_of(first)} to {measure.printed(last['value'])}"
    return f"{_verb(first, last)} {ends} in {period_of(last)}{_size(first, last, measure)}"


def _also(base: pd.DataFrame, measure: Measure) -> str:
    first, last = base.iloc[0], base.iloc[-1]
    if measure.printed(first["value"]) == measure.printed(last["value"]):
        return f"{base['name'].iloc[0]} came to {measure.printed(first['value'])} in both"
    ends = f"from {measure.printed(first['value'])} to {measure.printed(last['value'])}"
    return f"{base['name'].iloc[0]} {_verb(first, last)} {ends}{_size(first, last, measure)}"


def _verb(first: pd.Series, last: pd.Series) -> str:
    return "rose" if last["value"] > first["value"] else "fell"


def _size(first: pd.Series, last: pd.Series, measure: Measure) -> str:
    gap = abs(last["value"] - first["value"])
    if measure.kind in ("proportion", "share"):
        return f" ({gap:.1f} percentage points)"
    return f" ({100 * gap / first['value']:.0f}%)" if first["value"] else ""
