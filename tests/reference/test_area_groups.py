"""Groups of teams: the named ones, police force areas, and those made on the spot."""

import pytest

from yotlib.reference import areas
from yotlib.reference.area_groups import as_asked, find, make_group, named_groups
from yotlib.reference.errors import AskedWrongly


def test_the_core_cities_are_nine_of_their_eleven_members_since_two_are_not_in_england_and_wales():
    cities = named_groups()["core-cities"]

    assert cities.name == "Core Cities"
    assert {areas.find(team).within for team in cities.members} >= {"wales", "north-east", "south-west"}
    assert len(cities.members) == 9


def test_inner_and_outer_london_are_all_of_london():
    groups = named_groups()

    both = {*groups["inner-london"].members, *groups["outer-london"].members}
    assert both == {str(team) for team in areas.teams("london")}
    assert len(groups["inner-london"].members) + len(groups["outer-london"].members) == len(both)


def test_a_police_force_area_of_one_team_is_no_group():
    assert "surrey-police" not in named_groups()
    assert len(named_groups()["greater-manchester-police"].members) == 9


@pytest.mark.parametrize("name", ["West Yorkshire", "west yorkshire police", "WEST-YORKSHIRE-POLICE"])
def test_a_police_force_area_is_found_by_any_of_its_names(name):
    assert find(name) == "west-yorkshire-police"


def test_where_team_and_force_have_one_name_it_is_the_teams():
    assert (find("Lancashire"), find("Lancashire Police")) == ("lancashire", "lancashire-police")


def test_a_slip_in_the_name_of_a_group_is_answered_with_the_group():
    with pytest.raises(AskedWrongly, match="Did you mean 'core-cities'"):
        find("Corr Cities")


def test_one_name_is_a_name_and_not_its_letters():
    assert as_asked("england") == ("england",)


def test_names_in_one_text_are_separated_unless_the_whole_is_a_name():
    assert as_asked("Core Cities, west yorkshire; england") == ("Core Cities", "west yorkshire", "england")
    assert as_asked("Bristol, City of") == ("Bristol, City of",)


def test_a_mapping_makes_groups_whose_teams_stand_once():
    (group,) = as_asked({"Two cities": ["Leeds", "City of Leeds", "york"]})

    assert (group, group.name, group.members) == ("two-cities", "Two cities", ("leeds", "york"))


def test_a_region_in_a_group_stands_for_its_teams():
    assert set(make_group("North", ["north-east", "Leeds"]).members) == {*areas.teams("north-east"), "leeds"}


@pytest.mark.parametrize(
    ("name", "members", "message"),
    [
        ("Alone", ["leeds"], "The group 'Alone' has 1 team; name at least 2."),
        ("Leeds", ["hull", "york"], "A group cannot be called 'Leeds': Leeds is an area of its own."),
        ("?", ["hull", "york"], "A group cannot be called '?': it has no letter or digit."),
        ("Mine", ["leedz", "york"], "No area called 'leedz'"),
    ],
)
def test_a_group_that_cannot_be_made_is_refused_with_the_reason(name, members, message):
    with pytest.raises(AskedWrongly) as error:
        make_group(name, members)

    assert message in str(error.value)
