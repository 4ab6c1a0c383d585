"""Say at the end of a page what is not held of a team, and the command that would add it."""

from typing import Any

import pandas as pd

from yotlib.analysis import contextual_facts, inspection
from yotlib.figures.load import inspection_date
from yotlib.findings.wording import Nothing, Sentences, subject_of, uncapitalise
from yotlib.reference import areas
from yotlib.reference.measures import MEASURES
from yotlib.reference.words import in_words

BY_SERVICE = ("first_time_entrants", "reoffending_rate", "reoffences_per_child")
FETCHED = {"first_time_entrants", "reoffending_rate"}
ADD = "`yot data add FILE` adds a file that has such figures."
FETCH = "`yot data fetch` fetches the official tables known here, and `yot data add FILE` adds any other."


def not_held(team: str, facts: pd.DataFrame, **asked: Any) -> Sentences:
    """Say once which measures, page as inspected and rating of `team` are not held, each with the command to add it.

    `facts` is the newest page of `contextual_facts.page`. `asked` is the `period` and `as_of` of that page, so that
    what was published later counts as not held.

    >>> import yotlib as yot
    >>> facts = yot.context.page(yot.load(), "Leeds")
    >>> print(yot.findings.not_held("Leeds", facts)[0])
    Reoffences per child in the cohort are not held for Leeds. `yot data add FILE` adds a file that has such figures.
    """
    area = areas.find(team)
    sentences = [
        *_measures_not_held(area, facts),
        *_nation_not_held(facts),
        *_page_not_held(area),
        *_rating_not_held(area, asked),
    ]
    return Sentences(sentences or [Nothing(f"Nothing of an inspection's page is missing here for {area.name}.")])


def _measures_not_held(area: areas.Area, facts: pd.DataFrame) -> list[str]:
    missing = contextual_facts.missing_keys(facts)
    in_wales = area.within == "wales"
    by_service = [key for key in missing if in_wales and key in BY_SERVICE]
    others = [key for key in missing if key not in by_service]
    welsh = f"{_listed(by_service)} by service are not held for {area.name}: the tables held here cover England alone."
    rest = f"{_listed(others)} {'are' if len(others) > 1 or _plural(others) else 'is'} not held for {_whole(area)}."
    told = [welsh] * bool(by_service) + [rest] * bool(others)
    return [f"{' '.join(told)} {FETCH if others and FETCHED & set(others) else ADD}"] if told else []


def _whole(area: areas.Area) -> str:
    """Name a team; of one of several authorities a part may have a figure, so that it is the whole that has none."""
    return f"the whole of {area.name}" if len(area.local_authorities) > 1 else area.name


def _listed(keys: list[str]) -> str:
    names = in_words([uncapitalise(subject_of(MEASURES[key])) for key in keys]) if keys else ""
    return names[:1].upper() + names[1:]


def _plural(keys: list[str]) -> bool:
    return any(MEASURES[key].plural for key in keys)


def _nation_not_held(facts: pd.DataFrame) -> list[str]:
    by_age = facts[(facts["measure"] == "reoffending_rate") & (facts["age"] != "10-17")]
    if by_age.empty or by_age["role"].isin(["nation", "england-and-wales"]).any():
        return []
    return ["Reoffending by age has no figure for England and no size of cohort in the tables held here."]


def _page_not_held(area: areas.Area) -> list[str]:
    if inspection_date(area) is not None:
        return []
    return [
        f"No page of {area.name} as inspected is held. `yot report {area} --as-of DATE` prints the page with what was "
        "released by any day."
    ]


def _rating_not_held(area: areas.Area, asked: dict[str, Any]) -> list[str]:
    if len(inspection.overall(area, **asked)):
        return []
    return [f"No inspection rating of {area.name} is held. `yot data add FILE` adds a file of ratings."]
