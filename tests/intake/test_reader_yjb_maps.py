"""The tables of the YJB's maps: one year of a publication, services and regions, children and offences."""

import pytest

from tests.madeup import yjb_maps
from yotlib.intake import readers
from yotlib.intake.added import suite_figures
from yotlib.reference.errors import BadFigures

LATER = [["2021-22", *row[1:]] for row in yjb_maps.ONE_YEAR]
KEYS = ["area", "measure", "age", "ethnicity", "period_start", "period_end", "source"]


def test_children_and_offences_come_with_the_children_who_live_there(tmp_path):
    done = readers.read(yjb_maps.write(tmp_path / "made_up.csv"), released="2022-01-31")

    assert done.source == "yjb-maps-2020-21"
    assert done.figures[["area", "measure", "count", "population"]].to_numpy().tolist() == [
        ["east-of-england", "cautioned_or_sentenced", 30, 10000],
        ["thurrock", "cautioned_or_sentenced", 12, 4000],
        ["thurrock", "offences_per_1000", 40, 4000],
    ]
    assert done.left_out == ("Rows of cautions and sentences, which have no measure here: 1.",)


def test_a_number_that_does_not_give_the_rate_printed_beside_it_is_wrong(tmp_path):
    rows = [[*row[:5], 13, *row[6:]] if row[5] == 12 else row for row in yjb_maps.ONE_YEAR]

    done = readers.read(yjb_maps.write(tmp_path / "made_up.csv", rows), released="2022-01-31")

    assert [(fault.severity, fault.row, fault.expected) for fault in done.faults] == [
        ("wrong", 3, "its row prints 3.0 per 1,000 for 13 of 4000")
    ]


def test_a_row_that_counts_nobody_is_wrong_where_the_rows_beside_it_contradict_themselves(tmp_path):
    of_nobody = ["2020-21", "children", "youth justice service", "Eastern", "Luton", 0, 2000, 0.0]
    rows = [[*row[:6], row[6] // 100, row[7]] for row in [*yjb_maps.ONE_YEAR, of_nobody]]

    done = readers.read(yjb_maps.write(tmp_path / "made_up.csv", rows), released="2022-01-31")

    assert {fault.row: fault.expected for fault in done.faults}[6] == (
        "most rows beside it contradict themselves: row 2 prints 3.0 per 1,000 for 30 of 100"
    )
    assert len(done.faults) == len(done.figures) == 4


def test_of_several_years_the_one_named_by_the_key_is_read(tmp_path):
    path = yjb_maps.write(tmp_path / "made_up.csv", [*yjb_maps.ONE_YEAR, *LATER])

    done = readers.read(path, source="yjb-maps-2021-22")

    assert {f"{day.date()}" for day in done.figures["period_start"]} == {"2021-04-01"}
    assert done.left_out[0] == "Rows of other years than 2021-22: 4."


def test_several_years_without_a_key_are_refused_with_how_to_say_it(tmp_path):
    path = yjb_maps.write(tmp_path / "made_up.csv", [*yjb_maps.ONE_YEAR, *LATER])

    with pytest.raises(BadFigures) as refused:
        readers.read(path, released="2022-01-31")

    assert str(refused.value) == (
        "made_up.csv has figures of '2020-21', '2021-22', each a publication of its own; name one with --source, as in "
        "yjb-maps-2020-21."
    )


@pytest.mark.parametrize("source", ["yjb-maps-2020-21", "yjb-maps-2021-22"])
def test_every_number_of_the_real_file_is_the_one_shipped(shared, source):
    path = shared / "official" / "yjb" / "local_mapping_tool_2020-21_and_2021-22.csv"

    done = readers.read(path, source=source)

    numbers = ["count", "population"]
    both = done.figures.merge(suite_figures.figures()[[*KEYS, *numbers]], on=KEYS, suffixes=("", "_shipped"))
    assert len(done.figures) == len(both) == 328
    assert (both[numbers].to_numpy() == both[[f"{name}_shipped" for name in numbers]].to_numpy()).all()
    assert done.unresolved == {}
    assert done.faults == ()
