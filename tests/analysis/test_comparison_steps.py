"""Each step of a comparison by itself: who is compared, what is passed on, limits, names and the rest of an area."""

import pandas as pd
import pytest

from tests.madeup.tidy import figures
from yotlib.analysis import intervals
from yotlib.analysis.comparison import COLUMNS, compare, roles_of, with_limits, with_names
from yotlib.reference import areas
from yotlib.reference.errors import AskedWrongly
from yotlib.reference.measures import get

REGION, NATION, BOTH = "yorkshire-and-the-humber", "england", "england-and-wales"
RATE, BINARY = "first_time_entrants", "reoffending_rate"
NUMBERS = ["value", "lower", "upper", "count", "population", "count_estimated", "population_estimated"]
GAPS = ["difference", "ratio", "ratio_lower", "ratio_upper", "p_value", "children"]


def counted(area, count, population, *, measure=RATE, **given):
    value = get(measure).per * count / population
    return {"area": area, "measure": measure, "value": value, "count": count, "population": population} | given


def children(area, count):
    return {"area": area, "measure": "population_10_17", "value": count, "count": count}


BRADFORD, YORKSHIRE, ENGLAND = (
    counted("bradford", 120, 40_000),
    counted(REGION, 1_120, 440_000),
    counted(NATION, 11_120, 5_040_000),
)


@pytest.mark.parametrize(
    ("team", "asked", "expected"),
    [
        ("bradford", ["nation", "leeds", "region"], {NATION: "nation", "leeds": "named", REGION: "region"}),
        ("bradford", ["England", "nation", "wales"], {NATION: "nation", "wales": "named"}),
        ("bradford", ["bradford"], {}),
        ("bradford", ["bradford", "leeds"], {"leeds": "named"}),
        ("bradford", "West Yorkshire", {"west-yorkshire-police": "group"}),
        ("york", "West Yorkshire", {"west-yorkshire-police": "named"}),
        ("cardiff", ["region", "nation", BOTH], {"wales": "nation", BOTH: BOTH}),
    ],
)
def test_a_baseline_has_one_role_for_a_team(team, asked, expected):
    found = roles_of(areas.find(team), asked)

    assert list(found.items()) == list(expected.items())


def test_a_figure_has_limits_in_its_unit_at_the_confidence_asked_for():
    for measure, find in ((RATE, intervals.rate), ("custody_rate", intervals.rate), (BINARY, intervals.proportion)):
        rows = figures(counted("bradford", 12, 40, measure=measure), counted("leeds", 20, 50, measure=measure))
        for confidence in (0.95, 0.998):
            found = with_limits(rows, get(measure), confidence)

            expected = find(rows["count"], rows["population"], per=get(measure).per, confidence=confidence)
            assert found[["lower", "upper"]].to_numpy().tolist() == expected[["lower", "upper"]].to_numpy().tolist()
        pd.testing.assert_frame_equal(with_limits(rows, get(measure)), with_limits(rows, get(measure), 0.95))


def test_a_withheld_value_and_an_average_have_no_limits():
    rate = with_limits(figures(BRADFORD | {"value": None}, YORKSHIRE), get(RATE))
    average = with_limits(figures(BRADFORD), get("reoffences_per_child"))

    assert rate[["lower", "upper"]].isna().to_numpy().tolist() == [[True, True], [False, False]]
    assert average[["lower", "upper"]].isna().to_numpy().tolist() == [[True, True]]
    assert average[["lower", "upper"]].dtypes.tolist() == [float, float]
    assert average["half_digit"].tolist() == [0]


def test_half_a_digit_is_of_the_printed_rate_and_zero_where_it_was_worked_out():
    weighted = "[e] the rates of 4 areas, weighted with their children"
    printed = {"source": "dfe-lait-2025-11"}

    rows = figures(BRADFORD | printed, YORKSHIRE | printed | {"note": weighted}, ENGLAND)

    assert with_limits(rows, get(RATE))["half_digit"].tolist() == [0.5, 0, 0]


def test_every_row_has_a_name_and_a_role():
    roles = roles_of(areas.find("bradford"), ["region", "core-cities", "england"])
    rows = figures(BRADFORD, YORKSHIRE, ENGLAND, BRADFORD | {"area": "core-cities"})

    found = with_names(rows, roles)

    assert found["name"].tolist() == ["Bradford", "Yorkshire and the Humber", "England", "Core Cities"]
    assert found["role"].tolist() == ["team", "region", "nation", "named"]


