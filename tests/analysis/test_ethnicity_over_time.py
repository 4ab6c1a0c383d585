"""Ethnic groups over the years and in pooled years, every test worked out again by another road."""

import math

import numpy as np
import pandas as pd
import pytest

import yotlib as yot
from yotlib import findings
from yotlib.analysis.ethnicity import COLUMNS, RRI_WITHIN, groups, over_time, pooled
from yotlib.reference.errors import AskedWrongly

FIVE = {"white": 5500, "asian": 2000, "black": 1000, "mixed": 1000, "other": 500}
COUNTS = {"white": 50, "asian": 20, "black": 15, "mixed": 10, "other": 5, "not-known": 4}
YEARS = ["2013-14", "2014-15", "2015-16", "2016-17", "2017-18", "2018-19", "2019-20", "2020-21"]
CENSUS_2021 = {"white": 42740, "asian": 51818, "black": 17883, "mixed": 10696, "other": 8033}
GROUP_YEARS = pytest.mark.parametrize(("year", "group"), [(year, group) for year in YEARS for group in CENSUS_2021])
RATED = pytest.mark.parametrize(
    ("year", "group"), [(year, group) for year in YEARS for group in CENSUS_2021 if group != "white"]
)


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


@pytest.fixture(scope="module")
def birmingham(figures) -> pd.DataFrame:
    return over_time(figures, "birmingham")


def simulated(numbers: dict[str, float], start: str, end: str, measure: str = "cautioned_or_sentenced") -> pd.DataFrame:
    """Return simulated numbers of Leeds by ethnic group between two days."""
    values = [float(number) for number in numbers.values()]
    return pd.DataFrame(
        {
            "area": "leeds",
            "measure": measure,
            "age": "10-17",
            "ethnicity": list(numbers),
            "period_start": pd.Timestamp(start),
            "period_end": pd.Timestamp(end),
            "value": values,
            "count": values,
            "population": float("nan"),
            "note": "",
            "source": "simulated-2022",
            "released": pd.Timestamp("2022-06-30"),
            "published": "yes",
        }
    )


def year(start: int, numbers: dict[str, float]) -> pd.DataFrame:
    return simulated(numbers, f"{start}-04-01", f"{start + 1}-03-31")


def lived(numbers: dict[str, float], day: str = "2019-06-30") -> pd.DataFrame:
    return simulated(numbers, day, day, measure="population_10_17")


