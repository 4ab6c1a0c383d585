import pandas as pd
import pytest

from tests.madeup import moj_reoffending
from tests.madeup.moj_reoffending import row, year
from yotlib.figures.load import fill_in_values
from yotlib.intake import files
from yotlib.intake.readers.unverified import WARNING
from yotlib.intake.readers.unverified import moj_reoffending as source
from yotlib.reference.errors import BadFigures

BINARY, FREQUENCY = "reoffending_rate", "reoffences_per_child"


@pytest.fixture
def read(tmp_path):
    def of_rows(rows):
        opened = files.open_file(moj_reoffending.write(tmp_path / "made_up.csv", rows))
        assert source.READER.recognises(opened)
        return source.READER.read(opened)

    return of_rows


def figure(reading, measure=BINARY, area="leeds", age="10-17"):
    found = reading.figures.query("measure == @measure and area == @area and age == @age")
    return found.iloc[0] if len(found) else None


def test_a_year_is_the_sum_of_four_numerators_over_the_sum_of_four_denominators(read):
    reading = read(year())

    binary, frequency = figure(reading), figure(reading, FREQUENCY)
    assert binary[["count", "population"]].tolist() == [60, 160]
    assert frequency[["count", "population"]].tolist() == [200, 160]
    assert [binary["period_start"], binary["period_end"]] == [pd.Timestamp("2018-04-01"), pd.Timestamp("2019-03-31")]
    assert fill_in_values(reading.figures)["value"].tolist() == [37.5, 1.25]


def test_a_year_short_of_a_cohort_has_no_figure_and_is_told(read):
    reading = read(year()[:3])

    assert len(reading.figures) == 0
    assert reading.left_out[1] == (
        "Rows of cohorts that make no whole year to March "
        "(April 2018 to June 2018, July 2018 to September 2018, October 2018 to December 2018): 3."
    )


def test_four_cohorts_of_two_years_to_march_make_none(read):
    rows = [*year()[1:], row("Apr 2019 to Jun 2019", (40, 10, 30))]

    assert len(read(rows).figures) == 0


def test_a_withheld_number_of_one_cohort_makes_the_year_unknown(read):
    rows = [*year()[:3], row("Jan-Mar 2019", (10, "*", "*"))]

    binary = figure(read(rows))

    assert pd.isna(binary["count"])
    assert binary["note"] == ("[u] not added up: row 5 has no number (withheld by the publisher: cohort under 30)")


def test_adults_are_left_out_and_counted(read):
    rows = [*year(), row("Apr 2018 to Jun 2018", (900, 300, 950), adult_child="Adult")]

    reading = read(rows)

    assert figure(reading)["population"] == 160
    assert reading.left_out[0] == "Rows of adults: 1."


def test_people_who_are_neither_adults_nor_children_are_refused(read):
    with pytest.raises(BadFigures, match=r"made_up\.csv row 2: 'Chile' is no group of people"):
        read([row("Apr 2018 to Jun 2018", (40, 10, 30), adult_child="Chile")])


def test_rows_of_no_area_are_left_out_by_their_kind_and_counted(read):
    rows = [
        *year(),
        row("Apr 2018 to Jun 2018", (5, 1, 2), category="Probation region"),
        row("Apr 2018 to Jun 2018", (5, 1, 2), subcat2="Male"),
    ]

    reading = read(rows)

    assert figure(reading)["population"] == 160
    assert reading.left_out[1] == "Rows of children by 'Probation region', 'Youth Offending Team': 2."


def test_age_bands_are_figures_of_their_own(read):
    rows = [[*each[:5], "10 to 14", *each[6:]] for each in year()]

    assert figure(read(rows), age="10-14")["population"] == 160


def test_a_region_is_named_by_its_own_column_where_the_area_is_a_total(read):
    rows = [[*each[:3], "Region", "Total", *each[5:]] for each in year()]

    assert figure(read(rows), area="yorkshire-and-the-humber")["count"] == 60


def test_a_printed_cohort_of_twelve_months_is_taken_as_it_stands(read):
    reading = read([row("Apr 2012 to Mar 2013", (600, 240, 700))])

    assert figure(reading)[["count", "population"]].tolist() == [240, 600]
    assert figure(reading)["note"] == ""


def test_a_sum_of_four_that_differs_from_the_printed_twelve_months_is_held_back(read):
    reading = read([*year(), row("Apr 2018 to Mar 2019", (160, 61, 200))])

    assert [(fault.severity, fault.expected) for fault in reading.faults] == [
        ("wrong", "row 6 prints another number for the twelve months")
    ]
    assert figure(reading)["count"] == 60


def test_the_year_to_march_2016_is_marked_as_a_break(read):
    cohorts = ["Apr 2015 to Jun 2015", "Jul 2015 to Sep 2015", "Oct 2015 to Dec 2015", "Jan 2016 to Mar 2016"]

    reading = read([row(cohort, (40, 10, 30)) for cohort in cohorts])

    assert figure(reading)["note"] == "[b] four cohorts of three months added up; the source changed within the year"


def test_a_team_is_counted_by_its_own_rows_before_those_of_its_authority(read):
    rows = [*year(), *([*each[:3], "Local Authority", *each[4:6], 1, 1, 1] for each in year())]

    reading = read(rows)

    assert figure(reading)["population"] == 160
    assert reading.faults == ()


def test_a_cohort_that_stands_twice_with_other_numbers_is_held_back(read):
    reading = read([*year(), row("Apr 2018 to Jun 2018", (41, 10, 30))])

    assert {fault.expected for fault in reading.faults} == {"row 2 is not the only one of its cohort"}
    assert {fault.severity for fault in reading.faults} == {"wrong"}


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((10, 40, 50), "row 2 has more who reoffended than there are"),
        ((40, 30, 10), "row 2 has fewer reoffences than children who reoffended"),
    ],
)
def test_numbers_that_cannot_be_hold_their_year_back(read, numbers, words):
    reading = read([row("Apr 2018 to Jun 2018", numbers), *year()[1:]])

    assert {(fault.severity, fault.expected) for fault in reading.faults} == {("wrong", words)}


def test_a_row_that_says_it_lies_in_another_region_holds_its_year_back(read):
    reading = read([row("Apr 2018 to Jun 2018", (40, 10, 30), region="Wales"), *year()[1:]])

    assert {fault.expected for fault in reading.faults} == {"row 2 says that it lies in Wales"}


def test_the_same_cohort_twice_with_the_same_numbers_counts_once(read):
    assert figure(read([*year(), year()[0]]))["population"] == 160


def test_a_name_that_is_no_area_is_left_out_and_counted(read):
    reading = read([*year(), row("Apr 2018 to Jun 2018", (9, 1, 2), subcat1="Atlantis")])

    assert reading.unresolved == {"Atlantis": 1}


def test_the_order_of_rows_changes_nothing_but_their_numbers(read):
    forwards, backwards = read(year()).figures, read(year()[::-1]).figures

    pd.testing.assert_frame_equal(forwards, backwards)


def test_the_reader_says_that_no_real_file_was_seen(read):
    assert source.READER.seen is False
    assert read(year()).left_out == ("Rows of adults: 0.", WARNING)
