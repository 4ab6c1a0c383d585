"""Spans of days, and the three plain ways of writing one: a year, a financial year, two months."""

import re
from typing import NamedTuple

import pandas as pd


class Period(NamedTuple):
    """The first and the last day of a period."""

    start: pd.Timestamp
    end: pd.Timestamp


def read_year(text: str, *, month: int = 1) -> Period | None:
    """Return the year that begins in a month of the year written, or None."""
    if not re.fullmatch(r"(19|20)\d{2}", text):
        return None
    start = pd.Timestamp(int(text), month, 1)
    return Period(start, start + pd.DateOffset(years=1, days=-1))


def read_financial_year(text: str) -> Period | None:
    """Return the year from April to March of a text such as 2017-18 or 2017/18, or None."""
    match = re.fullmatch(r"((?:19|20)\d{2})[-/](\d{2})", text)
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        return None
    return read_year(match[1], month=4)


def read_months(text: str) -> Period | None:
    """Return the months from one to another of a text such as 2016-07/2017-06, or None."""
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
