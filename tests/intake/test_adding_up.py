import pandas as pd
import pytest

from yotlib.intake.readers.adding_up import add_missing_parts, add_up, as_figures, repeat_for_totals, report_doubts
from yotlib.intake.readers.reader import READ_COLUMNS

YEAR = {"area": "dudley", "period_start": pd.Timestamp("2013-04-01"), "period_end": pd.Timestamp("2014-03-31")}


def part(row: int, count: float, population: float = float("nan"), **other: object) -> dict[str, object]:
    cell = {"age": "15-17", "ethnicity": "white", "sex": "boys", "note": "", "doubt": ""}
    return {**YEAR, **cell, "count": count, "population": population, "row": row, **other}


def test_parts_are_added_up_by_area_period_age_and_group():
    parts = pd.DataFrame([part(2, 3, 100), part(3, 4, 90, sex="girls"), part(4, 1, 50, age="10-14")])

    observed = add_up(parts, "both sexes")

    assert observed[["age", "count", "population", "note", "row"]].values.tolist() == [
        ["10-14", 1, 50, "", 4],
        ["15-17", 7, 190, "both sexes", 2],
    ]


def test_a_withheld_part_makes_its_sum_unknown_and_says_which_part():
    parts = pd.DataFrame([part(2, 3, 100), part(3, float("nan"), 90, sex="girls", note="[c] withheld")])

    observed = add_up(parts, "both sexes").iloc[0]

    assert pd.isna(observed["count"])
    assert observed["population"] == 190
    assert observed["note"] == "[c] not added up: row 3 has no number (withheld)"


def test_the_order_of_rows_changes_nothing():
    parts = pd.DataFrame([part(2, 3), part(3, float("nan"), note="[c] a"), part(4, float("nan"), note="[x] b")])

    pd.testing.assert_frame_equal(add_up(parts, "all"), add_up(parts.iloc[::-1], "all"))


def test_adding_up_leaves_its_parts_untouched():
    parts = pd.DataFrame([part(2, 3), part(3, 4, sex="girls")])
    before = parts.copy(deep=True)

    add_up(repeat_for_totals(add_missing_parts(parts, ["white"])), "all")

    pd.testing.assert_frame_equal(parts, before)


def test_a_total_is_of_both_ages_and_all_groups_and_each_part_once():
    parts = pd.DataFrame([part(2, 3), part(3, 4, age="10-14"), part(4, 5, ethnicity="asian")])

    observed = add_up(repeat_for_totals(parts), "all").set_index(["age", "ethnicity"])["count"]

    assert observed.to_dict() == {
        ("10-14", "all"): 4,
        ("10-14", "white"): 4,
        ("10-17", "all"): 12,
        ("10-17", "asian"): 5,
        ("10-17", "white"): 7,
        ("15-17", "all"): 8,
        ("15-17", "asian"): 5,
        ("15-17", "white"): 3,
    }


def test_a_cell_that_the_file_lacks_makes_what_it_is_part_of_unknown():
    parts = pd.DataFrame([part(2, 3), part(3, 4, sex="girls"), part(4, 5, age="10-14")])

    observed = add_up(repeat_for_totals(add_missing_parts(parts, ["white"])), "all").set_index(["age", "ethnicity"])

    assert observed.loc[("15-17", "white"), "count"] == 7
    assert observed["count"].isna().sum() == 4
    words = "[x] not added up: row 2 has no number (the file has no row for it)"
    assert observed.loc[("10-17", "all"), "note"] == words


def test_figures_are_of_all_ages_and_groups_unless_they_say_otherwise():
    sums = add_up(pd.DataFrame([part(2, 3)]), "all", ["area", "period_start", "period_end"])

    observed = as_figures(sums, "offences_per_1000")

    assert list(observed.columns) == [*READ_COLUMNS, "doubt"]
    assert observed[["measure", "age", "ethnicity", "count"]].values.tolist() == [
        ["offences_per_1000", "10-17", "all", 3]
    ]


@pytest.mark.parametrize(("doubt", "said"), [("", []), ("row 2 calls itself 'x'", ["row 2 calls itself 'x'"])])
def test_a_figure_in_doubt_is_told_as_wrong_with_its_row_and_words(doubt, said):
    sums = add_up(pd.DataFrame([part(2, 3, doubt=doubt), part(3, 1, sex="girls")]), "all")

    observed = report_doubts(as_figures(sums, "cautioned_or_sentenced"), "a check", "made_up.csv")

    assert [(fault.severity, fault.row, fault.expected) for fault in observed] == [
        ("wrong", 2, words) for words in said
    ]


def test_a_figure_without_a_number_is_never_in_doubt():
    sums = add_up(pd.DataFrame([part(2, float("nan"), note="[c] withheld", doubt="odd")]), "all")

    assert report_doubts(as_figures(sums, "cautioned_or_sentenced"), "a check", "made_up.csv") == []
