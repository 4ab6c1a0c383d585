"""The DfE's long table: whose figure, of which period, in which unit, and which figures cannot be a council's own."""

import pandas as pd
import pytest

from tests.madeup import lait
from yotlib.intake import files
from yotlib.intake.added import suite_figures
from yotlib.intake.readers import lait as source
from yotlib.intake.readers.reader import READ_COLUMNS
from yotlib.reference.errors import BadFigures

MISSING = "[x] missing, suppressed or not applicable: the source does not say which"
CALENDAR, TO_MARCH, UNKNOWN = "dfe-lait-2025-11", "dfe-lait-2026-02", "dfe-lait-2031-05"
KEYS = ["area", "measure", "age", "ethnicity", "period_start", "period_end"]
# Councils that began or ended within a period, and figures known to be wrong: Kingston upon Hull's against Kingston
# upon Thames, and sums of rates against England.
REORGANISED = {"bournemouth", "bournemouth-christchurch-and-poole", "cumbria", "dorset-to-2019", "poole"}
OTHERS_2025 = REORGANISED | {"kingston-upon-thames", "northamptonshire"}
OTHERS_2026 = REORGANISED | {
    *("england", "northamptonshire", "northamptonshire-to-2021", "north-northamptonshire", "west-northamptonshire")
}
# Rows with a figure in the two real files, counted there: areas, England and the two parts of London.
IN_THE_FILE = {
    "2025-11-17": dict(zip(range(2016, 2024), (158, 158, 158, 156, 155, 152, 156, 155), strict=True)),
    "2026-02-11": dict(zip(range(2016, 2025), (158, 158, 158, 158, 157, 156, 159, 158, 159), strict=True)),
}


def reading(tmp_path, *tables, release=CALENDAR):
    path = lait.parquet(tmp_path / "made_up.parquet", pd.concat(tables, ignore_index=True))
    return source.READER.read_release(files.open_file(path), release)


def figure(read, area, measure="first_time_entrants", year=2018, age="10-17"):
    wanted = {"area": area, "measure": measure, "age": age, "period_start": pd.Timestamp(year, 1, 1)}
    if measure.startswith("cautioned"):
        wanted["period_start"] = pd.Timestamp(year, 4, 1)
    return read.figures[(read.figures[list(wanted)] == pd.Series(wanted)).all(axis=1)].squeeze()


def of(read, severity):
    return [str(fault).removeprefix("made_up.parquet ") for fault in read.faults if fault.severity == severity]


def test_it_is_known_by_its_columns_as_parquet_and_as_csv(tmp_path):
    parquet = files.open_file(lait.parquet(tmp_path / "a", lait.whole()))
    table = files.open_file(lait.csv(tmp_path / "b", lait.whole()))
    other = files.open_file(lait.csv(tmp_path / "c", lait.whole().rename(columns={"Values": "Value"})))

    assert source.READER.recognises(parquet)
    assert source.READER.recognises(table)
    assert not source.READER.recognises(other)


def test_parquet_and_csv_give_the_same_figures(tmp_path):
    parquet, table = (
        source.READER.read(files.open_file(write(tmp_path / "made_up", lait.whole())))
        for write in (lait.parquet, lait.csv)
    )

    pd.testing.assert_frame_equal(parquet.figures, table.figures)
    assert list(parquet.figures) == READ_COLUMNS


def test_the_four_measures_come_with_their_ages_and_periods_and_no_other(tmp_path):
    read = reading(tmp_path, lait.whole())

    found = read.figures[read.figures["area"] == "bradford"].fillna({"value": -1})
    assert found[["measure", "age", "period_start", "period_end", "value"]].astype("str").values.tolist() == [
        ["first_time_entrants", "10-17", "2018-01-01", "2018-12-31", "501.0"],
        ["first_time_entrants", "10-17", "2019-01-01", "2019-12-31", "-1.0"],
        ["reoffending_rate", "15-17", "2018-01-01", "2018-12-31", "40.41"],
        ["reoffending_rate", "10-14", "2018-01-01", "2018-12-31", "31.5"],
        ["cautioned_or_sentenced_rate", "10-17", "2018-04-01", "2019-03-31", "66.0"],
    ]


def test_a_row_of_the_file_is_named_as_a_person_counts_it(tmp_path):
    assert figure(reading(tmp_path, lait.whole()), "yorkshire-and-the-humber", year=2019)["row"] == 7


