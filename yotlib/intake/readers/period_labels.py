"""Read publishers' labels of periods, whole columns at a time; `yotlib.reference.period_labels` says what is read."""

import pandas as pd

from yotlib.figures.tidy import cut_short
from yotlib.reference.errors import BadFigures
from yotlib.reference.period_labels import explain_date, read_label
from yotlib.reference.spans import Period

READ = "a year (2018), a financial year (2013-14, 2014/15), a year ending in a month, two months or a date"


def read_period(label: str) -> Period:
    """Return the first and last day of the period that a publisher calls `label`; see `read_label`.

    Raises BadFigures for a label that is no period, and for a date that a spreadsheet may have made of 2011-12.
    """
    period = read_label(label)
    if period is None:
        raise BadFigures([explain_date(label) or f"{label!r} is not a period; one is read as {READ}."])
    return period


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
