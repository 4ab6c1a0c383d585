"""The sheet to fill in: written with drop-downs and notes, read whole, every problem at once."""

import openpyxl
import pandas as pd
import pytest

from tests.madeup import filled_in
from yotlib.intake import readers
from yotlib.intake.readers import write_template
from yotlib.reference.errors import BadFigures


def problems(path):
    with pytest.raises(BadFigures) as refused:
        readers.read(path)
    return refused.value.problems


def test_a_figure_is_read_with_what_it_comes_from(tmp_path):
    read = readers.read(filled_in.write(tmp_path / "own.csv", {}))

    row = read.figures.iloc[0]
    assert row[["area", "measure", "age", "ethnicity"]].tolist() == ["bradford", "first_time_entrants", "10-17", "all"]
    assert row[["value", "count", "population"]].tolist() == [101.1, 66, 65251]
    assert (row["period_start"], row["period_end"]) == (pd.Timestamp(2024, 1, 1), pd.Timestamp(2024, 12, 31))
    assert {read.publication[name] for name in ("title", "released")} == {"Our own count", "2026-03-01"}
    assert (read.publication["published"], read.source) == ("no", "own-2026-03")


def test_a_mark_stands_for_a_figure_and_says_why_there_is_none(tmp_path):
    read = readers.read(
        filled_in.write(tmp_path / "own.csv", {"value": "[u]", "count": "", "population": "", "note": "ours"})
    )

    assert read.figures["value"].isna().all()
    assert read.figures["note"].tolist() == ["[u] too few to be reliable; ours"]


def test_a_measure_may_be_called_by_its_printed_name_and_a_group_with_a_blank(tmp_path):
    named = {"measure": "Children cautioned or sentenced", "ethnicity": "Not known", "value": "", "population": ""}

    row = readers.read(filled_in.write(tmp_path / "own.csv", named)).figures.iloc[0]

    assert (row["measure"], row["ethnicity"]) == ("cautioned_or_sentenced", "not-known")


def test_every_problem_is_told_at_once_with_its_row(tmp_path):
    path = filled_in.write(
        tmp_path / "own.csv",
        {"area": "Atlantis"},
        {"measure": "fte", "value": "many"},
        {"period": "20x8", "ethnicity": "blue"},
        {"value": "", "count": "", "population": ""},
    )

    found = problems(path)

    assert [line.partition(":")[0] for line in found] == [f"own.csv row {row}" for row in (2, 3, 3, 4, 4, 5)]
    assert found[0] == "own.csv row 2: area is 'Atlantis', not an area such as leeds."
    assert found[5] == (
        "own.csv row 5: there is neither a value nor a count; write [x] as the value if it is not available."
    )


def test_a_sheet_that_does_not_say_what_it_comes_from_is_refused(tmp_path):
    path = filled_in.write(tmp_path / "own.csv", {"title": "", "released": "", "published": "perhaps"})

    assert problems(path) == [
        "own.csv: title is not filled in; write it on the first figure's row.",
        "own.csv: released is not filled in; write it on the first figure's row.",
        "own.csv: published is 'perhaps'; write yes, or no for a team's own unpublished figures.",
    ]


def test_two_publications_in_one_sheet_are_refused(tmp_path):
    path = filled_in.write(tmp_path / "own.csv", {}, {"title": "Another"})

    assert problems(path) == ["own.csv: title is 'Our own count', 'Another'; one sheet is of one publication."]


@pytest.mark.parametrize("name", ["blank.xlsx", "blank.csv"])
def test_a_sheet_as_it_is_written_holds_no_figure_to_read(tmp_path, name):
    write_template.write(tmp_path / name)

    assert problems(tmp_path / name) == [f"{name} has no figure filled in; write one a row below the example."]


def test_the_workbook_offers_choices_and_a_note_on_every_column(tmp_path):
    write_template.write(tmp_path / "blank.xlsx")

    figures = openpyxl.load_workbook(tmp_path / "blank.xlsx")["Figures"]

    assert all(cell.comment.text for cell in figures[1])
    assert len(figures.data_validations.dataValidation) == 5
    assert figures["I2"].value.startswith("EXAMPLE")


def test_what_is_filled_into_the_workbook_is_read(tmp_path):
    path = filled_in.workbook(tmp_path / "own.xlsx", {})

    assert readers.read(path).figures["value"].tolist() == [101.1]
