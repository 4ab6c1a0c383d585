import pandas as pd
import pytest

from tests.madeup import yjb_offences
from yotlib.intake import files
from yotlib.intake.readers import yjb_offences as source
from yotlib.reference.errors import BadFigures


@pytest.fixture
def table():
    return yjb_offences.rows()


def reading(tmp_path, table):
    return source.READER.read(files.open_file(yjb_offences.write(tmp_path / "made_up.csv", table)))


def counts(read):
    years = read.figures["period_start"].dt.year
    return dict(zip(zip(read.figures["area"], years, strict=True), read.figures["count"], strict=True))


def test_offences_are_counted_by_service_and_year_over_groups_gravity_and_rows_alike(tmp_path, table):
    read = reading(tmp_path, table)

    assert counts(read) == {
        ("dudley", 2013): 11,
        ("dudley", 2016): 27,
        ("dudley", 2022): 3,
        ("walsall", 2013): 9,
        ("walsall", 2016): 2,
        ("walsall", 2022): 1,
    }
    assert set(read.figures["measure"]) == {"offences_per_1000"}
    assert read.figures[["value", "population"]].isna().all(axis=None)


def test_what_has_no_measure_is_told(tmp_path, table):
    assert reading(tmp_path, table).left_out == (
        "Offence groups (4 under 6 spellings) have no measure here: added up.",
        "Gravity scores have no measure here: added up.",
        "The table has no population, so offences have no rate per 1,000.",
    )


def test_a_row_under_a_damaged_name_holds_the_sum_it_may_be_missing_from_back(tmp_path, table):
    table[0]["YJS"] = "Dudlex"

    read = reading(tmp_path, table)

    assert read.unresolved == {"Dudlex": 1}
    assert [str(fault) for fault in read.faults] == [
        "made_up.csv row 3: Proven offences, Dudley, 2013-14: 6 counted; row 2 has 'Dudlex', which may be its own",
        "made_up.csv row 4: Proven offences, Walsall, 2013-14: 9 counted; row 2 has 'Dudlex', which may be its own",
    ]
    assert {fault.severity for fault in read.faults} == {"wrong"}


@pytest.mark.parametrize(("region", "held_back"), [("West Midlands", 2), ("", 2), ("nan", 2), ("Wales", 0)])
def test_a_name_that_is_none_holds_the_sums_back_that_it_may_be_missing_from(tmp_path, table, region, held_back):
    table[0] |= {"YJS": "Utopia", "Region": region}

    read = reading(tmp_path, table)

    assert (read.unresolved, len(read.faults)) == ({"Utopia": 1}, held_back)


@pytest.mark.parametrize("name", ["", "-", "2013"])
def test_a_row_without_a_name_holds_every_sum_of_its_year_back(tmp_path, table, name):
    table[0]["YJS"] = name

    read = reading(tmp_path, table)

    assert {fault.figure for fault in read.faults} == {
        "Proven offences, Dudley, 2013-14",
        "Proven offences, Walsall, 2013-14",
    }


def test_a_row_that_says_it_lies_elsewhere_holds_its_sum_back(tmp_path, table):
    table[0]["Region"] = "Wales"

    faults = reading(tmp_path, table).faults

    assert [str(fault) for fault in faults] == [
        "made_up.csv row 2: Proven offences, Dudley, 2013-14: 11 counted; row 2 says that it lies in Wales"
    ]


def test_a_region_is_no_service_and_no_damaged_name(tmp_path, table):
    table[0]["YJS"] = "West Midlands"

    read = reading(tmp_path, table)

    assert (read.unresolved, read.faults) == ({"West Midlands": 1}, ())


def test_a_withheld_number_makes_its_sum_unknown(tmp_path, table):
    table[3]["Number"] = ".."

    count = reading(tmp_path, table).figures.query("area == 'dudley'").iloc[1]

    assert pd.isna(count["count"])
    assert count["note"] == "[x] not added up: row 5 has no number (not available)"


def test_a_table_with_rows_missing_is_refused(tmp_path, table):
    with pytest.raises(BadFigures, match="ObjectId has no 3, or a number twice, so rows are missing"):
        reading(tmp_path, table[:2] + table[3:])


def test_a_year_that_is_none_is_refused_with_its_row(tmp_path, table):
    table[0]["FY"] = "2013-15"

    with pytest.raises(BadFigures, match=r"made_up\.csv row 2: FY '2013-15' is not a period"):
        reading(tmp_path, table)


def test_the_published_table_gives_every_year_of_seven_services(shared):
    path = shared / "official" / "yjb_west_midlands" / "YJSOffenceDashboard.csv"

    read = source.READER.read(files.open_file(path))

    assert len(read.figures) == 70
    assert counts(read)["birmingham", 2013] == 2213
    assert counts(read)["wolverhampton", 2022] == 176
    assert read.figures["count"].sum() == pd.read_csv(path)["Number"].sum()
    assert (read.faults, read.unresolved) == ((), {})
    assert read.left_out[0].startswith("Offence groups (19 under 26 spellings)")


@pytest.mark.parametrize("name", ["Offence", "Gravity"])
def test_a_row_for_a_total_among_rows_that_are_added_up_is_refused(tmp_path, table, name):
    total = table[-1] | {name: "Total", "ObjectId": str(len(table) + 1)}

    with pytest.raises(BadFigures, match=rf"made_up\.csv row {len(table) + 2}: {name} is 'Total', a total"):
        reading(tmp_path, [*table, total])
