"""Fingertips' first-time entrants: taken as printed, and held back where they do not recompute."""

import pandas as pd
import pytest

from tests.madeup import fingertips
from yotlib.figures import load
from yotlib.intake import files, readers
from yotlib.intake.readers import fingertips as source
from yotlib.intake.readers.reader import READ_COLUMNS
from yotlib.reference.errors import BadFigures


def reading(tmp_path, table):
    return source.READER.read(files.open_file(fingertips.write(tmp_path / "made_up.csv", table)))


def changed(area, **cells):
    """Return the short form with other cells in the row of one area."""
    table = fingertips.short()
    table.loc[table["area_name"] == area, list(cells)] = list(cells.values())
    return table


def told(read):
    return [f"{fault.severity} {fault}" for fault in read.faults if fault.row is not None]


def test_it_is_known_by_its_columns_in_either_form(tmp_path):
    short = files.open_file(fingertips.write(tmp_path / "a", fingertips.short()))
    whole = files.open_file(fingertips.write(tmp_path / "b", fingertips.whole(["E06000023"])))
    other = files.open_file(fingertips.write(tmp_path / "c", fingertips.short().drop(columns="denominator")))

    assert source.READER.recognises(short)
    assert source.READER.recognises(whole)
    assert not source.READER.recognises(other)


def test_each_figure_has_its_value_count_population_and_row(tmp_path):
    read = reading(tmp_path, fingertips.short())

    assert list(read.figures) == READ_COLUMNS
    assert read.figures[["area", "value", "count", "population", "row"]].fillna(-1).values.tolist() == [
        ["bristol", 820.0, 82.0, 10000.0, 2],
        ["leeds", 100.0, 10.0, 10000.0, 3],
        ["york", 90.0, 9.0, 10000.0, 4],
        ["worcestershire", 410.0, 82.0, 20000.0, 5],
        ["england", 82.0, 82.0, -1.0, 6],
    ]
    assert set(read.figures["period_end"]) == {pd.Timestamp(2018, 12, 31)}


def test_limits_by_byar_and_exact_and_without_a_denominator_are_found_right(tmp_path):
    assert told(reading(tmp_path, fingertips.short())) == []


def test_a_figure_of_an_authority_that_is_part_of_a_team_says_so(tmp_path):
    read = reading(tmp_path, fingertips.short())

    notes = dict(zip(read.figures["area"], read.figures["note"], strict=True))
    assert notes["worcestershire"] == "a local authority's figure, not its team's (West Mercia)"
    assert notes["leeds"] == ""


def test_a_file_that_does_not_name_its_indicator_is_to_be_looked_at(tmp_path):
    read = reading(tmp_path, fingertips.short())

    assert [str(fault) for fault in read.faults] == [
        "made_up.csv: First-time entrants: the file does not name its indicator; "
        "read as 10401, its values being per 100,000"
    ]


@pytest.mark.parametrize("cells", [{"value": "821"}, {"count": "83"}, {"denominator": "10100.0"}])
def test_a_value_that_is_not_its_count_over_its_denominator_is_wrong(tmp_path, cells):
    read = reading(tmp_path, changed("Bristol", **cells))

    assert [(fault.severity, fault.row) for fault in read.faults if fault.row] == [("wrong", 2)]


def test_limits_that_do_not_follow_are_to_be_looked_at_where_the_value_does(tmp_path):
    read = reading(tmp_path, changed("York", lower_ci_95="41.144"))

    assert told(read) == [
        "look made_up.csv row 4: First-time entrants, York, 2018: 90 per 100,000 (41.144 to 170.848); "
        "a count of 9 gives 41.1537 to 170.8480"
    ]


@pytest.mark.parametrize("cells", [{"value": "83"}, {"count": "92"}, {"upper_ci_95": "102.7848"}])
def test_without_a_denominator_a_value_that_does_not_fit_its_limits_is_wrong(tmp_path, cells):
    read = reading(tmp_path, changed("England", **cells))

    assert [(fault.severity, fault.row) for fault in read.faults if fault.row] == [("wrong", 6)]


def test_a_name_that_is_no_area_is_counted_and_left_out(tmp_path):
    read = reading(tmp_path, changed("Leeds", area_name="Leeds and around"))

    assert read.unresolved == {"Leeds and around": 1}
    assert "leeds" not in set(read.figures["area"])


def test_a_blank_value_keeps_its_row(tmp_path):
    read = reading(tmp_path, changed("Leeds", value="", count=""))

    leeds = read.figures[read.figures["area"] == "leeds"].squeeze()
    assert pd.isna(leeds["value"])
    assert leeds["note"] == "[x] blank in the source"


def test_a_file_of_another_indicator_is_refused(tmp_path):
    per_thousand = fingertips.short().assign(value=["8.2", "1", "0.9", "4.1", "0.8"])

    with pytest.raises(BadFigures) as refused:
        reading(tmp_path, per_thousand)

    assert refused.value.problems == [
        "made_up.csv is not of indicator 10401, first-time entrants: 4 of 4 values with a denominator are not "
        "100,000 x count / denominator."
    ]


def test_a_whole_download_is_told_by_indicator_sex_and_area_code(tmp_path):
    codes = ["E06000023", "E08000035"]
    girls, deaths = fingertips.whole(codes, Sex="Female"), fingertips.whole(codes, Indicator_ID="90366")
    twice = fingertips.whole(codes, Parent_Name="Yorkshire and the Humber region")

    read = reading(tmp_path, pd.concat([girls, deaths, fingertips.whole(codes), twice]))

    assert read.figures[["area", "value", "row"]].values.tolist() == [["bristol", 820.0, 6], ["leeds", 100.0, 7]]
    assert read.faults == ()


def test_a_name_beside_another_areas_code_is_left_out(tmp_path):
    read = reading(tmp_path, fingertips.whole(["E06000023", "E06000014"]))

    assert read.unresolved == {"Leeds": 1}


def test_the_real_file_gives_the_figures_already_held_of_it_cell_by_cell(shared):
    folder = shared / "official" / "fingertips"
    read = source.READER.read(files.open_file(folder / "fingertips_10401_fte_2018_subset.csv"))

    held = load.load().query("source == 'ohid-fingertips-10401-2018'").sort_values("area", ignore_index=True)
    columns = [name for name in READ_COLUMNS if name != "row"]
    mine = read.figures[read.figures["area"] != "worcestershire"].sort_values("area", ignore_index=True)
    assert len(mine) == 35
    pd.testing.assert_frame_equal(mine[columns], held[columns], check_dtype=False)
    assert told(read) == []


def test_a_file_without_an_area_known_here_is_refused(tmp_path):
    table = fingertips.short().assign(area_name="Atlantis")

    with pytest.raises(
        BadFigures, match=r"made_up\.csv has no figure of an area known here; its names are 'Atlantis'\.$"
    ):
        readers.read(fingertips.write(tmp_path / "made_up.csv", table), released="2026-01-31")
