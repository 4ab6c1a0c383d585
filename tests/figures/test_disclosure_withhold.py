"""Which figures go, and which stay, so that small numbers are protected; every number is made up."""

import pandas as pd
import pytest

from yotlib.figures.disclosure import audit, withhold
from yotlib.figures.disclosure.atoms import as_boxes

PUBLIC = {"own": False, "source": "other"}
YEAR, NINE, SIX = ("2023-04-01", "2024-03-31"), ("2023-04-01", "2023-12-31"), ("2023-04-01", "2023-09-30")
FIRST_QUARTER, REST_OF_2023 = ("2023-04-01", "2023-06-30"), ("2023-07-01", "2023-12-31")
ASIAN, BLACK, MIXED, WHITE = ({"ethnicity": name} for name in ("asian", "black", "mixed", "white"))


def cell(count, days=YEAR, **given):
    """Return a cell, by default of the team's own entrants of a year; `count` is `least` and `most`."""
    usual = {"family": "entrants", "area": "leeds", "age": "10-17", "ethnicity": "all", "source": "own", "own": True}
    start, end = (pd.Timestamp(day) for day in days)
    return usual | {"period_start": start, "period_end": end, "least": count, "most": count} | given


def as_cells(*rows):
    return pd.DataFrame(list(rows)).astype({"least": float, "most": float})


def shown(*rows):
    """Return the least of each cell, or -1 where it is withheld."""
    cells = as_cells(*rows)
    units = withhold.units_to_withhold(cells)
    subjects = cells["family"].replace({name: "outcomes" for name in ("reoffenders", "others", "reoffences")})
    found = cells.assign(subject=subjects).merge(units, how="left", indicator="where", validate="many_to_one")
    return cells["least"].mask((found["where"] == "both") & cells["own"], -1).tolist()


@pytest.mark.parametrize("count", [1, 3, 5])
def test_a_small_own_figure_goes_and_no_other(count):
    rows = [cell(count, **group) for group in (ASIAN, BLACK | PUBLIC)]

    assert shown(*rows, cell(6, **WHITE), cell(0, **MIXED)) == [-1, count, 6, 0]


def test_a_figure_that_may_be_small_goes():
    assert shown(cell(0, **ASIAN, most=1), cell(5, **WHITE, most=9), cell(6, most=99)) == [-1, -1, 6]


def test_the_smallest_other_figure_goes():
    rows = [cell(count, **group) for count, group in ((3, ASIAN), (30, WHITE), (12, BLACK), (20, MIXED))]

    assert shown(*rows, cell(65)) == [-1, 30, -1, 20, 65]


def test_zero_goes_last():
    groups = [cell(5, **ASIAN), cell(0, **BLACK), cell(30, **WHITE)]

    assert shown(*groups, cell(35)) == [-1, 0, -1, 35]


def test_a_large_figure_goes_where_nothing_smaller_does():
    assert shown(cell(3, **ASIAN), cell(20_000, **WHITE), cell(20_003)) == [-1, -1, 20_003]
    # Fewer than 5 are only possible if there are more of another group, and a reader assumes that there are none.
    assert shown(cell(5, **ASIAN), cell(20_000, **WHITE), cell(20_005)) == [-1, -1, 20_005]


PARTS = [cell(2, FIRST_QUARTER, **ASIAN), cell(2, FIRST_QUARTER, **BLACK)]
# The first quarter is at least 2, since six months are 30 and the last three of them no more than 28.
OVERLAP = [cell(30, SIX), cell(28, REST_OF_2023)]


def test_a_figure_in_several_withheld_parts_may_be_fewer_than_they_are_for_those_who_know_nothing_of_them():
    assert shown(cell(4, FIRST_QUARTER), *PARTS, *OVERLAP) == [-1, -1, -1, 30, -1]


def test_a_difference_in_several_withheld_parts_need_not_be_fewer_than_they_are():
    differing = [cell(50, ("2022-04-01", "2023-03-31")), cell(54, ("2022-04-01", "2023-06-30"))]

    assert shown(*differing, *PARTS, *OVERLAP) == [-1, 54, -1, -1, 30, 28]


