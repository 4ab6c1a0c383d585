"""A measure of one's own, from its definition and a sheet to a comparison; every figure is made up."""

import pytest

import yotlib as yot
from tests.madeup import clone, filled_in, lait
from yotlib.intake import readers
from yotlib.reference import measures
from yotlib.reference.errors import AskedWrongly

DEFINITION = """[made_up_measure]
name = "Children in a made-up state"
unit = "of children asked"
per = 100
polarity = "lower is better"
interval = "proportion"
source = "Nobody"
definition = "Children in that state, of all who were asked."
"""
ROW = {"measure": "made_up_measure", "period": "2024", "value": "", "published": "yes", "released": "2025-03-01"}


@pytest.fixture(autouse=True)
def added(monkeypatch, tmp_path):
    """The suite with two figures, what is added in a folder of the test's own, and every reader."""
    every_reader = readers.readers()
    clone.settle(monkeypatch, tmp_path)
    monkeypatch.setattr(readers, "readers", lambda: every_reader)


@pytest.fixture
def defined(tmp_path):
    path = tmp_path / "made-up.toml"
    path.write_text(DEFINITION)
    return path


@pytest.fixture
def sheet(tmp_path):
    rows = {"leeds": ("30", "400"), "bradford": ("80", "400"), "england": ("9000", "100000")}
    filled = [ROW | {"area": area, "count": count, "population": all_} for area, (count, all_) in rows.items()]
    return filled_in.write(tmp_path / "made-up.csv", *filled)


def test_a_definition_and_a_sheet_make_a_measure_that_compares(defined, sheet):
    yot.data.add([sheet, defined])

    table = yot.compare(yot.load(), "bradford", "made_up_measure", baselines="england, leeds")
    assert table["value"].tolist() == [20, 9, 7.5]
    assert table["verdict"].tolist() == ["", "higher", "higher"]
    assert table["judgement"].tolist() == ["", "worse", "worse"]
    assert yot.findings.headline(table).startswith("Children in a made-up state were 20.0% in Bradford in 2024")


def test_the_measure_is_on_the_page_of_facts_after_the_suites(defined, sheet):
    yot.data.add([defined, sheet])

    page = yot.context.page(yot.load(), "leeds")

    assert page["measure"].iloc[-1] == "made_up_measure"


def test_without_its_definition_a_sheet_is_refused(sheet):
    (failed,) = yot.data.add([sheet]).failed

    assert "measure is 'made_up_measure', not one of" in str(failed[1])


def test_a_dry_run_keeps_neither_figures_nor_definition(defined, sheet):
    outcome = yot.data.add([defined, sheet], dry_run=True)

    assert [one.new for one in outcome.files] == [3]
    assert [one.key for one in outcome.measures] == ["made_up_measure"]
    assert "made_up_measure" not in measures.MEASURES


def test_another_definition_of_a_measure_is_taken_only_to_replace_it(defined):
    yot.data.add([defined])
    defined.write_text(DEFINITION.replace("per = 100", "per = 100\ndecimals = 0"))

    (failed,) = yot.data.add([defined]).failed
    assert str(failed[1]) == (
        "made-up.toml defines made_up_measure otherwise than it is kept; say --replace to take this definition."
    )
    yot.data.add([defined], replace=True)
    assert measures.get("made_up_measure").decimals == 0


def test_a_measure_is_removed_once_none_of_its_figures_is_held(defined, sheet):
    (file,) = yot.data.add([defined, sheet]).files

    with pytest.raises(AskedWrongly, match=f"are held from {file.source}; remove those first"):
        yot.data.remove("made_up_measure")
    yot.data.remove(file.source)
    yot.data.remove("made_up_measure")
    assert "made_up_measure" not in measures.MEASURES


def test_a_row_of_the_tool_is_read_by_the_name_that_a_definition_gives(tmp_path, defined):
    defined.write_text(f'{DEFINITION}lait = "Made Up"\nage = "16-17"\nyears = "calendar"\n')
    table = lait.series("Made Up", [2023, 2024], {"Bradford": ["5.1", "6.2"], "England": ["3.0", "3.5"]}, "Made up (%)")

    outcome = yot.data.add([defined, lait.csv(tmp_path / "tool.csv", table)], released="2026-02-11")

    assert [one.new for one in outcome.files] == [4]
    rows = yot.series(yot.load(), "bradford", "made_up_measure", age="16-17")
    assert rows[["year", "value"]].values.tolist() == [["2023", 5.1], ["2024", 6.2]]


def test_the_sheet_to_fill_in_has_the_measure_in_its_example(tmp_path, defined):
    yot.data.add([defined])

    yot.data.template(tmp_path / "sheet.csv", measure="made_up_measure")

    assert "leeds,made_up_measure,10-17" in (tmp_path / "sheet.csv").read_text()


def test_unpublished_counts_that_are_small_or_leave_few_are_withheld(tmp_path, defined):
    counts = {"leeds": ("4", "400"), "bradford": ("398", "400"), "york": ("40", "400"), "kirklees": ("", "")}
    rows = [
        ROW | {"area": area, "count": count, "population": all_, "published": "no", "value": "" if count else "1.5"}
        for area, (count, all_) in counts.items()
    ]

    yot.data.add([defined, filled_in.write(tmp_path / "own.csv", *rows)])

    held = yot.load().query("measure == 'made_up_measure'").set_index("area")
    assert held["value"].notna().to_dict() == {"leeds": False, "bradford": False, "york": True, "kirklees": False}
    assert held.loc[["leeds", "bradford"], ["count", "population"]].isna().all(axis=None)
    assert held.loc["leeds", "note"].startswith("[c] withheld")
