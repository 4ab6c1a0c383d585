"""No area twice, none missing; the release is one; councils that were there for a part of the period."""

import pandas as pd

from tests.madeup.tidy import as_printed, figures, nation
from yotlib.intake.checks.coverage import check_missing_areas, check_repeated_areas
from yotlib.intake.checks.one_release import check_one_release
from yotlib.intake.checks.part_years import check_part_years
from yotlib.reference import areas

ENGLISH = [str(team) for team in areas.teams("england")]


def test_the_same_area_twice_with_two_numbers_is_wrong_both_times():
    assert as_printed(check_repeated_areas(figures({"value": 330}, {"value": 340}))) == [
        "wrong figures.csv row 2: First-time entrants, Bradford, 2018: 330 per 100,000; "
        "stands 2 times in one release: 330 per 100,000 and 340 per 100,000",
        "wrong figures.csv row 3: First-time entrants, Bradford, 2018: 340 per 100,000; "
        "stands 2 times in one release: 330 per 100,000 and 340 per 100,000",
    ]


def test_the_same_area_twice_with_one_number_is_to_be_looked_at():
    table = figures({"value": 330}, {"value": 330})

    for ordered in (table, table.iloc[::-1]):
        (found,) = check_repeated_areas(ordered)
        assert (found.severity, found.row, found.found) == ("look", 3, "stands 2 times")


def test_another_release_age_or_year_is_another_figure():
    assert check_repeated_areas(figures({}, {"source": "simulated-b"}, {"age": "15-17"}, {"period": "2019"})) == []


def test_an_area_that_is_there_in_other_years_is_missing():
    table = figures({"value": 1}, {"value": 2, "period": "2017"}, {"area": "leeds", "value": 3})

    assert as_printed(check_missing_areas(table)) == [
        "look figures.csv: First-time entrants: no row for Leeds (2017); a row for each, if only to say why there is "
        "no figure: they have rows in other years (simulated-a)"
    ]


def test_an_area_whose_note_says_why_there_is_no_figure_is_there():
    table = figures({"value": 1}, {"area": "leeds", "value": 1}, {"period": "2017", "value": 1})
    marked = figures({"area": "leeds", "period": "2017", "note": "[x] not available"})

    assert check_missing_areas(pd.concat([table, marked])) == []


def test_a_council_that_has_ended_is_not_missing_afterwards():
    table = figures(*({"area": "cumbria", "value": 1, "period": year} for year in ("2021", "2022")), {"period": "2024"})

    assert [found.found for found in check_missing_areas(table)] == ["no row for Bradford (2021, 2022)"]


def test_a_region_is_missing_where_most_regions_are_there():
    assert [found.found for found in check_missing_areas(figures(*nation(300)[:-1]))] == [
        "no row for Yorkshire and the Humber"
    ]
    assert check_missing_areas(figures(*nation(300)[:5])) == []


def test_a_team_is_missing_where_most_are_there_unless_its_authorities_stand_for_it():
    others = [{"area": team, "value": 1} for team in ENGLISH if team not in ("west-mercia", "leeds")]

    (found,) = check_missing_areas(figures(*others, {"area": "shropshire", "value": 1}))

    assert found.found == "no row for Leeds"


def test_a_release_has_one_day_and_is_published_or_not_but_may_be_of_several_files():
    table = figures({}, {"released": "2020-01-31", "published": "no"}).assign(file=["first.csv", "second.csv"])

    assert [(found.severity, found.found) for found in check_one_release(table)] == [
        ("look", "2 days of release: 2019-06-30, 2020-01-31"),
        ("look", "2 answers to whether it is published: no, yes"),
    ]


def test_a_figure_without_a_source_is_wrong():
    (found,) = check_one_release(figures({"value": 9, "source": ""}))

    assert (found.severity, found.found) == ("wrong", "9 per 100,000 without a source")


def test_a_council_that_ended_within_the_year_is_to_be_looked_at_beside_the_year_before():
    table = figures(
        *({"area": "cumbria", "value": rate, "period": year} for year, rate in [("2022", 168), ("2023", 41)])
    )

    assert as_printed(check_part_years(table)) == [
        "look figures.csv row 3: First-time entrants, Cumbria, 2023: 41 per 100,000; the council ended on "
        "31 March 2023: 90 of the period's 365 days; 168 in 2022"
    ]


def test_a_council_that_began_within_the_year_or_was_not_there_at_all_is_to_be_looked_at():
    rows = [{"area": "north-northamptonshire", "value": 1, "period": year} for year in ("2019", "2021", "2022")]

    assert [(found.row, found.expected) for found in check_part_years(figures(*rows))] == [
        (2, "the council began on 1 April 2021"),
        (3, "the council began on 1 April 2021: 275 of the period's 365 days"),
    ]