@pytest.fixture
def asked(monkeypatch):
    """Return the numbers that targets are asked to have, in the order of asking."""
    numbers = []
    answer = audit.Audit.answer
    monkeypatch.setattr(audit.Audit, "answer", lambda self, *given: numbers.append(given[4:]) or answer(self, *given))
    return numbers


# Two answers without a target come first: whether anything is contradicted, and what the atoms may be.
BEFORE = [(), ()]


def test_small_numbers_that_have_nothing_to_do_with_each_other_are_asked_about_together(asked):
    shown(cell(3, **ASIAN), cell(4, **WHITE), cell(2, **BLACK))

    assert asked == [*BEFORE, (5,), (1,), (2,), (3,), (4,)]


def test_what_an_answer_shows_to_be_possible_is_not_asked_again(asked):
    # The two are 7 together, so that 5 and 2, then 4 and 3 are found at once; 6 is not asked about.
    shown(cell(3, **ASIAN), cell(4, **BLACK), cell(20, **WHITE), cell(27))

    assert asked == [*BEFORE, (5,), (5,), (1,), (1,), (3,), (3,)]


def test_what_must_go_for_one_number_is_asked_for_once(asked):
    # Without the first figure, 5 is impossible at first and possible once the other goes; all others then are.
    assert shown(cell(3, **ASIAN), cell(20, **WHITE), cell(23)) == [-1, -1, 23]

    assert asked == [*BEFORE, (5,), (5,), (1,), (2,), (3,), (4,)]


def test_periods_are_looked_at_together_only_where_they_overlap():
    ends = [(1, 10), (6, 20), (21, 30), (13, 18), (41, 50)]
    rows = [cell(9, [f"2023-05-{day - 20 if day > 31 else day:02}" for day in days]) for days in ends[:4]]
    alone = cell(9, ("2023-06-01", "2023-06-10"), own=False)

    blocks = withhold._split_by_time(as_boxes(as_cells(*rows, alone)))

    assert [sorted(block["period_start"].dt.day) for block in blocks] == [[1, 6, 13], [21]]


def test_figures_without_dates_are_looked_at_alone():
    undated = [cell(count, (None, None), **group) for count, group in ((3, ASIAN), (30, WHITE))]

    assert shown(*undated, cell(30, NINE), cell(33)) == [-1, 30, -1, 33]


def test_one_publication_may_give_away_what_others_contradict():
    others = [cell(40, **PUBLIC | {"source": name}) for name in ("a", "b")]

    assert shown(cell(30, NINE), cell(33, **PUBLIC), *others) == [-1, 33, 40, 40]


def test_publications_that_contradict_each_other_take_nothing_away_where_none_gives_anything():
    others = [cell(count, **PUBLIC | {"source": name}) for name, count in (("a", 40), ("b", 40), ("c", 37))]

    assert shown(cell(30, NINE), *others) == [30, 40, 40, 37]


def test_of_a_publication_that_contradicts_the_own_figures_the_rest_is_believed():
    # That 25 is the year is wrong, if 30 are nine months of it; that six months are 27 gives away the other three.
    assert shown(cell(30, NINE), cell(25, **PUBLIC), cell(27, SIX, **PUBLIC)) == [-1, 25, 27]


def test_own_figures_are_believed_before_any_number_of_published_ones():
    sources = [PUBLIC | {"source": name} for name in "abcdef"]
    rows = [cell(3, **ASIAN), cell(30, **WHITE), cell(33)]

    assert shown(*rows, *(cell(40, **source) for source in sources)) == [-1, -1, 33, *[40] * 6]


def of_cohort(count, population, **given):
    numbers = {"cohort": population, "reoffenders": count, "others": population - count}
    return [cell(number, family=family, **given) for family, number in numbers.items()]


