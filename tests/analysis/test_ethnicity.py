import math

import pandas as pd
import pytest
from scipy.stats import binom

import yotlib as yot
from yotlib.analysis.ethnicity import COLUMNS, bases, beside, groups, population, same_year_by_five

BOTH = {"as inspected": "2020-01-31", "now": None}
YEAR_INSPECTED = "2017-18"


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


def simulated(counts: dict[str, float], *, measure: str, when: str, source: str = "simulated-2022") -> pd.DataFrame:
    """Return simulated numbers of Leeds by ethnic group: `measure` in the calendar year or on the day `when`."""
    first, last = (f"{when}-01-01", f"{when}-12-31") if len(when) == 4 else (when, when)
    numbers = [float(number) for number in counts.values()]
    return pd.DataFrame(
        {
            "area": "leeds",
            "measure": measure,
            "age": "10-17",
            "ethnicity": list(counts),
            "period_start": pd.Timestamp(first),
            "period_end": pd.Timestamp(last),
            "value": numbers,
            "count": float("nan") if measure == "population_share_10_17" else numbers,
            "population": float("nan"),
            "note": "",
            "source": source,
            "released": pd.Timestamp("2022-06-30"),
            "published": "yes",
        }
    )


def simulated_groups(counts: dict[str, float], children: dict[str, float]) -> pd.DataFrame:
    """Return the table of groups of a simulated Leeds."""
    counted = simulated(counts, measure="cautioned_or_sentenced", when="2020")
    lived = simulated(children, measure="population_10_17", when="2020-06-30")
    return groups(pd.concat([counted, lived], ignore_index=True), "leeds").set_index("group")


def exact_p(count: int, out_of: int, share: float) -> float:
    """Return twice the smaller tail, at most 1, each tail summed child by child."""
    at_most = binom.pmf(range(count + 1), out_of, share).sum()
    at_least = binom.pmf(range(count, out_of + 1), out_of, share).sum()
    return min(1.0, 2 * min(at_most, at_least))


FIVE = {"asian": 2000, "black": 1000, "mixed": 1000, "other": 500, "white": 5500}


@pytest.mark.parametrize("as_of", BOTH.values(), ids=BOTH)
def test_a_share_is_of_children_whose_group_is_known(figures, as_of):
    table = groups(figures, "bradford", as_of=as_of, period=YEAR_INSPECTED).set_index("group")

    assert table["count"].drop(["white", "not-known"]).sum() == 151
    assert table.loc[["white", "not-known"], "count"].tolist() == [331, 2]
    assert table.loc["white", "share"] == pytest.approx(100 * 331 / 482)  # 68.7%
    assert table.loc["white", ["share_lower", "share_upper"]].astype(float).round(1).tolist() == [64.4, 72.7]


def test_the_share_of_all_counts_the_not_known_too_as_reports_print_it(figures):
    table = groups(figures, "bradford", as_of="2020-01-31").set_index("group")

    assert table["share_of_all"].round(1).to_dict() == {"white": 68.4, "bme": 31.2, "not-known": 0.4}


@pytest.mark.parametrize(
    ("source", "white", "index"),
    [
        ("ons-census-2011", 12.8, [0.578, 0.474, 0.703]),  # 25,554 against 32,376 White of 57,930
        ("hmip-bradford-2020", 12.7, [0.581, 0.476, 0.706]),  # the report's own shares, in whole per cents
        (None, 12.8, [0.578, 0.474, 0.703]),  # a census printed twice is one population: its counts go first
    ],
)
def test_bradfords_representation_as_inspected_rests_on_the_census_of_2011(figures, source, white, index):
    table = groups(figures, "bradford", as_of="2020-01-31", population=source).set_index("group")

    assert table["representation"].round(1).drop("not-known").to_dict() == {"white": white, "bme": -white}
    assert table.loc["bme", ["rri", "rri_lower", "rri_upper"]].astype(float).round(3).tolist() == index
    assert set(table["population_source"].dropna()) == {source or "ons-census-2011"}


@pytest.mark.parametrize(
    ("source", "share"), [("hmip-bradford-2020", 0.56), ("ons-census-2011", 32376 / 57930)], ids=["report", "census"]
)
def test_the_p_value_is_twice_the_smaller_binomial_tail(figures, source, share):
    table = groups(figures, "bradford", as_of="2020-01-31", population=source).set_index("group")

    assert table.loc["white", "p_value"] == pytest.approx(exact_p(331, 482, share), rel=1e-6)
    assert table.loc["bme", "p_value"] == pytest.approx(exact_p(151, 482, 1 - share), rel=1e-6)


