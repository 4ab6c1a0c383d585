"""Small files as users met them, and made-up ones of the same kind: each is read right, or refused with its cause."""

import pandas as pd
import pytest

from tests.madeup import csvs, filled_in, lait, neighbours, spreadsheets
from tests.madeup.tidy import figures
from yotlib.analysis import ethnicity
from yotlib.figures.disclosure import NOTE
from yotlib.findings import counts_by_group, pooled_groups, representation_headline
from yotlib.intake import readers
from yotlib.intake.checks.plausible import check_plausible
from yotlib.intake.readers.template import COLUMNS
from yotlib.reference.errors import BadFigures

RATE = "reoffending_rate"
FORMATS = ["0.0%", "0%", "0.0%;[Red]-0.0%"]


@pytest.fixture
def case(shared):
    """Return the path of a case's file."""

    def find(name):
        path = shared / "cases" / name
        if not path.exists():
            pytest.skip(f"{path} is not there")
        return path

    return find


def problems(path, **stated):
    with pytest.raises(BadFigures) as refused:
        readers.read(path, **stated)
    return refused.value.problems


def values(path):
    return readers.read(path).figures["value"].tolist()


# A cell that is shown as a percentage.


def test_percent_cells_of_a_users_workbook_are_what_they_show(case):
    assert values(case("01-percent-cell/percent.xlsx")) == [33.5, 32.2]


@pytest.mark.parametrize("name", ["own.xlsx", "own.ods"])
@pytest.mark.parametrize("shown", FORMATS)
def test_a_cell_shown_as_a_percentage_is_read_as_it_is_shown(tmp_path, name, shown):
    rows = [{"measure": RATE, "value": (0.335, shown)}, {"measure": RATE, "area": "leeds", "value": 40.41}]

    assert values(spreadsheets.write(tmp_path / name, *rows)) == [33.5, 40.41]


@pytest.mark.parametrize("shown", ["General", "0.0", '0.0" %"'])
def test_a_number_that_is_not_shown_as_a_percentage_is_left(tmp_path, shown):
    path = spreadsheets.write(tmp_path / "own.xlsx", {"measure": RATE, "value": (0.335, shown)})

    assert values(path) == [0.335]


def test_a_percentage_where_a_rate_is_meant_is_refused_with_its_row(tmp_path):
    path = spreadsheets.write(tmp_path / "own.xlsx", {"value": 101.1}, {"area": "leeds", "value": (0.335, "0.0%")})

    assert problems(path) == ["own.xlsx row 3: value '33.5%' is a percentage, where a number that is none is meant."]


# A word that a spreadsheet made a date.


def test_a_users_year_that_became_a_day_is_refused_with_what_was_typed(case):
    (line,) = problems(case("02-date-cell-as-period/period.xlsx"))

    assert line.startswith("period.xlsx row 2: period '2011-12-01' may be 2011-12, of which a spreadsheet makes a date")


@pytest.mark.parametrize(
    ("name", "cell"), [("own.xlsx", spreadsheets.month(2011, 12)), ("own.csv", "Dec-11"), ("own.csv", "40878")]
)
def test_a_year_that_became_a_date_is_refused_where_it_stands_alone(tmp_path, name, cell):
    (line,) = problems(spreadsheets.write(tmp_path / name, {"value": 700, "period": cell}))

    assert "may be 2011-12, of which a spreadsheet makes a date" in line


@pytest.mark.parametrize(("name", "cell"), [("own.xlsx", spreadsheets.month(2011, 12)), ("own.csv", "Dec-11")])
def test_a_year_that_became_a_date_among_financial_years_is_read_as_typed_and_said(tmp_path, name, cell):
    rows = [{"value": 700, "period": cell}, {"value": 650, "period": "2012-13"}]

    read = readers.read(spreadsheets.write(tmp_path / name, *rows))

    assert read.figures["period_end"].tolist() == [pd.Timestamp(2012, 3, 31), pd.Timestamp(2013, 3, 31)]
    assert len(read.left_out) == 1
    assert "is a date that a spreadsheet made of 2011-12, and is read as that" in read.left_out[0]


