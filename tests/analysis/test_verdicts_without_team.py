"""A baseline less the team that is part of it."""

import pandas as pd
import pytest

import yotlib as yot
from yotlib.analysis import intervals

OF_2018 = "ohid-fingertips-10401-2018"  # it prints counts for 34 teams, and a count and a rate for England


@pytest.fixture(scope="module")
def figures():
    return yot.load()


def test_the_test_against_an_area_the_team_is_part_of_is_against_the_rest_of_it(figures):
    england = yot.compare(figures, "leeds", "first_time_entrants", release=OF_2018).iloc[1]

    population = 11_887 * 100_000 / 238.4731
    expected = intervals.ratio(149, 65_831, 11_887 - 149, population - 65_831).iloc[0]
    limits = england[["ratio", "ratio_lower", "ratio_upper"]].tolist()
    assert limits == pytest.approx(expected[["value", "lower", "upper"]].tolist())
    assert england["value"] == 238.4731
    assert england["difference"] == pytest.approx(226.3371 - 238.4731)
    assert england["verdict"] == "similar"
    assert "tested against the rest of England: 11,738 of 4,918,798" in england["note"]


def test_the_rest_can_be_asked_for_as_a_baseline_of_its_own(figures):
    asked = ["nation", "rest-of-nation"]

    table = yot.compare(figures, "leeds", "first_time_entrants", release=OF_2018, baselines=asked)

    assert table["role"].tolist() == ["team", "nation", "rest-of-nation"]
    assert table["name"].tolist() == ["Leeds", "England", "Rest of England"]
    assert table.loc[2, "value"] == pytest.approx(238.6355, abs=0.0001)
    assert table.loc[2, "verdict"] == "similar"


def test_asked_for_alone_the_rest_stands_without_the_whole(figures):
    table = yot.compare(figures, "leeds", "first_time_entrants", baselines=["rest-of-nation"])

    assert table["role"].tolist() == ["team", "rest-of-nation"]


def test_a_team_and_a_nation_that_both_print_counts_and_children_are_tested_without_the_team(figures):
    table = yot.compare(figures, "cambridgeshire", "cautioned_or_sentenced_rate", release="yjb-maps-2021-22")

    # 118 of 60,564 children in Cambridgeshire, 13,157 of 5,363,177 in England
    england = table[table["role"] == "nation"].iloc[0]
    expected = intervals.ratio(118, 60_564, 13_039, 5_302_613).iloc[0]
    limits = england[["ratio", "ratio_lower", "ratio_upper"]].tolist()
    assert limits == pytest.approx(expected[["value", "lower", "upper"]].tolist())
    assert "tested against the rest of England: 13,039 of 5,302,613" in england["note"]


def test_without_counts_on_both_sides_there_is_no_rest(figures):
    plain = yot.compare(figures, "bradford", "first_time_entrants")
    asked = yot.compare(figures, "bradford", "first_time_entrants", baselines=["region", "rest-of-region", "nation"])

    assert asked["role"].tolist() == ["team", "region", "nation", "rest-of-region"]
    assert pd.isna(asked.loc[3, "value"])
    assert asked.loc[3, "note"] == "[x] no published counts of both, so it cannot be told without Bradford"
    assert not plain["note"].str.contains("rest of").any()


@pytest.mark.parametrize(
    ("team", "verdict"), [("leeds", "similar"), ("newcastle-upon-tyne", "higher"), ("west-sussex", "lower")]
)
def test_three_teams_of_2018_against_england(figures, team, verdict):
    england = yot.compare(figures, team, "first_time_entrants", release=OF_2018, baselines=["england"]).iloc[1]

    assert england["verdict"] == verdict


def test_another_team_is_compared_as_it_is(figures):
    york = yot.compare(figures, "leeds", "first_time_entrants", release=OF_2018, baselines=["york"]).iloc[1]

    expected = intervals.ratio(149, 65_831, 42, 15_648).iloc[0]
    assert york["ratio_lower"] == pytest.approx(expected["lower"])
    assert york["note"] == ""


def test_simulated_reoffending_is_tested_against_the_rest_by_the_score_method():
    def row(area, count, population):
        dates = {"period_start": pd.Timestamp("2018-04-01"), "period_end": pd.Timestamp("2019-03-31")}
        counted = {"value": 100 * count / population, "count": count, "population": population}
        told = {"note": "", "source": "simulated", "released": pd.Timestamp("2020-01-31"), "published": "yes"}
        named = {"area": area, "measure": "reoffending_rate", "age": "10-17", "ethnicity": "all"}
        return named | dates | counted | told

    simulated = pd.DataFrame([row("bradford", 60.0, 120.0), row("yorkshire-and-the-humber", 400.0, 1_000.0)])

    region = yot.compare(simulated, "bradford", "reoffending_rate").iloc[1]

    expected = intervals.proportion_ratio(60, 120, 340, 880).iloc[0]
    assert region["p_value"] == pytest.approx(expected["p_value"])
    assert region["ratio_upper"] == pytest.approx(expected["upper"])
    assert region["verdict"] == "higher"