def test_the_confidence_is_that_of_intervals_and_verdicts():
    # 120 of 40,000 beside 11,000 of 5,000,000
    tables = {sure: compare(figures(BRADFORD, ENGLAND), "bradford", RATE, confidence=sure) for sure in (0.95, 0.99999)}

    for sure, table in tables.items():
        assert table["lower"][0] == intervals.rate(120, 40_000, confidence=sure)["lower"][0]
        assert table["ratio_lower"][1] == intervals.ratio(120, 40_000, 11_000, 5_000_000, confidence=sure)["lower"][0]
    assert [table["verdict"][1] for table in tables.values()] == ["higher", "similar"]
    pd.testing.assert_frame_equal(tables[0.95], compare(figures(BRADFORD, ENGLAND), "bradford", RATE))


@pytest.mark.parametrize("other", [{"age": "10-14"}, {"ethnicity": "black"}, {"age": "10-14", "ethnicity": "black"}])
def test_age_and_ethnic_group_are_those_asked_for(other):
    rows = [BRADFORD, ENGLAND, BRADFORD | other | {"value": 7}, ENGLAND | other | {"value": 8}]

    assert compare(figures(*rows), "bradford", RATE)["value"].round().tolist() == [300, 221]
    found = compare(figures(*rows), "bradford", RATE, **other)
    assert found["value"].tolist() == [7, 8]
    assert found[list(other)].drop_duplicates().to_dict("records") == [other]


def test_one_release_asked_for_is_the_only_one_used():
    newer = [row | {"source": "simulated-b", "released": "2020-06-30"} for row in (BRADFORD, ENGLAND)]

    rows = figures(BRADFORD, ENGLAND, *newer)

    assert set(compare(rows, "bradford", RATE)["source"]) == {"simulated-b"}
    assert set(compare(rows, "bradford", RATE, release="simulated-a")["source"]) == {"simulated-a"}


def test_counted_keeps_only_a_period_in_which_all_have_counts():
    newer = [{"area": area, "value": 300, "period": "2019"} for area in ("bradford", NATION)]

    rows = figures(BRADFORD, ENGLAND, *newer)

    periods = [
        compare(rows, "bradford", RATE, baselines=["nation"], counted=only)["period_end"] for only in (False, True)
    ]
    assert [set(ends.dt.year) for ends in periods] == [{2019}, {2018}]


def test_a_team_without_a_figure_keeps_a_row_that_says_what_was_asked():
    asked = {"age": "10-14", "ethnicity": "black"}

    table = compare(figures(ENGLAND | asked, BRADFORD), "bradford", RATE, **asked, baselines=["region"])

    row = table.iloc[0]
    assert table.columns.tolist() == COLUMNS
    assert row[["area", "measure", "age", "ethnicity"]].tolist() == ["bradford", RATE, "10-14", "black"]
    assert row[["name", "role", "source", "note"]].tolist() == ["Bradford", "team", "", "[x] no figure published here"]
    assert row[[*NUMBERS, *GAPS, "period_start", "period_end", "smallest_cohort"]].isna().all()
    assert row[["verdict", "judgement", "without"]].tolist() == ["", "", REGION]
    assert table[NUMBERS].dtypes.tolist() == [float] * len(NUMBERS)
    assert [table[name].dtype.kind for name in ("period_start", "period_end")] == ["M", "M"]
    assert table["note"].tolist()[1:] == ["[x] no figure is held"]


def test_the_team_has_no_gap_to_itself():
    table = compare(figures(BRADFORD | {"note": "[r] revised"}, ENGLAND), "bradford", RATE)

    assert table.loc[0, GAPS].isna().all()
    assert table.loc[0, ["verdict", "judgement", "note"]].tolist() == ["", "", "[r] revised"]
    assert table.loc[1, GAPS].notna().all()


def test_only_a_baseline_that_the_team_is_part_of_says_what_it_was_tested_against():
    rows = [BRADFORD, ENGLAND | {"note": "[r] revised"}, counted("leeds", 190, 60_000, note="[b] new source")]

    table = compare(figures(*rows), "bradford", RATE, baselines=["nation", "leeds"])

    tested = "tested against the rest of England: 11,000 of 5,000,000"
    assert table["note"].tolist()[1:] == [f"[r] revised; {tested}", "[b] new source"]


