"""What numbers reoffending figures give, printed or worked out from rates; every number is made up."""

import pandas as pd
import pytest

from tests.madeup import tidy
from yotlib.figures.disclosure import suppress_small_counts
from yotlib.figures.disclosure.reoffending import list_numbers

OWN = {"source": "own", "published": "no", "area": "leeds", "period": "2022"}
PUBLIC = {"source": "other", "published": "yes"}
RATE, OFTEN, EACH = (
    {"measure": name} for name in ("reoffending_rate", "reoffences_per_child", "reoffences_per_reoffender")
)


def numbers(*rows, source="own"):
    """Return the least and most of each family that the team's own figures give, and whether it is some child."""
    given = list_numbers(tidy.figures(*(OWN | row for row in rows)))
    given = given[given["source"] == source].set_index("family")[["least", "most", "some"]]
    return {family: tuple(row) for family, row in zip(given.index, given.to_numpy(), strict=True)}


def exactly(number):
    return number, number, number > 0


def about(number):
    return pytest.approx((number - 0.5, number + 0.5, True))


def test_a_rate_with_its_counts_gives_who_reoffended_who_did_not_and_their_cohort():
    expected = {"cohort": exactly(40), "reoffenders": exactly(12), "others": exactly(28)}

    assert numbers(RATE | {"count": 12, "population": 40, "value": 30}) == expected


def test_a_frequency_with_its_counts_gives_reoffences_and_their_cohort():
    assert numbers(OFTEN | {"count": 90, "population": 40}) == {"cohort": exactly(40), "reoffences": exactly(90)}


def test_reoffences_of_each_reoffender_are_over_those_who_reoffended():
    assert numbers(EACH | {"count": 90, "population": 12}) == {"reoffenders": exactly(12), "reoffences": exactly(90)}


@pytest.mark.parametrize(
    ("rows", "family", "expected"),
    [
        ([RATE | {"value": 30, "population": 40}], "reoffenders", 12),
        ([RATE | {"value": 30, "population": 40}], "others", 28),
        ([RATE | {"value": 30, "count": 12}], "cohort", 40),
        ([RATE | {"value": 30, "count": 12}], "others", 28),
        ([OFTEN | {"value": 2.25, "count": 90}], "cohort", 40),
        ([OFTEN | {"value": 0.75, "count": 30}], "cohort", 40),
        ([OFTEN | {"value": 2.25, "population": 40}], "reoffences", 90),
        ([EACH | {"value": 7.5, "count": 90}], "reoffenders", 12),
        ([EACH | {"value": 7.5, "population": 12}], "reoffences", 90),
        ([EACH | {"value": 7.5, "count": 90}, RATE | {"value": 30}], "cohort", 40),
        ([OFTEN | {"value": 2.25, "count": 90}, RATE | {"value": 30}], "reoffenders", 12),
        ([EACH | {"value": 7.5}, RATE | {"value": 30, "population": 40}], "reoffences", 90),
    ],
)
def test_a_number_worked_out_from_a_rate_is_right_to_half_a_child(rows, family, expected):
    assert numbers(*rows)[family] == about(expected)


def test_a_printed_number_is_taken_before_one_that_is_worked_out():
    found = numbers(
        RATE | {"value": 35, "count": 12, "population": 40},
        OFTEN | {"value": 3, "count": 90},
        EACH | {"value": 9, "population": 12},
    )

    assert found == {
        "cohort": exactly(40),
        "reoffenders": exactly(12),
        "others": exactly(28),
        "reoffences": exactly(90),
    }


def test_a_rate_of_zero_says_that_none_reoffended_but_not_of_how_many():
    assert numbers(RATE | {"value": 0}) == {"reoffenders": exactly(0)}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (RATE | {"value": 0, "count": 1}, {"reoffenders": exactly(1)}),
        (OFTEN | {"value": 0, "count": 1}, {"reoffences": exactly(1)}),
        (EACH | {"value": 0, "count": 1}, {"reoffences": exactly(1)}),
    ],
)
def test_a_rate_rounded_to_zero_does_not_say_of_how_many_children_it_is(row, expected):
    assert numbers(row) == expected


def test_rates_alone_give_no_number():
    assert numbers(RATE | {"value": 30}, OFTEN | {"value": 2.25}, EACH | {"value": 7.5}) == {}