def test_a_dash_keeps_its_row_and_says_what_it_may_mean(tmp_path):
    found = figure(reading(tmp_path, lait.whole()), "bradford", year=2019)

    assert pd.isna(found["value"])
    assert found["note"] == MISSING


@pytest.mark.parametrize(
    ("release", "short", "dates"),
    [
        ("dfe-lait-2024-11", lait.ENTRANTS, ("2015-04-01", "2016-03-31")),
        ("dfe-lait-2025-03", lait.ENTRANTS, ("2016-01-01", "2016-12-31")),
        (TO_MARCH, lait.ENTRANTS, ("2016-01-01", "2016-12-31")),
        ("dfe-lait-2024-11", lait.OLDER, ("2016-01-01", "2016-12-31")),
        (CALENDAR, lait.YOUNGER, ("2016-01-01", "2016-12-31")),
        (TO_MARCH, lait.YOUNGER, ("2015-04-01", "2016-03-31")),
        ("dfe-lait-2026-04", lait.OLDER, ("2015-04-01", "2016-03-31")),
    ],
)
def test_a_year_alone_is_the_year_that_the_release_means(tmp_path, release, short, dates):
    read = reading(tmp_path, lait.series(short, [2016], {"Bradford": [40.1]}), release=release)

    found = read.figures.squeeze()
    assert (f"{found['period_start'].date()}", f"{found['period_end'].date()}") == dates
    assert found["note"] == ""
    assert read.faults == ()


@pytest.mark.parametrize("release", [UNKNOWN, "leeds-copy"])
def test_a_release_that_nobody_has_described_has_its_newest_figures_without_dates(tmp_path, release):
    tables = lait.series(lait.OLDER, [2015, 2016], {"Bradford": [40.1, 41.2], "Leeds": [30.3, "-"]})

    read = reading(tmp_path, tables, release=release)

    assert read.figures["value"].fillna(-1).tolist() == [41.2, -1]
    assert read.figures[["period_start", "period_end"]].isna().all(axis=None)
    assert read.left_out[-1].startswith("What a year alone means in this release is not known: its newest figures are")
    words = "labelled 2016 by the source, which does not say what year is meant"
    assert read.figures["note"].tolist() == [words, f"{MISSING}; {words}"]
    assert of(read, "look") == [
        "made_up.parquet: Proven reoffending (binary rate): data/releases.csv does not say what a year means in this "
        "release, so its figures are read without dates; the newest year is kept as period not stated, and 2 figures "
        "of earlier years are left out"
    ]


def test_a_label_of_two_years_needs_no_description(tmp_path):
    read = reading(tmp_path, lait.series(lait.CAUTIONED, ["2024-25"], {"Bradford": [23.5]}), release=UNKNOWN)

    assert read.figures["period_start"].tolist() == [pd.Timestamp("2024-04-01")]


def test_a_part_of_london_is_no_area_and_its_rows_are_counted(tmp_path):
    assert reading(tmp_path, lait.whole()).unresolved == {"London (Inner)": 2}


def test_the_order_of_the_rows_makes_no_difference(tmp_path):
    read = reading(tmp_path, lait.whole())
    turned = reading(tmp_path, lait.whole()[::-1])

    keys = ["area", "measure", "age", "period_start"]
    one, other = (each.figures.drop(columns="row").sort_values(keys, ignore_index=True) for each in (read, turned))
    pd.testing.assert_frame_equal(one, other)


def test_a_rate_per_thousand_is_turned_into_per_ten_thousand_and_says_so(tmp_path):
    found = figure(reading(tmp_path, lait.whole()), "bradford", "cautioned_or_sentenced_rate")

    assert found["value"] == 66.0
    assert found["note"] == "printed per 1,000: 6.6"


def test_where_the_file_states_no_unit_it_is_the_dictionarys_and_somebody_should_look(tmp_path):
    table = lait.series(lait.CAUTIONED, ["2024-25"], {"Bradford": [23.5], "Leeds": ["-"]})

    read = reading(tmp_path, table, release=UNKNOWN)

    found = figure(read, "bradford", "cautioned_or_sentenced_rate", 2024)
    assert found["value"] == 23.5
    assert found["note"] == "the file does not state the unit; read as per 10,000"
    assert figure(read, "leeds", "cautioned_or_sentenced_rate", 2024)["note"] == MISSING
    assert of(read, "look") == [
        "made_up.parquet: Children cautioned or sentenced, rate: the file does not state the unit; read as per 10,000, "
        "as the tool's data dictionary has it; an earlier release was per 1,000"
    ]


