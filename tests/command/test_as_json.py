"""Every --json says the version of its shape and the units of its numbers, as docs/json.md has it."""

import json
import re
from pathlib import Path

import pytest

from yotlib.analysis.inspection import sheet
from yotlib.command import as_json
from yotlib.reference import folders

DOCUMENTED = Path(folders.notebooks()).parent / "docs" / "json.md"


@pytest.fixture
def rated(tmp_path):
    path = tmp_path / "sheet.csv"
    questions = sheet.blank_sheet("2018").splitlines()
    filled = [re.sub(r",,,$", ",80,20,", line) if re.search(r",\d\.\d\.\d,", line) else line for line in questions]
    judged = [re.sub(r"^(,,\d\.\d,[^,]*),,", r"\1,Good,", line) if ",80,20," not in line else line for line in filled]
    path.write_text("\n".join([questions[0], *judged[1:]]) + "\n")
    return path


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        (["list", "--region", "wales", "--json"], ["teams"]),
        (["show", "leeds", "--json"], ["team", "name", "region", "inspection", "measures", "ethnicity"]),
        (["data", "list", "--json"], ["sources"]),
        (["data", "check", "--json"], ["faults"]),
    ],
    ids=["list", "show", "data list", "data check"],
)
def test_every_json_has_its_version_and_units_and_is_as_documented(yot, words, inside):
    _, out, _ = yot(*words)

    printed = json.loads(out)
    assert list(printed) == ["schema_version", "units", *inside]
    assert printed["schema_version"] == as_json.SCHEMA_VERSION == 1
    assert all(f"`{key}`" in DOCUMENTED.read_text(encoding="utf-8") for key in printed)


def test_the_rating_of_a_sheet_has_its_version_and_units(yot, rated):
    _, out, err = yot("inspect", str(rated), "--json")

    printed = json.loads(out)
    assert (printed["schema_version"], err) == (1, "")
    assert printed["units"]["percent"] == "per cent of cases"


def test_every_line_of_a_batch_has_its_version_and_units(yot, tmp_path):
    _, out, _ = yot("batch", "--only", "leeds,bradford", "--dry-run", "--json", "--out", str(tmp_path / "reports"))

    lines = [json.loads(line) for line in out.splitlines()]
    assert [(line["schema_version"], line["units"]) for line in lines] == [(1, {"seconds": "seconds"})] * 2


def test_every_value_of_a_team_has_the_unit_of_its_measure(yot):
    _, out, _ = yot("show", "bradford", "--json")

    units = {one["measure"]: one["unit"] for one in json.loads(out)["measures"]}
    assert units["first_time_entrants"] == "per 100,000 children aged 10-17"
    assert units["reoffending_rate"] == "per cent of children in the cohort"


def test_every_unit_is_of_a_name_that_is_printed():
    printed = {*as_json.MEASURE_KEYS, *as_json.BASELINE_KEYS, *as_json.GROUP_KEYS, "total"}

    assert set(as_json.TEAM_UNITS) <= printed
    assert set(as_json.SHEET_UNITS) <= {*as_json.STANDARD_KEYS, *as_json.QUESTION_KEYS, "total", "chances"}
