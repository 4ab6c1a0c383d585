"""Ten teams over several years: three pooled, trend, years above and below, worked out again by other code."""

import pytest

import yotlib as yot
from tests.published.quick_and_slow import mostly_slow
from tests.published.recomputed import RANKED, TEN, years
from yotlib.analysis.trend_lines import fit_trends

WITH_ENTRANTS = [team for team in TEN if team not in ("cardiff", "leicestershire")]


@pytest.mark.parametrize("team", mostly_slow(WITH_ENTRANTS))
def test_three_years_of_entrants_together_follow_from_sums_of_counts_and_children(team, figures):
    found = yot.years_together.pooled(figures, team, "first_time_entrants").set_index("role")
    own = years.pooled(team)

    names = ["value", "lower", "upper"]
    assert found.loc["team", names].tolist() == pytest.approx([own["team"][name] for name in names])
    assert found.loc["team", "period_end"].year == own["team"]["last"]
    for role in ("region", "nation"):
        base = own[role]
        numbers = [base["value"], base["p_value"], base["children"]]
        assert found.loc[role, ["value", "p_value", "children"]].tolist() == pytest.approx(numbers, rel=1e-6)
        assert found.loc[role, "verdict"] == base["verdict"]
        assert found.loc[role, "ratio"] == pytest.approx(own["team"]["value"] / base["value"])


@pytest.mark.parametrize("team", WITH_ENTRANTS)
def test_the_trend_of_entrants_follows_from_weighted_least_squares(team, figures):
    series = yot.trends.over_time(figures, team, "first_time_entrants")
    own, known = years.trend(team), years.entrants(team)

    rows = series[series["role"] == "team"]
    assert rows["period_start"].dt.year.tolist() == sorted(known)
    assert rows["value"].tolist() == pytest.approx([known[year][0] for year in sorted(known)])
    tested = fit_trends(series, area=team).iloc[0]
    if own is None:
        assert tested["trend"] == "cannot say"
        return
    names = ["slope", "z", "p_value"]
    assert tested[names].tolist() == pytest.approx([own[name] for name in names], rel=1e-6)
    assert tested["trend"] == own["trend"]
    assert tested[["first_period", "last_period"]].tolist() == [str(own["first"]), str(own["last"])]


@pytest.mark.parametrize("age", ["15-17", "10-14"])
@pytest.mark.parametrize("team", RANKED)
def test_years_above_and_below_the_region_follow_from_printed_percentages(team, age, figures):
    found = yot.years_together.steadiness(figures, team, "reoffending_rate", age=age).iloc[0]
    own = years.steadiness(team, age)

    assert found[["years", "above", "below"]].tolist() == [own["years"], own["above"], own["below"]]
    assert found["p_value"] == pytest.approx(own["p_value"])
    assert found["steady"] == own["steady"]
