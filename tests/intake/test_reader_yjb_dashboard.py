import pandas as pd
import pytest

from tests.madeup import yjb_dashboard
from yotlib.intake import files
from yotlib.intake.readers import yjb_dashboard as source
from yotlib.reference.errors import BadFigures

COUNT, RATE, RESIDENTS = "cautioned_or_sentenced", "cautioned_or_sentenced_rate", "population_10_17"


@pytest.fixture
def table():
    return yjb_dashboard.rows()


def reading(tmp_path, table):
    return source.READER.read(files.open_file(yjb_dashboard.write(tmp_path / "made_up.csv", table)))


def figure(read, measure, area="dudley", age="10-17", ethnicity="all"):
    wanted = {"measure": measure, "area": area, "age": age, "ethnicity": ethnicity}
    found = read.figures[(read.figures[list(wanted)] == pd.Series(wanted)).all(axis=1)]
    return found.iloc[0] if len(found) else None


def changed(table, row, **cells):
    """Return the table with other cells in one row of the file, whose first row is the column names."""
    return [each | cells if place == row else each for place, each in enumerate(table, start=2)]


def test_the_two_views_of_the_same_children_are_not_counted_twice(tmp_path, table):
    read = reading(tmp_path, table)

    assert figure(read, COUNT)["count"] == 18
    assert figure(read, COUNT, area="walsall")["count"] == 13


def test_ages_groups_and_unknown_sex_and_group_are_parts_of_the_total(tmp_path, table):
    read = reading(tmp_path, table)

    assert figure(read, COUNT, age="10-14")["count"] == 2
    assert figure(read, COUNT, age="15-17", ethnicity="white")["count"] == 12
    assert figure(read, COUNT, ethnicity="not-known")["count"] == 1
    assert figure(read, COUNT, area="walsall", ethnicity="black")["count"] == 1


def test_a_printed_rate_per_1000_is_kept_per_10000_and_says_so(tmp_path, table):
    rate = figure(reading(tmp_path, table), RATE)

    assert rate[["value", "count", "population"]].tolist() == [9, 18, 20_000]
    assert rate["note"] == "printed per 1,000: 0.9"


def test_a_group_without_residents_has_a_count_and_no_rate(tmp_path, table):
    read = reading(tmp_path, table)

    assert figure(read, RATE, ethnicity="not-known") is None
    assert figure(read, RESIDENTS, ethnicity="not-known") is None
    assert figure(read, RESIDENTS, ethnicity="asian")["count"] == 4000


def test_the_sum_of_the_services_is_no_figure_of_the_region_of_its_name(tmp_path, table):
    read = reading(tmp_path, table)

    assert set(read.figures["area"]) == {"dudley", "walsall"}
    assert "West Midlands is the sum of the table's own services, no region or nation: left out." in read.left_out
    assert read.unresolved == {}


def test_the_year_runs_from_april_to_march(tmp_path, table):
    count = figure(reading(tmp_path, table), COUNT)

    assert [count["period_start"], count["period_end"]] == [pd.Timestamp("2022-04-01"), pd.Timestamp("2023-03-31")]


def test_a_table_that_agrees_with_itself_has_no_faults(tmp_path, table):
    assert reading(tmp_path, table).faults == ()


def test_the_order_of_rows_changes_no_figure(tmp_path, table):
    as_it_is, backwards = (reading(tmp_path, rows).figures for rows in (table, table[::-1]))

    pd.testing.assert_frame_equal(as_it_is.drop(columns="row"), backwards.drop(columns="row"))


def test_services_whose_two_views_disagree_are_held_back_in_every_figure(tmp_path, table):
    chart = next(place for place, row in enumerate(table, start=2) if row["Code"] == "Local Authority Rate")

    read = reading(tmp_path, changed(table, chart, YJVolume="19"))

    of_dudley = read.figures[(read.figures["area"] == "dudley") & read.figures["count"].notna()]
    assert {fault.row for fault in read.faults} == set(of_dudley["row"])
    assert len(read.faults) == len(of_dudley)
    assert read.faults[0].expected == f"row {chart} has count 19, its cells add up to 18"


def test_a_sum_of_all_services_that_disagrees_is_to_be_looked_at(tmp_path, table):
    males = next(place for place, row in enumerate(table, start=2) if row["Gender"] == "Male")

    fault, *others = reading(tmp_path, changed(table, males, YJVolume="25")).faults

    assert others == []
    assert str(fault) == (
        f"made_up.csv row {males}: children in West Midlands as the table sums them: count 25; its cells add up to 24"
    )
    assert fault.severity == "look"


def test_a_printed_rate_that_is_not_its_count_over_its_residents_holds_its_sums_back(tmp_path, table):
    read = reading(tmp_path, changed(table, 2, Rate="7.1"))

    assert {fault.expected for fault in read.faults} == {"row 2 prints 7.1 per 1,000 for 0 of 1000"}
    held_back = {fault.figure for fault in read.faults}
    assert "Children cautioned or sentenced (White), Dudley, 2022-23" in {
        name.replace("rate (", "(") for name in held_back
    }
    assert not any("(Asian)" in figure for figure in held_back)


