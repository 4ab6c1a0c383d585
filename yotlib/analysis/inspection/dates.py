"""Read the date on which an inspection was published: a day, a month or an inspection year."""

import pandas as pd

from yotlib.reference import periods


def last_day(published: str) -> pd.Timestamp:
    """Return the last day a date of publication can mean; an inspection year runs from April to March.

    >>> last_day("2019/20").date().isoformat()
    '2020-03-31'
    """
    if "/" in published:
        year = periods.parse(published)
        assert year is not None, "a year with a stroke in it is not 'latest'"
        return year.end
    return periods.last_day(published)
