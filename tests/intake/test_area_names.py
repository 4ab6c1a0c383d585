"""Publishers' names: each resolves to one area, or to none and is reported."""

from datetime import date

import pandas as pd
import pytest

from yotlib.figures.tidy import read_text
from yotlib.intake.files import open_file
from yotlib.intake.readers import area_names
from yotlib.reference import areas, folders

PARTS_OF_LONDON = ["Inner London", "London (Inner)", "London (Outer)", "Outer London"]


def year(number):
    return {"period_start": date(number, 1, 1), "period_end": date(number, 12, 31)}


@pytest.mark.parametrize(
    ("spelling", "area"),
    [
        ("Bradford", "bradford"),
        ("BRADFORD", "bradford"),
        ("  Bradford\N{NO-BREAK SPACE} ", "bradford"),
        ("Bradford [note 3]", "bradford"),
        ("Bradford[x]", "bradford"),
        ("Bradford (note 3)", "bradford"),
        ("Total Yorkshire and The Humber", "yorkshire-and-the-humber"),
        ("Yorkshire and Humberside", "yorkshire-and-the-humber"),
        ("Total Eastern [note 12]", "east-of-england"),
        ("East Riding of Yorkshire and the Humber", "east-riding-of-yorkshire"),
        ("Kingston Upon Hull, City of", "kingston-upon-hull"),
        ("Kingston-upon-Hull", "kingston-upon-hull"),
        ("Hull", "kingston-upon-hull"),
        ("City of Bristol UA", "bristol"),
        ("Bristol", "bristol"),
        ("St  Helens", "st-helens"),
        ("Kensington & Chelsea", "kensington-and-chelsea"),
        ("Royal Borough of Greenwich", "greenwich"),
        ("London Borough of Barnet", "barnet"),
        ("Newcastle", "newcastle-upon-tyne"),
        ("County Durham", "durham"),
        ("Leicester", "leicester-city"),
        ("Nottinghamshire - JI", "nottinghamshire"),
        ("Conwy & Denbighshire - JI", "conwy-and-denbighshire"),
        ("Dorset - JI", "dorset-combined-yos"),
        ("An inspection of Tower Hamlets and City of London", "tower-hamlets-and-city-of-london"),
        ("Bradford Youth Offending Team", "bradford"),
        ("Gwynedd Mon", "gwynedd-and-ynys-mon"),
        ("Gwynedd & Ynys Mon", "gwynedd-and-ynys-mon"),
        ("Gwynedd and Ynys Môn", "gwynedd-and-ynys-mon"),
        ("City of Bradford Metropolitan District Council", "bradford"),
        ("London", "london"),
        ("England and Wales", "england-and-wales"),
        ("E12000003", "yorkshire-and-the-humber"),
    ],
)
def test_a_team_region_or_nation_is_found_under_any_of_its_spellings(spelling, area):
    assert area_names.resolve(spelling) == area


@pytest.mark.parametrize(
    ("spelling", "area", "team"),
    [
        ("Worcestershire", "worcestershire", "west-mercia"),
        ("Herefordshire, County of", "herefordshire", "west-mercia"),
        ("Bedford Borough", "bedford", "bedfordshire"),
        ("City of London", "city-of-london", "tower-hamlets-and-city-of-london"),
        ("Rutland County Council", "rutland", "leicestershire"),
        ("Gwynedd", "gwynedd", "gwynedd-and-ynys-mon"),
        ("Dorset", "dorset", "dorset-combined-yos"),
        ("Dorset (Pre LG)", "dorset-to-2019", "dorset-combined-yos"),
        ("Poole (Pre LG)", "poole", "dorset-combined-yos"),
        ("Cumbria", "cumbria", "north-west"),
    ],
)
def test_an_authority_that_is_part_of_a_team_or_no_more_stays_an_authority(spelling, area, team):
    found = area_names.resolve(spelling)

    assert found == area
    assert (found.kind, found.kind_name, found.within) == ("authority", "local authority", team)


@pytest.mark.parametrize(
    "spelling",
    [
        *PARTS_OF_LONDON,
        "",
        "  ",
        "Total",
        "[note 3]",
        "Council",
        "NA",
        "Bradfrd",
        "Western Bay",
        "West Midlands Police",
    ],
)
def test_a_name_that_is_no_area_known_here_resolves_to_none(spelling):
    assert area_names.resolve(spelling) is None


@pytest.mark.parametrize(
    ("spelling", "team", "authority"),
    [
        ("Leicestershire", "leicestershire", "leicestershire-without-rutland"),
        ("Cornwall", "cornwall", "cornwall-without-isles-of-scilly"),
        ("Bradford", "bradford", "bradford"),
    ],
)
def test_a_name_of_a_team_and_of_an_authority_is_the_teams_unless_the_publisher_counts_by_authority(
    spelling, team, authority
):
    assert area_names.resolve(spelling) == area_names.resolve(spelling, **year(2018)) == team
    assert area_names.resolve(spelling, prefer="authority") == authority


def test_northamptonshire_is_the_county_council_in_its_day_the_team_after_it_and_the_team_to_those_who_count_by_team():
    by_year = {number: area_names.resolve("Northamptonshire", **year(number)) for number in (2018, 2021, 2022)}

    assert by_year == {2018: "northamptonshire-to-2021", 2021: "northamptonshire-to-2021", 2022: "northamptonshire"}
    assert area_names.resolve("Northamptonshire", period_end=date(2018, 12, 31)) == "northamptonshire-to-2021"
    assert area_names.resolve("Northamptonshire", period_end=date(2022, 3, 31)) == "northamptonshire"
    assert area_names.resolve("Northamptonshire") == "northamptonshire"
    assert area_names.resolve("Northamptonshire", prefer="yot", **year(2018)) == "northamptonshire"


