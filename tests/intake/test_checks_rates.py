"""A rate is its count over its population; shares follow from counts and add to 100."""

from tests.madeup.tidy import as_printed, figures
from yotlib.intake.checks.rates import check_rates, check_shares

SHARE, CHILDREN = "population_share_10_17", "population_10_17"
DAY = {"period": "2011"}


def shares(**groups):
    return [{"measure": SHARE, "ethnicity": group, "value": value} | DAY for group, value in groups.items()]


def children(**groups):
    return [{"measure": CHILDREN, "ethnicity": group, "count": count} | DAY for group, count in groups.items()]


def test_a_rate_that_is_its_count_over_its_population_to_the_printed_decimals_is_right():
    for value in (226, 226.3, 226.34, 226.337):
        assert check_rates(figures({"value": value, "count": 149, "population": 65_831})) == []


def test_a_rate_that_is_not_is_wrong_and_both_numbers_are_given():
    table = figures({"value": 227, "count": 149, "population": 65_831})

    assert as_printed(check_rates(table)) == [
        "wrong figures.csv row 2: First-time entrants, Bradford, 2018: 227 per 100,000; 149 of 65831 is 226.3"
    ]


def test_a_percentage_follows_from_its_counts():
    row = {"measure": "reoffending_rate", "count": 331, "population": 484}

    assert check_rates(figures(row | {"value": 68.4})) == []
    (found,) = check_rates(figures(row | {"value": 64.8}))
    assert (found.severity, found.found, found.expected) == ("wrong", "64.8%", "331 of 484 is 68.4")


def test_the_value_of_a_count_is_the_count():
    (found,) = check_rates(figures({"measure": "cautioned_or_sentenced", "value": 94, "count": 49}))

    assert (found.found, found.expected) == ("94 children", "its own count is 49")


def test_a_figure_without_its_count_population_or_value_is_not_recomputed():
    rows = [{"value": 9, "count": 1}, {"value": 9, "population": 5}, {"count": 1, "population": 5}, {"value": 9}]
    empty = {"value": 9, "count": 3, "population": 0}

    assert check_rates(figures(*rows, empty)) == []


def test_a_share_of_children_that_does_not_follow_from_their_counts_is_to_be_looked_at():
    table = figures(*shares(white=56), *children(all=1000, white=540))

    (found,) = check_shares(table)

    assert (found.severity, found.found, found.expected) == ("look", "56%", "540 of 1000 is 54")
    assert check_shares(figures(*shares(white=54), *children(all=1000, white=540))) == []


def test_shares_of_a_whole_set_of_groups_add_to_100_to_rounding():
    assert check_shares(figures(*shares(asian=37, black=2, mixed=4, other=2, white=56))) == []
    (found,) = check_shares(figures(*shares(asian=37, black=2, mixed=4, other=22, white=56)))
    assert found.found == "37%, and with the other groups 121%"


def test_shares_of_some_groups_only_need_not_add_up():
    assert check_shares(figures(*shares(asian=37, white=20))) == []
