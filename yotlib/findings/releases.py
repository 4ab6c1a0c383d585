"""Say what other releases print of the same figure, which pages follow, and what is not held."""

from collections.abc import Iterable

import pandas as pd

from yotlib.analysis.comparison import PERIOD
from yotlib.figures.choose import released_by, same_as, select
from yotlib.figures.load import read_sources, with_release
from yotlib.findings.wording import Sentences, period_of, print_value
from yotlib.reference.areas import find
from yotlib.reference.measures import get
from yotlib.reference.periods import day, last_day
from yotlib.reference.words import in_words

_SOON = pd.DateOffset(months=18)


def revisions(figures: pd.DataFrame, table: pd.DataFrame, *, as_of: str | None = None) -> Sentences:
    """Say what other releases out by `as_of` print for the same team and period, and whether the year is provisional.

    Each figure is true of its release, and they should not be mixed up. `figures` is the table of `load()`, `table`
    what `compare` returned from it.

    >>> import yotlib as yot
    >>> figures = yot.load()
    >>> table = yot.compare(figures, "Bradford", "first_time_entrants", period="2018")
    >>> print(yot.findings.revisions(figures, table)[0])
    2018 is printed as 352 by the Department for Education on 11 February 2026, and as 330 by HM Inspectorate of \
Probation on 31 January 2020 and 351 by the Department for Education on 17 November 2025. Each is true of its release; \
figures of different releases are not compared here.
    """
    team, measure = table.iloc[0], get(table.iloc[0]["measure"])
    released = released_by(with_release(figures), as_of)
    newest = released["released"].max()
    rows = select(released, team["measure"], age=team["age"], ethnicity=team["ethnicity"], among=[team["area"]])
    same = same_as(rows.dropna(subset=PERIOD), team, ["area", *PERIOD])
    others = rows.dropna(subset=PERIOD)[same].dropna(subset=["value"]).sort_values("released")
    others = others[others["source"] != team["source"]]
    listed = [f"{print_value(row, measure)} by {publication(row['source'])}" for _, row in others.iterrows()]
    if not listed:
        return Sentences(_say_provisional(team, newest))
    printed = f"{period_of(team)} is printed as {print_value(team, measure)} by {publication(team['source'])}"
    apart = "Each is true of its release; figures of different releases are not compared here."
    return Sentences([f"{printed}, and as {in_words(listed)}. {apart}", *_say_provisional(team, newest)])


def publication(source: str) -> str:
    """Name a source as its publisher and day of release: "the Department for Education on 17 November 2025"."""
    rows = read_sources().set_index("source")
    if source not in rows.index:
        return source
    row = rows.loc[source]
    publisher = str(row["publisher"]).partition(" (")[0]
    article = "" if publisher.startswith(("HM ", "The ", "StatsWales", "CYP ")) else "the "
    return f"{article}{publisher} on {day(last_day(str(row['released'])))}"


def _say_provisional(team: pd.Series, newest: pd.Timestamp) -> list[str]:
    """Say that a year ended so soon before the newest release that later ones may revise it."""
    if pd.isna(team["value"]) or pd.isna(team["period_end"]) or get(team["measure"]).of_cohort:
        return []
    if team["period_end"] + _SOON < newest:
        return []
    return [f"The figure for {period_of(team)} is provisional: later releases may revise it."]


def nothing_published(team: str, missing: Iterable[str]) -> Sentences:
    """Name in one sentence what no source here publishes for `team`; return nothing if nothing is missing."""
    names = list(missing)
    if not names:
        return Sentences()
    area = find(team)
    whole = f"the whole of {area.name}" if len(area.local_authorities) > 1 else area.name
    return Sentences([f"The sources held here publish nothing for {whole} on: {'; '.join(names)}."])
