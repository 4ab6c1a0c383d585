"""What the page says below its summary: the years and their trend, similar areas, ethnic groups, and the rating."""

import pandas as pd
import pytest

import yotlib as yot
from yotlib.analysis import ethnicity, inspection, neighbours, trend_lines, trends
from yotlib.findings.board.ethnic_groups import ethnic_groups
from yotlib.findings.board.rating import rating
from yotlib.findings.board.similar import similar_areas
from yotlib.findings.board.strip import strips_of
from yotlib.findings.board.years import years
from yotlib.findings.summary.groups import newest_groups

NOW = {"period": "latest", "as_of": None}
TODAY = pd.Timestamp("2026-02-11")


@pytest.fixture(scope="module")
def figures():
    return yot.load()


def strip_of(figures, team, measure, age="10-17"):
    found = strips_of(figures, team, TODAY, **NOW)
    return next(one for one in found if (one.row["measure"], one.row["age"]) == (measure, age))


@pytest.fixture
def told(figures, monkeypatch):
    """A function that returns what is told of Leeds's first-time entrants where their trend has come out so."""
    strip = strip_of(figures, "leeds", "first_time_entrants")

    def tell(trend):
        fit = trend_lines.fit_trends

        def changed(series):
            return fit(series).assign(trend=trend)

        monkeypatch.setattr(trend_lines, "fit_trends", changed)
        return years(strip, figures, "leeds", **NOW)

    return tell


@pytest.mark.parametrize(
    ("trend", "said"),
    [
        ("falling", "fell over 2020 to 2024 by more than chance would explain, from 208 to 154"),
        ("rising", "rose over 2020 to 2024 by more than chance would explain, from 208 to 154"),
        ("no trend shown", "show no trend beyond chance over 2020 to 2024, between 154 and 230"),
        ("cannot say", "lay between 154 and 303 over 2016 to 2024; no trend is tested"),
    ],
)
def test_the_heading_of_the_years_says_what_was_tested(told, trend, said):
    assert told(trend)["heading"] == f"First-time entrants in Leeds {said}"


def test_the_nearest_area_is_told_for_the_same_years(told):
    assert told("falling")["sure"] == "Yorkshire and the Humber had 186 in 2020 and 152 in 2024."


def test_a_trend_that_is_not_tested_says_why(figures, told):
    share = years(strip_of(figures, "leeds", "reoffending_rate", "15-17"), figures, "leeds", **NOW)

    assert share["sure"].startswith("How many children these figures are of is not published")
    assert told("cannot say")["sure"].startswith("A trend is tested over five years of one release")


def test_every_year_has_the_interval_and_the_value_of_the_series(figures):
    found = years(strip_of(figures, "leeds", "first_time_entrants"), figures, "leeds", **NOW)["values"]
    series = trends.over_time(figures, "leeds", "first_time_entrants")
    own = series[series["role"] == "team"].dropna(subset=["value"])

    assert [(year["value"], year["lower"], year["upper"]) for year in found] == [
        *own[["value", "lower", "upper"]].itertuples(index=False, name=None)
    ]
    assert found[-1]["range"] == "128 to 184"
    assert found[-1]["baseline_printed"] == "152"


def test_two_years_have_no_heading(figures):
    cardiff = years(strip_of(figures, "cardiff", "cautioned_or_sentenced_rate"), figures, "cardiff", **NOW)

    assert len(cardiff["values"]) < 3
    assert (cardiff["heading"], cardiff["sure"]) == ("", "")


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (99.0, "is below all 6 similar areas with a figure"),
        (200.0, "is above all 6 similar areas with a figure"),
        (102.0, "is above 2, level with 1 and below 3 of the 6 similar areas with a figure"),
        (100.0, "is level with 1 and below 5 of the 6 similar areas with a figure"),
        (103.5, "is above 4 and below 2 of the 6 similar areas with a figure"),
    ],
)
def test_the_place_among_similar_areas_counts_those_above_below_and_level(figures, monkeypatch, own, said):
    strip = strip_of(figures, "leeds", "first_time_entrants")
    table = pd.DataFrame({"value": [own, *(100.0 + at for at in range(6)), None]})
    table["name"] = ["Leeds", *(f"Service {at}" for at in range(7))]
    table["role"] = ["team", *[neighbours.ROLE] * 7]
    table = table.assign(area=table["name"], period_end=strip.row["period_end"], source="dfe-lait-2026-02")
    monkeypatch.setattr(neighbours, "beside", lambda *_, **__: table)

    found = similar_areas([strip], figures, "leeds", **NOW)

    assert found["heading"] == f"Leeds {said}"
    assert [one["value"] for one in found["values"]] == sorted([own, *(100.0 + at for at in range(6))])
    assert (found["middle"], found["without"]) == ("102", ["Service 6"])