def test_a_day_in_words_is_that_day(tmp_path):
    path = spreadsheets.write(tmp_path / "own.csv", {"value": 700, "period": "1 December 2011"})

    assert readers.read(path).figures["period_end"].tolist() == [pd.Timestamp(2011, 12, 1)]


def test_a_users_age_that_became_a_month_is_read_as_typed_and_the_ages_are_named(case):
    read = readers.read(case("09-age-as-date/age.csv"))

    assert read.figures["age"].tolist() == ["10-14"]
    assert read.left_out == (
        "Row 2: age 'Oct-14' is a date that a spreadsheet made of 10-14, and is read as that; "
        "the ages are '10-17', '10-14', '15-17'.",
    )


@pytest.mark.parametrize(
    ("name", "cell", "age"),
    [
        ("own.xlsx", spreadsheets.month(2014, 10), "10-14"),
        ("own.xlsx", spreadsheets.month(2017, 10), "10-17"),
        ("own.csv", "Oct-17", "10-17"),
        ("own.csv", "14-Oct", "10-14"),
        ("own.csv", "10 to 14", "10-14"),
    ],
)
def test_an_age_that_became_a_date_is_the_age_that_was_typed(tmp_path, name, cell, age):
    path = spreadsheets.write(tmp_path / name, {"value": 33.3, "measure": RATE, "age": cell})

    assert readers.read(path).figures["age"].tolist() == [age]


def test_an_age_that_is_none_is_refused_with_the_ages_there_are(tmp_path):
    path = spreadsheets.write(tmp_path / "own.csv", {"value": 33.3, "age": "Sep-14"})

    assert problems(path) == ["own.csv row 2: age is 'Sep-14', not an age such as '10-17', '10-14', '15-17'."]


# A table without the unit of its measure.


def test_a_users_filtered_table_is_refused_with_the_true_reason(case):
    lines = problems(case("06-lait-filtered/recent_years.csv"), released="2025-06-23")

    assert lines[0] == "recent_years.csv has no figure that can be taken."
    assert any(
        "its Data item states no unit, and the middle figure is 3.95, too low for per 10,000" in line for line in lines
    )


def test_a_table_without_its_unit_is_refused_with_the_true_reason(tmp_path):
    table = lait.series(lait.CAUTIONED, ["2022-23"], {"Bradford": [4.1], "Leeds": [3.8]}, item="")

    lines = problems(lait.csv(tmp_path / "recent.csv", table), released="2025-06-23")

    assert not any("no figure of an area known here" in line for line in lines)
    assert any("its Data item states no unit" in line for line in lines)


# Small counts of a team's own figures.


@pytest.fixture
def own(tmp_path):
    """Return a made-up sheet of Leeds by ethnic group, in which three children are of no known group."""
    counts = {"all": 70, "white": 40, "black": 6, "asian": 12, "mixed": 9, "other": 0, "not-known": 3}
    same = {"area": "leeds", "measure": "cautioned_or_sentenced", "value": "", "population": "", "period": "2023-24"}
    return filled_in.write(
        tmp_path / "own.csv", *(same | {"ethnicity": group, "count": str(count)} for group, count in counts.items())
    )


def withheld(path):
    """Return the groups of Leeds from a sheet, as they are when a small count and one more are withheld."""
    read = readers.read(path).figures.assign(published="no", released=pd.Timestamp("2024-06-30"))
    hidden = read["ethnicity"].isin(["black", "not-known"])
    return read.assign(count=read["count"].mask(hidden), note=read["note"].mask(hidden, NOTE))


