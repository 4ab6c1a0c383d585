"""A group of teams beside a team: added up where counted or estimated, else a median without a verdict."""

import pandas as pd
import pytest

from tests.madeup import tidy
from yotlib import findings
from yotlib.analysis.comparison import compare
from yotlib.analysis.ethnicity import beside
from yotlib.analysis.trends import over_time
from yotlib.figures.load import load
from yotlib.reference.errors import AskedWrongly

RATE, BINARY, AVERAGE, CAUTIONED = (
    "first_time_entrants",
    "reoffending_rate",
    "offences_per_1000",
    "cautioned_or_sentenced",
)
TWO = {"Two cities": ["leeds", "york"]}
WITH_BRADFORD = {"Both": ["bradford", "leeds"]}


@pytest.fixture(scope="module")
def published():
    return load()


def counted(area, count, population, **given):
    return {"area": area, "value": 100_000 * count / population, "count": count, "population": population} | given


def test_counts_of_a_group_are_added_up_and_tested():
    figures = tidy.figures(counted("bradford", 40, 10_000), counted("leeds", 30, 20_000), counted("york", 10, 20_000))

    table = compare(figures, "bradford", RATE, baselines=TWO)

    assert table[["area", "name", "role"]].iloc[1].tolist() == ["two-cities", "Two cities", "named"]
    assert table[["value", "count", "population"]].iloc[1].tolist() == [100, 40, 40_000]
    assert (table["verdict"][1], table["ratio"][1], table["note"][1]) == ("higher", 4.0, "2 teams added up")


def test_a_group_that_the_team_belongs_to_is_shown_whole_and_tested_without_the_team():
    figures = tidy.figures(counted("bradford", 40, 10_000), counted("leeds", 20, 20_000))

    table = compare(figures, "bradford", RATE, baselines=WITH_BRADFORD)

    assert (table["role"][1], table["value"][1]) == ("group", 200)
    assert table["ratio"][1] == 4.0  # 400 beside Leeds's 100, not beside the 200 of both
    assert table["note"][1] == "2 teams added up; tested against the rest of Both: 20 of 20,000"


def test_rates_without_counts_are_weighted_with_their_children_and_marked_as_estimated():
    figures = tidy.figures(
        {"value": 400}, {"area": "leeds", "value": 150}, {"area": "york", "value": 50},
        *(
            {"area": area, "measure": "population_10_17", "count": children, "value": children}
            for area, children in (("bradford", 10_000), ("leeds", 30_000), ("york", 10_000))
        ),
    )  # fmt: skip

    row = compare(figures, "bradford", RATE, baselines=TWO).iloc[1]

    assert (row["value"], row["count_estimated"], row["verdict"]) == (125, 50, "higher")  # 45 and 5 of 40,000
    assert row["note"] == "[e] the rates of 2 teams, weighted with their children"
    assert pd.isna(row["count"])


def test_percentages_without_counts_have_a_median_without_the_team_and_no_verdict():
    figures = tidy.figures(
        *(
            {"area": area, "measure": BINARY, "value": value}
            for area, value in (("bradford", 50), ("leeds", 20), ("york", 30))
        )
    )

    row = compare(figures, "bradford", BINARY, baselines={"Three": ["bradford", "leeds", "york"]}).iloc[1]

    assert (row["value"], row["verdict"]) == (25, "cannot say")
    assert row["note"] == "the median of 2 other teams, which cannot be added up without counts"


def test_an_average_of_a_group_is_a_median_too():
    figures = tidy.figures(
        *(
            {"area": area, "measure": AVERAGE, "value": value}
            for area, value in (("bradford", 9), ("leeds", 4), ("york", 6))
        )
    )

    assert compare(figures, "bradford", AVERAGE, baselines=TWO)["value"][1] == 5


