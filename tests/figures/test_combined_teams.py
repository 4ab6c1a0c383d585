"""Teams of several authorities: put together from their authorities' figures, never averaged, never in silence."""

import pandas as pd
import pytest

import yotlib as yot
from tests.madeup.tidy import figures
from yotlib.figures import combined_teams
from yotlib.figures.choose import select
from yotlib.figures.worked_out import with_worked_out
from yotlib.reference import areas

RATE = "first_time_entrants"
TEES = {"middlesbrough": 300, "redcar-and-cleveland": 100}
CHILDREN = {"middlesbrough": 15_000, "redcar-and-cleveland": 5_000}
CENSUS = {"measure": "population_10_17", "source": "ons-mid-2019", "released": "2020-06-30"}


def rates(values=TEES, **given):
    return [{"area": area, "value": value} | given for area, value in values.items()]


def children(numbers=CHILDREN, day="2018-07-10", **given):
    dated = CENSUS | dict.fromkeys(["period_start", "period_end"], pd.Timestamp(day))
    return [dated | {"area": area, "count": number} | given for area, number in numbers.items()]


def made(*rows, measure=RATE):
    return combined_teams.combined_rates(figures(*rows), measure)


def test_rates_are_put_together_by_how_many_children_each_authority_has():
    (team,) = made(*rates(), *children()).to_dict("records")

    # 300 of 15,000 children are 45, 100 of 5,000 are 5: 50 of 20,000, where the mean of the rates would be 200.
    assert (team["area"], team["value"], team["count"], team["population"]) == ("south-tees", 250, 50, 20_000)
    assert team["note"] == (
        "[e] about 50 children among 20,000 aged 10-17 in Middlesbrough and Redcar and Cleveland: the printed rate of "
        "each times its children on 10 July 2018 (ons-mid-2019), added up"
    )
    assert (team["source"], team["measure"], team["period_end"]) == ("simulated-a", RATE, pd.Timestamp("2018-12-31"))


def test_counts_are_added_up_where_every_authority_has_one_and_nothing_is_estimated():
    counted = {"middlesbrough": (45, 15_000), "redcar-and-cleveland": (6, 5_000)}
    rows = [{"area": area, "value": 1, "count": n, "population": of} for area, (n, of) in counted.items()]

    (team,) = made(*rows, *children()).to_dict("records")

    assert (team["value"], team["count"], team["population"]) == (255, 51, 20_000)
    assert team["note"] == "counts of Middlesbrough and Redcar and Cleveland added up"


def test_a_team_of_which_a_part_has_no_figure_has_none():
    marked = {"area": "redcar-and-cleveland", "note": "[x] not available"}

    assert made(*rates({"middlesbrough": 300}), marked, *children()).empty
    assert made(*rates({"middlesbrough": 300}), *children()).empty


def test_a_part_with_under_one_per_cent_of_the_children_is_left_out_and_named():
    cornwall = {"cornwall-without-isles-of-scilly": 90}
    few = children({"cornwall-without-isles-of-scilly": 49_900, "isles-of-scilly": 100})

    (team,) = made(*rates(cornwall), *few).to_dict("records")

    assert team["value"] == 90
    assert team["note"].endswith(
        "added up; without Isles of Scilly, where 0.2% of the children live and no figure is printed"
    )


def test_a_part_with_one_per_cent_or_an_unknown_number_of_children_is_not_left_out():
    cornwall = {"cornwall-without-isles-of-scilly": 90}
    many = children({"cornwall-without-isles-of-scilly": 49_500, "isles-of-scilly": 500})

    assert made(*rates(cornwall), *many).empty
    assert made(*rates(cornwall), *many[:1]).empty


@pytest.mark.parametrize(("year", "children_taken"), [("2021", 20_000), ("2022", 19_000), ("2024", 17_000)])
def test_children_counted_more_than_three_years_away_are_taken_as_five_per_cent_fewer_a_year(year, children_taken):
    assert made(*rates(period=year), *children())["population"].tolist() == [children_taken]


def test_children_counted_more_than_ten_years_away_size_nothing():
    assert made(*rates(period="2029"), *children()).empty


def test_the_children_counted_nearest_the_middle_of_the_period_are_taken():
    nearer = children({"middlesbrough": 1, "redcar-and-cleveland": 3}, day="2019-06-30", source="ons-mid-2020")

    (team,) = made(*rates(period="2019"), *children(), *nearer).to_dict("records")

    assert team["value"] == 150
    assert "(ons-mid-2020)" in team["note"]


