"""Compile the page of contextual facts: each measure a team has a figure for, with its baselines, on one day."""

from typing import Any

import pandas as pd

from yotlib.analysis.comparison import COLUMNS, OWN_BASELINES, Baselines, compare
from yotlib.analysis.confidence import CONFIDENCE, at_level
from yotlib.figures import combined_teams
from yotlib.figures.choose import choose, ending_by
from yotlib.figures.load import inspection_date, with_release
from yotlib.reference import periods
from yotlib.reference.areas import find
from yotlib.reference.measures import MEASURES, own
from yotlib.reference.notes import are_estimated
from yotlib.reference.periods import last_day

MEASURES_SHOWN = (
    "first_time_entrants",
    "reoffending_rate",
    "reoffences_per_child",
    "reoffences_per_reoffender",
    "offences_per_1000",
    "cautioned_or_sentenced_rate",
    "cautioned_or_sentenced",
    "custody_rate",
)
RATE = "cautioned_or_sentenced_rate"
EXPECTED = ("first_time_entrants", "reoffending_rate", "reoffences_per_child", "offences_per_1000")


def page(
    figures: pd.DataFrame,
    team: str,
    *,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    release: str = "",
    baselines: Baselines = OWN_BASELINES,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return the tables of `compare` for every contextual measure of `team`, one below the other.

    Measures of a user's own come last. A measure published by age band has one block a band. The rate of children
    cautioned or sentenced has a second block, its newest counted year, where the newest year is not counted. Measures
    without a figure for the team (in the one `release`, if it is named) are left out; `missing` names them. Empty, with
    the same columns, if there are none. `baselines` and `confidence` are those of `compare`.

    >>> import yotlib as yot
    >>> facts = yot.context.page(yot.load(), "Swansea")
    >>> facts.loc[facts["role"] == "team", ["measure", "value"]].round(1).head(2).values.tolist()
    [['offences_per_1000', 5.1], ['cautioned_or_sentenced_rate', 24.7]]
    """
    asked: dict[str, Any] = {"as_of": as_of, "release": release, "baselines": baselines, "confidence": confidence}
    comparisons = [
        compare(figures, team, measure, age=age, period=period, **asked)
        for measure in (*MEASURES_SHOWN, *own())
        for age in _age_bands(figures, team, measure, as_of, release)
    ]
    shown = [
        part
        for block in comparisons
        for part in (block, *_newest_counted(block, figures, team, period, **asked))
        if part["value"].notna().iloc[0] or part["count"].notna().iloc[0]
    ]
    facts = pd.concat(shown, ignore_index=True) if shown else pd.DataFrame(columns=COLUMNS)
    return at_level(facts, confidence)


def blocks(facts: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the comparisons of a page, in its order; each begins with the team's row.

    `facts` is what `page` returns.

    >>> import yotlib as yot
    >>> facts = yot.context.page(yot.load(), "Leeds", release="ohid-fingertips-10401-2018")
    >>> [block["name"].tolist() for block in yot.context.blocks(facts)]
    [['Leeds', 'England']]
    """
    number = (facts["role"] == "team").cumsum()
    return [block for _, block in facts.groupby(number, sort=False)] if len(facts) else []


def missing(facts: pd.DataFrame) -> list[str]:
    """Name the measures that an inspection's page has and this one does not, in any age band.

    `facts` is what `page` returns.

    >>> import yotlib as yot
    >>> facts = yot.context.page(yot.load(), "Leeds", release="dfe-lait-2026-02")
    >>> yot.context.missing(facts)
    ['Reoffences per child in the cohort (frequency rate)', 'Proven offences per 1,000 children']
    """
    return [MEASURES[measure].name for measure in missing_keys(facts)]


def missing_keys(facts: pd.DataFrame) -> list[str]:
    """Return the keys of the measures that `missing` names.

    `facts` is what `page` returns.

    >>> import yotlib as yot
    >>> facts = yot.context.page(yot.load(), "Leeds", release="ohid-fingertips-10401-2018")
    >>> yot.context.missing_keys(facts)
    ['reoffending_rate', 'reoffences_per_child', 'offences_per_1000']
    """
    return [measure for measure in EXPECTED if measure not in set(facts["measure"])]


def editions(
    figures: pd.DataFrame,
    team: str,
    *,
    period: str = "latest",
    as_of: str | None = None,
    confidence: float = CONFIDENCE,
) -> dict[str, pd.DataFrame]:
    """Return the page as it was when the team was inspected, and as it is now, by heading.

    With `as_of`, only the page of that day. A team that was not inspected, or a `period`, has only the page of now.

    >>> import yotlib as yot
    >>> list(yot.context.editions(yot.load(), "Bradford", as_of="2020-01-31"))
    ['As of 31 January 2020']
    """
    if as_of:
        then = page(figures, team, period=period, as_of=as_of, confidence=confidence)
        return {f"As of {periods.day(last_day(as_of))}": then}
    day = inspection_date(find(team)) if period == "latest" else None
    now = {"As it stands now": page(figures, team, period=period, confidence=confidence)}
    if day is None:
        return now
    return {f"As inspected, {periods.day(day)}": page(figures, team, as_of=day, confidence=confidence)} | now


def _newest_counted(
    block: pd.DataFrame,
    figures: pd.DataFrame,
    team: str,
    period: str,
    as_of: str | pd.Timestamp | None,
    release: str,
    baselines: Baselines,
    confidence: float,
) -> list[pd.DataFrame]:
    """Return the comparison of the newest counted year of the rate, where the year of `block` is not counted."""
    newest = block.iloc[0]
    if newest["measure"] != RATE or pd.notna(newest["count"]) or pd.isna(newest["period_end"]):
        return []
    rows = ending_by(choose(with_release(figures), RATE, as_of=as_of, release=release, among=[find(team)]), period)
    counted = rows[(rows["area"] == find(team)) & rows["count"].notna() & ~are_estimated(rows["note"])]
    if counted.empty:
        return []
    ends = periods.label(*counted.sort_values(["period_end", "period_start"]).iloc[-1][["period_start", "period_end"]])
    asked: dict[str, Any] = {"as_of": as_of, "release": release, "baselines": baselines, "confidence": confidence}
    return [compare(figures, team, RATE, period=ends, **asked)]


def _age_bands(
    figures: pd.DataFrame, team: str, measure: str, as_of: str | pd.Timestamp | None, release: str
) -> list[str]:
    """Return the age bands in which the team has a figure of the measure; all children first."""
    everything, area = with_release(figures), find(team)
    own_rows = everything[everything["area"].isin(combined_teams.with_authorities([area]))]
    rows_by_age = {
        age: choose(everything, measure, age=age, as_of=as_of, release=release, among=[area])
        for age in sorted(set(own_rows["age"]))
    }
    bands = [age for age, rows in rows_by_age.items() if area in set(rows["area"])]
    return sorted(bands, key=lambda age: (age != "10-17", age))
