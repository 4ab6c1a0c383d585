"""Periods: read as people write them, printed the one way this suite prints them."""

import re
from functools import lru_cache
from typing import NamedTuple, TypeVar

import pandas as pd

from yotlib.reference.errors import AskedWrongly

NOT_STATED = "period not stated"
LATEST = "latest"
_FORMS = "a year (2018), a financial year (2017-18), two months (2016-07/2017-06) or 'latest'"

Days = TypeVar("Days", pd.Timestamp, pd.Series)


class Period(NamedTuple):
    """The first and the last day of a period."""

    start: pd.Timestamp
    end: pd.Timestamp


def parse(text: str) -> Period | None:
    """The period that `text` names; None for "latest".

    >>> parse("2017-18").end.date().isoformat()
    '2018-03-31'
    """
    asked = str(text).strip()
    if asked.casefold() == LATEST:
        return None
    for reader in (_year, _financial_year, _months):
        if (found := reader(asked)) is not None:
            return found
    raise AskedWrongly(f"{text!r} is not a period; write {_FORMS}.")


def label(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """How a period is printed: 2018, 2017-18, July 2016 to June 2017, 30 June 2019.

    A figure without dates is printed "period not stated".
    """
    if pd.isna(start) or pd.isna(end):
        return NOT_STATED
    if start == end:
        return day(start)
    if (start, end) == _year(str(start.year), month=1):
        return str(start.year)
    if (start, end) == _year(str(start.year), month=4):
        return f"{start.year}-{end.year % 100:02d}"
    if (start, end) == _months(f"{start:%Y-%m}/{start:%Y-%m}"):
        return f"{start:%B %Y}"
    return f"{start:%B %Y} to {end:%B %Y}"


def day(date: pd.Timestamp) -> str:
    """Print a date as a reader writes it: 31 January 2020."""
    return f"{date.day} {date:%B %Y}"


def middle(start: Days, end: Days) -> Days:
    """Return the moment half way through a period, or through each of many."""
    return start + (end - start) / 2


@lru_cache(maxsize=4096)
def last_day(text: str) -> pd.Timestamp:
    """The day a date stands for; a month or a year counts as its last day.

    >>> last_day("2022-01").date().isoformat()
    '2022-01-31'
    """
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", str(text).strip()):
        raise AskedWrongly(f"{text!r} is not a date; write 2020-01-31, 2020-01 or 2020.")
    try:
        return pd.Period(str(text).strip()).end_time.normalize()
    except ValueError:
        raise AskedWrongly(f"{text!r} is not a date that exists; write 2020-01-31, 2020-01 or 2020.") from None


def _year(text: str, *, month: int = 1) -> Period | None:
    if not re.fullmatch(r"(19|20)\d{2}", text):
        return None
    start = pd.Timestamp(int(text), month, 1)
    return Period(start, start + pd.DateOffset(years=1, days=-1))


def _financial_year(text: str) -> Period | None:
    found = re.fullmatch(r"((?:19|20)\d{2})[-/](\d{2})", text)
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    return _year(found[1], month=4)


def _months(text: str) -> Period | None:
    found = re.fullmatch(r"(\d{4}-\d{2})/(\d{4}-\d{2})", text)
    if found is None:
        return None
    try:
        first, last = (pd.Period(month, freq="M") for month in found.groups())
    except ValueError:
        return None
    if first > last:
        return None
    return Period(first.start_time, last.end_time.normalize())
