"""Rates of counts, regions of teams and nations of regions: worked out where a release does not print them."""

import pandas as pd
import pytest

from tests.madeup.tidy import figures
from yotlib.figures import load
from yotlib.figures.worked_out import published, with_worked_out
from yotlib.reference import areas

FTE, RATE, COUNT = "first_time_entrants", "cautioned_or_sentenced_rate", "cautioned_or_sentenced"


@pytest.fixture(scope="module")
def shipped():
    return load.load()


def of(table, area, measure, source, year):
    rows = table[(table["area"] == area) & (table["measure"] == measure) & (table["source"] == source)]
    return rows[(rows["period_end"].dt.year == year) & (rows["age"] == "10-17") & (rows["ethnicity"] == "all")]


def weighted(shipped, parts, source, year, population):
    """Weigh the printed rates of the parts with their children, written out."""
    rates = {area: of(shipped, area, FTE, source, year)["value"].iloc[0] for area in parts}
    sizes = {area: of(shipped, area, "population_10_17", population, year)["count"].iloc[0] for area in parts}
    return sum(rates[area] * sizes[area] for area in parts) / sum(sizes.values())


@pytest.mark.parametrize(("source", "year"), [("dfe-lait-2026-02", 2024), ("dfe-lait-2026-02", 2022)])
def test_england_is_its_regions_weighted_with_their_children(shipped, source, year):
    regions = [str(area) for area in areas.all_areas().values() if area.kind == areas.REGION]

    (england,) = of(shipped, "england", FTE, source, year).to_dict("records")

    assert england["value"] == pytest.approx(weighted(shipped, regions, source, year, f"ons-mid-{year}"))
    assert england["worked_out"]
    assert england["note"].startswith("[e] the rates of 9 regions, weighted with their children of 30 June")


def test_a_nation_that_is_printed_is_not_replaced(shipped):
    (england,) = of(shipped, "england", FTE, "dfe-lait-2025-11", 2023).to_dict("records")

    assert (england["value"], england["worked_out"]) == (143, False)


def test_children_cautioned_or_sentenced_in_2024_25_come_to_12_668_in_england(shipped):
    rates = {
        area: of(shipped, area, RATE, "dfe-lait-2026-02", 2025)[["value", "count"]].iloc[0]
        for area in ("england", "yorkshire-and-the-humber", "london", "south-west")
    }

    assert {area: round(row["value"], 1) for area, row in rates.items()} == {
        "england": 23.7,
        "yorkshire-and-the-humber": 28.4,
        "london": 28.9,
        "south-west": 19.5,
    }
    assert round(rates["england"]["count"]) == 12_668


def test_a_region_of_which_a_team_has_no_figure_is_not_put_together():
    teams = [str(team) for team in areas.teams("north-east")]
    rows = [{"area": team, "measure": FTE, "value": 100} for team in teams[1:]]
    sizes = [{"area": team, "measure": "population_10_17", "value": 9, "count": 9} for team in teams]

    table = with_worked_out(figures(*rows, *sizes))

    assert not ((table["area"] == "north-east") & (table["measure"] == FTE)).any()


def test_a_count_and_the_children_of_its_year_are_a_rate_that_is_counted(shipped):
    counted = {"area": "leeds", "measure": COUNT, "value": 50, "count": 50}
    sized = {"area": "leeds", "measure": "population_10_17", "value": 10_000, "count": 10_000}

    table = with_worked_out(figures(counted, sized))
    (rate,) = table[table["measure"] == RATE].to_dict("records")

    assert (rate["value"], rate["count"], rate["population"]) == (50, 50, 10_000)
    assert not rate["note"].startswith("[e]")
    assert len(of(shipped, "cardiff", RATE, "yjb-maps-2021-22", 2022)) == 1


def test_a_count_without_a_population_within_a_year_gives_no_rate():
    day = pd.Timestamp("2010-06-30")
    counted = {"area": "leeds", "measure": COUNT, "value": 50, "count": 50}
    sized = {"area": "leeds", "measure": "population_10_17", "value": 9, "count": 9}

    table = with_worked_out(figures(counted, sized | {"period_start": day, "period_end": day}))

    assert (table["measure"] != RATE).all()


def test_what_is_worked_out_is_marked_and_the_published_rows_are_untouched():
    counted = {"area": "leeds", "measure": COUNT, "value": 50, "count": 50}
    before = figures(counted)
    table = before.copy(deep=True)

    found = with_worked_out(table)

    pd.testing.assert_frame_equal(table, before)
    pd.testing.assert_frame_equal(published(found).drop(columns="worked_out"), before)
    assert with_worked_out(found) is found