def together(*tables: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(tables, ignore_index=True)


def row_of(series: pd.DataFrame, year: str, group: str) -> pd.Series:
    ends = series["period_end"].dt.year == 1 + int(year[:4])
    (place,) = series.index[ends & (series["group"] == group)]
    return series.loc[place]


def tail(first: int, last: int, out_of: int, share: float) -> float:
    """Return the binomial chance of `first` to `last` of `out_of`, summed term by term from log factorials."""
    log_factorial = [math.lgamma(number + 1) for number in range(out_of + 1)]
    return math.fsum(
        math.exp(
            log_factorial[out_of]
            - log_factorial[x]
            - log_factorial[out_of - x]
            + x * math.log(share)
            + (out_of - x) * math.log1p(-share)
        )
        for x in range(first, last + 1)
    )


def doubled(count: int, out_of: int, share: float) -> float:
    return min(1.0, 2 * min(tail(0, count, out_of, share), tail(count, out_of, out_of, share)))


def stepped_up(p_values: list[float]) -> list[float]:
    """Apply Benjamini and Hochberg's step-up: the least of p times m over its place, from the largest down."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place], reverse=True)
    adjusted, least = [0.0] * len(p_values), 1.0
    for place, index in zip(range(len(p_values), 0, -1), order, strict=True):
        least = min(least, p_values[index] * len(p_values) / place)
        adjusted[index] = least
    return adjusted


@GROUP_YEARS
def test_representation_is_tested_by_the_summed_binomial_tails(birmingham, year, group):
    row = row_of(birmingham, year, group)
    same_year = birmingham[birmingham["period_end"] == row["period_end"]]
    known = int(same_year.loc[same_year["group"] != "not-known", "count"].sum())
    share = CENSUS_2021[group] / sum(CENSUS_2021.values())

    assert row["p_value"] == pytest.approx(doubled(int(row["count"]), known, share), rel=1e-8)
    assert row["representation"] == pytest.approx(100 * row["count"] / known - 100 * share)


@RATED
def test_the_limits_of_an_index_leave_a_fortieth_in_each_tail(birmingham, year, group):
    row, white = row_of(birmingham, year, group), row_of(birmingham, year, "white")
    relative = CENSUS_2021[group] / CENSUS_2021["white"]
    a, both = int(row["count"]), int(row["count"] + white["count"])
    lower, upper, one = (
        index * relative / (1 + index * relative) for index in (row["rri_lower"], row["rri_upper"], 1.0)
    )

    assert row["rri"] == pytest.approx(a / white["count"] / relative)
    assert tail(a, both, both, lower) == pytest.approx(0.025, rel=1e-7)
    assert tail(0, a, both, upper) == pytest.approx(0.025, rel=1e-7)
    assert row["rri_p_value"] == pytest.approx(doubled(a, both, one), rel=1e-8)


@RATED
def test_an_index_is_significant_just_where_its_p_value_is_below_a_twentieth(birmingham, year, group):
    row = row_of(birmingham, year, group)

    assert row["significant"] == (row["rri_p_value"] < 0.05)
    assert row["large"] == (not RRI_WITHIN[0] <= row["rri"] <= RRI_WITHIN[1])


def test_birmingham_has_eight_years_of_six_rows_oldest_first(birmingham):
    assert list(birmingham.columns) == COLUMNS
    assert birmingham["period_end"].dt.year.tolist() == [end for end in range(2014, 2022) for _ in range(6)]
    assert birmingham.loc[birmingham["group"] == "black", "count"].tolist() == [200, 177, 191, 185, 166, 117, 112, 124]
    assert set(birmingham["source"]) == {"yjb-annual-2020-21"}
    assert set(birmingham["note"]) == {""}


@pytest.mark.parametrize("year", YEARS)
def test_every_year_of_a_series_is_what_groups_says_of_that_year(figures, birmingham, year):
    alone = groups(figures, "birmingham", period=year, population="ons-census-2021")
    rows = birmingham[birmingham["period_end"] == alone["period_end"].iloc[0]].reset_index(drop=True)

    pd.testing.assert_frame_equal(rows, alone, check_dtype=False)


@pytest.mark.parametrize("period", ["2017-18", "2018"])
def test_a_period_asked_for_ends_the_series_and_the_pool(figures, period):
    assert over_time(figures, "birmingham", period=period)["period_end"].max() == pd.Timestamp("2018-03-31")
    assert set(pooled(figures, "birmingham", period=period)["note"]) == {"pooled 2015-16 to 2017-18"}


def test_a_single_year_is_a_series_of_one_and_no_pool(figures):
    series = over_time(figures, "swansea")  # part of another team until 2019

    pd.testing.assert_frame_equal(series, groups(figures, "swansea"), check_dtype=False)
    assert pooled(figures, "swansea").empty
    assert list(pooled(figures, "swansea").columns) == COLUMNS


@pytest.mark.parametrize(("team", "asked"), [("cumberland", {}), ("cardiff", {"as_of": "2020-01-31"})])
def test_a_team_without_groups_has_neither_series_nor_pool(figures, team, asked):
    for empty in (over_time(figures, team, **asked), pooled(figures, team, **asked)):
        assert empty.empty
        assert list(empty.columns) == COLUMNS


def test_every_year_takes_the_population_nearest_the_newest_unless_one_is_named():
    later = lived(FIVE, "2019-06-30").assign(source="simulated-b")
    held = together(year(2015, COUNTS), year(2018, COUNTS), lived(FIVE, "2015-06-30"), later)

    nearest = over_time(held, "leeds").dropna(subset=["representation"])
    named = over_time(held, "leeds", population="simulated-2022").dropna(subset=["representation"])

    # Another census inside a series would show as a change of representation.
    assert set(nearest["population_source"]) == {"simulated-b"}
    assert set(named["population_source"]) == {"simulated-2022"}


def test_periods_that_are_no_single_year_and_years_that_overlap_are_left_out():
    rolling = simulated(COUNTS, "2018-01-01", "2018-12-31")
    three = simulated(COUNTS, "2016-04-01", "2019-03-31")
    held = together(year(2017, COUNTS), rolling, three, year(2018, COUNTS), lived(FIVE))

    starts = over_time(held, "leeds")["period_start"].unique()

    assert list(starts) == [pd.Timestamp("2017-04-01"), pd.Timestamp("2018-04-01")]


def test_pooled_counts_are_the_sums_and_everything_follows_from_them(figures):
    table = pooled(figures, "birmingham").set_index("group")
    counts = {"white": 504, "asian": 330, "black": 353, "mixed": 190, "other": 48}

    assert table["count"].to_dict() == counts | {"not-known": 86}
    assert table["population"].drop("not-known").to_dict() == {name: 3 * size for name, size in CENSUS_2021.items()}
    for group, count in counts.items():
        share = CENSUS_2021[group] / sum(CENSUS_2021.values())
        assert table.loc[group, "share"] == pytest.approx(100 * count / 1425)
        assert table.loc[group, "representation"] == pytest.approx(100 * count / 1425 - 100 * share)
        assert table.loc[group, "p_value"] == pytest.approx(doubled(count, 1425, share), rel=1e-8)
        assert table.loc[group, "rri"] == pytest.approx(count / 504 / (CENSUS_2021[group] / 42740))
    assert set(table["note"]) == {"pooled 2018-19 to 2020-21"}
    assert (table["period_start"].unique(), table["period_end"].unique()) == (
        pd.Timestamp("2018-04-01"),
        pd.Timestamp("2021-03-31"),
    )


def test_two_years_can_be_pooled(figures):
    table = pooled(figures, "birmingham", years=2).set_index("group")

    assert table.loc["other", "count"] == 28
    assert table.loc["other", "note"] == "pooled 2019-20 to 2020-21"


def test_pooling_narrows_the_interval_of_a_small_group(figures):
    alone, put_together = (table(figures, "birmingham").set_index("group").loc["other"] for table in (groups, pooled))

    assert put_together["rri_upper"] / put_together["rri_lower"] < alone["rri_upper"] / alone["rri_lower"]


@pytest.mark.parametrize("years", [0, 1, 4, -3])
def test_only_two_or_three_years_are_put_together(figures, years):
    with pytest.raises(AskedWrongly) as refused:
        pooled(figures, "birmingham", years=years)

    assert str(refused.value) == f"years is {years}; two or three years can be put together, not fewer or more."


def test_years_that_do_not_follow_on_each_other_are_not_pooled():
    held = together(year(2015, COUNTS), year(2017, COUNTS), year(2018, COUNTS), lived(FIVE))

    assert pooled(held, "leeds").empty
    assert pooled(held, "leeds", years=2)["note"].unique().tolist() == ["pooled 2017-18 to 2018-19"]


def test_years_that_print_different_groups_are_not_pooled():
    two = {"white": 50, "bme": 50, "not-known": 4}
    without = {group: count for group, count in COUNTS.items() if group != "not-known"}

    for earlier in (two, without):
        assert pooled(together(year(2017, earlier), year(2018, COUNTS), lived(FIVE)), "leeds", years=2).empty


def test_years_of_two_releases_are_not_pooled():
    newer = year(2018, COUNTS).assign(source="simulated-2023", released=pd.Timestamp("2023-01-31"))

    assert pooled(together(year(2017, COUNTS), newer, lived(FIVE)), "leeds", years=2).empty


def test_adjusted_p_values_are_the_step_up_of_the_groups_of_one_year(birmingham):
    for _, rows in birmingham.groupby("period_end"):
        for plain, adjusted in (("p_value", "p_adjusted"), ("rri_p_value", "rri_p_adjusted")):
            known = rows[rows[plain].notna()]
            assert known[adjusted].tolist() == pytest.approx(stepped_up(known[plain].tolist()), rel=1e-12)
            assert rows.loc[rows[plain].isna(), adjusted].isna().all()


def test_an_adjusted_p_value_that_leads_elsewhere_is_told(figures, birmingham):
    rows = groups(figures, "birmingham")
    rows["p_value"], rows["p_adjusted"] = 0.04, 0.06

    assert findings.representation(rows)[0].endswith(
        "(p = 0.04), though not once adjusted for how many groups are tested (p = 0.06)."
    )
    assert "adjusted" not in findings.representation(groups(figures, "birmingham"))[1]


@pytest.mark.parametrize(
    ("counts", "large", "significant"),
    [
        ({"asian": 200}, True, True),
        ({"asian": 26}, True, False),
        ({"white": 5500, "asian": 2300}, False, True),
        ({"asian": 20}, False, False),
        ({"asian": 0}, True, True),
    ],
)
def test_size_and_significance_stand_apart(counts, large, significant):
    asian = (
        groups(together(year(2018, COUNTS | {"white": 55} | counts), lived(FIVE)), "leeds")
        .set_index("group")
        .loc["asian"]
    )

    assert (asian["large"], asian["significant"]) == (large, significant)


def test_white_and_the_not_known_are_flagged_neither_way(birmingham):
    neither = birmingham[birmingham["group"].isin(["white", "not-known"])]

    assert neither[["large", "significant"]].isna().all(axis=None)


def test_equal_rates_are_one_with_p_of_one():
    counts = {group: size // 100 for group, size in FIVE.items()}

    table = groups(together(year(2018, counts), lived(FIVE)), "leeds").set_index("group")

    assert table["rri"].tolist() == pytest.approx([1] * 5)
    assert table["rri_p_value"].dropna().tolist() == [1] * 4
    assert table["representation"].tolist() == pytest.approx([0] * 5)
    assert table["significant"].dropna().tolist() == [False] * 4


def test_a_group_that_nobody_belongs_to_has_no_index_and_no_error():
    table = groups(together(year(2018, COUNTS | {"other": 0}), lived(FIVE | {"other": 0})), "leeds").set_index("group")

    assert table.loc["other", ["share", "population_share", "representation"]].tolist() == [0, 0, 0]
    assert table.loc["other", ["rri", "rri_lower", "rri_upper", "large", "significant"]].isna().all()
    assert table.loc["asian", "rri"] == pytest.approx(20 / 2000 / (50 / 5500))


def test_a_population_of_nought_gives_no_value_and_no_error():
    table = groups(together(year(2018, COUNTS), lived(dict.fromkeys(FIVE, 0))), "leeds")

    assert table["share"].notna().sum() == 5
    assert table[["population_share", "representation", "p_value", "rri", "p_adjusted", "large"]].isna().all(axis=None)


def test_nobody_counted_in_a_year_gives_no_share_and_no_error():
    table = groups(together(year(2018, dict.fromkeys(COUNTS, 0)), lived(FIVE)), "leeds")

    assert table[["share", "share_if_none", "share_if_all", "representation"]].isna().all(axis=None)
    assert not table["significant"].fillna(False).any()


def test_a_share_is_bounded_by_none_and_all_of_the_not_known(figures):
    table = groups(figures, "bradford", as_of="2020-01-31").set_index("group")

    assert table["share_if_none"].round(1).drop("not-known").to_dict() == {"white": 68.4, "bme": 31.2}
    assert table["share_if_all"].round(1).drop("not-known").to_dict() == {"white": 68.8, "bme": 31.6}
    assert table.loc["not-known", ["share_if_none", "share_if_all"]].isna().all()


def test_without_a_row_of_not_known_both_bounds_are_the_share():
    counts = {group: count for group, count in COUNTS.items() if group != "not-known"}

    table = groups(together(year(2018, counts), lived(FIVE)), "leeds")

    assert table["share_if_all"].tolist() == table["share_if_none"].tolist() == table["share"].tolist()


@pytest.mark.parametrize(
    ("team", "asked", "told"),
    [
        ("bradford", {}, "The children were counted in 2019-20, the population on 21 March 2021: one year apart."),
        (
            "bradford",
            {"as_of": "2020-01-31"},
            "The children were counted in 2017-18, the population on 27 March 2011: seven years apart.",
        ),
        (
            "birmingham",
            {"period": "2020-21"},
            "The children were counted in 2020-21, the population on 21 March 2021 (Office for National Statistics): "
            "within the same period.",
        ),
        (
            "birmingham",
            {"period": "2019-20"},
            "The children were counted in 2019-20, the population on 21 March 2021: one year apart.",
        ),
    ],
)
def test_how_far_the_population_lies_from_the_count_is_told(figures, team, asked, told):
    assert findings.population_year(groups(figures, team, **asked)) == told


def test_a_population_of_the_next_quarter_is_less_than_a_year_away():
    held = together(simulated(COUNTS, "2018-01-01", "2018-03-31"), lived(FIVE, "2018-06-30"))

    assert findings.population_year(groups(held, "leeds")).endswith("on 30 June 2018: less than a year apart.")


def test_of_a_series_the_widest_distance_is_told(birmingham):
    assert findings.population_year(birmingham) == (
        "The children were counted in 2013-14 to 2020-21, the population on 21 March 2021: up to seven years apart."
    )


def test_without_a_population_its_year_is_told_as_nothing(figures):
    without = figures[figures["measure"] != "population_10_17"]

    for table in (groups(figures, "cumberland"), groups(without, "birmingham")):
        assert isinstance(findings.population_year(table), findings.Nothing)


def test_the_pooled_headline_is_named_as_pooled(figures):
    assert findings.pooled(pooled(figures, "birmingham")) == (
        "Black children were 24.8% of the children cautioned or sentenced in Birmingham in the pooled years 2018-19 to "
        "2020-21 whose group is known, and 13.6% of children aged 10-17 on the population of 21 March 2021 "
        "(Office for National Statistics): over-represented by 11.1 percentage points; more than chance would explain."
    )


def test_pooled_figures_stand_beside_those_of_the_single_year(figures):
    both = findings.pooled_beside(pooled(figures, "birmingham"), groups(figures, "birmingham", period="2020-21"))

    assert len(both) == 5
    assert both[2] == (
        "Black children: +11.1 percentage points and 1.67 (1.46 to 1.92) times the White rate in the pooled years "
        "2018-19 to 2020-21; +13.7 percentage points and 2.02 (1.57 to 2.58) times the White rate in 2020-21."
    )


def test_the_series_is_described_and_not_tested(birmingham):
    assert findings.over_time_headline(birmingham) == (
        "Black children and children of Mixed ethnicity were over-represented among the children cautioned or "
        "sentenced in Birmingham in every year from 2013-14 to 2020-21, on the population of 21 March 2021; described, "
        "not tested."
    )
    told = findings.over_time(birmingham)
    assert told[0] == "White children: a representation of +12.5 in 2013-14 and -0.1 in 2020-21, in percentage points."
    assert told[2].endswith("; 1.06 in 2013-14 and 2.02 in 2020-21, times the White rate.")
    assert told[-1] == findings.population_year(birmingham)
    assert not any("chance" in sentence for sentence in told)


def test_no_group_over_represented_in_every_year_is_said_so():
    turned = COUNTS | {"white": 90, "black": 1, "mixed": 1}
    series = over_time(together(year(2017, COUNTS), year(2018, turned), lived(FIVE)), "leeds")

    assert findings.over_time_headline(series).startswith("No group was over-represented among the children")


@pytest.mark.parametrize("team", ["cumberland", "swansea"])
def test_what_a_team_has_not_is_told_as_nothing_and_leaves_its_page(figures, team):
    none, series = pooled(figures, team), over_time(figures, team)

    assert isinstance(findings.pooled(none), findings.Nothing)
    assert isinstance(findings.over_time_headline(series), findings.Nothing)
    for sentences in (findings.pooled_beside(none, groups(figures, team)), findings.over_time(series)):
        assert sentences == ()


def test_bradfords_answer_as_inspected_prints_its_tests_and_how_far_it_rests_on_the_populations_year(figures):
    year = {"as_of": "2020-01-31"}
    then = groups(figures, "bradford", **year, population="ons-census-2011")
    now = groups(figures, "bradford", period="2017-18", population="ons-census-2021")
    told = [*findings.representation(then), *findings.representation(now), *findings.pooled_groups(then)]
    page = " ".join(told)

    for number in ("68.7%", "12.8 percentage points", "22.6 percentage points", "p < 0.001", "BME pools", "may differ"):
        assert number in page
    assert np.round(then.loc[1, ["rri", "rri_lower", "rri_upper"]].tolist(), 3).tolist() == [0.578, 0.474, 0.703]


def test_a_census_printed_twice_is_one_population_and_the_answer_does_not_depend_on_it(figures):
    twice = ("hmip-bradford-2020", "ons-census-2011")
    tables = [groups(figures, "bradford", as_of="2020-01-31", population=source) for source in twice]

    assert findings.depends_on_population(tables) == (
        "For none of the groups does the gap differ by more than a percentage point between the populations of 2011 "
        "(HM Inspectorate of Probation) and 27 March 2011 (Office for National Statistics).",
    )


def test_the_figures_and_tables_passed_in_are_untouched(figures, birmingham):
    before, series = figures.copy(deep=True), birmingham.copy(deep=True)

    for function in (over_time, pooled):
        function(figures, "birmingham")
    for tell in (findings.over_time, findings.over_time_headline, findings.population_year):
        tell(birmingham)

    pd.testing.assert_frame_equal(figures, before)
    pd.testing.assert_frame_equal(birmingham, series)
