"""A team of which a part has no figure: bounded by what that part could be, and judged only where both ends agree."""

import pandas as pd
import pytest

import yotlib as yot
from tests.madeup.tidy import figures
from yotlib.analysis.bounded_teams import COLUMNS, bounded
from yotlib.reference import areas
from yotlib.reference.errors import AskedWrongly

RATE = "first_time_entrants"
CHILDREN = {"middlesbrough": 15_000, "redcar-and-cleveland": 5_000}
# Twenty authorities that are a team each; the highest printed is Barnet's 400.
ALONE = [str(team) for team in areas.teams("london") if len(team.local_authorities) == 1]
OTHERS = dict.fromkeys(ALONE[:20], 200) | {"barnet": 400}


def rates(values, **given):
    return [{"area": area, "value": value} | given for area, value in values.items()]


def children(numbers=CHILDREN, day="2018-06-30"):
    dated = {"measure": "population_10_17", "source": "ons-mid-2018", "released": "2019-06-30"}
    dated |= dict.fromkeys(["period_start", "period_end"], pd.Timestamp(day))
    return [dated | {"area": area, "count": number} for area, number in numbers.items()]


def tees(*more, england=500, others=OTHERS, numbers=CHILDREN, **given):
    """Return figures in which Middlesbrough has 300 per 100,000, and Redcar and Cleveland has none."""
    printed = {"middlesbrough": 300, "england": england} | others
    return figures(*rates(printed, **given), *children(numbers), *more)


def test_the_missing_part_lies_between_zero_and_the_highest_rate_of_any_authority():
    (row,) = bounded(tees(), "south-tees", RATE).to_dict("records")

    # 300 of 15,000 children are 45. At 400, Redcar's 5,000 add 20: 45 to 65 of 20,000.
    assert (row["lowest"], row["highest"], row["population"]) == pytest.approx((225, 325, 20_000))
    assert (row["missing"], row["missing_parts"], row["missing_share"]) == ("Redcar and Cleveland", 1, 0.25)
    assert (row["ceiling"], row["ceiling_name"]) == (400, "Barnet")
    # Byar by hand: 45 (1 - 1/405 - z/3√45)³ = 32.820 and 66 (1 - 1/594 + z/3√66)³ = 82.849, of 20,000.
    assert (row["lower"], row["upper"]) == pytest.approx((164.10, 414.25), abs=0.01)
    assert row["note"] == (
        "[e] from 45 to 65 children among 20,000 aged 10-17: the printed rate of each times its children on 30 June "
        "2018 (ons-mid-2018) in Middlesbrough, and from 0 to 400 per 100,000 children in Redcar and Cleveland, where "
        "25.0% of the children live and no figure is held; that is the highest rate printed for any single authority "
        "(Barnet)"
    )


@pytest.mark.parametrize(
    ("england", "verdict", "judgement"),
    [
        # The 95% intervals are 164.1 to 301.1 at 225 and 250.8 to 414.3 at 325.
        (100, "higher", "worse"),
        (415, "lower", "better"),
        (280, "similar", ""),
        (250, "cannot say", ""),
        (301.2, "cannot say", ""),
    ],
)
def test_a_verdict_is_given_where_it_is_the_same_at_both_ends(england, verdict, judgement):
    (row,) = bounded(tees(england=england), "south-tees", RATE).to_dict("records")

    assert (row["area"], row["name"], row["role"], row["value"]) == ("england", "England", "nation", england)
    assert (row["verdict"], row["judgement"]) == (verdict, judgement)


def test_a_verdict_that_turns_within_the_rounding_of_an_end_is_none():
    # Printed as whole numbers, 325 may be 325.5 (upper limit 414.8) and 415 may be 414.5.
    (row,) = bounded(tees(england=415, source="dfe-lait-2026-02"), "south-tees", RATE).to_dict("records")

    assert row["verdict"] == "cannot say"


def test_each_baseline_of_the_same_release_has_a_row_and_no_other_has():
    elsewhere = {"area": "england", "value": 90, "source": "simulated-b"}
    made = tees({"area": "north-east", "value": 100}, elsewhere)

    table = bounded(made, "south-tees", RATE)

    assert table["area"].tolist() == ["north-east", "england"]
    assert table["verdict"].tolist() == ["higher", "lower"]
    assert table.columns.tolist() == COLUMNS


def test_without_a_baseline_in_the_same_release_there_is_no_row():
    printed = {"middlesbrough": 300} | OTHERS
    elsewhere = {"area": "england", "value": 90, "source": "simulated-b"}

    assert bounded(figures(*rates(printed), *children(), elsewhere), "south-tees", RATE).empty


def test_the_highest_rate_is_that_of_a_single_authority():
    several = rates({"north-east": 900, "west-mercia": 800})

    assert bounded(tees(*several), "south-tees", RATE)["ceiling"].tolist() == [400, 400]


