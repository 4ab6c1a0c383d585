"""Comparisons: Bradford and its peers on the real figures, and every rule of choosing on simulated ones."""

import pandas as pd
import pytest

from yotlib.analysis import intervals
from yotlib.analysis.comparison import COLUMNS, compare, with_limits
from yotlib.analysis.trends import over_time
from yotlib.figures import load
from yotlib.figures.tidy import COLUMNS as TIDY
from yotlib.reference import periods
from yotlib.reference.errors import AskedWrongly
from yotlib.reference.measures import get

REGION, NATION, BOTH = "yorkshire-and-the-humber", "england", "england-and-wales"
RATE, BINARY, CAUTIONED = "first_time_entrants", "reoffending_rate", "cautioned_or_sentenced"
APART = "of another release than the team's figure"
RELEASED = {"simulated-a": "2019-06-30", "simulated-b": "2020-06-30", "simulated-c": "2021-06-30"}


@pytest.fixture(scope="module")
def published():
    return load.load()


def simulated(*rows):
    """Return made-up figures, by default of Bradford's first-time entrants in 2018; `period` None is one not stated."""
    table = pd.DataFrame([_simulated_row(**row) for row in rows], columns=[*TIDY, "released", "published"])
    return table.astype(dict.fromkeys(["value", "count", "population"], float))


def _simulated_row(period="2018", day=None, source="simulated-a", **row):
    start, end = periods.parse(period) if period else (pd.NaT, pd.NaT)
    dates = {"period_start": pd.Timestamp(day or start), "period_end": pd.Timestamp(day or end)}
    usual = {"area": "bradford", "measure": RATE, "age": "10-17", "ethnicity": "all", "note": "", "published": "yes"}
    return usual | dates | {"source": source, "released": pd.Timestamp(RELEASED[source])} | row


def children(count, day, **row):
    return {"measure": "population_10_17", "count": count, "value": count, "period": None, "day": day} | row


def said(table):
    return table.set_index("area")[["verdict", "judgement"]].iloc[1:].apply(tuple, axis=1).to_dict()


def shown(table):
    return table[["area", "value"]].apply(tuple, axis=1).tolist()


def test_bradford_as_inspected_is_higher_than_its_region_and_than_england_and_wales(published):
    table = compare(published, "Bradford", RATE, as_of="2020-01-31")

    assert shown(table) == [("bradford", 330), (REGION, 244), (BOTH, 236)]
    assert said(table) == {REGION: ("higher", "worse"), BOTH: ("higher", "worse")}
    assert table.loc[0, ["lower", "upper"]].tolist() == pytest.approx([285.6, 379.3], abs=0.05)
    assert table.loc[0, ["count_estimated", "population_estimated"]].tolist() == pytest.approx([197.8152, 59_944])
    assert table.loc[0, ["count", "population"]].isna().all()
    assert table["note"][0] == "[e] about 198 children among 59,944 aged 10-17 on 30 June 2017 (yjb-population-2013-19)"
    assert table["children"].tolist()[1:] == pytest.approx([86 * 0.61111, 94 * 0.61111])  # mid-2018 is nearest


def test_bradford_in_2023_is_lower_than_its_region_and_similar_to_england(published):
    table = compare(published, "bradford", RATE, release="dfe-lait-2025-11")

    assert shown(table) == [("bradford", 116), (REGION, 159), (NATION, 143)]
    assert said(table) == {REGION: ("lower", "better"), NATION: ("similar", "")}
    assert table.loc[0, ["lower", "upper"]].tolist() == pytest.approx([91.5, 145.1], abs=0.05)
    assert table.loc[0, ["count_estimated", "population_estimated"]].tolist() == pytest.approx([76.6644, 66_090])


