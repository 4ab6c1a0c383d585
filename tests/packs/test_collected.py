"""The findings of a folder of packs are one tidy table; a pack without any has a row that says why."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.madeup.records import HOSTILE, bounds, record, with_text
from yotlib import packs
from yotlib.findings import board
from yotlib.packs import collected
from yotlib.packs.collected import table as columns
from yotlib.reference.errors import AskedWrongly

ROOT = Path(__file__).resolve().parents[2]
RATING = {"rating": "Good", "rank": 2, "when": "in 2019-20", "day": "2020-01-31", "new_standards": False}


def keep(out, pack, content):
    """Write the record of a pack into its folder; a dictionary as JSON, text as it is."""
    (out / pack).mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content)
    (out / pack / "findings.json").write_text(text, encoding="utf-8")


def made_up(**changes):
    return record(measures=1) | {"rating": RATING} | changes


def one_measure(**changes):
    page = made_up()
    return page | {"measures": [page["measures"][0] | changes]}


def rows(out, kind):
    """Return the rows of a kind as dictionaries without what is blank."""
    found = packs.collect(out)
    found = found[found["kind"] == kind].astype(object).to_dict("records")
    return [{name: value for name, value in row.items() if not pd.isna(value) and value != ""} for row in found]


def test_two_ends_of_a_measure_have_a_row_for_each_baseline_and_no_value(tmp_path):
    keep(tmp_path, "ashby", made_up(bounds=bounds()))

    (row,) = rows(tmp_path, "bounds")

    assert (row["printed"], row["period"], row["word"], row["verdict"]) == ("70 to 90", "2025", "Lower", "lower")
    assert (row["baseline"], row["baseline_value"]) == ("midshire", 120.25)
    assert "value" not in row


def problem(out, content):
    keep(out, "ashby", content)
    (row,) = rows(out, "problem")
    return row["words"]


def test_a_figure_has_a_row_for_each_baseline_with_value_verdict_place_and_sources(tmp_path):
    base = made_up()["measures"][0]["baselines"][0]
    nation = {"area": "england", "name": "England", "role": "nation", "value": 154, "verdict": "similar"}
    keep(tmp_path, "ashby", one_measure(baselines=[base, base | nation | {"children": None}]))

    region, england = rows(tmp_path, "figure")

    assert region == {
        "schema_version": 1,
        "pack": "ashby",
        "pack_schema_version": 1,
        "kind": "figure",
        "team": "ashby",
        "name": "Ashby",
        "region": "Midshire",
        "released_by": pd.Timestamp("2026-02-11"),
        "measure": "first_time_entrants",
        "age": "10-17",
        "period": "2024",
        "value": 154.0,
        "printed": "154",
        "unit": "Children's first caution or conviction, per 100,000 aged 10 to 17",
        "source": "made-up-2026",
        "baseline": "midshire",
        "baseline_name": "Midshire",
        "baseline_role": "region",
        "baseline_value": 120.25,
        "baseline_source": "made-up-2026",
        "verdict": "higher",
        "children": 12.8,
        "word": "Higher",
        "others": 24,
        "others_below": 11,
        "words": "28% above Midshire's 120: about 13 more children a year than at its rate.",
    }
    assert (england["baseline"], england["baseline_value"], england["verdict"]) == ("england", 154.0, "similar")
    assert "children" not in england


def test_a_figure_without_a_baseline_keeps_its_row(tmp_path):
    years = made_up()["measures"][0]["years"]
    alone = {"values": [year | {"baseline": None} for year in years["values"]]}
    keep(tmp_path, "ashby", one_measure(baselines=[], services=None, years=years | alone))

    (figure,) = rows(tmp_path, "figure")

    assert (figure["value"], figure["word"]) == (154.0, "Higher")
    assert not {"baseline", "baseline_value", "verdict", "others"} & figure.keys()
    assert [row["value"] for row in rows(tmp_path, "year")] == [190.5, 189.5, 188.5, 187.5]


def test_each_year_stands_beside_the_nearest_baseline_under_its_own_release(tmp_path):
    years = made_up()["measures"][0]["years"]
    keep(tmp_path, "ashby", one_measure(years=years | {"source": "made-up-2025", "same_release": False}))

    first, *others = rows(tmp_path, "year")

    assert (first["period"], first["value"], first["printed"]) == ("2021", 190.5, "190")
    assert (first["baseline"], first["baseline_role"], first["baseline_value"]) == ("midshire", "region", 130.0)
    assert (first["source"], first["baseline_source"]) == ("made-up-2025", "made-up-2025")
    assert [row["period"] for row in others] == ["2022", "2023", "2024"]


def test_a_rating_is_its_place_among_the_four_with_its_day(tmp_path):
    keep(tmp_path, "ashby", made_up())
    keep(tmp_path, "barrow", made_up(rating=None))

    (rating,) = rows(tmp_path, "rating")

    assert (rating["pack"], rating["value"], rating["printed"], rating["period"]) == (
        "ashby",
        2.0,
        "Good",
        "2020-01-31",
    )
    assert rating["unit"] == "Inspection rating, from 0 (Inadequate) to 3 (Outstanding)"


def test_every_sentence_of_the_page_has_its_row(tmp_path):
    page = made_up()
    keep(tmp_path, "ashby", page)

    assert [row["words"] for row in rows(tmp_path, "finding")] == [page["finding"]]
    assert [(row["word"], row["words"]) for row in rows(tmp_path, "fact")] == [
        (fact["word"], fact["text"]) for fact in page["facts"]
    ]
    assert [row["words"] for row in rows(tmp_path, "new")] == page["new"]["points"]
    assert [row["words"] for row in rows(tmp_path, "question")] == page["questions"]
    assert [row["words"] for row in rows(tmp_path, "not held")] == page["not_held"]


def test_a_page_without_news_has_no_row_of_them(tmp_path):
    keep(tmp_path, "ashby", made_up(new=None))

    assert (rows(tmp_path, "new"), rows(tmp_path, "problem")) == ([], [])


def test_the_page_of_all_services_has_a_row_for_each_service_with_its_own_verdict(tmp_path):
    page = json.loads(json.dumps(board.national_record("first_time_entrants", region="north-east")))
    keep(tmp_path, "national", page)

    found = rows(tmp_path, "service")

    listed = [(one["measure"], each) for one in page["measures"] for each in one["each"]]
    assert [(row["measure"], row["team"], row["value"]) for row in found] == [
        (measure, each["area"], each["value"]) for measure, each in listed
    ]
    assert [(row["verdict"], row["stands"]) for row in found] == [
        (each["verdict"], each["stands"]) for _, each in listed
    ]
    assert {row["baseline"] for row in found if row["measure"] == "first_time_entrants"} == {"england"}
    assert {row["region"] for row in found} == {"North East"}


def test_the_record_of_a_real_team_gives_every_number_of_its_page(tmp_path):
    page = json.loads(json.dumps(board.record("bradford")))
    keep(tmp_path, "bradford", page)

    figures, years = rows(tmp_path, "figure"), rows(tmp_path, "year")

    assert [(row["measure"], row["value"], row["baseline"], row["baseline_value"]) for row in figures] == [
        (one["measure"], one["value"], base["area"], base["value"])
        for one in page["measures"]
        for base in one["baselines"]
    ]
    assert [(row["measure"], row["period"], row["value"]) for row in years] == [
        (one["measure"], year["period"], year["value"]) for one in page["measures"] for year in one["years"]["values"]
    ]
    for row in figures:
        (place,) = [one["services"]["place"] for one in page["measures"] if one["measure"] == row["measure"]]
        assert place.startswith(f"Above {row['others_below']} of the {row['others']} other services")


def test_packs_follow_each_other_by_name_and_one_pack_is_a_table_too(tmp_path):
    for pack in ("barrow", "ashby"):
        keep(tmp_path, pack, made_up(team=pack))

    assert packs.collect(tmp_path)["pack"].unique().tolist() == ["ashby", "barrow"]
    assert packs.collect(str(tmp_path / "barrow"))["pack"].unique().tolist() == ["barrow"]


def test_the_kinds_of_the_columns_do_not_depend_on_what_was_found(tmp_path):
    keep(tmp_path / "one", "ashby", made_up())
    keep(tmp_path / "other", "ashby", "")

    full, bare = packs.collect(tmp_path / "one"), packs.collect(tmp_path / "other")

    assert list(full) == list(bare) == list(columns.COLUMNS)
    assert full.dtypes.to_dict() == bare.dtypes.to_dict()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"schema_version": 1, "te', "Its findings.json is broken: it is not JSON. Build the pack again."),
        ("[" * 100_000, "Its findings.json is broken: it is not JSON. Build the pack again."),
        ("[1]", "Its findings.json is broken: it is not a record. Build the pack again."),
        ("{}", "Its findings.json is broken: 'schema_version' is missing. Build the pack again."),
        (
            made_up(schema_version=2),
            "Its findings.json is of schema 2, and this yotlib reads schema 1. Build the pack again with this one.",
        ),
        (made_up(schema_version=True), "Its findings.json is broken: 'schema_version' is True. Build the pack again."),
        (made_up(measures=None), "Its findings.json is broken: 'measures' is None. Build the pack again."),
        (made_up(measures=[7]), "Its findings.json is broken: 'verdict' is missing. Build the pack again."),
        (made_up(released_by="soon"), "Its findings.json is broken: 'released_by' is 'soon'. Build the pack again."),
        (made_up(questions=[1]), "Its findings.json is broken: item 1 of a list is 1. Build the pack again."),
        (one_measure(value="154"), "Its findings.json is broken: 'value' is '154'. Build the pack again."),
        (one_measure(value=float("nan")), "Its findings.json is broken: 'value' is nan. Build the pack again."),
        (one_measure(baselines=[]), "Its findings.json is broken: item 1 of a list is missing. Build the pack again."),
    ],
)
def test_a_broken_record_or_one_of_another_schema_has_one_row_that_says_so(tmp_path, content, said):
    keep(tmp_path, "barrow", made_up())

    assert problem(tmp_path, content) == said
    assert packs.collect(tmp_path).query("pack == 'ashby'")["kind"].tolist() == ["problem"]
    assert collected.without_rows(packs.collect(tmp_path)) == {"ashby": said}


def test_a_pack_without_a_record_has_one_row_that_says_so(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "build.json").write_text('{"status": "complete"}', encoding="utf-8")

    said = "It has no findings.json, which packs of teams and of all services have."
    assert collected.without_rows(packs.collect(tmp_path)) == {"mine": said}
    assert collected.without_rows(packs.collect(tmp_path / "mine")) == {"mine": said}


def test_a_pack_whose_last_attempt_failed_has_a_row_that_says_so_beside_the_older_ones(tmp_path):
    failed = {"status": "failed", "failure": {"error": "ValueError: no", "notebook": "1.ipynb", "cell": 3}}
    recorded = {"batch": {}, "packs": {"ashby": failed | {"made_from": {}}, "kent": failed}}
    (tmp_path / "build.json").write_text(json.dumps(recorded), encoding="utf-8")
    keep(tmp_path, "ashby", made_up())

    ashby, kent = rows(tmp_path, "problem")

    assert ashby["words"] == (
        "The last attempt failed, and the pack built before still stands; build.json says why. "
        "1.ipynb, cell 3: ValueError: no."
    )
    assert kent["words"].startswith("The last attempt failed, and there is no pack; build.json says why. 1.ipynb")
    assert list(collected.without_rows(packs.collect(tmp_path))) == ["kent"]
    assert len(rows(tmp_path, "figure")) == 1


def test_a_folder_without_a_pack_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(AskedWrongly) as empty:
        packs.collect(tmp_path)
    with pytest.raises(AskedWrongly) as missing:
        packs.collect(tmp_path / "none")

    assert str(empty.value) == f"There is no pack in {tmp_path}; build some with 'yot batch --out {tmp_path}'."
    assert str(missing.value) == f"There is no folder {tmp_path / 'none'}; name one that packs were built into."


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".PARQUET"])
def test_a_file_gives_back_the_table(tmp_path, suffix):
    keep(tmp_path, "ashby", made_up())
    table, file = packs.collect(tmp_path), tmp_path / f"all{suffix}"

    collected.write(table, file)

    if suffix == ".csv":
        texts = {name: kind for name, kind in columns.COLUMNS.items() if kind == "str"}
        back = pd.read_csv(file, dtype=texts, keep_default_na=False, na_values={"": []}).astype(object)
        assert list(back) == list(table)
        assert back["value"].replace("", None).astype(float).equals(table["value"])
        assert back[list(texts)].astype("str").equals(table[list(texts)])
    else:
        pd.testing.assert_frame_equal(pd.read_parquet(file), table)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_of_the_csv_is_a_formula(tmp_path, words):
    keep(tmp_path, "ashby", with_text(made_up(), words))
    table = packs.collect(tmp_path)
    collected.write(table, tmp_path / "all.csv")

    cells = [cell for row in csv.reader(io.StringIO((tmp_path / "all.csv").read_text(), newline="")) for cell in row]

    assert len(table) > 10
    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n")) and not re.fullmatch(r"-[\d.]+", cell)] == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("all.xlsx", "{path} is no name for a table; end it in .csv or .parquet."),
        ("all", "{path} is no name for a table; end it in .csv or .parquet."),
        ("none/all.csv", "There is no folder {path.parent} to write all.csv into; make it first."),
        ("taken.csv", "{path} is a folder; name a file."),
    ],
)
def test_a_file_that_cannot_be_written_is_refused(tmp_path, name, said):
    (tmp_path / "taken.csv").mkdir()

    with pytest.raises(AskedWrongly) as refused:
        collected.check_destination(tmp_path / name)

    assert str(refused.value) == said.format(path=tmp_path / name)


def test_docstring_and_documentation_name_every_column_and_kind():
    told = (packs.collect.__doc__, (ROOT / "docs" / "batch.md").read_text(encoding="utf-8"))
    kinds = set(re.findall(r'- ("[^:]+):', told[0]))

    for text in told:
        assert [name for name in columns.COLUMNS if f"`{name}`" not in text] == []
    assert {kind for line in kinds for kind in re.findall('"([^"]+)"', line)} == {
        "figure", "bounds", "year", "rating", "service", "finding", "fact", "new", "question", "not held", "problem",
    }  # fmt: skip


def test_importing_packs_does_not_import_what_collects():
    code = "import sys, yotlib.packs; print('yotlib.packs.collected' in sys.modules, 'nbconvert' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout

    assert said.split() == ["False", "False"]
