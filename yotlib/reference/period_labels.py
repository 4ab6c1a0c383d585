"""Read the labels of periods as what they say and nothing more, for files, sheets and the command line alike."""

import datetime
import re
from functools import lru_cache

import pandas as pd

from yotlib.reference.spans import Period, read_financial_year, read_months, read_year
from yotlib.reference.spreadsheet_dates import typed_financial_year

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_ENDING = re.compile(
    rf"(?:ye|y/e|(?:the )?year end(?:ing|ed)|(?:the )?(?:12|twelve) months (?:ending|to))\.? "
    rf"(?:\d\d? )?{_MONTH.format('month')} {_YEAR.format('year')}"
)
_BETWEEN = re.compile(
    rf"{_MONTH.format('first')} {_YEAR.format('from')} ?(?:-|to) ?{_MONTH.format('last')} {_YEAR.format('to')}"
)
_FINANCIAL = re.compile(r"((?:19|20)\d\d) ?[-/] ?((?:19|20)?\d\d)")
_DAY = re.compile(rf"(?P<day>\d\d?) {_MONTH.format('month')} {_YEAR.format('year')}")
_SERIAL = re.compile(r"(\d{5})(?:\.0*)?")
_SERIAL_DAY_ZERO = pd.Timestamp(1899, 12, 30)
_NOTES = re.compile(r"\[(?:note|r|p)[^\]]*\]|\((?:r|p|provisional)\)")


@lru_cache(maxsize=4096)
def read_label(label: str) -> Period | None:
    """Return the first and last day of the period that is called `label`; None for what is no period.

    "2018" is the calendar year. "2013-14" and "2014/15" run from April to March. "YE Mar 2014", "Year ending
    December 2018" and "12 months to June 2017" are the twelve months that end there. "Apr 2013 - Jun 2013" and
    "2013-04/2013-06" run from the first of April to the last of June. A date, or the number by which a spreadsheet
    stores one (45809), is that one day; "mid-2019" is 30 June. Nothing is returned for a date that a spreadsheet may
    have made of a financial year: `explain_date` says so.

    >>> [day.date().isoformat() for day in read_label("YE Mar 2014")]
    ['2013-04-01', '2014-03-31']
    """
    text = _fold(label)
    if _made_of_financial_year(text):
        return None
    readers = (read_year, _financial_year, read_months, _year_ending, _two_months, _mid_year, _date, _serial)
    return next((period for reader in readers if (period := reader(text)) is not None), None)


def explain_date(label: str) -> str:
    """Say that a label is a date which a spreadsheet may have made of a financial year; blank for all others."""
    year = _made_of_financial_year(_fold(label))
    if not year:
        return ""
    first, last = year.split("-")
    month = _MONTHS[int(last) - 1].title()
    return (
        f"{label!r} may be {year}, of which a spreadsheet makes a date: format the cells as text and write {year}, "
        f"'year ending March {int(first) + 1}', or in words the day (1 {month} {first}) if that is meant."
    )


def _fold(label: str) -> str:
    return " ".join(_NOTES.sub(" ", str(label).casefold().replace("–", "-")).split())


def _made_of_financial_year(text: str) -> str:
    """Return the financial year that a date may have been made of; blank where the text is none."""
    day = _serial(text)
    return typed_financial_year(day.start.date().isoformat() if day else text)


def _financial_year(text: str) -> Period | None:
    match = _FINANCIAL.fullmatch(text)
    if match is None or (len(match[2]) == 4 and int(match[2]) != int(match[1]) + 1):
        return None
    return read_financial_year(f"{match[1]}-{match[2][-2:]}")


def _year_ending(text: str) -> Period | None:
    match = _ENDING.fullmatch(text)
    if match is None:
        return None
    end = _month(match["month"], match["year"])
    return Period((end - 11).start_time, end.end_time.normalize())


def _two_months(text: str) -> Period | None:
    match = _BETWEEN.fullmatch(text)
    if match is None:
        return None
    first, last = _month(match["first"], match["from"]), _month(match["last"], match["to"])
    return Period(first.start_time, last.end_time.normalize()) if first <= last else None


def _mid_year(text: str) -> Period | None:
    match = re.fullmatch(r"mid[- ]((?:19|20)\d\d)", text)
    return _one_day(pd.Timestamp(int(match[1]), 6, 30)) if match else None


def _date(text: str) -> Period | None:
    match = _DAY.fullmatch(text)
    if match:
        text = f"{match['year']}-{_MONTHS.index(match['month']) + 1:02d}-{int(match['day']):02d}"
    if not re.fullmatch(r"(19|20)\d\d-\d\d-\d\d", text):
        return None
    try:
        return _one_day(pd.Timestamp(datetime.date.fromisoformat(text)))
    except ValueError:
        return None


def _serial(text: str) -> Period | None:
    """Read a spreadsheet's day number, only of 1990 to 2050, so that a year with one digit too many is not taken."""
    match = _SERIAL.fullmatch(text)
    if match is None or not 32_874 <= int(match[1]) < 55_154:
        return None
    return _one_day(_SERIAL_DAY_ZERO + pd.Timedelta(days=int(match[1])))


def _one_day(day: pd.Timestamp) -> Period:
    return Period(day, day)


def _month(name: str, year: str) -> pd.Period:
    return pd.Period(year=int(year), month=_MONTHS.index(name) + 1, freq="M")