def test_reoffending_of_an_unknown_cohort_cannot_be_told_from_chance(published):
    table = compare(published, "bradford", BINARY)

    assert shown(table) == [("bradford", 42.1), (BOTH, 39.2)]
    assert said(table) == {BOTH: ("cannot say", "")}
    assert table["difference"][1] == pytest.approx(2.9)
    assert table[["lower", "upper", "ratio_lower", "ratio_upper", "p_value", "children"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("team", "words"),
    [("leeds", ("similar", "")), ("newcastle-upon-tyne", ("higher", "worse")), ("west-sussex", ("lower", "better"))],
)
def test_teams_of_2018_beside_england_by_their_counts(published, team, words):
    assert said(compare(published, team, RATE, release="ohid-fingertips-10401-2018")) == {NATION: words}


@pytest.mark.parametrize(
    ("as_of", "value", "source"),
    [
        ("2020-01-31", 330, "hmip-bradford-2020"),
        ("2025-11-30", 351, "dfe-lait-2025-11"),
        ("2026-02-28", 352, "dfe-lait-2026-02"),
    ],
)
def test_bradfords_2018_figures_are_each_true_of_their_own_release(published, as_of, value, source):
    table = compare(published, "bradford", RATE, period="2018", as_of=as_of)

    assert table["value"][0] == value
    assert set(table["source"]) == {source}
    assert not table["note"].str.contains(APART).any()


def test_the_release_does_not_depend_on_which_baselines_are_asked_for(published):
    asked = {"figures": published, "team": "cambridgeshire", "measure": "cautioned_or_sentenced_rate"}

    tables = [compare(**asked, period="2021-22", baselines=names) for names in (["nation"], ["leeds"], ["region"])]

    assert {source for table in tables for source in table["source"]} == {"yjb-maps-2021-22"}
    assert {table["value"][0] for table in tables} == {compare(**asked, period="2021-22")["value"][0]}
    assert tables[0].loc[1, ["area", "count", "verdict"]].tolist() == [NATION, 13_157, "lower"]


@pytest.mark.parametrize(("counted", "value"), [(False, 1), (True, 1)])
def test_a_release_with_more_of_the_own_baselines_is_taken_whichever_is_asked_for(counted, value):
    older, newer = (
        [{"area": area, "value": number, "count": 5, "population": 50, "source": source} for area in areas]
        for number, source, areas in [
            (1, "simulated-a", ["bradford", REGION, NATION]),
            (2, "simulated-b", ["bradford", NATION]),
        ]
    )

    table = compare(simulated(*older, *newer), "bradford", RATE, baselines=["nation"], counted=counted)

    assert shown(table) == [("bradford", value), (NATION, value)]


@pytest.mark.parametrize(("team", "measure"), [("bradford", RATE), ("bradford", CAUTIONED), ("cardiff", RATE)])
def test_the_columns_are_always_the_same_and_the_figures_untouched(published, team, measure):
    before = published.copy()

    table = compare(published, team, measure)

    assert table.columns.tolist() == COLUMNS
    pd.testing.assert_frame_equal(published, before)


def test_the_newest_period_is_taken_before_the_newest_release():
    rows = [{"period": year, "value": value} for year, value in [("2017", 1), ("2018", 2)]]
    simulated_figures = simulated(
        *rows,
        *(row | {"area": REGION} for row in rows),
        *(rows[0] | {"area": area, "source": "simulated-b", "value": 3} for area in ("bradford", REGION)),
    )

    assert shown(compare(simulated_figures, "bradford", RATE)) == [("bradford", 2), (REGION, 2)]
    assert shown(compare(simulated_figures, "bradford", RATE, period="2017")) == [("bradford", 3), (REGION, 3)]
    assert shown(compare(simulated_figures, "bradford", RATE, period="2017", as_of="2019-12")) == [
        ("bradford", 1),
        (REGION, 1),
    ]


def test_a_release_both_have_comes_before_a_newer_period_or_release_that_only_one_has():
    simulated_figures = simulated(
        {"value": 1},
        {"value": 2, "area": REGION},
        {"value": 3, "source": "simulated-b"},
        {"value": 4, "source": "simulated-b", "period": "2019"},
        {"value": 5, "source": "simulated-c", "period": "2019", "area": REGION},
    )

    table = compare(simulated_figures, "bradford", RATE)

    assert shown(table) == [("bradford", 1), (REGION, 2)]
    assert table["note"].tolist() == ["", ""]


def test_where_no_release_has_both_each_comes_from_its_newest_and_the_note_says_so():
    simulated_figures = simulated(
        {"value": 1},
        {"value": 2, "area": REGION, "source": "simulated-b", "note": "as printed"},
        {"value": 3, "area": REGION, "source": "simulated-c"},
        {"value": 4, "area": NATION, "source": "simulated-b", "note": "as printed"},
    )

    table = compare(simulated_figures, "bradford", RATE)

    assert shown(table) == [("bradford", 1), (REGION, 3), (NATION, 4)]
    assert table["note"].tolist() == ["", APART, f"as printed; {APART}"]


def test_the_team_stands_alone_where_no_baseline_shares_a_period():
    simulated_figures = simulated(
        {"value": 1}, {"value": 2, "period": "2019"}, {"value": 3, "area": REGION, "period": "2020"}
    )

    assert shown(compare(simulated_figures, "bradford", RATE)) == [("bradford", 2)]


@pytest.mark.parametrize("dated", [True, False])
def test_a_figure_without_dates_is_used_only_where_nothing_dated_exists(dated):
    undated = [{"value": 9, "period": None}, {"value": 8, "period": None, "area": REGION}]
    simulated_figures = simulated(*undated, *([{"value": 1}] if dated else []))

    expected = [("bradford", 1)] if dated else [("bradford", 9), (REGION, 8)]
    assert shown(compare(simulated_figures, "bradford", RATE)) == expected


@pytest.mark.parametrize(
    ("period", "value"),
    [
        ("latest", 4),
        ("2018", 3),
        ("2019", 4),
        ("2017-18", 2),
        ("2016-07/2017-06", 1),
        ("2016-07/2018-02", 1),
        ("2030", 4),
    ],
)
def test_a_period_takes_the_newest_ending_by_its_end(period, value):
    ends = ["2016-07/2017-06", "2017-18", "2018", "2018-19"]
    simulated_figures = simulated(*({"period": text, "value": number} for number, text in enumerate(ends, start=1)))

    assert compare(simulated_figures, "bradford", RATE, period=period)["value"].tolist() == [value]


@pytest.mark.parametrize("asked", [{"period": "2017"}, {"as_of": "2019-06-29"}])
def test_a_team_without_a_figure_keeps_its_row_and_says_so(asked):
    simulated_figures = simulated({"value": 1}, {"value": 2, "area": REGION})

    table = compare(simulated_figures, "bradford", RATE, **asked)

    assert table[["area", "name", "role", "note"]].to_numpy().tolist() == [
        ["bradford", "Bradford", "team", "[x] no figure published here"]
    ]
    assert table[["value", "lower", "upper", "count", "population"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("team", "asked", "expected"),
    [
        ("bradford", None, {REGION: "region", NATION: "nation", BOTH: BOTH}),
        ("bradford", ["nation", "leeds"], {NATION: "nation", "leeds": "named"}),
        ("bradford", ["Leeds", "Yorkshire and the Humber", "Bradford"], {"leeds": "named", REGION: "region"}),
        ("bradford", ["E08000035", "leeds"], {"leeds": "named"}),
        ("cardiff", None, {"wales": "nation", BOTH: BOTH}),
    ],
)
def test_baselines_are_asked_for_by_role_slug_name_or_code_and_wales_has_no_region(team, asked, expected):
    areas = ["bradford", "leeds", "cardiff", "wales", REGION, NATION, BOTH]
    simulated_figures = simulated(*({"area": area, "value": 5} for area in areas))

    table = compare(simulated_figures, team, RATE, **({"baselines": asked} if asked else {}))

    assert dict(zip(table["area"], table["role"], strict=True)) == {team: "team"} | expected


@pytest.mark.parametrize(
    ("known", "population"),
    [
        ([children(60_000, "2019-06-30"), children(70_000, "2017-06-30")], 60_000),  # 363 days away, 368
        ([children(70_000, "2019-06-30"), children(60_000, "2017-06-30")], 70_000),
        ([children(60_000, "2021-03-21"), children(70_000, "2017-06-30")], 60_000),  # both further than a year
        ([children(70_000, "2021-03-21"), children(60_000, "2017-06-30")], 60_000),
        ([children(60_000, "2021-06-30", source="simulated-c")], 60_000),
        ([children(60_000, "2021-07-05")], 57_000),  # a fourth year is begun
        ([children(60_000, "2015-06-25")], 57_000),
        ([children(60_000, "2025-07-01")], 48_000),  # seven years away, to the day
        ([children(60_000, "2028-07-05")], None),
        ([children(60_000, "2018-06-30", area="leeds")], None),
        ([children(None, "2018-06-30", population=60_000)], None),
    ],
)
def test_an_estimate_takes_the_population_of_a_year_away_else_the_fewest_of_three_else_fewer_than_the_nearest(
    known, population
):
    simulated_figures = simulated({"value": 300}, {"value": 200, "area": REGION}, *known)

    table = compare(simulated_figures, "bradford", RATE, as_of="2020-12")

    assert (table["population_estimated"][0] if population else None) == population
    assert table["count_estimated"].fillna(0).tolist() == pytest.approx([0.003 * (population or 0), 0])
    assert table[["count", "population"]].isna().all(axis=None)
    assert said(table) == {REGION: ("higher", "worse") if population else ("cannot say", "")}


def test_a_rate_printed_with_its_population_is_not_set_on_another():
    simulated_figures = simulated({"value": 300, "population": 50_000}, children(60_000, "2018-06-30"))

    assert compare(simulated_figures, "bradford", RATE)["population_estimated"].tolist() == [50_000]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("", "[u] cohort under 30"),
        ("[b] new rules", "[u][b] new rules; cohort under 30"),
        ("[b]", "[u][b] cohort under 30"),
    ],
)
def test_a_cohort_under_thirty_is_withheld_with_its_mark_and_keeps_its_counts(note, expected):
    simulated_figures = simulated(
        {"measure": BINARY, "value": 27.6, "count": 8, "population": 29, "note": note},
        {"measure": BINARY, "value": 30, "count": 9, "population": 30, "area": REGION},
    )

    table = compare(simulated_figures, "bradford", BINARY)

    assert table["note"][0] == expected
    assert table["value"].isna().tolist() == table["lower"].isna().tolist() == [True, False]
    assert table[["count", "population"]].to_numpy().tolist() == [[8, 29], [9, 30]]
    assert said(table) == {REGION: ("cannot say", "")}