def test_where_the_file_states_no_unit_it_is_that_of_the_table_of_releases(tmp_path):
    table = lait.series(lait.CAUTIONED, ["2024-25"], {"Bradford": [23.5]})

    read = reading(tmp_path, table, release=TO_MARCH)

    assert read.figures[["value", "note"]].to_numpy().tolist() == [[23.5, ""]]
    assert read.faults == ()


def test_no_rate_without_a_unit_is_taken_that_is_too_low_for_the_one_it_should_have(tmp_path):
    read = reading(tmp_path, lait.series(lait.CAUTIONED, ["2018-19"], {"Bradford": [6.6], "Leeds": [2.5]}))

    assert read.figures.empty
    assert read.left_out[-1] == (
        f"{lait.CAUTIONED} is not taken: its Data item states no unit, and the middle figure is 4.55, too low for "
        "per 10,000 (figures: 2)."
    )


def test_no_rate_is_taken_whose_units_differ(tmp_path):
    one = lait.series(lait.CAUTIONED, ["2018-19"], {"Bradford": [6.6]}, "per 1,000")
    other = lait.series(lait.CAUTIONED, ["2019-20"], {"Bradford": [66]}, "per 10,000")

    read = reading(tmp_path, one, other)

    assert read.figures.empty
    assert read.left_out[-1].endswith("not taken: its Data item says per 1,000 and per 10,000 (figures: 2).")


def test_no_rate_is_taken_that_is_per_something_no_rate_is_per(tmp_path):
    read = reading(tmp_path, lait.series(lait.CAUTIONED, ["2018-19"], {"Bradford": [66]}, "per 1,00 of the population"))

    assert read.left_out[-1] == f"{lait.CAUTIONED} is not taken: its Data item says per 1,00 (figures: 1)."


def test_a_number_printed_against_every_authority_of_each_team_is_the_teams(tmp_path):
    rates = {"Bury": 28.4, "Rochdale": 28.4, "Middlesbrough": 36.3, "Redcar and Cleveland": 36.3}
    rates |= {"Bedford Borough": 17.5, "Central Bedfordshire": 17.5, "Cornwall": 22.9, "Isles of Scilly": "-"}

    table = lait.series(lait.CAUTIONED, ["2024-25"], {name: [rate] for name, rate in rates.items()})

    read = reading(tmp_path, table, release=UNKNOWN)

    assert dict(zip(read.figures["area"], read.figures["value"], strict=True)) == {
        "bury-and-rochdale": 28.4,
        "south-tees": 36.3,
        "bedfordshire": 17.5,
        "cornwall": 22.9,
    }
    assert read.figures["note"].iloc[0].endswith("; printed against 2 of its local authorities")
    assert read.left_out[-1] == "Rows that print a team's number again, against another of its authorities: 3."
    assert "one number against all authorities of each of 3 teams of several" in of(read, "look")[-1]


def test_a_number_of_a_youth_justice_area_is_the_teams_where_the_file_says_so(tmp_path):
    rates = {"Bournemouth, Christchurch and Poole": ["-"], "Dorset": [2.8], "Northamptonshire": [2.5]}

    read = reading(tmp_path, lait.series(lait.CAUTIONED, ["2022-23"], rates, lait.PER_THOUSAND))

    assert dict(zip(read.figures["area"], read.figures["value"], strict=True)) == {
        "dorset-combined-yos": 28.0,
        "northamptonshire": 25.0,
    }
    assert read.figures["note"].iloc[0] == "printed per 1,000: 2.8; printed against Dorset"
    assert read.faults == ()


def test_two_numbers_against_authorities_of_one_service_cannot_both_be_right(tmp_path):
    read = reading(
        tmp_path, lait.series(lait.CAUTIONED, ["2022-23"], {"Bury": [2.8], "Rochdale": [2.9]}, lait.PER_THOUSAND)
    )

    assert read.figures["area"].tolist() == ["bury", "rochdale"]
    assert [fault.row for fault in read.faults if fault.severity == "wrong"] == [2, 3]


