"""Put together the record of a team's page: every figure, verdict, place and sentence that it prints."""

from typing import Any

import pandas as pd

from yotlib.analysis import bounded_teams, contextual_facts
from yotlib.figures.choose import released_by
from yotlib.figures.load import load, with_release
from yotlib.findings.board.ethnic_groups import ethnic_groups
from yotlib.findings.board.facts import facts
from yotlib.findings.board.few_measures import few_measures
from yotlib.findings.board.finding import finding
from yotlib.findings.board.measure import describe, describe_bounds
from yotlib.findings.board.new_since import new_since
from yotlib.findings.board.questions import questions
from yotlib.findings.board.rating import rating
from yotlib.findings.board.similar import similar_areas
from yotlib.findings.board.strip import newest_strips, strip_of_bounds, strips_of
from yotlib.findings.bounded_teams import bounds_rest_on
from yotlib.findings.summary.groups import newest_groups
from yotlib.findings.summary.not_held import not_held
from yotlib.reference import areas, periods
from yotlib.reference.periods import day

SCHEMA = 1
CANNOT_SAY = (
    "Why a figure is high or low, or anything about one child. Higher and lower are said only where the gap is more "
    "than chance would explain (95%)."
)


def record(
    team: str, *, figures: pd.DataFrame | None = None, period: str = "latest", as_of: str | pd.Timestamp | None = None
) -> dict[str, Any]:
    """Return the record of the page of a team, of what JSON can hold; `schema_version` is its version.

    `measures` has up to four measures, each with the team's value, its two nearest baselines, their verdicts, every
    service's value and the years; `bounds` has the two ends of a measure of which a part has no figure, or is None.
    `similar_areas`, `ethnic_groups` and `rating` are what their names say; `facts`, `finding`, `questions`, `new` and
    `not_held` are sentences. `figures` are those of `load()` if not given.
    """
    given = with_release(load() if figures is None else figures)
    area, asked = areas.find(team), dict[str, Any](period=period, as_of=as_of or None)
    released = released_by(given, asked["as_of"])
    newest = released["released"].max()
    ends = periods.parse(period)
    today = newest if ends is None else min(newest, ends.end)
    strips = strips_of(given, team, today, **asked)
    measures = [describe(strip, given, team, **asked) for strip in strips]
    bounded = bounded_teams.bounded(given, team, "first_time_entrants", **asked)
    between = strip_of_bounds(bounded)
    newest_known = newest_strips(strips, between)
    groups, _ = newest_groups(given, team, **asked)
    missing = not_held(team, contextual_facts.page(given, team, **asked), **asked)
    return {
        "schema_version": SCHEMA,
        "team": str(area),
        "name": area.name,
        "region": areas.find(area.within).name,
        "released_by": day(newest),
        "finding": finding(newest_known, team),
        "facts": [*facts(strips, between, groups, team, **asked), *few_measures(newest_known, team, **asked)],
        "measures": measures,
        "bounds": describe_bounds(between, bounds_rest_on(bounded)),
        "similar_areas": similar_areas(strips, given, team, **asked),
        "ethnic_groups": ethnic_groups(groups),
        "rating": rating(team, **asked),
        "questions": questions(strips, [one["years"] for one in measures], groups),
        "new": new_since(strips, given, team, **asked),
        "not_held": [str(sentence) for sentence in missing],
        "cannot_say": CANNOT_SAY,
    }
