"""All teams at once."""

import numpy as np
import pandas as pd
import pytest

import yotlib as yot
from tests.madeup import tidy
from yotlib.analysis import intervals, national
from yotlib.analysis.intervals import benjamini_hochberg
from yotlib.findings import national as findings
from yotlib.reference import areas


@pytest.fixture(scope="module")
def figures():
    return yot.load()


OHID = "ohid-fingertips-10401-2018"


@pytest.fixture(scope="module")
def table(figures):
    return national.table(figures, "first_time_entrants", release=OHID)


@pytest.fixture(scope="module")
def of_2024(figures):
    return national.table(figures, "first_time_entrants", period="2024")


@pytest.fixture(scope="module")
def reoffending(figures):
    return national.table(figures, "reoffending_rate", age="15-17", period="2023-24")


def test_every_team_of_the_newest_period_that_teams_share_is_in_once(table, figures):
    published = figures.query("source == 'ohid-fingertips-10401-2018' and area != 'england'")["area"]

    teams = table[table["role"] == "team"]

    assert sorted(teams["area"]) == sorted(published)
    assert teams["value"].is_monotonic_increasing
    assert table["source"].unique().tolist() == ["ohid-fingertips-10401-2018"]


def test_each_team_is_compared_as_compare_does_it(table, figures):
    for team in ("leeds", "newcastle-upon-tyne", "west-sussex"):
        alone = yot.compare(figures, team, "first_time_entrants", release=OHID, baselines=["nation"]).iloc[1]
        among = table.set_index("area").loc[team]

        columns = ["ratio", "ratio_lower", "ratio_upper", "p_value", "verdict", "judgement", "children"]
        assert among[columns].tolist() == pytest.approx(alone[columns].tolist())


def test_p_values_are_adjusted_over_all_teams_and_are_never_smaller(table):
    teams = table[table["role"] == "team"]

    assert (teams["p_adjusted"] >= teams["p_value"]).all()
    assert np.isclose(teams["p_adjusted"].min(), teams["p_value"].min() * len(teams))


def test_places_run_from_the_best_and_the_nation_has_none(table):
    teams = table[table["role"] == "team"].set_index("area")

    assert teams.loc[["gloucestershire", "newcastle-upon-tyne"], "place"].tolist() == [1, 34]
    assert teams.loc["leeds", ["place", "of", "third"]].tolist() == [18, 34, 2]
    assert table[table["role"] == "nation"]["place"].isna().all()


def test_one_regions_teams_keep_their_places_among_all(figures, table):
    north = national.table(figures, "first_time_entrants", release=OHID, region="Yorkshire and the Humber")

    teams = north[north["role"] == "team"]
    assert sorted(teams["area"]) == ["leeds", "north-yorkshire", "sheffield", "york"]
    everywhere = table.set_index("area")["place"]
    assert teams["place"].tolist() == everywhere[teams["area"]].tolist()


def test_teams_without_a_figure_are_counted(table):
    assert len(national.silent(table)) == 155 - 34


def test_of_one_region_only_its_own_teams_are_counted_as_without_a_figure(figures):
    north = national.table(figures, "first_time_entrants", release=OHID, region="Yorkshire and the Humber")

    without = national.silent(north, region="Yorkshire and the Humber")

    assert len(without) == 15 - 4
    assert {team.within for team in without} == {"yorkshire-and-the-humber"}


def test_a_measure_no_two_teams_share_is_an_empty_table_and_a_sentence(figures):
    nothing = national.table(figures, "custody_rate")

    assert nothing.empty
    assert findings.ranked_headline(nothing) == findings.NO_TEAMS
    assert findings.spread_headline(nothing) == findings.NO_TEAMS


def test_the_sentences_hold_the_tables_numbers(table):
    teams = table[table["role"] == "team"]
    higher, firm = teams["verdict"] == "higher", teams["stands"].astype(bool)

    headline = findings.ranked_headline(table)
    assert f"{higher.sum()} were higher and" in headline
    assert f"tested at once, {(higher & firm).sum()} higher and" in headline
    assert "from 72 in Gloucestershire to 554 in Newcastle upon Tyne, among 34 teams" in findings.spread_headline(table)
    assert findings.standing(table, "leeds").startswith("Leeds stood 18 of 34 teams")
    assert findings.standing(table, "bradford") == "Bradford is not ranked: it has no 2018 figure."
    assert findings.not_published(table, national.silent(table))[0].startswith("121 teams have no figure here")


def test_adjustment_adds_a_mark_and_never_changes_the_word(of_2024):
    teams = of_2024[of_2024["role"] == "team"]
    beyond = teams["verdict"].isin(["higher", "lower"])

    assert teams["stands"].tolist() == (beyond & (teams["p_adjusted"] < 0.05)).tolist()
    assert (beyond & ~teams["stands"].astype(bool)).any()
    shown = yot.tables.teams(of_2024).shown["Verdict"]
    assert shown[teams.index[teams["stands"].astype(bool)]].str.endswith(" †").all()
    assert shown[teams.index[beyond]].str.startswith(("higher", "lower")).all()


