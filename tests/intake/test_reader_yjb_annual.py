import pandas as pd
import pytest

from tests.madeup import yjb_annual
from yotlib.intake import files
from yotlib.intake.readers.unverified import WARNING
from yotlib.intake.readers.unverified import yjb_annual as source
from yotlib.reference.errors import BadFigures


def reading(path):
    opened = files.open_file(path)
    assert source.READER.recognises(opened)
    return source.READER.read(opened)


@pytest.fixture
def read(tmp_path):
    return reading(yjb_annual.write(tmp_path / "made_up.xlsx"))


def values(read, column="value"):
    years = read.figures["period_end"].dt.year
    pairs = zip(zip(read.figures["area"], years, strict=True), read.figures[column], strict=True)
    return {key: value for key, value in pairs if value == value}


def test_rates_are_read_for_each_area_and_year_as_printed(read):
    observed = values(read)

    assert [observed["luton", year] for year in (2018, 2019, 2020)] == [210.125, 190.5, 150]
    assert set(read.figures["measure"]) == {"first_time_entrants"}
    assert values(read, "count") == {}


def test_the_year_ends_in_december_unless_the_sheet_says_march(tmp_path, read):
    of_march = reading(yjb_annual.write(tmp_path / "other.xlsx", ending="years ending March 2018 to 2020"))

    first = [each.figures[["period_start", "period_end"]].min() for each in (read, of_march)]
    assert [[f"{day:%Y-%m-%d}" for day in days] for days in first] == [
        ["2018-01-01", "2018-12-31"],
        ["2017-04-01", "2018-03-31"],
    ]


def test_the_total_of_a_region_is_its_figure_under_whatever_name(read):
    assert values(read)["east-of-england", 2018] == 205.25
    assert values(read)["wales", 2020] == 220


def test_a_name_that_a_find_and_replace_damaged_is_resolved(read):
    assert values(read)["east-riding-of-yorkshire", 2018] == 120.75


def test_a_mark_keeps_its_row_and_is_not_zero(read):
    figure = read.figures.query("area == 'east-riding-of-yorkshire'").iloc[-1]

    assert figure[["value", "count"]].isna().all()
    assert figure["note"].startswith("[x] ")


def test_councils_of_before_2019_keep_their_own_figures_and_have_none_after(read):
    observed = values(read)

    assert observed["poole", 2018] == 300.5
    assert observed["dorset-to-2019", 2018] == 160.25
    assert [observed["dorset", year] for year in (2019, 2020)] == [150.5, 140]
    of_poole = read.figures[read.figures["area"] == "poole"]
    assert of_poole["period_end"].dt.year.tolist() == [2018, 2019]


def test_a_name_that_is_no_area_is_left_out_and_counted(read):
    assert read.unresolved == {"Atlantis": 3}
    assert [fault for fault in read.faults if fault.severity == "wrong"] == []


def test_a_council_has_no_figure_of_a_year_in_which_it_did_not_exist(tmp_path):
    poole = ["South West", "Poole [note 12]", 300.5, 290, 280]

    read = reading(yjb_annual.write(tmp_path / "other.xlsx", [poole]))

    wrong = [(fault.figure, fault.found) for fault in read.faults if fault.severity == "wrong"]
    assert wrong == [("First-time entrants, Poole, 2020", "280 per 100,000")]


def test_a_row_that_lies_in_another_region_than_it_says_is_held_back(tmp_path):
    rows = [["London", "Luton", 1, 2, 3]]

    faults = reading(yjb_annual.write(tmp_path / "made_up.xlsx", rows)).faults

    assert [str(fault) for fault in faults[:1]] == [
        "made_up.xlsx row 5: First-time entrants, Luton, 2018: 1 per 100,000; row 5 says that it lies in London"
    ]
    assert {fault.severity for fault in faults} == {"wrong"}
    assert len(faults) == 3


def test_an_area_that_stands_twice_with_other_numbers_is_held_back(tmp_path):
    rows = [["Wales", "Total Wales", 240, 230, 220], ["England and Wales", "Wales", 240, 231, 220]]

    read = reading(yjb_annual.write(tmp_path / "made_up.xlsx", rows))

    assert [fault.row for fault in read.faults] == [5, 6]
    assert {fault.expected for fault in read.faults} == {"another row has another number for it"}
    assert len(read.figures) == 4


def test_numbers_of_children_are_counts_not_rates(tmp_path):
    read = reading(yjb_annual.write(tmp_path / "made_up.xlsx", [["Eastern", "Luton", 40, 30, 20]], yjb_annual.NUMBERS))

    assert values(read, "count") == {("luton", 2018): 40, ("luton", 2019): 30, ("luton", 2020): 20}
    assert values(read) == {}


def test_a_sheet_that_does_not_say_what_its_numbers_are_is_refused(tmp_path):
    path = yjb_annual.write(tmp_path / "made_up.xlsx", title="Table 2.11: First time entrants")

    with pytest.raises(BadFigures, match=r"sheet 2\.11 does not say above its table whether it holds rates or numbers"):
        reading(path)


def test_leicestershire_is_the_council_without_rutland(tmp_path):
    read = reading(yjb_annual.write(tmp_path / "made_up.xlsx", [["East Midlands", "Leicestershire", 100, 90, 80]]))

    assert set(read.figures["area"]) == {"leicestershire-without-rutland"}


def test_rows_in_another_order_give_the_same_figures(tmp_path, read):
    backwards = reading(yjb_annual.write(tmp_path / "other.xlsx", yjb_annual.ROWS[::-1]))

    pd.testing.assert_frame_equal(
        *(
            each.figures.drop(columns="row").sort_values(["area", "period_end"], ignore_index=True)
            for each in (read, backwards)
        )
    )


def test_the_reader_says_that_no_real_file_was_seen(read):
    assert source.READER.seen is False
    assert read.left_out == ("Only sheet 2.11 is read of 2.", WARNING)
