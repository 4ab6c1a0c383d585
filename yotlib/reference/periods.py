"""Periods: read in the ways people write them, printed in one way."""

import re
from functools import lru_cache
from typing import TypeVar

import pandas as pd

from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest
from yotlib.reference.period_labels import explain_date, read_label
from yotlib.reference.spans import Period, read_months, read_year

NOT_STATED = "period not stated"
LATEST = "latest"
_FORMS = "a year (2018), a financial year (2017-18), two months (2016-07/2017-06) or 'latest'"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = re.compile(r"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{4}|\d\d)")
_WORDS = re.compile(rf"(?:(?P<day>\d\d?) )?(?P<month>{'|'.join(_MONTHS)})[a-z]* (?P<year>\d{{4}})")

Days = TypeVar("Days", pd.Timestamp, pd.Series)


def parse(text: str) -> Period | None:
    """Return the period that `text` names, or None for "latest".

    Whatever label of a period is read in a file is read here too: see `yotlib.reference.period_labels`.

    >>> parse("2017-18").end.date().isoformat()
    '2018-03-31'
    """
    asked = str(text).strip()
    if asked.casefold() == LATEST:
        return None
    period = read_label(asked)
    if period is None:
        offered = did_you_mean(nearest(asked, [LATEST]))
        raise AskedWrongly(explain_date(asked) or f"{text!r} is not a period; write {_FORMS}.{offered}")
    return period


@lru_cache(maxsize=4096)
def label(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Return a period as printed: 2018, 2017-18, July 2016 to June 2017, 30 June 2019.

    Without both dates it is "period not stated".
    """
    if pd.isna(start) or pd.isna(end):
        return NOT_STATED
    if start == end:
        return day(start)
    if (start, end) == read_year(str(start.year), month=1):
        return str(start.year)
    if (start, end) == read_year(str(start.year), month=4):
        return f"{start.year}-{end.year % 100:02d}"
    if (start, end) == read_months(f"{start:%Y-%m}/{start:%Y-%m}"):
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

    A day is 2020-01-31, 31 January 2020 or 31/01/2020, with the day first.

    >>> last_day("2022-01").date().isoformat()
    '2022-01-31'
    """
    written = _as_iso(str(text).strip())
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", written):
        raise AskedWrongly(f"{text!r} is not a date; write 2020-01-31, 2020-01 or 2020.")
    try:
        return pd.Period(written).end_time.normalize()
    except ValueError:
        raise AskedWrongly(f"{text!r} is not a date that exists; write 2020-01-31, 2020-01 or 2020.") from None


def _as_iso(text: str) -> str:
    """Return a date written with the day first, or with the month in words, as 2020-01-31; other texts unchanged."""
    for form in (_NUMBERS, _WORDS):
        if match := form.fullmatch(text.casefold()):
            year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
            month = match["month"] if match["month"].isdigit() else f"{_MONTHS.index(match['month'][:3]) + 1}"
            return "-".join([year, *(part.zfill(2) for part in (month, match["day"]) if part)])
    return text.removesuffix(" 00:00:00")
