"""Periods as publishers label them, read as what the label says and nothing more."""

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
_SERIAL_NOUGHT = pd.Timestamp(1899, 12, 30)
_NOTES = re.compile(r"\[(?:note|r|p)[^\]]*\]|\((?:r|p|provisional)\)")


@lru_cache(maxsize=4096)
def span(label: str) -> Period:
    """The first and last day of the period a publisher calls `label`.

    "2018" is the calendar year; "2013-14" and "2014/15" run from April to March; "YE Mar 2014", "Year ending
    December 2018" and "12 months to June 2017" are the twelve months that end there; "Apr 2013 - Jun 2013" is what it
    says; a date, or the number by which a spreadsheet stores one (45809), is that one day, "mid-2019" the 30th of
    June. Raises BadFigures for anything else.

    >>> [day.date().isoformat() for day in span("YE Mar 2014")]
    ['2013-04-01', '2014-03-31']
    """
    asked = " ".join(_NOTES.sub(" ", str(label).casefold().replace("–", "-")).split())
    for reader in (_year, _financial_year, _year_ending, _two_months, _mid_year, _date, _serial):
        if (found := reader(asked)) is not None:
            return found
    raise BadFigures([f"{label!r} is not a period; one is read as {READ}."])


def spans(column: pd.Series, file: str) -> pd.DataFrame:
    """`period_start` and `period_end` of a column of labels, by its index, the row of the file.

    Raises BadFigures with a line for every row whose label is none.
    """
    found, problems = {}, []
    for label, rows in column.groupby(column, sort=False).groups.items():
        try:
            found[label] = span(str(label))
        except BadFigures as error:
            problems += [f"{file} row {row}: {column.name} {problem}" for row in rows for problem in error.problems]
    if problems:
        raise BadFigures(cut_short(problems, file))
    pairs = [found[label] for label in column]
    return pd.DataFrame(pairs, columns=["period_start", "period_end"], index=column.index).astype("datetime64[ns]")


def _year(asked: str) -> Period | None:
    return periods.parse(asked) if re.fullmatch(r"(19|20)\d\d", asked) else None


def _financial_year(asked: str) -> Period | None:
    found = _FINANCIAL.fullmatch(asked)
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]) % 100:
        return None
    if len(found[2]) == 4 and int(found[2]) != int(found[1]) + 1:
        return None
    return periods.parse(f"{found[1]}-{(int(found[1]) + 1) % 100:02d}")


def _year_ending(asked: str) -> Period | None:
    found = _ENDING.fullmatch(asked)
    if found is None:
        return None
    end = _month(found["month"], found["year"])
    return Period((end - 11).start_time, end.end_time.normalize())


def _two_months(asked: str) -> Period | None:
    found = _BETWEEN.fullmatch(asked)
    if found is None:
        return None
    first, last = _month(found["first"], found["from"]), _month(found["last"], found["to"])
    return Period(first.start_time, last.end_time.normalize()) if first <= last else None


def _mid_year(asked: str) -> Period | None:
    found = re.fullmatch(r"mid[- ]((?:19|20)\d\d)", asked)
    return _one_day(pd.Timestamp(int(found[1]), 6, 30)) if found else None


def _date(asked: str) -> Period | None:
    spelt = _DAY.fullmatch(asked)
    if spelt:
        asked = f"{spelt['year']}-{_MONTHS.index(spelt['month']) + 1:02d}-{int(spelt['day']):02d}"
    if not re.fullmatch(r"(19|20)\d\d-\d\d-\d\d", asked):
        return None
    try:
        return _one_day(pd.Timestamp(datetime.date.fromisoformat(asked)))
    except ValueError:
        return None


def _serial(asked: str) -> Period | None:
    """A spreadsheet's day number; those of 1990 to 2050 only, so that no year with a digit too many passes for one."""
    found = _SERIAL.fullmatch(asked)
    if found is None or not 32_874 <= int(found[1]) < 55_154:
        return None
    return _one_day(_SERIAL_NOUGHT + pd.Timedelta(days=int(found[1])))


def _one_day(day: pd.Timestamp) -> Period:
    return Period(day, day)


def _month(name: str, year: str) -> pd.Period:
    return pd.Period(year=int(year), month=_MONTHS.index(name) + 1, freq="M")
