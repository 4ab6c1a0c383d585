"""Periods as publishers label them: read as what the label says, refused by row where it says none."""

import pandas as pd
import pytest

from yotlib.intake.readers import period_labels
from yotlib.reference import periods
from yotlib.reference.errors import BadFigures

READ = "a year (2018), a financial year (2013-14, 2014/15), a year ending in a month, two months or a date"


def iso_dates(label):
    return [day.date().isoformat() for day in period_labels.read_period(label)]


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        (" 2018 ", "2018-01-01", "2018-12-31"),
        ("2013-14", "2013-04-01", "2014-03-31"),
        ("2014/15", "2014-04-01", "2015-03-31"),
        ("1999-00", "1999-04-01", "2000-03-31"),
        ("2013–14", "2013-04-01", "2014-03-31"),
        ("2013-2014", "2013-04-01", "2014-03-31"),
        ("2013/2014 [note 3]", "2013-04-01", "2014-03-31"),
        ("YE Mar 2014", "2013-04-01", "2014-03-31"),
        ("ye march 2014", "2013-04-01", "2014-03-31"),
        ("Year ending March 2014", "2013-04-01", "2014-03-31"),
        ("Year ending 31 March 2014 [r]", "2013-04-01", "2014-03-31"),
        ("Year ending December 2018", "2018-01-01", "2018-12-31"),
        ("12 months ending June 2017 (r)", "2016-07-01", "2017-06-30"),
        ("Year ended Sept. 2019", "2018-10-01", "2019-09-30"),
        ("Apr 2013 - Jun 2013", "2013-04-01", "2013-06-30"),
        ("July 2016 to June 2017", "2016-07-01", "2017-06-30"),
        ("30 June 2019", "2019-06-30", "2019-06-30"),
        ("Mid-2019", "2019-06-30", "2019-06-30"),
        ("2019-06-30", "2019-06-30", "2019-06-30"),
        ("45809", "2025-06-01", "2025-06-01"),
        ("45809.0", "2025-06-01", "2025-06-01"),
    ],
)
def test_a_label_is_the_period_it_says(label, start, end):
    assert iso_dates(label) == [start, end]


@pytest.mark.parametrize(
    "label",
    [
        "",
        "2018-20",
        "2013-2013",
        "1899",
        "20189",
        "61000",
        "2019-02-30",
        "31 June 2019",
        "YE Mar",
        "June 2017 to July 2016",
        "01-Apr",
        "all",
    ],
)
def test_what_is_no_period_is_refused_with_what_is_one(label):
    with pytest.raises(BadFigures) as refused:
        period_labels.read_period(label)

    assert str(refused.value) == f"{label!r} is not a period; one is read as {READ}."


def test_a_period_is_printed_the_way_the_suite_prints_it():
    printed = [
        periods.label(*period_labels.read_period(label))
        for label in ("2018", "2014/15", "YE Mar 2014", "12 months to June 2017")
    ]

    assert printed == ["2018", "2014-15", "2013-14", "July 2016 to June 2017"]


def test_a_column_of_labels_becomes_two_of_dates_by_the_same_rows():
    column = pd.Series(["2018", "2013-14", "2018"], index=[2, 3, 5], name="Years")

    dates = period_labels.read_periods(column, "made_up.csv")

    assert dates.index.tolist() == [2, 3, 5]
    assert dates["period_start"].dt.strftime("%Y-%m-%d").tolist() == ["2018-01-01", "2013-04-01", "2018-01-01"]
    assert dates["period_end"].dt.strftime("%Y-%m-%d").tolist() == ["2018-12-31", "2014-03-31", "2018-12-31"]


def test_an_empty_column_becomes_two_empty_columns_of_dates():
    dates = period_labels.read_periods(pd.Series([], dtype="str", name="Years"), "made_up.csv")

    assert dates.dtypes.astype(str).tolist() == ["datetime64[ns]"] * 2


def test_every_row_whose_label_is_no_period_is_named():
    column = pd.Series(["2018", "soon", "2019", "soon", "later"], index=[2, 3, 4, 5, 6], name="Years")

    with pytest.raises(BadFigures) as refused:
        period_labels.read_periods(column, "made_up.csv")

    assert refused.value.problems == [
        f"made_up.csv row {row}: Years {label!r} is not a period; one is read as {READ}."
        for row, label in [(3, "soon"), (5, "soon"), (6, "later")]
    ]
