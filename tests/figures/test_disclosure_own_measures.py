"""What numbers a user's own measures give, and which of them go; every measure and number is made up."""

import pytest

from tests.madeup import tidy
from yotlib.figures.disclosure import suppress_small_counts
from yotlib.figures.disclosure.own_measures import families, list_numbers
from yotlib.reference import measures
from yotlib.reference.own_measures import Definition

OWN = {"source": "own", "published": "no", "area": "leeds", "period": "2022"}
SHARE, RATE, EACH = ({"measure": name} for name in ("in_school", "in_care", "visits"))
ANY = (0, float("inf"))


def definition(key, interval, per, decimals=1):
    words = dict.fromkeys(("name", "unit", "source", "definition"), key)
    return Definition(key=key, per=per, polarity="none", interval=interval, decimals=decimals, **words)


@pytest.fixture(autouse=True)
def defined():
    made = [definition("in_school", "proportion", 100), definition("in_care", "rate", 1_000)]
    with measures.trying([*made, definition("visits", "none", 1, decimals=2)]):
        yield


def numbers(*rows):
    """Return the least and most of each family."""
    given = list_numbers(tidy.figures(*(OWN | row for row in rows))).set_index("family")
    return dict(zip(given.index, given[["least", "most"]].itertuples(index=False, name=None), strict=True))


def exactly(number):
    return number, number


def between(least, most):
    return pytest.approx((least, most))


def test_each_own_measure_has_those_counted_the_others_and_all():
    counted, others, everyone = families()

    assert counted == {"in_care": "in_care", "in_school": "in_school", "visits": "visits"}
    assert others["in_school"] == "in_school: the others"
    assert everyone["in_school"] == "in_school: all"


@pytest.mark.parametrize("value", [{}, {"value": 30}, {"value": 99}])
def test_a_percentage_with_its_counts_gives_those_counted_the_others_and_all(value):
    expected = {"in_school": exactly(12), "in_school: the others": exactly(28), "in_school: all": exactly(40)}

    assert numbers(SHARE | {"count": 12, "population": 40} | value) == expected


def test_a_percentage_of_known_children_gives_both_numbers_to_its_rounding():
    # From 29.95 to 30.05 of 400.
    found = numbers(SHARE | {"value": 30, "population": 400})

    assert found["in_school"] == between(119.8, 120.2)
    assert found["in_school: the others"] == between(279.8, 280.2)
    assert found["in_school: all"] == exactly(400)


@pytest.mark.parametrize(
    ("row", "family", "limits"),
    [
        (SHARE | {"value": 30.25}, "in_school", (3_024.5, 3_025.5)),
        (SHARE | {"value": 0.04}, "in_school", (3.5, 4.5)),
        (RATE | {"value": 30}, "in_care", (299.5, 300.5)),
        (RATE | {"value": 30.25}, "in_care", (302.45, 302.55)),
        (EACH | {"value": 2}, "visits", (19_950, 20_050)),
        (EACH | {"value": 2.125}, "visits", (21_245, 21_255)),
    ],
)
def test_a_value_is_as_exact_as_its_decimals_and_at_least_as_its_measure_is_printed(row, family, limits):
    assert numbers(row | {"population": 10_000})[family] == between(*limits)


def test_a_rate_gives_those_counted_only():
    assert numbers(RATE | {"count": 12, "population": 400}) == {"in_care": exactly(12)}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (SHARE | {"value": 30}, {"in_school": ANY, "in_school: the others": ANY}),
        (SHARE | {"value": 30, "count": 12}, {"in_school": exactly(12), "in_school: the others": ANY}),
        (RATE | {"value": 30}, {"in_care": ANY}),
        (EACH | {"value": 2.5}, {}),
        (EACH | {"count": 12}, {"visits": exactly(12)}),
    ],
    ids=["a percentage", "a percentage with its count", "a rate", "an average", "an average with its count"],
)
def test_without_a_population_any_number_may_be_meant_but_by_an_average(row, expected):
    assert numbers(row) == expected


def test_an_average_without_a_population_gives_none_beside_one_with_its_count():
    assert numbers(EACH | {"count": 12}, EACH | {"value": 2.5, "age": "15-17"}) == {"visits": exactly(12)}


def test_a_value_of_zero_counts_nobody_though_nobody_knows_of_how_many():
    assert numbers(SHARE | {"value": 0}) == {"in_school": exactly(0), "in_school: the others": ANY}


def test_more_than_all_leave_no_others():
    assert numbers(SHARE | {"count": 12, "population": 10})["in_school: the others"] == exactly(0)


def test_a_figure_without_a_number_and_the_suites_own_measures_give_none():
    assert numbers({"measure": "first_time_entrants", "count": 12}) == {}
    assert numbers(SHARE | {"population": 40, "note": "[x]"}, RATE | {"count": 12}) == {"in_care": exactly(12)}


def test_each_number_has_the_key_and_the_source_of_its_figure():
    rows = list_numbers(tidy.figures(OWN | SHARE | {"count": 12, "population": 40}, OWN | RATE | {"count": 7}))

    assert list(rows["family"]) == ["in_school", "in_care", "in_school: the others", "in_school: all"]
    assert set(rows["area"]) == {"leeds"}
    assert set(rows["age"]) == {"10-17"}
    assert set(rows["source"]) == {"own"}
    assert set(rows["published"]) == {"no"}


def shown(*rows):
    left = suppress_small_counts(tidy.figures(*(OWN | row for row in rows)))
    return left[["value", "count", "population"]].fillna(-1).to_numpy().tolist()


@pytest.mark.parametrize(("count", "goes"), [(3, True), (5, True), (6, False), (34, False), (35, True), (40, False)])
def test_a_percentage_goes_with_its_population_where_few_were_counted_or_few_were_not(count, goes):
    row = [100 * count / 40, count, 40]

    assert shown(SHARE | dict(zip(("value", "count", "population"), row, strict=True))) == [[-1] * 3 if goes else row]


def test_what_a_publisher_prints_and_what_another_measure_has_is_left():
    few = {"value": 7.5, "count": 3, "population": 40}
    rows = [SHARE | few, SHARE | few | {"published": "yes", "source": "other"}, RATE | few | {"count": 30}]

    assert shown(*rows) == [[-1, -1, -1], [7.5, 3, 40], [7.5, 30, 40]]


def test_values_with_more_decimals_than_their_measure_give_away_what_lies_between_them():
    # From 1.225 to 1.235% of 10,000 are 123 children, and from 1.245 to 1.255% of 9,600 are 120.
    rows = [SHARE | {"value": 1.23, "population": 10_000}, SHARE | {"value": 1.25, "population": 9_600, "age": "11-17"}]

    assert shown(*rows).count([-1, -1, -1]) == 1
