"""Areas: every name finds its team, near misses are offered, and everything lies within England and Wales."""

import csv
from collections import Counter
from datetime import date

import pandas as pd
import pytest

from yotlib.reference import areas, folders
from yotlib.reference.errors import AskedWrongly

NO_TEAM = "No team called"
TWO_OF_YORKSHIRE = "'east-riding-of-yorkshire' or 'north-yorkshire'"
WITH_STYLE = [("Bristol, City of", "bristol"), ("City of Bristol", "bristol"), ("bristol", "bristol")]


def rows():
    with (folders.data() / "areas.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def handles():
    """Yield every way in which data/areas.csv names an area, with the area."""
    for row in rows():
        parts = [part.strip() for name in ("gss_codes", "local_authorities") for part in row[name].split(" + ")]
        yield from ((handle, row["area"]) for handle in (row["area"], row["name"], *parts) if handle)


def refusal(name, **kind):
    with pytest.raises(AskedWrongly) as refused:
        areas.find(name, **kind)
    return str(refused.value)


def test_there_are_155_teams_in_nine_regions_and_wales():
    assert len(areas.teams()) == len(set(areas.teams())) == 155
    kinds = Counter(area.kind for area in areas.all_areas().values() if area.kind != areas.AUTHORITY)
    assert kinds == {"yot": 155, "region": 9, "nation": 3}
    assert {area.within for area in areas.teams()} == {
        slug for slug, area in areas.all_areas().items() if area.kind == "region" or slug == "wales"
    }


def test_every_slug_printed_name_authority_and_code_finds_its_own_area_in_any_case():
    lost = [
        (handle, slug)
        for handle, slug in handles()
        for written in (handle, handle.upper(), handle.lower(), f"  {handle} ")
        if areas.find(written) != slug
    ]

    assert lost == []


def test_no_authority_and_no_code_belongs_to_two_teams():
    named = Counter(name for team in areas.teams() for name in (*team.local_authorities, *team.gss_codes))

    assert [name for name, times in named.items() if times > 1] == []


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("E08000032", "bradford"),
        ("e08000032", "bradford"),
        ("BRADFORD", "bradford"),
        ("Brádford", "bradford"),
        ("Redcar and Cleveland", "south-tees"),
        ("Isle of Anglesey", "gwynedd-and-ynys-mon"),
        ("Gwynedd and Ynys Môn", "gwynedd-and-ynys-mon"),
        ("gwynedd & ynys mon", "gwynedd-and-ynys-mon"),
        ("St Helens", "st-helens"),
        ("england and wales", "england-and-wales"),
        *WITH_STYLE,
    ],
)
def test_names_are_found_whatever_their_case_accents_and_points(name, slug):
    assert areas.find(name) == slug


def test_an_area_is_its_slug_and_knows_what_the_file_says_of_it():
    bradford = areas.find("Bradford", kind="yot")

    assert bradford == "bradford"
    assert (bradford.name, bradford.kind, bradford.kind_name) == ("Bradford", "yot", "team")
    assert bradford.within == "yorkshire-and-the-humber"
    assert (bradford.gss_codes, bradford.local_authorities) == (("E08000032",), ("Bradford",))


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("Bradfrd", "yot", "No team called 'Bradfrd' in data/areas.csv. Did you mean 'bradford'?"),
        ("Bradfrd", None, "No area called 'Bradfrd' in data/areas.csv. Did you mean 'bradford'?"),
        (
            "Kingston Hull",
            "yot",
            "No team called 'Kingston Hull' in data/areas.csv. Did you mean 'kingston-upon-hull'?",
        ),
        ("Yorkshre", "yot", f"{NO_TEAM} 'Yorkshre' in data/areas.csv. Did you mean {TWO_OF_YORKSHIRE}?"),
        ("Bradfrd YOT", "yot", f"{NO_TEAM} 'Bradfrd YOT' in data/areas.csv. Did you mean 'bradford'?"),
        ("Caerdyd", "yot", f"{NO_TEAM} 'Caerdyd' in data/areas.csv. Did you mean 'cardiff'?"),
        ("E08000099", "yot", f"{NO_TEAM} 'E08000099' in data/areas.csv. yot list shows every team."),
        ("Walse", "nation", "No nation called 'Walse' in data/areas.csv. Did you mean 'wales'?"),
        (
            "Ruritania",
            "nation",
            "No nation called 'Ruritania' in data/areas.csv. There are england, wales and england-and-wales.",
        ),
        ("Atlantis", "yot", "No team called 'Atlantis' in data/areas.csv. yot list shows every team."),
        ("", None, "No area called '' in data/areas.csv. yot list shows every team."),
        ("tyneside", "yot", "'tyneside' could be 'north-tyneside' or 'south-tyneside'. Name one of them."),
        ("London", "yot", "London is a region, not a team. Name one of its teams, such as 'barking-and-dagenham'."),
        (
            "Wales",
            "yot",
            "Wales is a nation, not a team. Name one of its teams, such as 'blaenau-gwent-and-caerphilly'.",
        ),
        (
            "bradford",
            "region",
            "Bradford is a team, not a region. It lies in 'yorkshire-and-the-humber', 'england' and "
            "'england-and-wales'.",
        ),
        (
            "West Yorkshire",
            "yot",
            "West Yorkshire is a police force area, not a team. Name one of its teams: 'bradford', 'calderdale', "
            "'kirklees', 'leeds' or 'wakefield'; yot batch --only takes several, with commas between.",
        ),
        (
            "South Yorkshire Police",
            None,
            "South Yorkshire is a police force area, not a team, region or nation. Name one of its teams: 'barnsley', "
            "'doncaster', 'rotherham' or 'sheffield'; yot batch --only takes several, with commas between.",
        ),
        (
            "Cheshire",
            "yot",
            "Cheshire is a police force area, not a team. It has one team; name that: "
            "'cheshire-east-cheshire-west-halton-and-warrington'.",
        ),
    ],
)
def test_a_name_that_names_no_such_area_is_refused_with_what_to_try(name, kind, message):
    assert refusal(name, kind=kind) == message