@pytest.mark.parametrize(
    ("measure", "per", "limits", "p_value"),
    [
        (RATE, 100_000, intervals.ratio, lambda *counts: intervals.ratio_p(*counts)[0]),
        (BINARY, 100, intervals.proportion_ratio, lambda *counts: intervals.proportion_ratio(*counts)["p_value"][0]),
    ],
)
@pytest.mark.parametrize(("count", "verdict"), [(90, "higher"), (45, "similar"), (15, "lower")])
def test_two_counts_are_compared_by_the_limits_of_their_ratio(measure, per, limits, p_value, count, verdict):
    counts = (count, 400, 130, 1_300)
    values = [
        {"value": per * count / 400, "count": count, "population": 400},
        {"value": per / 10, "count": 130, "population": 1_300, "area": "leeds"},
    ]
    simulated_figures = simulated(*({"measure": measure} | row for row in values))

    found = compare(simulated_figures, "bradford", measure, baselines=["leeds"]).iloc[1]

    expected = limits(*counts).iloc[0]
    assert found[["ratio", "ratio_lower", "ratio_upper"]].tolist() == pytest.approx(
        expected[["value", "lower", "upper"]].tolist()
    )
    assert found["p_value"] == p_value(*counts)
    assert (found["verdict"], found["children"]) == (verdict, pytest.approx(count - 40))


