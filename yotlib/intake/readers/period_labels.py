"""Read publishers' labels of periods as what they say and nothing more."""

import datetime
import re
from functools import lru_cache

import pandas as pd

from yotlib.figures.tidy import cut_short
from yotlib.reference import periods
from yotlib.reference.errors import BadFigures
from yotlib.reference.periods import Period

READ = "a year (2018), a financial year (2013-14, 2014/15), a year ending in a month, two months or a date"
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
def read_period(label: str) -> Period:
    """Return the first and last day of the period that a publisher calls `label`.

    "2018" is the calendar year. "2013-14" and "2014/15" run from April to March. "YE Mar 2014", "Year ending
    December 2018" and "12 months to June 2017" are the twelve months that end there. "Apr 2013 - Jun 2013" runs from
    the first of April to the last of June. A date, or the number by which a spreadsheet stores one (45809), is that
    one day; "mid-2019" is 30 June. Raises BadFigures for anything else.

    >>> [day.date().isoformat() for day in read_period("YE Mar 2014")]
    ['2013-04-01', '2014-03-31']
    """
    text = " ".join(_NOTES.sub(" ", str(label).casefold().replace("–", "-")).split())
    for reader in (_year, _financial_year, _year_ending, _two_months, _mid_year, _date, _serial):
        if (period := reader(text)) is not None:
            return period
    raise BadFigures([f"{label!r} is not a period; one is read as {READ}."])


def read_periods(column: pd.Series, file: str) -> pd.DataFrame:
    """Return `period_start` and `period_end` of a column of labels, indexed as the column is, by row of the file.

    Raises BadFigures with a line for every row whose label is not a period.
    """
    known, problems = {}, []
    for label, rows in column.groupby(column, sort=False).groups.items():
        try:
            known[label] = read_period(str(label))
        except BadFigures as error:
            problems += [f"{file} row {row}: {column.name} {problem}" for row in rows for problem in error.problems]
    if problems:
        raise BadFigures(cut_short(problems, file))
    dates = [known[label] for label in column]
    return pd.DataFrame(dates, columns=["period_start", "period_end"], index=column.index).astype("datetime64[ns]")


def _year(text: str) -> Period | None:
    return periods.parse(text) if re.fullmatch(r"(19|20)\d\d", text) else None


def _financial_year(text: str) -> Period | None:
    match = _FINANCIAL.fullmatch(text)
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]) % 100:
        return None
    if len(match[2]) == 4 and int(match[2]) != int(match[1]) + 1:
        return None
    return periods.parse(f"{match[1]}-{(int(match[1]) + 1) % 100:02d}")


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
