"""Sum a team up in at most six sentences, the newest and most important first."""

import pandas as pd

from yotlib.analysis import bounded_teams, contextual_facts
from yotlib.figures.choose import released_by
from yotlib.figures.load import load, with_release
from yotlib.findings.summary.candidate import Candidate
from yotlib.findings.summary.groups import groups_candidates
from yotlib.findings.summary.rates import FIRST, rate_candidates
from yotlib.findings.summary.rating import rating_sentence
from yotlib.findings.summary.reoffending import reoffending_candidates
from yotlib.findings.wording import Sentences
from yotlib.reference import periods

MOST = 6


def summary(
    team: str,
    *,
    figures: pd.DataFrame | None = None,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    facts: pd.DataFrame | None = None,
) -> Sentences:
    """Say what a board should read first, in at most six sentences.

    First-time entrants come first, bounded where a part of the team has no figure; then reoffending, ethnic groups,
    children cautioned or sentenced and the inspection rating. A gap that is more than chance and newer than three
    years goes before them. Children cautioned or sentenced take the place of first-time entrants where none are held.
    No figure is undated or older than five years, ethnic groups and the rating apart, and none rests on a cohort that
    may be under 30. Age is counted to the newest release in hand, to `as_of`, or to the end of `period`.

    `figures` are those of `load()` if not given, `facts` the page of `contextual_facts.page` of them for the same team,
    period and day.

    >>> import yotlib as yot
    >>> print(yot.findings.summary("Bradford")[0])
    Children cautioned or sentenced were 31.6 per 10,000 children in Bradford in 2024-25, 11% above Yorkshire and the \
Humber's 28.4 and 33% above England's 23.7: about 21 and 53 more children a year than at their rates; only the gap to \
England is more than chance would explain.
    """
    given = with_release(load() if figures is None else figures)
    page = contextual_facts.page(given, team, period=period, as_of=as_of) if facts is None else facts
    today = _last_day(given, period, as_of)
    blocks = contextual_facts.blocks(page)
    candidates = [
        *rate_candidates(blocks, today, bounded_teams.bounded(given, team, FIRST, period=period, as_of=as_of)),
        *reoffending_candidates(blocks, given, team, today, period=period, as_of=as_of),
        *groups_candidates(given, team, period=period, as_of=as_of),
    ]
    rating = rating_sentence(team, period=period, as_of=as_of)
    return Sentences([*_in_order(candidates, today)[: MOST - len(rating)], *rating])


def _in_order(candidates: list[Candidate], today: pd.Timestamp) -> list[str]:
    ordered = sorted(candidates, key=lambda candidate: (not candidate.leads(today), candidate.place))
    return [candidate.words for candidate in ordered]


def _last_day(figures: pd.DataFrame, period: str, as_of: str | pd.Timestamp | None) -> pd.Timestamp:
    """Return the day to which the age of a figure is counted."""
    asked = periods.parse(period)
    newest = released_by(figures, as_of)["released"].max()
    day = newest if as_of is None or as_of == "" else pd.Timestamp(periods.last_day(str(as_of)[:10]))
    return day if asked is None else min(day, asked.end)