@pytest.mark.parametrize(
    ("base", "verdict"), [(191.4, "higher"), (191.5, "similar"), (265.7, "similar"), (265.8, "lower")]
)
def test_one_count_is_compared_with_the_baseline_as_a_fixed_value(base, verdict):
    simulated_figures = simulated(
        {"value": 226.337, "count": 149, "population": 65_831}, {"value": base, "area": REGION}
    )

    found = compare(simulated_figures, "bradford", RATE).iloc[1]

    assert found["verdict"] == verdict
    assert found[["ratio_lower", "ratio_upper"]].tolist() == pytest.approx([191.452 / base, 265.738 / base], abs=1e-5)
    assert found["p_value"] == pytest.approx(intervals.poisson_p(149, 65_831 * base / 100_000)[0])


def test_an_estimated_count_is_compared_with_a_counted_baseline_as_a_fixed_value():
    base = {"value": 200, "count": 40, "population": 20_000, "area": REGION}
    simulated_figures = simulated({"value": 300}, children(60_000, "2018-06-30"), base)

    team, found = compare(simulated_figures, "bradford", RATE).iloc

    assert found["ratio_lower"] == pytest.approx(intervals.rate(180, 60_000)["lower"][0] / 200)
    assert found["ratio_upper"] == team["upper"] / 200
    assert found["verdict"] == "higher"