def test_dorset_is_the_council_that_lived_to_the_end_of_the_period():
    by_year = {number: area_names.resolve("Dorset", **year(number)) for number in (2018, 2019, 2020)}

    assert by_year == {2018: "dorset-to-2019", 2019: "dorset", 2020: "dorset"}


def test_a_former_council_is_never_stretched_onto_its_successors_and_knows_its_last_day():
    cumbria = area_names.resolve("Cumbria", **year(2024))

    assert (cumbria, cumbria.until) == ("cumbria", "2023-03-31")
    assert not cumbria.existed(*year(2024).values())
    assert cumbria.existed(*year(2023).values())
    assert not area_names.resolve("Bournemouth, Christchurch and Poole").existed(*year(2018).values())


@pytest.mark.parametrize(
    ("spelling", "code", "area"),
    [
        ("Bradford", "E08000032", "bradford"),
        ("Bradford", "", "bradford"),
        ("Bradford", "not a code", "bradford"),
        ("Dinas Bradford", "E08000032", "bradford"),
        ("Leicestershire", "E10000018", "leicestershire-without-rutland"),
        ("Northamptonshire", "E10000021", "northamptonshire-to-2021"),
        ("North Yorkshire", "E10000023", "north-yorkshire"),
        ("Sheffield", "E08000039", "sheffield"),
        ("", "E06000058", "bournemouth-christchurch-and-poole"),
    ],
)
def test_a_code_says_which_area_a_name_means(spelling, code, area):
    assert area_names.resolve(spelling, code=code) == area


def test_a_code_and_a_name_of_different_areas_resolve_to_none():
    assert area_names.resolve("Leeds", code="E08000032") is None


def test_every_slug_name_and_code_of_every_area_resolves_to_an_area_of_that_name():
    known = areas.all_areas().values()

    lost = [
        area
        for area in known
        if area_names.resolve(area.name, prefer="yot") != area or area_names.resolve(area) != area
    ]
    codes = [
        area for area in known if len(area.gss_codes) == 1 and area_names.resolve("", code=area.gss_codes[0]) != area
    ]

    assert (lost, codes) == ([], [])


def test_every_spelling_held_leads_to_an_area_that_is_known():
    held = read_text(folders.data() / "spellings.csv", ["spelling", "area"])

    assert held["spelling"].map(area_names.resolve).tolist() == held["area"].tolist()
    assert not held["spelling"].duplicated().any()


@pytest.mark.parametrize(
    ("file", "column", "count"),
    [
        ("lait/bds_long_0.2025-11-17.parquet", "LA and Regions", 170),
        ("lait/bds_long_0.2026-02-11.parquet", "LA and Regions", 170),
        ("hmip/d2i_hmi_youth_justice_inspection_ratings.csv", "la_name", 83),
        ("hmip/overall_ratings_from_press.csv", "area", 27),
        ("fingertips/fingertips_10401_fte_2018_subset.csv", "area_name", 36),
        ("yjb_west_midlands/YJS_Dashboard_Public_v2.csv", "Local_Authority", 8),
        ("yjb_west_midlands/YJSOffenceDashboard.csv", "YJS", 7),
        ("trafford/children_offending.csv", "area_name", 11),
        ("lookups/utla_to_yot_region_force_2024-25.csv", "yot_name", 155),
        ("lookups/utla_to_yot_region_force_2024-25.csv", "utla_name", 175),
        ("lookups/utla_to_yot_region_force_2024-25.csv", "yjb_region", 10),
    ],
)
def test_every_name_of_a_published_file_is_an_area_but_inner_and_outer_london(shared, file, column, count):
    published = set(open_file(shared / "official" / file).table(columns=[column])[column])

    lost = sorted(name for name in published if area_names.resolve(name, prefer="authority") is None)

    assert lost == [name for name in PARTS_OF_LONDON if name in published]
    assert len(published) == count


@pytest.mark.parametrize(
    ("file", "code", "name"),
    [
        ("population/census2021_population_10_17_by_ethnic_group_utla.csv", "utla_code", "utla_name"),
        ("population/ons_mid2019_utla19_population_single_year_10_17.csv", "utla19_code", "utla19_name"),
        ("population/ons_mid2020_utla20_population_single_year_10_17.csv", "utla20_code", "utla20_name"),
        ("lookups/utla_to_yot_region_force_2024-25.csv", "utla_code", "utla_name"),
    ],
)
def test_every_code_of_a_published_file_agrees_with_its_name(shared, file, code, name):
    rows = open_file(shared / "official" / file).table(columns=[code, name]).drop_duplicates()

    found = pd.Series(
        [area_names.resolve(row[name], code=row[code]) or "" for _, row in rows.iterrows()], index=rows.index
    )

    assert rows[found == ""].to_numpy().tolist() == []
    assert not found.duplicated().any()


def test_every_authority_lies_in_the_team_that_the_lookup_gives(shared):
    lookup = open_file(shared / "official/lookups/utla_to_yot_region_force_2024-25.csv").table()

    for row in lookup.to_dict("records"):
        team = area_names.resolve(row["yot_name"], prefer="yot")
        authority = area_names.resolve(row["utla_name"], code=row["utla_code"])
        assert team in (authority, authority.within)
        assert areas.lineage(team)[0] == area_names.resolve(row["ons_region"])