@pytest.mark.parametrize("rochdale", [28.4, 21.0])
def test_authorities_stay_authorities_unless_most_of_several_teams_have_one_number(tmp_path, rochdale):
    rates = {"Bury": 28.4, "Rochdale": rochdale, "Middlesbrough": 36.3, "Redcar and Cleveland": rochdale + 7.9}
    third = {"Bedford Borough": 17.5, "Central Bedfordshire": 17.5} if rochdale == 21.0 else {}

    read = reading(
        tmp_path, lait.series(lait.CAUTIONED, ["2024-25"], {at: [rate] for at, rate in (rates | third).items()})
    )

    assert read.figures["area"].tolist()[:4] == ["bury", "rochdale", "middlesbrough", "redcar-and-cleveland"]


def test_a_figure_of_an_authority_that_is_part_of_a_team_says_so(tmp_path):
    read = reading(tmp_path, lait.series(lait.ENTRANTS, [2018], {"Worcestershire": [300], "Cornwall": [160]}))

    assert read.figures["area"].tolist() == ["worcestershire", "cornwall-without-isles-of-scilly"]
    assert read.figures["note"].iloc[0] == "a local authority's figure, not its team's (West Mercia)"


def test_a_council_keeps_its_last_part_year_with_somebody_to_look_at_it(tmp_path):
    read = reading(tmp_path, lait.series(lait.ENTRANTS, [2020, 2021], {"Northamptonshire": [208, 43]}))

    assert read.figures["area"].tolist() == ["northamptonshire-to-2021", "northamptonshire-to-2021"]
    assert read.figures["note"].str.endswith("; the council ended on 31 March 2021, within the period").tolist() == [
        False,
        True,
    ]
    assert of(read, "wrong") == []
    assert of(read, "look") == [
        "row 3: First-time entrants, Northamptonshire (county, to March 2021), 2021: 43 per 100,000; "
        "the council ended on 31 March 2021: 90 of the period's 365 days; 208 in 2020"
    ]


def test_a_council_has_no_figure_of_a_year_after_it_ended(tmp_path):
    read = reading(tmp_path, lait.series(lait.ENTRANTS, [2022, 2023, 2024], {"Cumbria": [174, 42, 41]}))

    assert of(read, "wrong") == [
        "row 4: First-time entrants, Cumbria, 2024: 41 per 100,000; "
        "a council abolished on 31 March 2023 cannot have a figure of 2024"
    ]
    assert [fault.row for fault in read.faults if fault.severity == "look"] == [3]


def test_a_name_that_goes_on_after_its_council_ended_is_the_team_of_that_name(tmp_path):
    rates = {"Northamptonshire": [208, 170, 172, 113], "West Northamptonshire": 4 * "-"}

    read = reading(tmp_path, lait.series(lait.ENTRANTS, [2020, 2021, 2022, 2023], rates))

    numbers = read.figures.dropna(subset=["value"])
    assert numbers["area"].tolist() == ["northamptonshire-to-2021", *3 * ["northamptonshire"]]
    assert numbers["note"].tolist()[1:] == 3 * [""]
    assert read.faults == ()


def test_a_name_that_goes_on_beside_figures_of_its_new_councils_is_not_their_team(tmp_path):
    rates = {"Northamptonshire": [172], "West Northamptonshire": [161]}

    read = reading(tmp_path, lait.series(lait.ENTRANTS, [2022], rates))

    assert read.figures["area"].tolist() == ["northamptonshire-to-2021", "west-northamptonshire"]
    assert [fault.row for fault in read.faults if fault.severity == "wrong"] == [2]


def test_figures_that_begin_in_the_year_a_council_ended_and_go_on_are_another_councils(tmp_path):
    read = reading(
        tmp_path,
        lait.series(lait.ENTRANTS, [2018, 2019, 2020], {"Dorset (Pre LG)": ["-", 239, 232], "Dorset": 3 * "-"}),
    )

    assert of(read, "wrong") == [
        "row 4: First-time entrants, Dorset (county, to March 2019), 2019: 239 per 100,000; a council abolished on "
        "31 March 2019 that has later figures and none of its whole years: they are another council's",
        "row 6: First-time entrants, Dorset (county, to March 2019), 2020: 232 per 100,000; "
        "a council abolished on 31 March 2019 cannot have a figure of 2020",
    ]


def test_a_council_has_no_figure_of_a_year_before_it_began(tmp_path):
    read = reading(tmp_path, lait.series(lait.ENTRANTS, [2020], {"North Northamptonshire": [120]}))

    assert of(read, "wrong") == [
        "row 2: First-time entrants, North Northamptonshire, 2020: 120 per 100,000; "
        "a council that began on 1 April 2021 cannot have a figure of 2020"
    ]