def test_the_rest_of_an_area_comes_last_and_keeps_what_else_its_row_says():
    asked = ["rest-of-nation", "region", "rest-of-region"]

    table = compare(figures(BRADFORD, YORKSHIRE, ENGLAND), "bradford", RATE, baselines=asked)

    assert table["role"].tolist() == ["team", "region", "rest-of-nation", "rest-of-region"]
    of_region, of_nation = (table[table["role"] == f"rest-of-{whole}"].iloc[0] for whole in ("region", "nation"))
    assert of_region[["area", "name", "count", "population"]].tolist() == [
        REGION, "Rest of Yorkshire and the Humber", 1_000, 400_000,
    ]  # fmt: skip
    assert of_nation[["area", "name", "count", "population"]].tolist() == [
        NATION, "Rest of England", 11_000, 5_000_000,
    ]  # fmt: skip
    assert of_region["value"] == 250
    assert of_region[["lower", "upper"]].tolist() == intervals.rate(1_000, 400_000)[["lower", "upper"]].iloc[0].tolist()
    expected = intervals.ratio(120, 40_000, 1_000, 400_000).iloc[0]
    assert of_region[["ratio_lower", "ratio_upper"]].tolist() == expected[["lower", "upper"]].tolist()
    assert (of_region["verdict"], of_region["source"]) == ("similar", "simulated-a")
    assert table[["value", "count"]].dtypes.tolist() == [float, float]
    assert table["without"][0] == ""


def test_a_group_is_tested_without_the_team_as_it_is():
    with pytest.raises(AskedWrongly) as refusal:
        compare(figures(BRADFORD), "bradford", RATE, baselines=["rest-of-core-cities"])

    assert str(refusal.value) == (
        "A group is tested without the team as it is; ask for 'core-cities', not 'rest-of-core-cities'."
    )


def test_teams_named_beside_it_have_estimated_counts_too_and_wider_areas_do_not():
    values = {"bradford": 300, "leeds": 200, NATION: 250, "wales": 150}
    sized = {"bradford": 60_000, "leeds": 70_000, NATION: 5_000_000, "wales": 300_000}
    rows = [{"area": area, "value": value} for area, value in values.items()]

    found = figures(*rows, *(children(area, count) for area, count in sized.items()))
    table = compare(found, "bradford", RATE, baselines=["leeds", "nation", "wales"])

    assert table["area"].tolist() == list(values)
    assert table["count_estimated"].fillna(0).tolist() == pytest.approx([180, 140, 0, 0])
    assert table["population_estimated"].fillna(0).tolist() == [60_000, 70_000, 0, 0]


def test_only_a_baseline_asked_for_by_name_keeps_a_row_without_a_figure():
    rows = figures(BRADFORD, ENGLAND)

    usual, named = compare(rows, "bradford", RATE), compare(rows, "bradford", RATE, baselines=["region", "nation"])

    assert usual["role"].tolist() == ["team", "nation"]
    assert usual["without"][0] == f"{REGION} {BOTH}"
    assert named["role"].tolist() == ["team", "nation", "region"]
    assert named["without"].tolist() == [REGION, "", ""]


def test_a_newer_figure_of_the_teams_own_is_told_up_to_the_period_asked_for():
    newer = [BRADFORD | {"value": value, "period": year} for value, year in ((310, "2019"), (320, "2020"))]

    rows = figures(BRADFORD, ENGLAND, *newer, ENGLAND | {"area": "leeds", "period": "2021"})

    latest, asked = compare(rows, "bradford", RATE).iloc[0], compare(rows, "bradford", RATE, period="2019").iloc[0]
    assert (latest["newer"], latest["newer_source"]) == (320, "simulated-a")
    assert latest[["newer_start", "newer_end"]].tolist() == [pd.Timestamp(2020, 1, 1), pd.Timestamp(2020, 12, 31)]
    assert asked["newer"] == 310


def test_a_group_has_a_figure_beside_the_team():
    rows = [BRADFORD, counted("leeds", 90, 60_000), counted("york", 10, 20_000)]

    table = compare(figures(*rows), "bradford", RATE, baselines={"Two cities": ["Leeds", "York"]})

    assert table[["area", "name", "role", "count"]].iloc[1].tolist() == ["two-cities", "Two cities", "named", 100]


def test_the_median_of_a_group_is_of_its_other_teams():
    rows = [{"area": area, "value": value} for area, value in (("bradford", 400), ("leeds", 100), ("york", 200))]

    table = compare(figures(*rows), "bradford", RATE, baselines={"Three cities": ["Bradford", "Leeds", "York"]})

    assert table[["value", "role", "verdict"]].iloc[1].tolist() == [150, "group", "cannot say"]
    assert table["note"][1] == "the median of 2 other teams, which cannot be added up without counts"
