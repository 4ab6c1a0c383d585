"""Expected numbers by ethnic group: the example of docs/methods.md, and the ratio of total to expected."""

import pandas as pd
import pytest
from scipy.stats import poisson

import yotlib as yot
from yotlib.analysis.ethnicity import expected, expected_beside_own, newest_total
from yotlib.analysis.ethnicity.expected import EXPECTED, TOTAL, national_rates
from yotlib.reference import areas


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


@pytest.fixture(scope="module")
def bradford(figures) -> pd.DataFrame:
    return expected(figures, "bradford").set_index("group")


def test_the_national_rates_of_the_year_to_march_2021_are_those_published(bradford):
    rates = bradford["rate_known"].round(2).to_dict()

    assert rates == {"asian": 13.74, "black": 55.40, "mixed": 44.64, "other": 19.46, "white": 25.67, "all": 26.98}


def test_the_expected_numbers_are_the_national_rates_times_the_children_who_live_here(bradford):
    numbers = bradford["expected_known"].round(1).to_dict()

    assert numbers == {"asian": 39.6, "black": 8.2, "mixed": 14.8, "other": 3.1, "white": 77.1, "all": 142.8}
    assert bradford.loc["all", "expected"] == pytest.approx(142.828 * 15751 / 15202, abs=0.01)  # 148.0
    assert bradford.loc["all", "expected_plain"] == pytest.approx(65251 * 15751 / 5635156, abs=0.1)  # 182.4


def test_the_ratio_is_the_published_total_over_the_expected_with_exact_poisson_limits(bradford):
    row = bradford.loc["all"]

    assert (row["count"], row["count_source"], row["verdict"]) == (276, "yjb-maps-2020-21", "higher")
    assert row["ratio"] == pytest.approx(276 / row["expected"])
    lower, upper = (row[f"ratio_{side}"] * row["expected"] for side in ("lower", "upper"))
    assert poisson.sf(275, lower) == pytest.approx(0.025, rel=1e-6)
    assert poisson.cdf(276, upper) == pytest.approx(0.025, rel=1e-6)


def test_own_counts_stand_beside_where_published_and_the_column_is_empty_elsewhere(figures, bradford):
    birmingham = expected(figures, "birmingham").set_index("group")

    assert bradford["count"].drop("all").isna().all()
    assert birmingham["count"].drop("all").to_dict() == {
        "white": 147,
        "asian": 98,
        "black": 124,
        "mixed": 73,
        "other": 11,
    }


def test_the_newest_year_with_own_counts_is_shown_too(figures):
    own = expected_beside_own(figures, "bradford").set_index("group")

    assert own["count"].to_dict() == {"white": 224, "asian": 113, "black": 14, "mixed": 15, "other": 3, "all": 369}
    assert set(own["period_end"]) == {pd.Timestamp("2020-03-31")}
    assert expected_beside_own(figures, "birmingham").empty  # its own are of the newest national year already
    assert expected_beside_own(figures, "cumberland").empty


def test_a_team_without_a_total_of_the_year_has_expected_numbers_and_no_verdict(figures):
    row = expected(figures, "cumberland").set_index("group").loc["all"]

    assert row["expected"] > 0
    assert row[["ratio", "ratio_lower", "ratio_upper"]].isna().all()
    assert row["verdict"] == "cannot say"


def test_the_teams_expected_numbers_add_up_to_the_nations_total(figures):
    released = figures[figures["age"] == "10-17"]
    whole = expected(figures, areas.ENGLAND_AND_WALES).set_index("group").loc["all"]

    assert whole["expected"] == pytest.approx(15751)
    assert whole["ratio"] == pytest.approx(1)
    assert national_rates(released, "latest")["national_count"].sum() == 15202


def test_the_newest_total_is_set_beside_rates_moved_as_the_nation_moved(figures):
    here, newest = expected(figures, "bradford"), newest_total(figures, "bradford").iloc[0]
    england = expected(figures, "england")

    # England's rates of 2024-25, weighted over its regions: 12,668 children.
    moved = 12668.005 / england["expected"].iloc[-1]
    assert newest["moved"] == pytest.approx(moved, rel=1e-5)
    assert newest["expected"] == pytest.approx(moved * here["expected"].iloc[-1], rel=1e-5)
    assert newest["total"] == pytest.approx(31.6 * 65251 / 10000)
    assert newest["known_by"] == "estimated"
    assert newest["period_end"] == pd.Timestamp("2025-03-31")


def test_a_welsh_teams_newest_total_is_set_beside_england_and_wales(figures):
    newest = newest_total(figures, "cardiff").iloc[0]

    assert (newest["total"], newest["known_by"], newest["baseline"]) == (54, "published", "England and Wales")
    assert newest["moved"] == pytest.approx(13770 / 15751)
    assert newest["verdict"] == "lower"


def test_nothing_newer_gives_an_empty_table_with_the_same_columns(figures):
    table = newest_total(figures, "bradford", as_of="2022-06-30")

    assert table.empty
    assert list(table.columns) == TOTAL


def test_no_counts_by_then_give_an_empty_table_with_the_same_columns(figures):
    table = expected(figures, "bradford", as_of="2013-01-31")

    assert table.empty
    assert list(table.columns) == EXPECTED


def test_as_inspected_the_groups_are_those_published_by_then(figures):
    table = expected(figures, "bradford", as_of="2020-01-31").set_index("group")

    assert table["count"].to_dict() == {"white": 331, "bme": 151, "all": 484}
    assert set(table["population_source"]) == {"ons-census-2011"}


@pytest.mark.slow
def test_every_team_has_expected_numbers_and_all_but_two_a_ratio_of_the_same_year(figures):
    tables = {str(team): expected(figures, team) for team in areas.teams()}

    assert {team for team, table in tables.items() if table.empty} == set()
    assert {team for team, table in tables.items() if pd.isna(table["ratio"].iloc[-1])} == {
        "cumberland",
        "westmorland-and-furness",
    }


def test_the_figures_passed_in_are_untouched(figures):
    before = figures.copy(deep=True)

    for function in (expected, expected_beside_own, newest_total):
        function(figures, "leeds")

    pd.testing.assert_frame_equal(figures, before)
