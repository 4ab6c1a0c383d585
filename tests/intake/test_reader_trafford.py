"""Trafford Data Lab's form of the YJB's local tables: two measures in one column, which belong together."""

import pandas as pd
import pytest

from tests.madeup import trafford
from yotlib.figures import load
from yotlib.figures.worked_out import published
from yotlib.intake import files
from yotlib.intake.readers import trafford as source
from yotlib.intake.readers.reader import READ_COLUMNS
from yotlib.reference.errors import BadFigures

COUNT, RATE = "cautioned_or_sentenced", "cautioned_or_sentenced_rate"


def reading(tmp_path, table):
    return source.READER.read(files.open_file(trafford.write(tmp_path / "made_up.csv", table)))


def told(read):
    return [f"{fault.severity} {fault}" for fault in read.faults]


def test_it_is_known_by_its_columns_and_its_indicator(tmp_path):
    ours = files.open_file(trafford.write(tmp_path / "a", trafford.whole()))
    other = files.open_file(trafford.write(tmp_path / "b", trafford.whole().assign(indicator="Children in need")))
    short = files.open_file(trafford.write(tmp_path / "c", trafford.whole().drop(columns="period")))

    assert source.READER.recognises(ours)
    assert not source.READER.recognises(other)
    assert not source.READER.recognises(short)


def test_a_count_is_a_count_and_a_rate_has_the_count_it_is_made_of(tmp_path):
    read = reading(tmp_path, trafford.whole())

    assert list(read.figures) == READ_COLUMNS
    assert read.figures[["area", "measure", "value", "count", "row"]].fillna(-1).values.tolist()[:4] == [
        ["bromley", COUNT, -1.0, 180.0, 2],
        ["bromley", RATE, 60.0, 180.0, 3],
        ["bromley", COUNT, -1.0, 121.0, 4],
        ["bromley", RATE, 40.0, 121.0, 5],
    ]
    assert told(read) == []


def test_a_year_with_a_stroke_runs_from_april_to_march(tmp_path):
    first = reading(tmp_path, trafford.whole()).figures.iloc[0]

    assert (first["period_start"], first["period_end"]) == (pd.Timestamp(2014, 4, 1), pd.Timestamp(2015, 3, 31))


def test_a_count_without_a_rate_is_to_be_looked_at(tmp_path):
    read = reading(tmp_path, trafford.whole().drop(index=1))

    assert told(read) == [
        "look made_up.csv row 2: Children cautioned or sentenced, Bromley, 2014-15: 180 counted; "
        "the file has no rate of it"
    ]


def test_a_rate_and_a_count_far_from_what_the_areas_other_years_imply_are_to_be_looked_at(tmp_path):
    years = [("Bromley", "2014/15", 180, 60), ("Bromley", "2015/16", 120, 40), ("Bromley", "2016/17", 90, 50)]

    read = reading(tmp_path, trafford.table(years))

    assert told(read) == [
        "look made_up.csv row 7: Children cautioned or sentenced, rate, Bromley, 2016-17: 50 per 10,000; 90 children "
        "are about 30 per 10,000, by the population that the area's other years imply",
        "look made_up.csv row 6: Children cautioned or sentenced, Bromley, 2016-17: 90 counted; 50 per 10,000 are "
        "about 150 children, by the population that the area's other years imply",
    ]


def test_a_number_that_is_not_available_keeps_its_row(tmp_path):
    read = reading(tmp_path, trafford.table([("Bromley", "2014/15", "NA", 60)]))

    assert read.figures[["value", "count"]].isna().values.tolist() == [[True, True], [False, True]]
    assert read.figures["note"].tolist() == ["[x] not available", ""]


def test_a_name_beside_another_areas_code_is_counted_and_left_out(tmp_path):
    rows = [("Bromley", "2014/15", 180, 60), ("Leeds", "2014/15", 180, 60)]

    read = reading(tmp_path, trafford.table(rows))

    assert read.unresolved == {"Leeds": 2}
    assert set(read.figures["area"]) == {"bromley"}


def test_a_figure_of_an_authority_that_is_part_of_a_team_says_so(tmp_path):
    read = reading(tmp_path, trafford.table([("Worcestershire", "2014/15", 180, 60)]))

    assert set(read.figures["note"]) == {"a local authority's figure, not its team's (West Mercia)"}


def test_another_measure_of_the_column_is_left_out_with_a_word(tmp_path):
    table = trafford.whole()
    table.loc[3, "measure"] = "Per 1,000 aged 10-17"

    read = reading(tmp_path, table)

    assert read.left_out == ("Rows of the measure 'Per 1,000 aged 10-17', which is not read: 1.",)
    assert len(read.figures) == 7


def test_a_file_of_no_area_known_here_is_refused(tmp_path):
    with pytest.raises(BadFigures, match=r"^made_up.csv has no figure of an area known here; its measures are Count, "):
        reading(tmp_path, trafford.table([("Leeds", "2014/15", 180, 60)]))


def test_the_real_file_gives_the_figures_already_held_of_it_cell_by_cell_and_the_rates(shared):
    path = shared / "official" / "trafford" / "children_offending.csv"
    read = source.READER.read(files.open_file(path))

    keys = ["area", "period_start"]
    held = published(load.load()).query("source == 'yjb-local-2024-25'").sort_values(keys, ignore_index=True)
    counts, rates = (
        read.figures[read.figures["measure"] == measure].sort_values(keys, ignore_index=True)
        for measure in (COUNT, RATE)
    )
    columns = [name for name in READ_COLUMNS if name != "row"]
    filled = counts.assign(value=counts["count"])
    assert len(held) == len(rates) == 121
    pd.testing.assert_frame_equal(filled[columns], held[columns], check_dtype=False)
    assert rates["value"].notna().all()
    assert told(read) == []
