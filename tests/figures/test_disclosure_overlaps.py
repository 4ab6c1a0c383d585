"""Overlaps by which a small count was once worked out from what was shown; every number is made up."""

from types import SimpleNamespace

import pandas as pd
import pytest

from tests.madeup import tidy
from tests.madeup.attacker import SMALL, Attacker
from yotlib.figures.disclosure import suppress_small_counts
from yotlib.reference import areas

OWN = {"measure": "cautioned_or_sentenced", "published": "no", "source": "own", "area": "leeds"}
YEAR, NINE, SIX = ("2023-04-01", "2024-03-31"), ("2023-04-01", "2023-12-31"), ("2023-04-01", "2023-09-30")


def own(count, days=YEAR, **given):
    start, end = (pd.Timestamp(day) for day in days)
    return OWN | {"count": count, "value": count, "period_start": start, "period_end": end} | given


def table(*rows):
    return tidy.figures(*rows)


def possible_differences(rows, more, less):
    """Return what row `more` less row `less` can be to a reader of the rows as shown."""
    shown = suppress_small_counts(table(*rows))
    reader = Attacker(shown)
    wider, narrower = (reader.pieces_of(shown.iloc[place]) for place in (more, less))
    return reader.possible(wider - narrower)


@pytest.mark.parametrize(
    ("rows", "more", "less"),
    [
        ([own(30, NINE), own(33)], 1, 0),
        ([own(23, SIX), own(27, NINE)], 1, 0),
        ([own(40, ("2021-04-01", "2023-03-31")), own(44, ("2021-04-01", "2024-03-31"))], 1, 0),
        ([own(79, age="14-17"), own(83)], 1, 0),
        ([own(20, age="10-15"), own(22, age="10-16")], 1, 0),
        ([own(21, ("2023-04-01", "2023-04-15")), own(26, ("2023-04-01", "2023-04-30"))], 1, 0),
        ([own(50, ethnicity="white"), own(53)], 1, 0),
        ([own(30, NINE), own(33, published="yes", source="other")], 1, 0),
        ([own(40, area="bedford"), own(43, area="bedfordshire")], 1, 0),
    ],
    ids=[
        "nine months and a year",
        "six and nine months",
        "pools of two and three years",
        "14 to 17 of 10 to 17",
        "up to 15 and up to 16",
        "half a month",
        "White and all",
        "a published year",
        "an authority and its team",
    ],
)
def test_a_small_difference_between_two_counts_can_be_anything(rows, more, less):
    assert possible_differences(rows, more, less) == set(SMALL)


def test_a_difference_of_six_or_none_is_shown():
    rows = table(own(27, NINE), own(33), own(33, age="14-17", ethnicity="all"))

    assert suppress_small_counts(rows)["count"].tolist() == [27, 33, 33]


def test_what_is_left_of_a_total_without_two_groups_can_be_anything():
    groups = [own(53), own(30, ethnicity="white"), own(20, ethnicity="asian")]
    bands = [own(20, age="10-14"), own(33, age="15-17")]

    reader = Attacker(suppress_small_counts(table(*groups, *bands)))
    total, white, asian = (reader.pieces_of(row) for _, row in reader.rows.iloc[:3].iterrows())

    assert reader.possible(total - white - asian) == set(SMALL)


def test_single_years_of_age_hide_each_other():
    counts = {"10-10": 0, "11-11": 2, "12-12": 7, "13-13": 9, "14-14": 12, "15-15": 20, "16-16": 25, "17-17": 30}
    rows = [own(count, age=age) for age, count in counts.items()]
    bands = [own(18, age="10-13"), own(87, age="14-17"), own(105)]

    shown = suppress_small_counts(table(*rows, *bands))
    reader = Attacker(shown)

    assert pd.isna(shown["count"].iloc[1])
    assert reader.possible(reader.pieces_of(shown.iloc[1])) == set(SMALL)


def test_rolling_years_and_the_last_quarters_do_not_give_away_the_first():
    starts = pd.date_range("2021-04-01", periods=8, freq="QS")
    counts = [3, 7, 6, 4, 11, 10, 6, 5]
    ends = starts + pd.offsets.QuarterEnd(0)
    quarters = [own(count, days) for count, *days in zip(counts, starts, ends, strict=True)]
    years = [own(sum(counts[place : place + 4]), (starts[place], ends[place + 3])) for place in range(5)]

    reader = Attacker(suppress_small_counts(table(*quarters[4:], *years)))

    for place in (0, 3, 7):
        assert reader.possible(reader.pieces_of(tidy.row(**quarters[place]))) == set(SMALL)


def counts_shown(*rows):
    return suppress_small_counts(table(*rows))["count"].fillna(-1).tolist()