def test_without_twenty_authorities_no_highest_rate_is_taken():
    nineteen, eighteen = (dict(list(OTHERS.items())[:number]) for number in (19, 18))

    # Middlesbrough is one more.
    assert len(bounded(tees(others=nineteen), "south-tees", RATE)) == 1
    assert bounded(tees(others=eighteen), "south-tees", RATE).empty


@pytest.mark.parametrize("where", ["south-tees", "redcar-and-cleveland"])
def test_a_team_with_a_whole_figure_of_the_period_is_not_bounded(where):
    other_release = {"area": where, "value": 200, "source": "simulated-b"}
    other_part = {"area": "middlesbrough", "value": 300, "source": "simulated-b"}

    assert bounded(tees(other_release, other_part), "south-tees", RATE).empty


def test_only_a_period_newer_than_the_newest_whole_figure_is_bounded():
    older = rates({"south-tees": 200}, period="2017")
    newer = rates({"south-tees": 200}, period="2019", released="2020-06-30")

    assert bounded(tees(*older), "south-tees", RATE)["period_end"].tolist() == [pd.Timestamp("2018-12-31")]
    assert bounded(tees(*newer), "south-tees", RATE).empty
    assert len(bounded(tees(*newer), "south-tees", RATE, as_of="2019-12-31")) == 1
    assert len(bounded(tees(*newer), "south-tees", RATE, period="2018")) == 1
    assert bounded(tees(), "south-tees", RATE, as_of="2018-12-31").empty


def test_a_part_with_half_of_the_children_or_of_unknown_size_is_not_bounded():
    assert bounded(tees(numbers=CHILDREN | {"redcar-and-cleveland": 15_000}), "south-tees", RATE).empty
    assert len(bounded(tees(numbers=CHILDREN | {"redcar-and-cleveland": 14_999}), "south-tees", RATE)) == 1
    assert bounded(tees(numbers={"middlesbrough": 15_000}), "south-tees", RATE).empty


def test_every_part_with_a_figure_must_be_of_known_size_too():
    sized = {"herefordshire": 16_000, "worcestershire": 50_000, "telford-and-wrekin": 20_000}
    printed = {"herefordshire": 115, "shropshire": 90, "worcestershire": 95, "england": 138} | OTHERS

    unsized, full = (
        figures(*rates(printed), *children(numbers)) for numbers in (sized, sized | {"shropshire": 30_000})
    )

    assert bounded(unsized, "west-mercia", RATE).empty
    assert len(bounded(full, "west-mercia", RATE)) == 1


def test_a_period_in_which_an_authority_began_is_not_bounded():
    numbers = {"north-northamptonshire": 30_000, "west-northamptonshire": 20_000}
    printed = OTHERS | {"north-northamptonshire": 150, "england": 146}

    def in_year(year):
        return figures(*rates(printed, period=year, released="2024-01-31"), *children(numbers, "2021-06-30"))

    assert bounded(in_year("2021"), "northamptonshire", RATE).empty
    assert len(bounded(in_year("2022"), "northamptonshire", RATE)) == 1


def test_a_team_of_one_authority_has_no_row():
    table = bounded(tees(), "barnet", RATE)

    assert table.empty
    assert table.columns.tolist() == COLUMNS


def test_a_measure_that_is_no_rate_of_residents_is_refused():
    with pytest.raises(AskedWrongly) as refused:
        bounded(tees(), "south-tees", "reoffending_rate")

    assert str(refused.value) == ("bounded needs a rate of children who live in the area; reoffending_rate is none.")


def test_the_figures_handed_in_are_left_as_they_are():
    made = tees()
    before = made.copy(deep=True)

    bounded(made, "south-tees", RATE)

    pd.testing.assert_frame_equal(made, before)


def test_leicestershire_in_2024_is_lower_than_england_whatever_rutlands_rate_was():
    table = bounded(yot.load(), "leicestershire", RATE, as_of="2026-02-28")

    # 75 per 100,000 of 69,751 children, and none or 318 (Blackpool) of Rutland's 4,666.
    assert table["lowest"].iloc[0] == pytest.approx(75 * 69_751 / 74_417)
    assert table["highest"].iloc[0] == pytest.approx((75 * 69_751 + 318 * 4_666) / 74_417)
    assert table["missing"].iloc[0] == "Rutland"
    assert dict(zip(table["area"], table["verdict"], strict=True)) == {
        "east-midlands": "cannot say",
        "england": "lower",
    }


@pytest.mark.slow
def test_the_teams_bounded_on_the_figures_held_here_are_those_of_which_a_part_is_blank():
    held = yot.load()
    few = held[held["measure"].isin([RATE, "population_10_17"])]

    found = [str(team) for team in areas.teams() if len(bounded(few, team, RATE, as_of="2026-02-28"))]

    assert found == ["dorset-combined-yos", "leicestershire", "tower-hamlets-and-city-of-london", "west-mercia"]
