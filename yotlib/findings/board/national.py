"""Put together the record of the page of all services: every figure, verdict and sentence that its summary prints."""

from typing import Any

import pandas as pd

from yotlib.analysis import national
from yotlib.figures.choose import released_by
from yotlib.figures.load import load, with_release
from yotlib.findings.board.national_measure import describe
from yotlib.findings.board.strip import MEASURES, STAND_IN
from yotlib.findings.board.wording import inside
from yotlib.findings.national import not_published
from yotlib.findings.wording import with_article
from yotlib.reference import areas, measures, periods
from yotlib.reference.periods import day
from yotlib.reference.words import in_words

NATIONAL_SCHEMA = 1
ALL_AGES = "10-17"
CANNOT_SAY = (
    "Why a figure is high or low, or anything about one child. Some service is always the highest and some the lowest. "
    "Higher and lower are said only where the gap is more than chance would explain (95%). Of many services tested, "
    "some lie beyond that by chance alone; those that still stand with all tested at once are the firmer ones."
)


def national_record(
    measure: str = "first_time_entrants",
    *,
    figures: pd.DataFrame | None = None,
    period: str = periods.LATEST,
    region: str = "",
) -> dict[str, Any]:
    """Return the record of the page of all services, or of one region's; `schema_version` is its version.

    `measures` has `measure` first and then those of a team's page, each with every service's value, verdict and
    whether it is unusual. `finding`, `facts`, `not_held` and `cannot_say` are sentences. `figures` are those of
    `load()` if not given.
    """
    given, where = with_release(load() if figures is None else figures), areas.find_wider(region) if region else None
    asked: dict[str, Any] = {"period": period, "region": str(where or "")}
    wanted = _measures(measures.get(measure).key)
    described = [found for one in wanted if (found := describe(given, *one, **asked)) is not None]
    shown = national.table(given, wanted[0][0], age=wanted[0][1], **asked)
    return {
        "schema_version": NATIONAL_SCHEMA,
        "kind": "national",
        "name": f"The services of {with_article(where.name)}" if where else "All services",
        "region": where.name if where else "",
        "released_by": day(released_by(given, None)["released"].max()),
        "finding": _finding(described),
        "facts": [{"word": one["title"], "text": one["says"]} for one in described],
        "measures": described,
        "not_held": [str(words) for words in not_published(shown, national.silent(shown, region=asked["region"]))],
        "cannot_say": CANNOT_SAY,
    }


def _measures(first: str) -> list[tuple[str, str]]:
    """Return the measures of a team's page, each with its ages, those of `first` before the others."""
    listed = [*MEASURES, STAND_IN]
    asked = [one for one in listed if one[0] == first] or [(first, ALL_AGES)]
    return [*asked, *(one for one in listed if one not in asked)]


def _finding(described: list[dict[str, Any]]) -> str:
    """Say how many services stand out from their nation on each measure when all are tested at once."""
    apart = [one for one in described if one["baselines"] and one["tested"]]
    if not apart:
        return "Too little is published to say which services stand out by more than chance."
    nations = list(dict.fromkeys(base["name"] for one in apart for base in one["baselines"]))
    sides = [
        f"{one['higher']['stand']}{'' if number else ' services'} are higher and {one['lower']['stand']} lower in "
        f"{inside(one['title'])}"
        for number, one in enumerate(apart)
    ]
    firm = "by more than chance would explain even with all services tested at once"
    return f"Compared with {in_words(nations)}, {'; '.join(sides)}, {firm}."
