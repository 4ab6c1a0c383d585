"""Ten teams by ethnic group: shares, representation, rate index, expected numbers, worked out again by other code."""

import pandas as pd
import pytest

import yotlib as yot
from tests.published.quick_and_slow import mostly_slow
from tests.published.recomputed import TEN, data, groups

THREE = (2017, 2018, 2019)


def check(table: pd.DataFrame, own: dict[str, dict[str, float]]) -> None:
    """Check every number of every group."""
    by_group = table.set_index("group")
    for group, numbers in own.items():
        for name, number in numbers.items():
            assert by_group.loc[group, name] == pytest.approx(number, rel=1e-7), (group, name)
    assert set(by_group.index) == {*own, "not-known"}


@pytest.mark.parametrize("team", TEN)
def test_shares_representation_and_index_of_2019_20_follow_from_counts_and_census(team, figures):
    check(yot.ethnicity.groups(figures, team), groups.shares(team))


@pytest.mark.parametrize("team", TEN)
def test_three_years_together_follow_from_the_sums_of_their_counts(team, figures):
    check(yot.ethnicity.pooled(figures, team), groups.shares(team, THREE))


@pytest.mark.slow
@pytest.mark.parametrize("team", TEN)
def test_the_same_counts_on_the_census_of_2011_follow_from_that_census(team, figures):
    check(yot.ethnicity.groups(figures, team, population="ons-census-2011"), groups.shares(team, census=2011))


@pytest.mark.slow
@pytest.mark.parametrize("years", [(2019,), THREE])
@pytest.mark.parametrize("team", TEN)
def test_region_and_nation_beside_follow_from_their_own_counts_and_their_teams_children(team, years, figures):
    beside = yot.ethnicity.beside(figures, team, years=len(years))

    wider = ["wales"] if team == "cardiff" else [data.teams_within()[team], "england"]
    assert set(beside["area"]) == {team, *wider, "england-and-wales"}
    for area, table in beside.groupby("area"):
        check(table, groups.shares(area, years))


@pytest.mark.slow
@pytest.mark.parametrize("team", TEN)
def test_every_single_year_follows_from_its_counts_on_one_census(team, figures):
    series = yot.ethnicity.over_time(figures, team)

    years = series["period_start"].dt.year
    assert sorted(set(years)) == list(range(2013, 2020))
    for year in range(2013, 2020):
        check(series[years == year], groups.shares(team, (year,)))


@pytest.mark.parametrize("team", mostly_slow(TEN))
def test_expected_numbers_and_the_standardised_ratio_follow_from_national_rates_and_the_mix(team, figures):
    table, own = yot.ethnicity.expected(figures, team).set_index("group"), groups.expected(team)
    total = groups.total_of(team)
    ratio = groups.standardised(total, own["all"])

    for group in groups.GROUPS:
        assert table.loc[group, "rate_known"] == pytest.approx(own["rates"][group])
        assert table.loc[group, "rate"] == pytest.approx(own["rates"][group] * own["spread"])
        assert table.loc[group, "expected"] == pytest.approx(own["numbers"][group])
        assert table.loc[group, "expected_known"] == pytest.approx(own["numbers"][group] / own["spread"])
    together = table.loc["all"]
    assert together[["expected", "expected_plain", "count"]].tolist() == pytest.approx(
        [own["all"], own["plain"], total]
    )
    limits = ["ratio", "ratio_lower", "ratio_upper"]
    assert together[limits].tolist() == pytest.approx([ratio["ratio"], ratio["lower"], ratio["upper"]])
    assert together["verdict"] == ratio["verdict"]


@pytest.mark.parametrize("team", mostly_slow(TEN))
def test_the_newest_total_beside_the_mix_follows_from_rates_moved_with_the_nation(team, figures):
    found, own = yot.ethnicity.newest_total(figures, team).iloc[0], groups.newest_total(team)

    names = {"total": "total", "expected": "expected", "ratio": "ratio", "ratio_lower": "lower", "ratio_upper": "upper"}
    assert found[list(names)].tolist() == pytest.approx([own[name] for name in names.values()])
    assert found["verdict"] == own["verdict"]


def test_national_rates_by_group_of_2020_21_are_those_that_methods_prints():
    own = groups.expected("bradford")

    assert [round(own["rates"][group], 2) for group in groups.GROUPS] == [25.67, 13.74, 55.40, 44.64, 19.46]
    assert own["all"] == pytest.approx(148.0, abs=0.05)