def test_the_year_inspected_is_published_by_five_groups_since(figures):
    five = same_year_by_five(figures, groups(figures, "bradford", as_of="2020-01-31")).set_index("group")

    assert five["count"].to_dict() == {"white": 331, "asian": 122, "black": 5, "mixed": 22, "other": 2, "not-known": 2}
    assert five.loc["asian", "population"] == 21250
    assert set(five["population_source"].dropna()) == {"ons-census-2011"}
    assert same_year_by_five(figures, groups(figures, "bradford")).empty


def test_birminghams_p_values_are_exact_too(figures):
    table = groups(figures, "birmingham").set_index("group").drop("not-known")
    known, children = int(table["count"].sum()), {"white": 42740, "asian": 51818, "black": 17883}

    for group, number in children.items():
        expected = exact_p(int(table.loc[group, "count"]), known, number / 131170)
        assert table.loc[group, "p_value"] == pytest.approx(expected, rel=1e-6)


def test_white_is_the_reference_and_has_no_interval_of_its_own(figures):
    white = groups(figures, "bradford").set_index("group").loc["white"]

    assert white["rri"] == 1
    assert white[["rri_lower", "rri_upper", "rri_p_value"]].isna().all()


def test_children_whose_group_is_not_known_come_last_and_have_no_share(figures):
    last = groups(figures, "bradford").iloc[-1]

    assert last["group"] == "not-known"
    assert last[["share", "share_lower", "share_upper", "population", "representation", "p_value", "rri"]].isna().all()


def test_five_groups_are_kept_apart_where_they_are_published(figures):
    table = groups(figures, "birmingham", period="2020-21")

    assert table["group"].tolist() == ["white", "asian", "black", "mixed", "other", "not-known"]
    assert table["count"].tolist() == [147, 98, 124, 73, 11, 44]
    assert table["population"].tolist()[:5] == [42740, 51818, 17883, 10696, 8033]
    assert table.loc[2, "rri"] == pytest.approx(124 / 17883 / (147 / 42740))


def test_a_day_asked_for_leaves_out_the_census_released_after_it(figures):
    assert bases(figures, "bradford", as_of="2020-01-31") == ["ons-census-2011", "hmip-bradford-2020"]


def test_the_bases_are_listed_oldest_population_first(figures):
    for team in ("bradford", "cardiff", "kingston-upon-hull"):
        assert bases(figures, team) == ["ons-census-2011", "ons-census-2021"]


def test_a_basis_is_taken_by_name(figures):
    asked = {"as_of": "2020-01-31", "population": "hmip-bradford-2020"}
    table = groups(figures, "bradford", **asked).set_index("group")

    assert table["population_share"].drop("not-known").to_dict() == {"white": 56, "bme": 44}


def test_without_a_population_the_shares_stand_alone(figures):
    table = groups(figures[figures["measure"] != "population_10_17"], "birmingham")

    assert table["share"].notna().sum() == 5
    assert table[["population", "representation", "p_value", "rri", "population_source"]].isna().all(axis=None)


@pytest.mark.parametrize(("team", "asked"), [("cumberland", {}), ("cardiff", {"as_of": "2020-01-31"})])
def test_a_team_without_groups_has_an_empty_table_with_the_same_columns(figures, team, asked):
    table = groups(figures, team, **asked)

    assert table.empty
    assert list(table.columns) == COLUMNS


def test_the_population_of_an_area_is_its_newest_count_by_five_groups(figures):
    lived = population(figures, "bradford").set_index("group")

    assert lived["population"].to_dict() == {
        "asian": 28804,
        "black": 1479,
        "mixed": 3318,
        "other": 1609,
        "white": 30041,
    }
    assert lived["population_share"].sum() == pytest.approx(100)
    assert population(figures, "bradford", as_of="2020-01-31")["population"].sum() == 57930  # the Census of 2011
    assert population(figures, "bradford", as_of="2013-01-31").empty


def test_two_sources_of_one_day_are_not_counted_twice():
    one, other = (
        simulated(FIVE, measure="population_10_17", when="2021-03-21", source=f"simulated-{name}") for name in "ab"
    )

    lived = population(pd.concat([one, other], ignore_index=True), "leeds")

    assert lived["population"].sum() == 10_000


def test_a_source_that_prints_counts_and_shares_of_one_population_is_one_basis():
    counted = simulated(dict.fromkeys(FIVE, 20), measure="cautioned_or_sentenced", when="2020")
    lived = simulated(FIVE, measure="population_10_17", when="2020-06-30")
    shares = simulated(
        {group: number / 100 for group, number in FIVE.items()}, measure="population_share_10_17", when="2020-06-30"
    )

    table = groups(pd.concat([counted, lived, shares], ignore_index=True), "leeds").set_index("group")

    assert table["population_share"].to_dict() == {"white": 55, "asian": 20, "black": 10, "mixed": 10, "other": 5}


