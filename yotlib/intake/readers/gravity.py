"""Gravity scores of offences, whatever a spreadsheet made of them."""

import re
from datetime import date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_BAND = re.compile(r"(\d)(?: ?[-–] ?(\d))?")
_DAY_AND_MONTH = re.compile(r"(\d\d?)[- ]([a-z]{3})(?:[a-z]*)", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
LOWEST, HIGHEST = 1, 8
WORDS = ("not available", "unknown")


def gravity(text: str) -> str | None:
    """A gravity score or band of scores (1 to 8); None for what is neither, nor a word for none.

    A spreadsheet takes 1-4 for the first of April, and shows it as 01-Apr or, with the year in which that happened, as
    2024-04-01; one set to American dates takes it for the fourth of January. A band runs from its lower score to its
    higher, so either way it is 1-4.

    >>> gravity("01-Apr"), gravity("2024-04-01"), gravity("2024-01-04"), gravity("Not available"), gravity("12")
    ('1-4', '1-4', '1-4', 'Not available', None)
    """
    asked = text.strip()
    if asked.casefold() in WORDS:
        return asked
    scores = _scores(asked)
    if not scores or not all(LOWEST <= score <= HIGHEST for score in scores):
        return None
    return "-".join(str(score) for score in sorted(set(scores)))


def _scores(asked: str) -> list[int]:
    if found := _BAND.fullmatch(asked):
        return [int(score) for score in found.groups() if score]
    if (found := _DAY_AND_MONTH.fullmatch(asked)) and found[2].casefold() in _MONTHS:
        return [int(found[1]), _MONTHS.index(found[2].casefold()) + 1]
    try:
        day = date.fromisoformat(asked) if _DAY.fullmatch(asked) else None
    except ValueError:
        day = None
    return [day.day, day.month] if day else []
