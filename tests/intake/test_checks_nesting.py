"""An area lies between its parts: a nation between its regions, a region between its teams."""

import pandas as pd

from tests.madeup.tidy import REGIONS, as_printed, figures, nation
from yotlib.intake.checks.nesting import check_nesting

SUM = sum(REGIONS.values())
TEES = ["darlington", "durham", "gateshead", "hartlepool", "newcastle-upon-tyne", "north-tyneside"]


def test_a_nation_outside_all_of_its_regions_is_wrong_and_the_range_says_why():
    table = figures(*nation(520))

    assert as_printed(check_nesting(table)) == [
        "wrong figures.csv row 2: First-time entrants, England, 2018: 520 per 100,000; outside its regions (230 to 410)"
    ]


def test_a_nation_that_is_the_sum_of_its_regions_is_said_to_be():
    (found,) = check_nesting(figures(*nation(SUM)))

    assert found.found == "2650 per 100,000"
    assert found.expected == "outside its regions (230 to 410), whose sum it is"


def test_a_nation_between_its_regions_or_off_by_no_more_than_rounding_is_right():
    for value in (300, 411, 229):
        assert check_nesting(figures(*nation(value))) == []


def test_a_region_missing_makes_it_something_to_look_at():
    table = figures(*nation(520)[:-1])

    (found,) = check_nesting(table)

    assert (found.severity, found.expected) == ("look", "outside its 8 regions of 9 (230 to 410)")


def test_where_more_than_half_of_the_parts_are_missing_nothing_is_said():
    assert check_nesting(figures(*nation(520)[:5])) == []


def test_each_release_period_age_and_measure_is_judged_by_its_own_parts():
    table = figures(*nation(520)[:1], *nation(300, source="simulated-b")[1:], *nation(300, period="2019")[1:])

    assert check_nesting(table) == []


def test_a_nation_found_wrong_is_no_part_of_england_and_wales():
    both = {"area": "england-and-wales", "value": 900}
    table = figures(*nation(2650), {"area": "wales", "value": 280}, both)

    england, whole = check_nesting(table)

    assert england.figure == "First-time entrants, England, 2018"
    assert whole.expected == "outside its areas (230 to 410)"


def test_an_england_too_low_leaves_a_right_england_and_wales_alone():
    table = figures(*nation(20), {"area": "wales", "value": 280}, {"area": "england-and-wales", "value": 300})

    assert [found.figure for found in check_nesting(table)] == ["First-time entrants, England, 2018"]


def test_authorities_stand_in_for_a_team_without_a_figure_of_its_own():
    authorities = {"herefordshire": 100, "shropshire": 110, "telford-and-wrekin": 120, "worcestershire": 130}
    parts = [{"area": area, "value": value} for area, value in authorities.items()]
    table = figures({"area": "west-mercia", "value": 140}, *parts)

    assert [str(found) for found in check_nesting(table)] == [
        "figures.csv row 2: First-time entrants, West Mercia, 2018: 140 per 100,000; "
        "outside its authorities (100 to 130)"
    ]


def test_a_council_that_has_ended_is_no_part_and_is_not_missing():
    teams = {"north-northamptonshire": 100, "west-northamptonshire": 120, "northamptonshire-to-2021": 400}
    parts = [{"area": area, "value": value, "period": "2023"} for area, value in teams.items()]
    table = figures({"area": "northamptonshire", "value": 150, "period": "2023"}, *parts)

    (found,) = check_nesting(table)

    assert (found.severity, found.expected) == ("wrong", "outside its authorities (100 to 120)")


def test_counts_are_not_held_to_lie_between_those_of_parts():
    table = figures(*nation(26_000, measure="cautioned_or_sentenced", count=1.0))

    assert check_nesting(table) == []


def test_the_order_of_rows_changes_nothing_and_the_table_is_untouched():
    table = figures(*nation(520), *nation(260, period="2019"))
    before = table.copy()

    assert check_nesting(table) == check_nesting(table.sample(frac=1, random_state=5))
    pd.testing.assert_frame_equal(table, before)