def test_a_cohort_that_would_give_away_another_goes_with_its_outcomes():
    rows = [*of_cohort(12, 40), *of_cohort(12, 37, age="10-14")]

    assert shown(*rows) == [40, 12, 28, -1, -1, -1]


def test_all_outcomes_of_a_cohort_go_together_but_the_cohort_stays():
    assert shown(*of_cohort(3, 40), cell(90, family="reoffences")) == [40, -1, -1, -1]


def test_a_cohort_of_1_to_5_goes_with_its_outcomes_and_no_other_with_it():
    few = {"age": "10-14", "ethnicity": "asian"}
    others = [{"age": "15-17"}, {"ethnicity": "white"}, {"area": "york"}, {"days": ("2021-04-01", "2022-03-31")}]
    rows = [cell(90, family="reoffences", **few | other) for other in [{}, *others]]

    assert shown(cell(3, family="cohort", **few), *rows) == [-1, -1, 90, 90, 90, 90]


def test_few_reoffenders_go_with_the_reoffences_of_their_cohort_only():
    few, other = {"family": "reoffences"}, {"family": "reoffences", "age": "15-17"}

    assert shown(cell(3, family="reoffenders"), cell(90, **few), cell(60, **other)) == [-1, -1, 60]


def test_reoffences_are_not_of_the_cohort():
    rows = [cell(count, family="reoffences", **group) for count, group in ((90, {}), (87, WHITE))]

    assert shown(*rows, *of_cohort(20, 91)) == [90, -1, 91, 20, 71]


def test_a_breakdown_that_loses_no_more_than_it_shows_stays():
    # What two sources give of the same children is one part of the three, not two of four.
    twice = [cell(9, **BLACK), cell(9, **BLACK, source="third")]

    assert shown(cell(1, **ASIAN), *twice, cell(30, **WHITE), cell(40)) == [-1, -1, -1, 30, 40]


@pytest.mark.parametrize("days", [YEAR, (None, None)], ids=["a year", "undated"])
def test_bands_of_age_that_lose_more_than_they_show_go(days):
    # Of White children 10 and 12 go with the Asian 1 and 9, and so do the 40 that would be left of three bands.
    asian = {"10-11": 1, "12-14": 9, "15-17": 30, "10-17": 40}
    white = {"10-11": 10, "12-14": 12, "15-17": 40, "10-17": 62}
    groups = {"asian": asian, "white": white, "all": {age: asian[age] + white[age] for age in asian}}
    rows = [
        cell(count, days, age=age, ethnicity=name) for name, counts in groups.items() for age, count in counts.items()
    ]

    assert shown(*rows) == [-1, -1, 30, 40, -1, -1, -1, 62, 11, 21, 70, 102]


def test_what_cannot_be_audited_goes_and_what_went_before_does_not_come_back(monkeypatch):
    def give_up(*_):
        raise audit.CannotBeAudited

    monkeypatch.setattr(withhold, "_protect", give_up)
    earlier = cell(30, ("2021-04-01", "2022-03-31"))

    assert shown(earlier, cell(30, NINE), cell(33, **PUBLIC), cell(4, family="custody")) == [-1, -1, 33, -1]


def test_each_family_is_audited_with_those_of_the_same_children_only(monkeypatch):
    families = []
    monkeypatch.setattr(withhold, "_protect", lambda boxes, *given: families.append(set(boxes["family"])) or given[-1])

    shown(*of_cohort(12, 40), cell(90, family="reoffences"), cell(30), cell(9, family="custody"))

    assert families == [{"cohort", "reoffenders", "others"}, {"custody"}, {"entrants"}, {"reoffences"}]


def test_only_the_own_units_that_go_are_named_and_each_once():
    rows = [cell(3, **ASIAN), cell(4, **ASIAN, source="third"), cell(30, **WHITE), cell(3, **BLACK | PUBLIC)]

    units = withhold.units_to_withhold(as_cells(*rows))

    assert list(units) == ["subject", "area", "age", "ethnicity", "period_start", "period_end"]
    assert units[["subject", "ethnicity"]].to_numpy().tolist() == [["entrants", "asian"]]