def test_estimated_counts_stand_in_columns_of_their_own(of_2024):
    teams = of_2024[of_2024["role"] == "team"]

    assert teams["count"].isna().all()
    assert teams["count_estimated"].notna().all()


def test_a_percentage_whose_cohort_may_be_under_30_is_listed_last_without_a_place(reoffending):
    teams = reoffending[reoffending["role"] == "team"]
    unsure = teams["note"].str.startswith("[u]")

    assert unsure.tolist() == sorted(unsure)
    assert (teams["smallest_cohort"] < 30).tolist() == unsure.tolist()
    assert teams.loc[unsure, ["place", "third"]].isna().all(axis=None)
    assert teams.loc[~unsure, "of"].unique().tolist() == [(~unsure).sum()]
    assert findings.standing(reoffending, "sandwell") == (
        "Sandwell is not ranked: its cohort for 2023-24 may be of fewer than 30 children."
    )
    assert f"among {(~unsure).sum()} teams" in findings.spread_headline(reoffending)


def test_without_a_nation_a_team_is_compared_with_its_region_as_compare_does_it(reoffending, figures):
    among = reoffending.set_index("area").loc["bradford"]
    alone = yot.compare(figures, "bradford", "reoffending_rate", age="15-17", baselines=["region"]).iloc[1]

    assert among["baseline"] == "yorkshire-and-the-humber"
    assert (among["verdict"], among["difference"]) == (alone["verdict"], pytest.approx(alone["difference"]))


def test_beyond_chance_and_unusual_among_teams_are_both_said(of_2024):
    assert findings.standing(of_2024, "south-tees").endswith(
        "It was higher than England by more than chance would explain, but it lay within the range of most teams."
    )
    assert findings.standing(of_2024, "blackpool").endswith(
        "and it lay beyond the range of most teams, which is unusual."
    )
    assert findings.standing(of_2024, "cardiff") == "Cardiff is not ranked: it has no 2024 figure."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("measure", "period"),
    [
        ("first_time_entrants", "2024"),
        ("cautioned_or_sentenced_rate", "2024-25"),
        ("cautioned_or_sentenced_rate", "2021-22"),
    ],
)
def test_every_teams_verdict_is_the_one_that_compare_gives_it_beside_its_own_baselines(figures, measure, period):
    needed = figures[figures["measure"].isin([measure, "population_10_17", "cautioned_or_sentenced"])]
    table = national.table(needed, measure, period=period)
    teams = table[table["role"] == "team"].set_index("area")

    alone = {
        area: yot.compare(needed, area, measure, period=period).set_index("role").loc["nation", "verdict"]
        for area in teams.index
    }

    assert teams["verdict"].to_dict() == alone


@pytest.mark.slow
def test_under_no_difference_few_simulated_teams_are_flagged_and_fewer_after_adjusting():
    drawn = np.random.default_rng(2026)
    population = drawn.integers(5_000, 120_000, 20_000)
    counts = drawn.poisson(population * 0.0024)
    base = 5_000_000

    p_values = intervals.ratio_p(counts, population, round(base * 0.0024), base)

    flagged = (p_values < 0.05).mean()
    assert flagged <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / len(p_values))
    families = p_values.to_numpy().reshape(-1, 100)
    any_false = np.mean([benjamini_hochberg(pd.Series(row)).min() < 0.05 for row in families])
    assert any_false <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / len(families))


def test_the_ranked_chart_has_every_team_and_region_in_order_and_the_nation_as_a_line(table):
    region = table.iloc[[20]].assign(area="south-east", name="South East", role="region", value=150.0)
    with_region = pd.concat([table, region], ignore_index=True)

    ax = yot.charts.ranked(with_region, team="leeds")

    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names[:8] == [*table["name"][:7], "South East"]
    assert len(names) == 35
    points = {line.get_color(): sorted(line.get_xdata()) for line in ax.get_lines() if line.get_marker() == "o"}
    assert points[yot.charts.COLOURS["region"]] == [150.0]
    assert points[yot.charts.COLOURS["team"]] == [226.3371]
    assert 238.4731 in [line.get_xdata()[0] for line in ax.get_lines()]


def test_the_spread_has_a_point_a_team_on_its_regions_row(table):
    ax = yot.charts.spread(table, team="leeds")

    offsets = ax.collections[0].get_offsets()
    assert sorted(offsets[:, 0]) == pytest.approx(sorted(table[table["role"] == "team"]["value"]))
    rows = [label.get_text() for label in ax.get_yticklabels()]
    assert rows[0] == "East of England"
    assert len(rows) == 8


def test_where_no_nation_stands_the_headline_claims_nothing():
    rates = zip(areas.teams("london"), range(100, 130), strict=False)
    figures = tidy.figures(
        *({"area": str(team), "value": float(rate), "source": "simulated-a"} for team, rate in rates)
    )

    said = findings.ranked_headline(national.table(figures, "first_time_entrants"))

    assert "0 were higher" not in said
    assert said.endswith(
        "teams with first-time entrants published for 2018 stand beside each other; too little is published to test "
        "any against its nation."
    )