def test_a_service_whose_rates_contradict_its_residents_is_held_back_where_it_counts_nobody_too(tmp_path, table):
    hundredth = [row | {"Population": str(int(row["Population"]) // 100)} for row in table]

    read = reading(tmp_path, hundredth)

    numbered = read.figures[read.figures[["value", "count"]].notna().any(axis=1)]
    assert len(read.faults) == len(numbered)
    of_nobody = next(fault for fault in read.faults if "rate (Other), Dudley, ages 10-14" in fault.figure)
    assert of_nobody.expected == ("most rows beside it contradict themselves: row 3 prints 2.0 per 1,000 for 2 of 10")


def test_one_row_that_contradicts_itself_leaves_the_rows_that_count_nobody(tmp_path, table):
    wrong = next(place for place, row in enumerate(table, start=2) if row["YJVolume"] == "12")

    read = reading(tmp_path, changed(table, wrong, Rate="13.0"))

    assert not any("(Asian)" in fault.figure for fault in read.faults)


def test_children_where_nobody_lives_hold_their_sums_back(tmp_path, table):
    read = reading(tmp_path, changed(table, 12, Population="0", Rate="0.0"))

    assert "row 12 has children where nobody lives" in {fault.expected for fault in read.faults}


def test_a_service_without_a_printed_sum_is_held_back(tmp_path, table):
    chart = next(place for place, row in enumerate(table) if row["Code"] == "Local Authority Rate")
    last = table[-1] | {"ObjectId": table[chart]["ObjectId"]}

    read = reading(tmp_path, [*table[:chart], last, *table[chart + 1 : -1]])

    told = {(fault.figure.split(", ")[-2], fault.expected) for fault in read.faults if "ages" not in fault.figure}
    assert told == {("Dudley", "the table prints no sum of this service to hold its cells against")}


def test_a_row_that_calls_itself_something_else_holds_its_sums_back(tmp_path, table):
    read = reading(tmp_path, changed(table, 2, Age="15 to 17"))

    assert any("row 2 calls itself '2022-23 Dudley 10 to 14 White Boys'" in fault.expected for fault in read.faults)


def test_a_cell_under_a_damaged_name_makes_its_sums_unknown_not_smaller(tmp_path, table):
    read = reading(tmp_path, changed(table, 2, Local_Authority="Dudlex"))

    assert pd.isna(figure(read, COUNT)["count"])
    assert figure(read, COUNT)["note"].startswith("[x] not added up: ")
    assert figure(read, COUNT, age="15-17", ethnicity="white")["count"] == 12
    assert read.unresolved == {"Dudlex": 1}


def test_a_withheld_cell_makes_its_sums_unknown(tmp_path, table):
    read = reading(tmp_path, changed(table, 2, YJVolume="*"))

    assert pd.isna(figure(read, COUNT, ethnicity="white")["count"])
    assert figure(read, COUNT, ethnicity="white")["note"] == (
        "[c] not added up: row 2 has no number (withheld by the publisher)"
    )
    assert figure(read, COUNT, ethnicity="asian")["count"] == 3


def test_a_table_with_rows_missing_is_refused(tmp_path, table):
    with pytest.raises(BadFigures) as refused:
        reading(tmp_path, table[:5] + table[6:])

    assert refused.value.problems == [
        "made_up.csv: ObjectId has no 6, or a number twice, so rows are missing; take the whole table."
    ]


def test_words_that_are_no_view_age_group_or_sex_are_refused_all_at_once(tmp_path, table):
    rows = changed(changed(table, 2, Age="10 to 15", Filter="Board"), 3, Gender="Boy")

    with pytest.raises(BadFigures) as refused:
        reading(tmp_path, rows)

    assert refused.value.problems == [
        "made_up.csv row 2: 'Board' is no view; there are dashboard, chart.",
        "made_up.csv row 2: '10 to 15' is no age band; there are 10-14, 10 to 14, 15-17, 15 to 17, total.",
        "made_up.csv row 3: 'Boy' is no sex; there are boys, male, girls, female, unknown, not known, total.",
    ]


def test_the_published_table_gives_728_children_in_seven_services(shared):
    path = shared / "official" / "yjb_west_midlands" / "YJS_Dashboard_Public_v2.csv"

    read = source.READER.read(files.open_file(path))

    whole = read.figures[(read.figures["age"] == "10-17") & (read.figures["ethnicity"] == "all")]
    counts = whole[whole["measure"] == COUNT].set_index("area")["count"]
    assert counts.to_dict() == {
        "birmingham": 308,
        "coventry": 54,
        "dudley": 75,
        "sandwell": 97,
        "solihull": 26,
        "walsall": 98,
        "wolverhampton": 70,
    }
    rates = whole[whole["measure"] == RATE].set_index("area")["value"]
    assert rates.to_dict() == {
        "birmingham": 23,
        "coventry": 16,
        "dudley": 24,
        "sandwell": 25,
        "solihull": 12,
        "walsall": 32,
        "wolverhampton": 25,
    }
    assert (read.faults, read.unresolved) == ((), {})