def of_the_region(teams):
    region = "yorkshire-and-the-humber"
    siblings = [str(area) for area in areas.teams(region) if area != "leeds"]
    public = {"published": "yes", "source": "other"}
    rows = [own(40, area=area, **public) for area in siblings[:teams]]
    return [*rows, own(40 * len(rows) + 33, area=region, **public), own(30, NINE)]


def test_a_region_and_all_its_other_teams_give_away_a_year_of_the_team():
    assert counts_shown(*of_the_region(None))[-1] == -1


def test_a_region_without_one_of_its_teams_gives_nothing_away():
    assert counts_shown(*of_the_region(-1))[-1] == 30


@pytest.mark.parametrize("count", [1, 5])
def test_a_reader_may_assume_that_no_group_is_missing(count):
    assert counts_shown(own(count, ethnicity="asian"), own(50, ethnicity="white"), own(50 + count)) == [
        -1,
        -1,
        50 + count,
    ]


def test_rates_to_their_rounding_give_away_what_counts_would():
    rate = {"measure": "cautioned_or_sentenced_rate", "population": 80_000}
    figures = table(own(None, NINE, **rate | {"value": 3.8}), own(None, **rate | {"value": 4.1}))

    # From 30.0 to 30.8 children in nine months, and from 32.4 to 33.2 in the year: 30 and 33.
    assert suppress_small_counts(figures)["value"].isna().tolist() == [True, False]


def test_a_published_total_that_contradicts_the_sheet_does_not_protect_it():
    rows = [own(3, ethnicity="asian"), own(30, ethnicity="white"), own(33)]

    assert counts_shown(*rows, own(40, published="yes", source="other")) == [-1, -1, 33, 40]


def test_what_a_publisher_prints_of_the_same_children_is_left():
    public = {"published": "yes", "source": "other"}
    rows = [own(3, ethnicity="asian"), own(30, ethnicity="white"), own(33), own(3, ethnicity="asian", **public)]

    assert counts_shown(*rows) == [-1, 30, 33, 3]


def test_a_sheet_that_contradicts_itself_is_withheld_until_it_does_not():
    starts = pd.date_range("2023-04-01", periods=4, freq="QS")
    ends = starts + pd.offsets.QuarterEnd(0)
    quarters = [own(count, days) for count, *days in zip((12, 8, 7, 6), starts, ends, strict=True)]
    rows = [*quarters, own(30), own(3, ethnicity="asian"), own(27, ethnicity="white")]

    shown = suppress_small_counts(table(*rows))
    reader = Attacker(shown)

    assert reader.possible(reader.pieces_of(shown.iloc[5]), smallest=1) == set(SMALL)


def test_a_breakdown_that_loses_more_than_it_shows_goes():
    younger = {"asian": 1, "black": 9, "white": 30, "all": 40}
    older = {"asian": 10, "black": 12, "white": 40, "all": 62}
    both = {group: younger[group] + older[group] for group in younger}
    bands = {"10-14": younger, "15-17": older, "10-17": both}
    rows = [own(count, age=age, ethnicity=group) for age, counts in bands.items() for group, count in counts.items()]

    assert counts_shown(*rows) == [-1, -1, 30, 40, -1, -1, -1, 62, 11, 21, 70, 102]


COHORT = {"measure": "reoffending_rate", "published": "no", "source": "own", "area": "leeds", "period": "2022"}


def test_reoffences_are_withheld_where_only_they_are_given():
    often = COHORT | {"measure": "reoffences_per_child", "count": 3, "population": 40, "value": 0.075}

    assert suppress_small_counts(tidy.figures(often))[["count", "value"]].isna().all(axis=None)


def test_a_small_rest_of_a_cohort_is_not_given_away():
    of_all = COHORT | {"count": 12, "population": 40, "value": 30}
    younger = COHORT | {"age": "10-14", "count": 12, "population": 37, "value": 100 * 12 / 37}

    shown = suppress_small_counts(tidy.figures(of_all, younger))

    assert shown["population"].fillna(-1).tolist() == [40, -1]
    assert shown["count"].fillna(-1).tolist() == [12, -1]


@pytest.mark.parametrize("status", [1, 3, 4], ids=["out of time", "without a limit", "gave up"])
def test_figures_that_cannot_be_audited_are_not_shown(status, monkeypatch):
    answer = SimpleNamespace(status=status, x=None, message="simulated")
    monkeypatch.setattr("yotlib.figures.disclosure.audit.milp", lambda *_, **__: answer)

    shown = suppress_small_counts(table(own(30, NINE), own(33)))

    assert shown["count"].isna().all()
