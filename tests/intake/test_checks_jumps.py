"""A series does not jump by about ten, a hundred or a thousand times; two releases are in one unit."""

import pandas as pd

from tests.madeup.tidy import as_printed, figures
from yotlib.intake.checks.jumps import check_jumps, round_to_power_of_ten
from yotlib.intake.checks.units import check_units

RATE = "cautioned_or_sentenced_rate"
OLD, NEW = {"source": "simulated-a"}, {"source": "simulated-b", "released": "2020-06-30"}
TEAMS = ["bradford", "leeds", "kirklees", "york"]


def series(*values, first=2016, **given):
    return [{"period": str(year), "value": value} | given for year, value in enumerate(values, start=first)]


def test_about_ten_times_is_within_a_quarter():
    ratios = pd.Series([9.5, 0.0105, 1.2, 5.0, 800.0, 20.0, 0.0])

    assert round_to_power_of_ten(ratios).fillna(0).tolist() == [10, 0.01, 0, 0, 1000, 0, 0]


def test_a_figure_ten_times_the_one_before_is_to_be_looked_at():
    assert as_printed(check_jumps(figures(*series(330, 310, 3000)))) == [
        "look figures.csv row 4: First-time entrants, Bradford, 2018: 3000 per 100,000; about 10 times the 310 in 2017"
    ]


def test_a_team_that_jumps_and_comes_back_may_still_be_right():
    found = check_jumps(figures(*series(330, 33, 320)))

    assert [fault.severity for fault in found] == ["look", "look"]
    assert found[0].expected == "about a 10th of the 330 in 2016, and back in the year after"


def test_a_nation_that_jumps_and_comes_back_is_wrong_in_the_year_between():
    found = check_jumps(figures(*series(330, 3200, 320, area="england")))

    assert [(fault.figure, fault.severity) for fault in found] == [
        ("First-time entrants, England, 2017", "wrong"),
        ("First-time entrants, England, 2018", "look"),
    ]


def test_years_that_do_not_follow_on_one_another_are_not_compared():
    assert check_jumps(figures(*series(330), *series(3300, first=2020))) == []


def test_a_few_children_jump_by_chance():
    counted = {"measure": "cautioned_or_sentenced", "ethnicity": "other"}

    assert check_jumps(figures(*series(1, count=1, **counted), *series(10, first=2017, count=10, **counted))) == []
    assert len(check_jumps(figures(*series(5, count=5, **counted), *series(50, first=2017, count=50, **counted)))) == 1


def test_a_jump_of_most_areas_at_once_is_said_once_of_the_release():
    rows = [row for place, team in enumerate(TEAMS) for row in series(5, 5, 50 + place, area=team, measure=RATE)]

    assert as_printed(check_jumps(figures(*rows))) == [
        "look figures.csv: Children cautioned or sentenced, rate, 4 areas, 2018: about 10 times those of 2017; "
        "figures of neighbouring years in one unit; has the unit changed? (simulated-a)"
    ]


def test_releases_whose_notes_give_another_unit_are_told_apart():
    old = {"measure": RATE, "value": 66, "note": "printed per 1,000: 6.6"} | OLD
    table = figures(old, {"measure": RATE, "value": 64, "period": "2019"} | NEW)

    assert as_printed(check_units(table)) == [
        "look figures.csv: Children cautioned or sentenced, rate: printed per 10,000; simulated-a prints it per 1,000; "
        "both are held here per 10,000 (simulated-b)"
    ]


def test_a_change_of_unit_shows_in_the_year_after_the_last_of_the_earlier_release():
    olds = [row for team in TEAMS for row in series(6, 4, area=team, measure=RATE, **OLD)]
    news = [row for team in TEAMS for row in series(38, area=team, measure=RATE, first=2019, **NEW)]

    assert [fault.found for fault in check_units(figures(*olds, *news))] == [
        "about 10 times the figures of simulated-a, in the middle of 4"
    ]


def test_a_change_of_unit_shows_in_the_same_year():
    olds = [row for team in TEAMS for row in series(6, area=team, **OLD)]
    news = [row for team in TEAMS for row in series(600, area=team, **NEW)]

    assert [fault.found.partition(",")[0] for fault in check_units(figures(*olds, *news))] == [
        "about 100 times the figures of simulated-a"
    ]


def test_a_revision_of_one_area_is_no_change_of_unit():
    olds = [row for team in TEAMS for row in series(300, area=team, **OLD)]
    news = [row for team in TEAMS for row in series(3000 if team == "york" else 310, area=team, **NEW)]

    assert check_units(figures(*olds, *news)) == []
