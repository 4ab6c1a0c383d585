"""Parts add up to totals: ethnic groups and ages, within one release."""

from tests.madeup.tidy import as_printed, figures
from yotlib.intake.checks.totals import check_totals

COUNTED = {"measure": "cautioned_or_sentenced"}
GROUPS = {"asian": 40, "black": 10, "mixed": 20, "other": 5, "white": 120, "not-known": 5}


def by_group(total, groups=GROUPS, **given):
    parts = [COUNTED | {"ethnicity": group, "count": count} | given for group, count in groups.items()]
    return [COUNTED | {"count": total} | given, *parts]


def by_age(total, **ages):
    bands = [COUNTED | {"age": age.strip("_").replace("_", "-"), "count": count} for age, count in ages.items()]
    return [COUNTED | {"count": total}, *bands]


def test_groups_that_add_up_are_right():
    assert check_totals(figures(*by_group(200))) == []


def test_a_total_that_is_not_the_sum_of_its_groups_is_to_be_looked_at_with_both_numbers():
    assert as_printed(check_totals(figures(*by_group(190)))) == [
        "look figures.csv row 2: Children cautioned or sentenced, Bradford, 2018: 190 counted in all; its parts add up "
        "to 200 (asian 40, black 10, mixed 20, other 5, white 120, not-known 5)"
    ]


def test_without_not_known_the_groups_may_fall_short_but_not_exceed():
    known = {group: count for group, count in GROUPS.items() if group != "not-known"}

    assert check_totals(figures(*by_group(200, known))) == []
    assert len(check_totals(figures(*by_group(190, known)))) == 1


def test_a_set_of_groups_that_is_not_whole_says_nothing():
    assert check_totals(figures(*by_group(500, {"asian": 40, "white": 120, "not-known": 5}))) == []


def test_white_and_bme_are_a_whole_set():
    assert len(check_totals(figures(*by_group(100, {"white": 60, "bme": 30, "not-known": 5})))) == 1


def test_ages_that_follow_on_one_another_add_up():
    assert check_totals(figures(*by_age(100, _10_14=30, _15_17=70))) == []
    (found,) = check_totals(figures(*by_age(100, _10_14=30, _15_17=60)))
    assert found.expected == "its parts add up to 90 (10-14 30, 15-17 60)"


def test_ages_with_a_gap_or_an_overlap_are_no_parts():
    assert check_totals(figures(*by_age(100, _10_14=30, _16_17=60))) == []
    assert check_totals(figures(*by_age(100, _10_15=30, _15_17=60))) == []


def test_a_total_that_groups_and_ages_both_contradict_is_wrong():
    ages = by_age(20, _10_14=80, _15_17=120)[1:]

    (found,) = check_totals(figures(*by_group(20), *ages))

    assert found.severity == "wrong"
    assert found.expected.count("add up to 200") == 2


def test_groups_of_another_release_year_or_area_are_no_parts_of_a_total():
    others = [*by_group(1, source="simulated-b"), *by_group(1, period="2019"), *by_group(1, area="leeds")]
    parts = [part for part in others if "ethnicity" in part]

    assert check_totals(figures(*by_group(7)[:1], *parts)) == []
