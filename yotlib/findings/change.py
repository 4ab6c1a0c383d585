"""How a figure moved over the years, described and not tested."""

import pandas as pd

from yotlib.findings.words import WIDEST_FIRST, Nothing, Sentence, decapital, period_of, who
from yotlib.measures import Measure, get


def change(series: pd.DataFrame) -> Sentence:
    """How the team's figure moved from its first year to its last, beside its widest baseline; not tested."""
    if series.empty:
        return Nothing("The sources held here publish no figures over time for this team and measure.")
    team = series[series["role"] == "team"].dropna(subset=["value"])
    measure = get(series.iloc[0]["measure"])
    if team.empty:
        return Nothing(f"Every year of {decapital(measure.subject)} is withheld, so no change over time can be shown.")
    if len(team) < 2:
        return Sentence(f"Only {period_of(team.iloc[0])} is published here, so no change over time can be shown.")
    first, last = team.iloc[0], team.iloc[-1]
    here = f"{measure.subject} in {who(first)} {_moved(first, last, measure)}"
    base = _widest_series(series, first, last)
    return Sentence(f"{here}." if base.empty else f"{here}; {_also(base, measure)}.")


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
