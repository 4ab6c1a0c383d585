"""One cell of a spreadsheet or a Parquet file as text."""

import datetime
from typing import Any


def text(value: Any) -> str:
    """A value as text: the shortest that is the same number, a date without its midnight, nothing as blank.

    >>> text(3.0), text(40.409999999999997), text(datetime.datetime(2024, 4, 1))
    ('3', '40.41', '2024-04-01')
    """
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return repr(value + 0.0).removesuffix(".0")
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)