def test_nobody_counted_on_either_side_is_similar():
    simulated_figures = simulated(
        {"value": 0, "count": 0, "population": 900}, {"value": 0, "count": 0, "population": 50, "area": REGION}
    )

    assert said(compare(simulated_figures, "bradford", RATE)) == {REGION: ("similar", "")}


@pytest.mark.parametrize("measure", ["reoffences_per_child", "offences_per_1000", CAUTIONED, "population_10_17"])
def test_of_averages_and_counts_nothing_is_said_of_chance(measure):
    rows = [{"measure": measure, "value": value, "count": value, "population": 400} for value in (20, 5)]
    simulated_figures = simulated(rows[0], rows[1] | {"area": REGION})

    table = compare(simulated_figures, "bradford", measure)

    assert said(table) == {REGION: ("cannot say", "")}
    assert table[["lower", "upper", "ratio_lower", "ratio_upper", "p_value", "children"]].isna().all(axis=None)


def test_a_total_made_of_ethnic_groups_can_be_compared_where_no_total_is_printed():
    groups = [{"measure": CAUTIONED, "ethnicity": group, "count": 4, "value": 4} for group in ("white", "bme")]

    assert compare(simulated(*groups), "bradford", CAUTIONED)["count"].tolist() == [8]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"team": "Bradfrd"}, "No area called 'Bradfrd' in data/areas.csv. Did you mean 'bradford'?"),
        (
            {"measure": "first_time_entrant"},
            "No measure called 'first_time_entrant'. Did you mean 'first_time_entrants'?",
        ),
        ({"age": "10-18"}, "No figure has age '10-18'; first_time_entrants has '10-17'. Did you mean '10-17'?"),
        ({"ethnicity": "martian"}, "No figure has ethnicity 'martian'; first_time_entrants has 'all'."),
        ({"baselines": ["nowhere"]}, "No area called 'nowhere' in data/areas.csv. yot list shows every team."),
        ({"as_of": "soon"}, "'soon' is not a date; write 2020-01-31, 2020-01 or 2020."),
    ],
)
def test_what_nothing_is_known_by_is_refused(asked, message):
    simulated_figures = simulated({"value": 1})

    with pytest.raises(AskedWrongly) as refusal:
        compare(simulated_figures, **{"team": "bradford", "measure": RATE} | asked)

    assert str(refusal.value) == message


def test_limits_are_in_the_measures_own_unit():
    counted = simulated({"measure": "cautioned_or_sentenced_rate", "value": 48.5, "count": 291, "population": 60_000})

    (row,) = with_limits(counted, get("cautioned_or_sentenced_rate")).to_dict("records")

    assert (row["lower"], row["upper"]) == (pytest.approx(43.1, abs=0.05), pytest.approx(54.4, abs=0.05))


def test_a_baseline_alone_is_a_name_and_not_its_letters(published):
    alone, listed = (compare(published, "bradford", RATE, baselines=asked) for asked in ("England", ["England"]))

    assert alone["area"].tolist() == ["bradford", "england"]
    pd.testing.assert_frame_equal(alone, listed)


def test_a_role_alone_is_that_baseline_in_a_series_too(published):
    series = over_time(published, "bradford", RATE, baselines="region")

    assert set(series["area"]) == {"bradford", REGION}
