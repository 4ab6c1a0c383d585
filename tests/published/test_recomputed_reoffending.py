"""Reoffending over the years in six teams, and how often Bradford's children reoffend, worked out by other code."""

import pytest

import yotlib as yot
from tests.published.printed_numbers import agree
from tests.published.quick_and_slow import mostly_slow
from tests.published.recomputed import RANKED, cohorts


@pytest.mark.parametrize("age", ["15-17", "10-14"])
@pytest.mark.parametrize("team", mostly_slow(RANKED))
def test_every_year_of_reoffending_and_its_change_follow_from_data(team, age, figures):
    series = yot.trends.over_time(figures, team, "reoffending_rate", age=age)
    own = cohorts.by_year(team, age)

    for role, values in zip(("team", "region"), own, strict=True):
        rows = series[series["role"] == role].dropna(subset=["value"])
        assert rows["period_start"].dt.year.tolist() == sorted(values)
        assert rows["value"].tolist() == pytest.approx([values[year] for year in sorted(values)])
    changes = [cohorts.change(values) for values in own]
    text = str(yot.findings.change(series)).partition("Years before")[0]
    agree(text, *changes[0], *changes[1])


def test_england_and_wales_by_year_its_limits_and_its_change_follow_from_counts(everything):
    series = yot.trends.over_time(everything, "england-and-wales", "reoffending_rate", baselines=[])
    own = cohorts.national()

    assert series["period_start"].dt.year.tolist() == sorted(own)
    for (_, row), year in zip(series.iterrows(), sorted(own), strict=True):
        # The rate is printed to two decimals.
        assert row["value"] == pytest.approx(own[year][0], abs=0.005)
        assert row[["lower", "upper"]].tolist() == pytest.approx(own[year][1:])
    text = str(yot.findings.change(series)).partition("Years before")[0]
    agree(text, *cohorts.change({year: value for year, (value, *_) in own.items()}))


def test_where_bradfords_gap_in_frequency_lies_follows_from_three_printed_rates(everything):
    [sentence] = yot.findings.frequency_split(yot.reoffending.split(everything, "bradford"))

    agree(str(sentence), *cohorts.split())