def test_fewer_than_five_similar_areas_are_not_shown(figures, monkeypatch):
    strip = strip_of(figures, "leeds", "first_time_entrants")
    beside = neighbours.beside
    monkeypatch.setattr(neighbours, "beside", lambda *given, **asked: beside(*given, **asked).head(5))

    assert similar_areas([strip], figures, "leeds", **NOW) is None
    assert similar_areas([], figures, "leeds", **NOW) is None


def test_ethnic_groups_have_the_verdict_that_follows_from_the_adjusted_test(figures):
    groups, _ = newest_groups(figures, "leeds", **NOW)
    changed = groups.copy()
    changed.loc[changed["group"] == "mixed", "share_before"] = 30.0
    changed.loc[changed["group"] == "other", ["count", "share", "representation"]] = None

    verdicts = {one["name"]: one["verdict"] for one in ethnic_groups(changed)["values"]}

    assert verdicts == {
        "White": "Over-represented",
        "Asian": "Under-represented",
        "Black": "No clear gap",
        "Mixed": "Changed too suddenly",
        "Other": "Not known",
    }


def test_ethnic_groups_have_the_counts_and_shares_of_the_table_of_groups(figures):
    table = ethnicity.groups(figures, "leeds").set_index("group")

    found = ethnic_groups(newest_groups(figures, "leeds", **NOW)[0])

    for one in found["values"]:
        assert one["count"] == table.loc[one["group"], "count"]
        assert one["share_printed"] == f"{table.loc[one['group'], 'share']:.1f}%"
    assert found["not_known"] == table.loc["not-known", "count"]


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ("++-..", "White and Asian children were over-represented and Black children under-represented"),
        (".-.++", "Children of Mixed and Other ethnicity were over-represented and Asian children under-represented"),
        ("+?.+.", "White children and children of Mixed ethnicity were over-represented"),
        ("??.0.", "The shares of White and Asian children changed too suddenly in 2019-20 to conclude from"),
        (".0...", "No ethnic group was over- or under-represented in 2019-20 by more than chance would explain"),
    ],
)
def test_the_heading_of_the_groups_names_all_that_stand_out(figures, verdicts, said):
    groups, _ = newest_groups(figures, "leeds", **NOW)
    groups[["p_adjusted", "share_before"]] = None
    for group, verdict in zip(("white", "asian", "black", "mixed", "other"), verdicts, strict=True):
        gap = {"+": 5.0, "-": -5.0, "0": None}.get(verdict, 0.1)
        at = groups["group"] == group
        groups.loc[at, "representation"] = gap
        groups.loc[at, "p_adjusted"] = 0.001 if verdict in "+-?" else 0.5
        groups.loc[at, "share_before"] = 50.0 if verdict == "?" else None

    heading = ethnic_groups(groups)["heading"]

    ending = "" if "2019-20" in said else " in 2019-20 by more than chance would explain"
    assert heading == f"{said}{ending}"


def test_a_count_that_is_withheld_is_said_to_be(figures):
    groups, _ = newest_groups(figures, "leeds", **NOW)
    groups.loc[groups["group"] == "other", ["count", "share"]] = None

    other = ethnic_groups(groups)["values"][-1]

    assert (other["count"], other["printed"], other["share_printed"]) == (None, "withheld", "not known")
    assert ethnic_groups(groups.iloc[:0]) is None


def test_a_rating_that_no_other_service_has_says_so():
    alone = rating("cardiff", period="latest", as_of="2022-06-30")

    assert alone["heading"].endswith("Inadequate in the inspection year 2019-20, as was none of 69 other services")


@pytest.mark.parametrize("team", ["bradford", "derby"])
def test_a_rating_is_counted_among_the_newest_to_the_same_standards(team):
    found = rating(team, **NOW)
    every = inspection.to_new_standards() if found["new_standards"] else inspection.services()
    newest = every.groupby("area")["overall_rating"].last()

    counted = {one["rating"]: one["services"] for one in found["among"]}

    assert counted == {name: int((newest == name).sum()) for name in counted}
    assert sum(counted.values()) == len(newest)
    assert f"{counted[found['rating']] - 1} of {len(newest) - 1} other services" in found["heading"]