def test_children_published_by_ethnic_group_only_are_added_up():
    groups = [
        part | {"ethnicity": group, "count": part["count"] / 5}
        for part in children()
        for group in ("asian", "black", "mixed", "other", "white")
    ]

    assert made(*rates(), *groups)["population"].tolist() == [20_000]


def test_each_release_and_period_is_put_together_from_its_own_figures():
    mixed = [*rates({"middlesbrough": 300}), *rates({"redcar-and-cleveland": 100}, source="simulated-b")]
    apart = [*rates({"middlesbrough": 300}), *rates({"redcar-and-cleveland": 100}, period="2017")]

    assert made(*mixed, *children()).empty
    assert made(*apart, *children()).empty


def test_no_team_is_put_together_for_a_year_in_which_its_authorities_changed():
    parts = {"north-northamptonshire": 120, "west-northamptonshire": 140}
    county = rates({"northamptonshire-to-2021": 130}, period="2021")
    numbers = children(dict.fromkeys([*parts, "northamptonshire-to-2021"], 40_000), day="2021-03-21")

    made_in = {year: made(*rates(parts, period=year), *county, *numbers)["value"].tolist() for year in ("2021", "2022")}

    assert made_in == {"2021": [], "2022": [130]}


def test_a_council_that_was_the_whole_of_its_team_stands_for_it_in_its_own_time():
    county = {"northamptonshire-to-2021": 220}

    (team,) = made(*rates(county, period="2019")).to_dict("records")

    assert (team["area"], team["value"]) == ("northamptonshire", 220)
    assert team["note"] == "of Northamptonshire (county, to March 2021), then the whole of the team"
    assert made(*rates(county, period="2022")).empty


def test_a_published_figure_of_the_team_is_not_replaced():
    table = figures(*rates(), *children(), {"area": "south-tees", "value": 240})

    assert select(table, RATE).query("area == 'south-tees'")["value"].tolist() == [240]


@pytest.mark.parametrize("measure", ["reoffending_rate", "cautioned_or_sentenced", "offences_per_1000"])
def test_only_rates_per_resident_child_are_put_together(measure):
    table = with_worked_out(figures(*rates(measure=measure), *children()))

    assert not (table["area"] == "south-tees").any()


def test_a_comparison_is_marked_as_estimated_and_names_the_authorities():
    table = figures(*rates(), *children(), {"area": "north-east", "value": 400}, {"area": "england", "value": 236})

    here = yot.compare(table.drop(columns=["file", "row"]), "South Tees", RATE)

    assert here["value"].tolist() == [250, 400, 236]
    assert here.loc[0, ["count_estimated", "population_estimated"]].tolist() == [50, 20_000]
    assert here.loc[0, ["count", "population"]].isna().all()
    assert here["verdict"].tolist() == ["", "lower", "similar"]
    assert "about 250 per 100,000 children in South Tees" in yot.findings.headline(here)
    assert "is estimated" in yot.findings.basis(here)[0]
    assert "Middlesbrough and Redcar and Cleveland" in yot.findings.basis(here)[0]


def test_the_estimated_count_is_not_taken_out_of_the_baseline():
    counted = {"area": "north-east", "value": 400, "count": 800, "population": 200_000}
    table = figures(*rates(), *children(), counted).drop(columns=["file", "row"])

    here = yot.compare(table, "South Tees", RATE)

    assert here["note"].tolist()[1] == ""
    assert here["ratio"].tolist()[1] == 250 / 400


def test_every_team_of_several_authorities_can_be_put_together():
    day = pd.Timestamp("2023-06-30")
    parts = [area for area in areas.all_areas().values() if area.kind == areas.AUTHORITY and area.existed(day, day)]
    several = {str(team): [str(part) for part in parts if part.within == team] for team in areas.teams()}
    several = {team: each for team, each in several.items() if each}
    rows = rates({part: 100 for each in several.values() for part in each}, period="2019-07/2020-06")
    numbers = children({part: 1_000 for each in several.values() for part in each})

    found = set(made(*rows, *numbers)["area"])

    assert len(several) == 16
    assert set(several) - found == {"northamptonshire"}
