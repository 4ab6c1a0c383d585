"""Say what other releases print of the same figure, which pages follow, and what is not held."""

from collections.abc import Iterable

import pandas as pd

from yotlib.analysis.comparison import PERIOD
from yotlib.figures.choose import released_by, same_as, select
from yotlib.figures.load import read_inspections, read_sources, with_release
from yotlib.findings.wording import Sentence, Sentences, period_of, print_value
from yotlib.reference.areas import find
from yotlib.reference.measures import get
from yotlib.reference.periods import day, last_day
from yotlib.reference.words import in_words

_SOON = pd.DateOffset(months=18)


def revisions(figures: pd.DataFrame, table: pd.DataFrame, *, as_of: str | None = None) -> Sentences:
    """Say what other releases out by `as_of` print for the same team and period, and whether the year is provisional.

    Each figure is true of its release, and they should not be mixed up.
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


def editions(team: str, pages: Iterable[str], *, inspections: pd.DataFrame | None = None) -> Sentence:
    """Say which pages of contextual facts follow for `team`, and why there is no other.

    `pages` are their headings; `inspections` are those of data/ if not given.
    """
    name = find(team).name
    listed = " and ".join(f"“{heading}”" for heading in pages)
    dated = read_inspections() if inspections is None else inspections
    if not (dated["area"] == find(team)).any():
        return Sentence(f"No page of {name} as inspected is held here: {listed} follows.")
    return Sentence(f"What follows for {name}: {listed}.")


def nothing_published(team: str, missing: Iterable[str]) -> Sentences:
    """Name in one sentence what no source here publishes for `team`; return nothing if nothing is missing."""
    names = list(missing)
    if not names:
        return Sentences()
    area = find(team)
    whole = f"the whole of {area.name}" if len(area.local_authorities) > 1 else area.name
    return Sentences([f"The sources held here publish nothing for {whole} on: {'; '.join(names)}."])
