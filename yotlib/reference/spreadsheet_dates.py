"""Know what spreadsheets make of periods and ages: they store 2011-12 as 1 December 2011, and 10-14 as Oct-14.

What was typed is known for certain only where no date can be meant. An age is such a place: none of the bands here is
a date. A period may be a day, so only its neighbours can tell.
"""

import re
from typing import NamedTuple

AGE_BANDS = ("10-17", "10-14", "15-17")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_SHOWN = tuple(
    re.compile(form)
    for form in (
        rf"{_MONTH}[- ](?P<year>\d\d|20\d\d)",
        rf"(?P<day>\d\d?)-{_MONTH}(?:-(?P<year>\d\d|20\d\d))?",
        r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?: 00:00:00)?",
        r"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>20\d\d|\d\d)",
    )
)
FINANCIAL_YEAR = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:(?:19|20)?\d\d)")


class _Date(NamedTuple):
    """The numbers of a date; the day is 1 where only month and year are shown, the year 0 where it is not shown."""

    day: int
    month: int
    year: int


def typed_age(text: str) -> str:
    """Return the age band that a spreadsheet made a date of; blank for any other text.

    Excel stores 10-14 as October 2014, other spreadsheets as 14 October of the year in which it was typed.

    >>> typed_age("Oct-14"), typed_age("2017-10-01"), typed_age("14-Oct"), typed_age("10-14")
    ('10-14', '10-17', '10-14', '')
    """
    date = _read_date(text)
    if date is None:
        return ""
    for band in AGE_BANDS:
        youngest, oldest = (int(age) for age in band.split("-"))
        if date in (_Date(1, youngest, 2000 + oldest), _Date(oldest, youngest, date.year)):
            return band
    return ""


def typed_financial_year(text: str) -> str:
    """Return the financial year that a spreadsheet may have made a date of; blank for any other text.

    A day written in words, 1 December 2011, is that day.

    >>> typed_financial_year("2011-12-01"), typed_financial_year("Dec-11"), typed_financial_year("11-Dec")
    ('2011-12', '2011-12', '2011-12')
    >>> typed_financial_year("2013-12-01"), typed_financial_year("1 December 2011")
    ('', '')
    """
    date = _read_date(text)
    if date is None:
        return ""
    start = date.year if date.day == 1 and date.year else 2000 + date.day if not date.year else 0
    return f"{start}-{date.month:02d}" if start and date.month == (start + 1) % 100 else ""


def undo_financial_years(labels: list[str]) -> dict[str, str]:
    """Return what was typed for the labels of a column that a spreadsheet made dates of, where that is certain.

    It is where every other label of the column is a financial year, and there is one.

    >>> undo_financial_years(["2010-11", "2011-12-01"])
    {'2011-12-01': '2011-12'}
    """
    typed = {label: typed_financial_year(label) for label in labels}
    others = [label for label in labels if label and not typed[label]]
    certain = others and all(FINANCIAL_YEAR.fullmatch(label.strip()) for label in others)
    return {label: year for label, year in typed.items() if year} if certain else {}


def _read_date(text: str) -> _Date | None:
    """Read a date in the forms that spreadsheets show and store; None for anything else."""
    folded = text.strip().casefold()
    match = next((found for form in _SHOWN if (found := form.fullmatch(folded))), None)
    if match is None:
        return None
    parts = match.groupdict()
    month = parts["month"]
    year = int(parts["year"] or 0)
    return _Date(
        int(parts.get("day") or 1),
        int(month) if month.isdigit() else _MONTHS.index(month) + 1,
        year + 2000 if 0 < year < 100 else year,
    )
