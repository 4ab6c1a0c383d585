"""Children by local authority: counts that add up to a team's where every one of its authorities is there."""

import pandas as pd
import pytest

from tests.madeup import csvs, population
from yotlib.intake import readers
from yotlib.intake.added import suite_figures
from yotlib.intake.readers.reader import READ_COLUMNS

DAY = "2020-06-30"


def read(path):
    return readers.read(path, released=DAY)


def counts(figures):
    return dict(zip(figures["area"] + " " + figures["ethnicity"], figures["count"], strict=True))


def test_an_authority_that_is_its_team_and_one_that_is_part_of_one_are_told_apart(tmp_path):
    figures = read(population.estimates(tmp_path / "a.csv")).figures

    assert list(figures) == [*READ_COLUMNS[:-1], "source", "row"]
    assert counts(figures) == {
        "leeds all": 800,
        "bury all": 160,
        "rochdale all": 240,
        "bury-and-rochdale all": 400,
        "northamptonshire-to-2021 all": 720,
        "northamptonshire all": 720,
        "rutland all": 80,
    }


def test_a_team_that_lacks_an_authority_gets_no_count(tmp_path):
    figures = read(population.estimates(tmp_path / "a.csv")).figures

    assert "leicestershire" not in set(figures["area"])


def test_estimates_are_of_the_middle_of_the_year_their_columns_name(tmp_path):
    figures = read(population.estimates(tmp_path / "a.csv", year=22)).figures

    assert set(figures["period_start"]) == set(figures["period_end"]) == {pd.Timestamp(2022, 6, 30)}


def test_an_unknown_authority_is_reported(tmp_path):
    assert read(population.estimates(tmp_path / "a.csv")).unresolved == {"Atlantis": 1}


def test_a_total_that_its_ages_do_not_add_up_to_is_wrong(tmp_path):
    path = population.estimates(tmp_path / "made-up.csv", [("E08000035", "Leeds", 801)])

    assert [f"{fault.severity} {fault}" for fault in read(path).faults] == [
        "wrong made-up.csv row 2: Children aged 10-17, Leeds: 801 counted; its years of age add up to 800"
    ]


def test_census_groups_add_up_by_team_and_what_was_not_released_is_said(tmp_path):
    figures = read(population.census(tmp_path / "a.csv")).figures

    assert counts(figures)["northamptonshire white"] == 70
    assert counts(figures)["northamptonshire asian"] == 7
    assert counts(figures)["tower-hamlets-and-city-of-london white"] == 50
    notes = figures.set_index("area")["note"]
    assert notes["city-of-london"] == "[x] not released"
    assert notes["tower-hamlets-and-city-of-london"] == "without City of London, not released"


@pytest.mark.parametrize(
    "rows",
    [
        [row for row in population.CENSUS if row[1:3] != ("West Northamptonshire", "Asian")],
        [*population.CENSUS, ("E06000062", "West Northamptonshire", "Asian", 4)],
    ],
    ids=["lacking", "twice"],
)
def test_a_group_that_an_authority_lacks_or_has_twice_is_not_added_up(tmp_path, rows):
    found = counts(read(population.census(tmp_path / "a.csv", rows)).figures)

    assert "northamptonshire asian" not in found
    assert found["northamptonshire white"] == 70


def test_groups_that_are_none_of_the_five_are_left_out_and_counted(tmp_path):
    rows = [*population.CENSUS, ("E09000030", "Tower Hamlets", "Roma", 3)]

    read_rows = read(population.census(tmp_path / "a.csv", rows))

    assert read_rows.left_out == ("1 rows of ethnic groups that are not among Asian, Black, Mixed, Other, White.",)


def test_a_code_of_another_area_than_the_name_is_no_area(tmp_path):
    path = csvs.write(
        tmp_path / "a.csv",
        ["utla_code", "utla_name", "ethnic_group", "population_10_17"],
        [["E08000035", "Kent", "White", 5], ["E10000016", "Kent", "White", 6]],
    )

    assert read(path).unresolved == {"Kent": 1}


@pytest.mark.parametrize(
    ("file", "source", "rows"),
    [
        ("ons_mid2019_utla19_population_single_year_10_17.csv", "ons-mid-2019", 189),
        ("census2021_population_10_17_by_ethnic_group_utla.csv", "ons-census-2021", 945),
    ],
)
def test_the_published_files_give_every_count_that_is_held_of_them(shared, file, source, rows):
    held = suite_figures.figures().dropna(subset=["count"])[["area", "ethnicity", "count", "source"]]
    mine = held[held["source"] == source]

    found = counts(readers.read(shared / "official" / "population" / file).figures)

    assert len(mine) == rows
    assert {f"{area} {group}": float(count) for area, group, count, _ in mine.to_numpy()}.items() <= found.items()
