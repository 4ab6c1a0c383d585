"""Periods: the ways people write them, the one way they are printed, and the forms that are refused."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yotlib.reference import periods
from yotlib.reference.errors import AskedWrongly

repeatable = settings(derandomize=True, deadline=None)
years = st.integers(1950, 2049)


def days(first, last):
    return pd.Timestamp(first), pd.Timestamp(last)


@pytest.mark.parametrize(
    ("text", "first", "last", "printed"),
    [
        ("2018", "2018-01-01", "2018-12-31", "2018"),
        ("2017-18", "2017-04-01", "2018-03-31", "2017-18"),
        ("2017/18", "2017-04-01", "2018-03-31", "2017-18"),
        ("1999-00", "1999-04-01", "2000-03-31", "1999-00"),
        ("2016-07/2017-06", "2016-07-01", "2017-06-30", "July 2016 to June 2017"),
        ("2015-10/2015-12", "2015-10-01", "2015-12-31", "October 2015 to December 2015"),
        ("2018-01/2018-12", "2018-01-01", "2018-12-31", "2018"),
        ("2019-04/2020-03", "2019-04-01", "2020-03-31", "2019-20"),
        ("2020-02/2020-02", "2020-02-01", "2020-02-29", "February 2020"),
        (" 2018 ", "2018-01-01", "2018-12-31", "2018"),
        ("2017/2018", "2017-04-01", "2018-03-31", "2017-18"),
        ("July 2016 to June 2017", "2016-07-01", "2017-06-30", "July 2016 to June 2017"),
        ("Year ending March 2018", "2017-04-01", "2018-03-31", "2017-18"),
        ("1 December 2011", "2011-12-01", "2011-12-01", "1 December 2011"),
    ],
)
def test_a_period_is_read_as_written_and_printed_one_way(text, first, last, printed):
    period = periods.parse(text)

    assert period == days(first, last)
    assert periods.label(*period) == printed


@pytest.mark.parametrize("text", ["latest", "Latest", " LATEST "])
def test_latest_names_no_period_of_its_own(text):
    assert periods.parse(text) is None


@repeatable
@given(year=years)
def test_years_and_financial_years_come_back_as_they_were_written(year):
    for text in (f"{year}", f"{year}-{(year + 1) % 100:02d}"):
        assert periods.label(*periods.parse(text)) == text


@repeatable
@given(year=years, month=st.integers(1, 12), months=st.integers(0, 30))
def test_two_months_span_the_first_day_of_one_to_the_last_of_the_other(year, month, months):
    then, last = divmod(year * 12 + month - 1 + months, 12)

    start, end = periods.parse(f"{year}-{month:02d}/{then}-{last + 1:02d}")

    assert start.date() == date(year, month, 1)
    assert (end + pd.Timedelta(days=1)).date() == date(then + last // 11, (last + 1) % 12 + 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "18",
        "2018-12",
        "2017-19",
        "2017-18-19",
        "1718",
        "2016-13/2017-01",
        "2017-06/2016-07",
        "2016-7/2017-6",
        "July 2017 to June 2016",
    ],
)
def test_other_forms_are_refused_with_the_forms_there_are(text):
    with pytest.raises(AskedWrongly) as refusal:
        periods.parse(text)

    assert str(refusal.value) == (
        f"{text!r} is not a period; write a year (2018), a financial year (2017-18), two months (2016-07/2017-06) "
        "or 'latest'."
    )


def test_a_single_day_is_printed_as_a_date():
    assert periods.label(*days("2019-06-30", "2019-06-30")) == "30 June 2019"


@pytest.mark.parametrize("dates", [(pd.NaT, pd.NaT), (pd.NaT, pd.Timestamp("2018-12-31"))])
def test_a_figure_without_dates_says_so(dates):
    assert periods.label(*dates) == "period not stated"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-01-31", "2020-01-31"),
        ("2022-01", "2022-01-31"),
        ("2020-02", "2020-02-29"),
        ("2021-02", "2021-02-28"),
        ("2023", "2023-12-31"),
        (" 2023 ", "2023-12-31"),
        ("31/01/2020", "2020-01-31"),
        ("1/2/20", "2020-02-01"),
        ("31 January 2020", "2020-01-31"),
        ("Feb 2020", "2020-02-29"),
        ("2020-01-31 00:00:00", "2020-01-31"),
    ],
)
def test_a_month_or_a_year_counts_as_its_last_day(text, day):
    assert periods.last_day(text) == pd.Timestamp(day)


@pytest.mark.parametrize("text", ["", "soon", "20", "31.01.2020", "2020-1-31", "2020-01-31 12:00", "January 20"])
def test_what_is_not_written_as_a_date_is_refused(text):
    with pytest.raises(AskedWrongly) as refusal:
        periods.last_day(text)

    assert str(refusal.value) == f"{text!r} is not a date; write 2020-01-31, 2020-01 or 2020."


@pytest.mark.parametrize("text", ["2021-02-29", "2020-13", "2020-00", "2020-04-31"])
def test_a_day_that_never_was_is_refused(text):
    with pytest.raises(AskedWrongly) as refusal:
        periods.last_day(text)

    assert str(refusal.value) == f"{text!r} is not a date that exists; write 2020-01-31, 2020-01 or 2020."


@pytest.mark.parametrize(
    ("first", "last", "middle"),
    [
        ("2019-06-30", "2019-06-30", "2019-06-30 00:00"),
        ("2018-01-01", "2018-12-31", "2018-07-02 00:00"),
        ("2017-04-01", "2018-03-31", "2017-09-30 00:00"),
        ("2020-01-01", "2020-12-31", "2020-07-01 12:00"),
    ],
)
def test_the_middle_is_half_way_between_first_and_last_day(first, last, middle):
    assert periods.middle(*days(first, last)) == pd.Timestamp(middle)
