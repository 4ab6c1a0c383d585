"""Periods that are periods, the ones their labels say, and over before the release."""

import pandas as pd
import pytest

from tests.madeup.tidy import as_printed, figures
from yotlib.intake.checks.dates import check_dates


@pytest.mark.parametrize(
    ("end", "finding"),
    [
        (pd.NaT, "wrong 2018-01-01 to no date; both dates of its period, or neither"),
        (pd.Timestamp("2017-12-31"), "wrong 2018-01-01 to 2017-12-31; a period that ends after it begins"),
        (pd.Timestamp("2018-12-30"), "look 2018-01-01 to 2018-12-30; a day, or whole months"),
        (pd.Timestamp("2019-12-31"), "wrong 9 per 100,000; released on 2019-06-30, before its period was over"),
    ],
)
def test_a_period_that_is_none(end, finding):
    (found,) = check_dates(figures({"value": 9, "period_end": end}))

    assert f"{found.severity} {found.found}; {found.expected}" == finding


def test_a_day_a_quarter_a_year_and_no_dates_at_all_are_periods():
    day = dict.fromkeys(["period_start", "period_end"], pd.Timestamp("2018-06-30"))
    periods = [{"period": "2018"}, {"period": "2016-10/2016-12"}, {"period": None}, day]

    assert check_dates(figures(*({"value": 9} | period for period in periods))) == []


def test_a_population_may_be_of_a_day_to_come():
    assert check_dates(figures({"measure": "population_10_17", "count": 9, "period": "2030"})) == []


@pytest.mark.parametrize(("label", "said"), [("2018", 0), ("2017-18", 1), ("2019", 1), ("2018/20", 1)])
def test_a_label_in_a_note_agrees_with_the_dates(label, said):
    found = check_dates(figures({"value": 9, "note": f"labelled {label} by the source"}))

    assert len(found) == said
    assert all((fault.severity, fault.expected) == ("look", f"its note labels it {label}") for fault in found)


def test_years_that_begin_in_another_month_than_most_of_their_release_are_told_once():
    rows = [{"value": 9, "period": year} for year in ("2015", "2016", "2017", "2014-15", "2015-16")]

    assert as_printed(check_dates(figures(*rows))) == [
        "look figures.csv: First-time entrants: 2 years begin in April; most begin in January (simulated-a)"
    ]