def test_what_is_worked_out_to_be_less_than_one_child_may_be_none():
    assert numbers(RATE | {"value": 1.5, "population": 40})["reoffenders"] == pytest.approx((0.1, 1.1, False))
    assert numbers(RATE | {"value": 2.5, "population": 40})["reoffenders"] == about(1)


@pytest.mark.parametrize("period", ["2022", None])
def test_a_number_that_a_publisher_gives_is_known_of_own_figures(period):
    own, public = RATE | {"value": 30, "period": period}, RATE | PUBLIC | {"population": 40, "period": period}

    assert numbers(own, public) == {"cohort": about(40), "reoffenders": about(12), "others": about(28)}


def test_who_reoffended_is_known_of_own_reoffences_too():
    assert numbers(OFTEN | {"value": 2}, RATE | PUBLIC | {"count": 12})["reoffenders"] == about(12)


def test_a_number_that_own_figures_give_is_not_known_of_what_a_publisher_prints():
    assert numbers(RATE | {"population": 40}, RATE | PUBLIC | {"value": 30}, source="other") == {}


def test_a_rate_goes_before_the_number_that_another_source_gives():
    public = RATE | PUBLIC | {"count": 16, "population": 40, "value": 40}

    assert numbers(RATE | {"value": 7.5}, public)["reoffenders"] == about(3)


def test_a_rate_that_gives_few_children_of_a_published_cohort_is_withheld():
    public = RATE | PUBLIC | {"count": 16, "population": 40, "value": 40}

    assert shown(RATE | {"value": 7.5}, public) == [[-1, -1, -1], [40, 16, 40]]


@pytest.mark.parametrize("period", ["2022", None])
def test_a_cohort_that_one_publisher_gives_is_known_of_the_figures_of_another(period):
    public = RATE | PUBLIC | {"period": period}
    rows = [public | {"value": 40}, public | {"population": 40, "source": "third"}]

    assert numbers(*rows, source="other")["reoffenders"] == about(16)


@pytest.mark.parametrize(
    "other", [{"area": "york"}, {"age": "15-17"}, {"ethnicity": "white"}, {"period": "2021"}, {"period": None}]
)
def test_a_number_of_other_children_says_nothing_of_these(other):
    rows = [RATE | {"value": 30}, RATE | PUBLIC | other | {"population": 40}]

    assert numbers(*rows) == {}


def test_figures_without_dates_are_of_the_same_children():
    rows = [RATE | {"value": 30, "period": None}, OFTEN | {"population": 40, "period": None}]

    assert numbers(*rows) == {"cohort": exactly(40), "reoffenders": about(12), "others": about(28)}


def test_each_number_has_the_key_and_the_source_of_its_figures():
    first = list_numbers(tidy.figures(OWN | RATE | {"count": 12, "population": 40})).iloc[0]

    assert first[["area", "age", "ethnicity", "source", "published"]].tolist() == ["leeds", "10-17", "all", "own", "no"]
    assert first[["period_start", "period_end"]].tolist() == [pd.Timestamp("2022-01-01"), pd.Timestamp("2022-12-31")]


def shown(*rows):
    left = suppress_small_counts(tidy.figures(*(OWN | row for row in rows)))
    return left[["value", "count", "population"]].fillna(-1).to_numpy().tolist()


def test_a_cohort_of_1_to_5_goes_with_all_its_outcomes():
    rows = [RATE | {"count": 0, "population": 5, "value": 0}, OFTEN | {"count": 0, "population": 5, "value": 0}]

    assert shown(*rows) == [[-1, -1, -1], [-1, -1, -1]]


def test_where_few_reoffended_their_cohort_is_shown_but_not_their_number():
    rows = [
        RATE | {"count": 3, "population": 40, "value": 7.5},
        OFTEN | {"count": 90, "population": 40, "value": 2.25},
        EACH | {"count": 90, "population": 3, "value": 30},
    ]

    assert shown(*rows) == [[-1, -1, 40], [-1, -1, 40], [-1, -1, -1]]


def test_what_a_publisher_prints_of_the_same_cohort_is_left():
    rows = [
        RATE | {"count": 3, "population": 40, "value": 7.5},
        RATE | PUBLIC | {"count": 3, "population": 40, "value": 7.5},
    ]

    assert shown(*rows) == [[-1, -1, 40], [7.5, 3, 40]]