def test_a_group_with_nobody_cautioned_has_an_index_of_nought_and_a_finite_limit():
    table = simulated_groups({"white": 55, "asian": 20, "black": 10, "mixed": 15, "other": 0}, FIVE)

    other = table.loc["other"]
    # Nobody of 55: the upper limit on the share of the group is 1 - 0.025 ** (1 / 55), and 5500 / 500 children are 11.
    share = 1 - 0.025 ** (1 / 55)
    assert other[["share", "rri", "rri_lower"]].tolist() == [0, 0, 0]
    assert other["rri_upper"] == pytest.approx(share / (1 - share) * 11)
    assert other["p_value"] == pytest.approx(2 * 0.95**100)


def test_nobody_white_leaves_no_upper_limit_and_no_error():
    table = simulated_groups({"white": 0, "asian": 5, "black": 5, "mixed": 0, "other": 0}, FIVE)

    assert table.loc["asian", "rri"] == math.inf
    assert table.loc["asian", "rri_upper"] == math.inf
    assert math.isnan(table.loc["mixed", "rri"])


def test_a_population_without_one_of_the_groups_is_no_basis():
    counts = dict.fromkeys(FIVE, 20)

    table = simulated_groups(counts, {group: number for group, number in FIVE.items() if group != "other"})

    assert table["share"].tolist() == [20] * 5
    assert table[["population", "representation", "p_value", "rri"]].isna().all(axis=None)


def test_the_population_nearest_the_period_is_taken():
    counted = simulated(dict.fromkeys(FIVE, 20), measure="cautioned_or_sentenced", when="2020")
    lived = [
        simulated(FIVE, measure="population_10_17", when=f"{year}-06-30", source=f"simulated-{year}")
        for year in (2011, 2019, 2022)
    ]

    table = groups(pd.concat([counted, *lived], ignore_index=True), "leeds")

    assert set(table["population_source"]) == {"simulated-2019"}


def test_baselines_stand_beside_the_team_group_by_group(figures):
    table = beside(figures, "bradford", as_of="2020-01-31")

    printed = {name: rows["count"].tolist() for name, rows in table.groupby("name", sort=False)}
    assert printed == {
        "Bradford": [331, 151, 2],
        "Yorkshire and the Humber": [2240, 470, 40],
        "England and Wales": [18826, 6828, 1027],
    }
    assert beside(figures, "cumberland").empty


def test_each_baseline_is_set_against_its_own_children(figures):
    table = beside(figures, "bradford").set_index(["area", "group"])

    # The Census of 2021 has no regions: 23,779 children of Mixed ethnicity of 522,993 in the teams of the region.
    assert table.loc[("yorkshire-and-the-humber", "mixed"), "population"] == 23779
    gap = 100 * 113 / 1939 - 100 * 23779 / 522993
    assert table.loc[("yorkshire-and-the-humber", "mixed"), "representation"] == pytest.approx(gap)


def test_a_newest_year_that_no_baseline_has_is_not_the_one_beside_them(figures):
    assert groups(figures, "birmingham")["period_end"].max() == pd.Timestamp("2023-03-31")
    assert set(beside(figures, "birmingham")["period_end"]) == {pd.Timestamp("2021-03-31")}
    assert beside(figures, "birmingham")["name"].unique().tolist() == [
        "Birmingham",
        "West Midlands",
        "England and Wales",
    ]


def test_pooled_years_stand_beside_the_same_years_of_the_baselines(figures):
    table = beside(figures, "cardiff", years=3)

    assert set(table["note"]) == {"pooled 2017-18 to 2019-20"}
    assert table["name"].unique().tolist() == ["Cardiff", "Wales", "England and Wales"]
    england_and_wales = table[table["area"] == "england-and-wales"].set_index("group")
    assert england_and_wales.loc["black", "count"] == 3004 + 2395 + 2166


def test_five_groups_go_before_two_of_one_period():
    five = simulated(dict.fromkeys(FIVE, 20), measure="cautioned_or_sentenced", when="2020")
    two = simulated({"white": 20, "bme": 80}, measure="cautioned_or_sentenced", when="2020", source="simulated-2023")
    newer = two.assign(released=pd.Timestamp("2023-06-30"))

    assert set(groups(pd.concat([five, newer], ignore_index=True), "leeds")["source"]) == {"simulated-2022"}


def test_the_figures_passed_in_are_untouched(figures):
    before = figures.copy(deep=True)

    for function in (groups, bases, beside, population):
        function(figures, "bradford")

    pd.testing.assert_frame_equal(figures, before)