@pytest.mark.parametrize("say", [representation_headline, counts_by_group])
def test_groups_that_are_withheld_are_said_to_be_and_what_remains_is_told(own, say):
    table = withheld(own)
    make = ethnicity.beside if say is counts_by_group else ethnicity.groups

    said = str(say(make(table, "leeds"), team="leeds"))

    assert "are withheld in part" in said
    assert f"the numbers of Black and Not known are each {NOTE.partition(': ')[2]}." in said
    assert said.endswith("What remains is 40 White, 12 Asian, 9 Mixed and 0 Other.")
    assert "publish no" not in said


def test_groups_withheld_in_a_newer_year_are_said_to_be_beside_those_of_an_older_one(own):
    older = figures(
        *(
            {
                "area": "leeds",
                "measure": "cautioned_or_sentenced",
                "ethnicity": group,
                "count": 10 * place,
                "value": 10 * place,
                "period": "2019-20",
            }
            for place, group in enumerate(("white", "black", "asian", "mixed", "other"), start=1)
        )
    )

    (said,) = pooled_groups(ethnicity.groups(pd.concat([older, withheld(own)], ignore_index=True), "leeds"))

    assert said.startswith("Children cautioned or sentenced in Leeds in 2023-24 by ethnic group are withheld in part")


def test_a_users_own_small_number_is_said_to_be_withheld(case):
    table = withheld(case("07-own-small-number/own.csv"))

    assert "withheld" in str(representation_headline(ethnicity.groups(table, "leeds"), team="leeds"))


# A rate in another unit.


def test_a_users_rate_in_another_unit_is_to_be_looked_at(case):
    rows = readers.read(case("08-unit-of-template/per_1000.csv")).figures.assign(released=pd.Timestamp("2024-06-30"))

    (found,) = check_plausible(rows)

    assert (found.severity, found.found) == ("look", "3.9 per 10,000")
    assert found.expected == "areas of the country have had 8 to 150 per 10,000; is it per 1,000?"


# Cells that mean none.


def test_a_users_councils_without_neighbours_are_left_out_and_named(case):
    read = readers.read(case("10-neighbours-dash/sn.xlsx"), released="2023-05")

    assert read.neighbours["area"].nunique() == 12
    assert read.left_out[0] == (
        "Authorities left out, since the sheet has no neighbours of them: Cumberland, Westmorland and Furness."
    )


def test_a_council_with_dashes_for_neighbours_is_left_out_and_named_and_the_others_are_read(tmp_path):
    rows = neighbours.rows()
    place = next(number for number, row in enumerate(rows) if row[1] == "Derby")
    rows[place] = [*rows[place][:5], *["-"] * 20]

    read = readers.read(neighbours.write(tmp_path / "sn.xlsx", rows), released="2023-05")

    assert "derby" not in set(read.neighbours["area"])
    assert {"leeds", "bury"} <= set(read.neighbours["area"])
    assert "Authorities left out, since the sheet has no neighbours of them: Derby." in read.left_out


# Other signs than commas.


def test_a_users_semicolons_are_named_though_a_note_has_a_comma(case):
    assert problems(case("11-semicolons/semicolons.csv")) == [
        "semicolons.csv has semicolons between its fields, and a CSV file has commas: save it again with commas, or "
        "as XLSX."
    ]


@pytest.mark.parametrize(("sign", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "upright strokes")])
def test_signs_other_than_commas_are_named(tmp_path, sign, name):
    path = tmp_path / "own.csv"
    path.write_text(f"{sign.join(COLUMNS)}\n{sign.join(['A, B'] * len(COLUMNS))}\n", encoding="utf-8")

    assert problems(path)[0].startswith(f"own.csv has {name} between its fields, and a CSV file has commas")


def test_a_name_of_a_column_may_hold_semicolons(tmp_path):
    path = csvs.write(tmp_path / "a.csv", ["a; b; c", "d; e; f", "g; h"], [["1", "2", "3"]])

    assert "of no kind read here" in problems(path)[0]