def test_a_part_of_more_than_six_names_is_answered_with_six_and_how_many_more():
    north = {slug for handle, slug in handles() if " north" in f" {handle.replace('-', ' ').lower()}"}
    teams = sorted(north & set(areas.teams()), key=areas.teams().index)

    message = refusal("north", kind="yot")

    six = ", ".join(map(repr, teams[:6]))
    assert message == f"'north' could be {six} or {len(teams) - 6} more. Name one of them."


def test_every_area_but_the_widest_lies_within_england_and_wales():
    ends = {slug: areas.lineage(slug)[-1:] for slug in areas.all_areas()}

    assert ends.pop("england-and-wales") == []
    assert set(map(tuple, ends.values())) == {("england-and-wales",)}


@pytest.mark.parametrize(
    ("area", "roles"),
    [
        (
            "bradford",
            {"region": "yorkshire-and-the-humber", "nation": "england", "england-and-wales": "england-and-wales"},
        ),
        ("cardiff", {"nation": "wales", "england-and-wales": "england-and-wales"}),
        ("yorkshire-and-the-humber", {"nation": "england", "england-and-wales": "england-and-wales"}),
        ("england", {"england-and-wales": "england-and-wales"}),
        ("england-and-wales", {}),
    ],
)
def test_baselines_are_the_region_the_nation_and_both_nations_and_wales_has_no_region(area, roles):
    assert areas.baselines(area) == roles
    assert list(areas.baselines(area)) == list(roles)


def test_teams_of_a_region_or_a_nation_are_those_that_lie_within_it():
    expected = [row["area"] for row in rows() if row["within"] == "yorkshire-and-the-humber"]

    assert areas.teams("Yorkshire and the Humber") == expected
    assert len(areas.teams("england")) + len(areas.teams("wales")) == len(areas.teams("england-and-wales")) == 155


def test_a_local_authority_is_found_as_its_team_and_a_former_one_as_itself():
    found = {name: areas.find(name) for name in ("Worcestershire", "dorset", "Cumbria", "poole")}

    assert found["Worcestershire"] == "west-mercia"
    assert found["dorset"] == "dorset-combined-yos"
    assert (found["Cumbria"], found["Cumbria"].kind_name) == ("cumbria", "local authority")
    assert found["poole"] == "poole"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Poole", "Poole is a local authority, not a team. Name its team, 'dorset-combined-yos'."),
        (
            "Cumbria",
            "Cumbria is a local authority, not a team. It is now Cumberland and Westmorland and Furness, two teams.",
        ),
    ],
)
def test_a_local_authority_asked_for_as_a_team_is_refused_with_what_to_ask_for(name, message):
    assert refusal(name, kind="yot") == message


def test_every_authority_of_a_shared_team_is_an_area_of_its_own_and_no_other_is():
    shared = {code: team for team in areas.teams() if len(team.gss_codes) > 1 for code in team.gss_codes}
    own = {area.gss_codes[0]: area.within for area in areas.all_areas().values() if area.kind == areas.AUTHORITY}
    former = {area for area in areas.all_areas().values() if area.until}

    assert {code: team for code, team in own.items() if code in shared} == shared
    assert len(own) == len(shared) + len(former) == 36 + 5


def test_an_authority_existed_in_a_period_that_touches_one_of_its_days():
    county = areas.all_areas()["northamptonshire-to-2021"]
    north = areas.all_areas()["north-northamptonshire"]

    existed = [
        (county.existed(start, end), north.existed(start, end))
        for start, end in [
            (date(2020, 1, 1), date(2020, 12, 31)),
            (pd.Timestamp("2021-01-01"), pd.Timestamp("2021-12-31")),
            (date(2021, 4, 1), date(2022, 3, 31)),
        ]
    ]

    assert existed == [(True, False), (True, True), (False, True)]


def test_areas_of_another_folder_are_read_from_there(tmp_path):
    header = ",".join(rows()[0])
    (tmp_path / "areas.csv").write_text(
        f"{header}\nsimulated-ashby,Ashby,yot,,Ashby,X1 + X2,Ashby + Barrow,simulated\n"
    )

    (area,) = areas.all_areas(tmp_path).values()

    assert (area, area.gss_codes, area.local_authorities) == ("simulated-ashby", ("X1", "X2"), ("Ashby", "Barrow"))
    assert "bradford" in areas.all_areas()