def test_plain_counts_are_added_up_only_where_every_team_has_one():
    held = [{"area": area, "measure": CAUTIONED, "value": 50, "count": 50} for area in ("bradford", "leeds")]

    half = compare(tidy.figures(*held), "bradford", CAUTIONED, baselines=TWO).iloc[1]
    whole = compare(tidy.figures(*held, held[0] | {"area": "york"}), "bradford", CAUTIONED, baselines=TWO).iloc[1]

    assert pd.isna(half["value"])
    assert half["note"] == "[x] too few of its teams have a figure"
    assert whole["value"] == 100


def test_a_group_names_its_teams_without_a_figure_and_needs_half_of_them():
    three, four = {"Three": ["leeds", "york", "hull"]}, {"Four": ["leeds", "york", "hull", "kirklees", "wakefield"]}
    figures = tidy.figures(counted("bradford", 40, 10_000), counted("leeds", 30, 20_000), counted("york", 10, 20_000))

    assert compare(figures, "bradford", RATE, baselines=three)["note"][1] == (
        "2 teams added up; without Kingston-upon-Hull, which has no figure"
    )
    assert pd.isna(compare(figures, "bradford", RATE, baselines=four)["value"][1])


def test_a_group_is_taken_from_the_period_and_release_that_the_team_is_compared_in():
    figures = tidy.figures(
        *(counted(area, 40, 10_000) for area in ("bradford", "leeds", "york")),
        *(counted(area, 90, 10_000, period="2019", source="b", released="2020-06-30") for area in ("leeds", "york")),
    )

    table = compare(figures, "bradford", RATE, baselines=TWO)

    assert table["value"].tolist() == [400, 400]
    assert table["period_end"].nunique() == 1


def test_the_teams_own_figure_does_not_move_with_the_group_beside_it(published):
    own = ["value", "period_end", "source"]
    usual = compare(published, "bradford", RATE)[own].iloc[0]

    for asked in ("core-cities", "West Yorkshire", TWO, ["Core Cities", "england"]):
        assert compare(published, "bradford", RATE, baselines=asked)[own].iloc[0].equals(usual)


def test_a_named_group_is_followed_over_the_years_and_by_ethnic_group(published):
    years = over_time(published, "bradford", RATE, baselines="core-cities, West Yorkshire")
    groups = beside(published, "bradford", baselines="West Yorkshire")

    assert years.groupby("role").size().to_dict() == {"group": 9, "named": 9, "team": 9}
    of_force = groups[groups["role"] == "group"].set_index("group")["count"]
    each = [beside(published, team, baselines=[]).set_index("group")["count"] for team in ("bradford", "leeds")]
    assert of_force["white"] > sum(table["white"] for table in each)


def test_the_rest_of_a_group_need_not_be_asked_for(published):
    with pytest.raises(AskedWrongly, match="A group is tested without the team as it is; ask for 'core-cities'"):
        compare(published, "leeds", RATE, baselines="rest-of-core-cities")


def test_sentences_call_a_median_one_and_draw_nothing_from_it():
    rows = {"bradford": 48.72, "leeds": 20.0, "york": 30.0, "england": 33.0}
    figures = tidy.figures(
        *({"area": area, "measure": BINARY, "age": "15-17", "value": value} for area, value in rows.items())
    )
    table = compare(figures, "bradford", BINARY, age="15-17", baselines="england")
    beside_median = compare(figures, "bradford", BINARY, age="15-17", baselines=TWO)

    assert "median" not in str(findings.headline(table))
    assert str(findings.headline(beside_median)).endswith(
        "23.7 percentage points above the median of Two cities (25.0%); a median is not tested."
    )
    assert [*findings.comparisons(beside_median)] == [
        "23.7 percentage points above the median of Two cities (25.0%).",
        "A median is shown for its size and not tested.",
    ]
    assert not any("It would take a cohort" in sentence for sentence in findings.basis(beside_median))


def test_another_confidence_level_widens_limits_and_takes_verdicts_back(published):
    usual, careful = (compare(published, "leeds", RATE, confidence=level) for level in (0.95, 0.998))

    assert careful["lower"].iloc[0] < usual["lower"].iloc[0]
    assert careful["upper"].iloc[0] > usual["upper"].iloc[0]
    assert careful["ratio_lower"].iloc[2] < usual["ratio_lower"].iloc[2]