def test_what_is_neither_a_number_nor_a_dash_is_refused_by_its_row(tmp_path):
    with pytest.raises(BadFigures, match=r"^made_up.parquet row 3: Values 'n/a' is neither a number nor one of this"):
        reading(tmp_path, lait.series(lait.ENTRANTS, [2018, 2019], {"Bradford": [501, "n/a"]}))


@pytest.mark.parametrize(
    ("column", "slipped", "said"),
    [
        ("LA Number", "116", "LA Number is '116', not the number of an authority such as 380."),
        ("LA Number", "40.41", "LA Number is '40.41', not the number of an authority such as 380."),
        ("Years", "2018-19", "Years of FirstYJS is '2018-19', not a year as its others are."),
    ],
)
def test_what_has_slipped_into_a_column_it_cannot_be_of_is_refused_with_its_row(tmp_path, column, slipped, said):
    table = lait.series(lait.ENTRANTS, [2018], {"Bradford": [351], "England": [243]}).astype({column: object})
    table.loc[1, column] = slipped

    with pytest.raises(BadFigures) as refused:
        source.READER.read(files.open_file(lait.csv(tmp_path / "made_up.csv", table)))

    assert refused.value.problems == [f"made_up.csv row 3: {said}"]


def test_a_table_without_any_of_the_measures_is_refused(tmp_path):
    with pytest.raises(BadFigures, match=r"^made_up.parquet has none of the measures read here: 'FirstYJS', 'Reoff"):
        reading(tmp_path, lait.series("Attainment8", [2018], {"Bradford": [44.1]}, "Average score"))


def real(shared, release):
    path = shared / "official" / "lait" / f"bds_long_0.{release}.parquet"
    return source.READER.read_release(files.open_file(path), f"dfe-lait-{release[:7]}")


@pytest.mark.parametrize("release", IN_THE_FILE)
def test_every_row_of_the_real_file_with_a_first_time_entrant_figure_is_in_or_accounted_for(shared, release):
    read = real(shared, release)

    rows = read.figures[read.figures["measure"] == "first_time_entrants"]
    wrong = {fault.row for fault in read.faults if fault.severity == "wrong"}
    counted = rows.dropna(subset=["value"]).groupby(rows["period_start"].dt.year)["row"].nunique()
    held = rows[rows["row"].isin(wrong)].groupby(rows["period_start"].dt.year)["row"].nunique()
    assert counted.to_dict() == IN_THE_FILE[release]
    assert held.to_dict() == {"2025-11-17": {}, "2026-02-11": dict.fromkeys(range(2019, 2025), 1)}[release]
    assert set(read.unresolved) == {"London (Inner)", "London (Outer)"}


@pytest.mark.parametrize(("release", "shipped"), [("2025-11-17", 4664), ("2026-02-11", 4324)])
def test_the_real_file_gives_every_figure_shipped_of_it_cell_by_cell(shared, release, shipped):
    read = real(shared, release)

    held = suite_figures.figures().query(f"source == 'dfe-lait-{release[:7]}'")
    mine = held[KEYS].merge(read.figures, on=KEYS, how="left", validate="one_to_one")
    assert len(held) == shipped
    columns = [name for name in READ_COLUMNS if name != "row"]
    pd.testing.assert_frame_equal(mine[columns], held[columns].reset_index(drop=True), check_dtype=False)


@pytest.mark.parametrize(("release", "areas"), [("2025-11-17", OTHERS_2025), ("2026-02-11", OTHERS_2026)])
def test_a_number_of_the_real_file_that_is_not_shipped_is_one_that_was_left_out_on_purpose(shared, release, areas):
    read = real(shared, release)

    held = suite_figures.figures().query(f"source == 'dfe-lait-{release[:7]}'")
    both = read.figures.dropna(subset=["value"]).merge(held[KEYS], on=KEYS, how="left", indicator="held")
    assert set(both.loc[both["held"] == "left_only", "area"]) == areas


def test_cumbrias_and_northamptonshires_part_years_are_flagged_in_the_real_file_of_2026(shared):
    read = real(shared, "2026-02-11")

    looked_at = {fault.figure: fault.found for fault in read.faults if fault.severity == "look"}
    assert looked_at["First-time entrants, Cumbria, 2023"] == "42 per 100,000"
    assert looked_at["First-time entrants, Northamptonshire (county, to March 2021), 2021"] == "43 per 100,000"
