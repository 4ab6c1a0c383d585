"""Periods: read in the ways people write them, printed in one way."""

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
    """Return the period that `text` names, or None for "latest".

    >>> parse("2017-18").end.date().isoformat()
    '2018-03-31'
    """
    asked = str(text).strip()
    if asked.casefold() == LATEST:
        return None
    for read in (_read_year, _read_financial_year, _read_months):
        if (period := read(asked)) is not None:
            return period
    raise AskedWrongly(f"{text!r} is not a period; write {_FORMS}.")


def label(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Return a period as printed: 2018, 2017-18, July 2016 to June 2017, 30 June 2019.

    Without both dates it is "period not stated".
    """
    if pd.isna(start) or pd.isna(end):
        return NOT_STATED
    if start == end:
        return day(start)
    if (start, end) == _read_year(str(start.year), month=1):
        return str(start.year)
    if (start, end) == _read_year(str(start.year), month=4):
        return f"{start.year}-{end.year % 100:02d}"
    if (start, end) == _read_months(f"{start:%Y-%m}/{start:%Y-%m}"):
        return f"{start:%B %Y}"
    return f"{start:%B %Y} to {end:%B %Y}"


def day(date: pd.Timestamp) -> str:
    """Return a date as a reader writes it: 31 January 2020."""
    return f"{date.day} {date:%B %Y}"


def middle(start: Days, end: Days) -> Days:
    """Return the moment halfway through a period, or through each of many."""
    return start + (end - start) / 2


@lru_cache(maxsize=4096)
def last_day(text: str) -> pd.Timestamp:
    """Return the day that a date names; a month or a year counts as its last day.

    >>> last_day("2022-01").date().isoformat()
    '2022-01-31'
    """
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", str(text).strip()):
        raise AskedWrongly(f"{text!r} is not a date; write 2020-01-31, 2020-01 or 2020.")
    try:
        return pd.Period(str(text).strip()).end_time.normalize()
    except ValueError:
        raise AskedWrongly(f"{text!r} is not a date that exists; write 2020-01-31, 2020-01 or 2020.") from None


def _read_year(text: str, *, month: int = 1) -> Period | None:
    if not re.fullmatch(r"(19|20)\d{2}", text):
        return None
    start = pd.Timestamp(int(text), month, 1)
    return Period(start, start + pd.DateOffset(years=1, days=-1))


def _read_financial_year(text: str) -> Period | None:
    match = re.fullmatch(r"((?:19|20)\d{2})[-/](\d{2})", text)
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        return None
    return _read_year(match[1], month=4)


def _read_months(text: str) -> Period | None:
    match = re.fullmatch(r"(\d{4}-\d{2})/(\d{4}-\d{2})", text)
    if match is None:
        return None
    try:
        first, last = (pd.Period(month, freq="M") for month in match.groups())
    except ValueError:
        return None
    if first > last:
        return None
    return Period(first.start_time, last.end_time.normalize())
