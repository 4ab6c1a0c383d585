"""`yot batch` as it is typed: what it says, where, and the status it leaves with."""

import json

import pandas as pd
import pytest

from tests.madeup.packs import Builder
from tests.madeup.records import record
from yotlib.packs.batch import on_this_machine
from yotlib.reference import extras


@pytest.fixture(autouse=True)
def made_up(monkeypatch, tmp_path):
    """Every test runs in an empty folder, on packs that are made at once; Kent's fails."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(on_this_machine, "attempt", Builder(fails={"kent": 2}))


def test_a_batch_tells_of_every_pack_and_of_where_they_are(yot, tmp_path):
    status, out, err = yot("batch", "--only", "bradford,leeds", "--workers", "1")

    assert status == 0
    assert err.splitlines()[0].startswith("1/2 bradford built in 1.0 s, about ")
    assert err.splitlines()[1] == "2/2 leeds built in 1.0 s"
    assert out.splitlines() == [
        "2 packs: 2 built. reports/index.html lists every pack, reports/build.json how each was made.",
        "  not built yet: bradford, leeds",
    ]
    assert (tmp_path / "reports" / "leeds" / "report.html").exists()


def test_failed_packs_are_named_with_the_command_that_tries_them_again(yot):
    status, _, err = yot("batch", "--only", "bradford,kent", "--workers", "1", "--period", "2018", "--out", "my packs")

    assert status == 1
    assert err.splitlines()[-3:] == [
        "yot: 1 pack failed:",
        "  kent failed: 1_made_up.ipynb, cell 3: ValueError: made to fail",
        "To try them again: yot batch --period 2018 --out 'my packs' --workers 1 --only kent",
    ]


def test_a_cluster_without_dask_is_refused_with_the_command_that_installs_it(yot, monkeypatch, tmp_path):
    monkeypatch.setattr(extras, "find_spec", lambda name: None)

    status, out, err = yot("batch", "--only", "leeds", "--cluster", "tcp://127.0.0.1:8786")

    said = 'yot: Building on a cluster needs distributed, which is not installed here: pip install "yotlib[cluster]".\n'
    assert (status, out, err) == (1, "", said)
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_says_what_would_be_built_and_starts_nothing(yot, tmp_path):
    yot("batch", "--only", "bradford")

    status, out, _ = yot("batch", "--only", "bradford,leeds", "--dry-run")

    assert status == 0
    assert out.splitlines() == ["1 pack would be built; 1 up to date. Nothing was started.", "  not built yet: leeds"]
    assert not (tmp_path / "reports" / "leeds").exists()


def test_a_dry_run_makes_no_folder(yot, tmp_path):
    yot("batch", "--only", "leeds", "--dry-run")

    assert list(tmp_path.iterdir()) == []


def test_with_json_every_line_is_one_for_programs(yot):
    status, out, err = yot("batch", "--only", "bradford,kent", "--workers", "1", "--json")

    events = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert err.splitlines()[0] == "yot: 1 pack failed:"
    assert [(line["event"], line.get("pack"), line.get("status")) for line in events] == [
        ("pack", "bradford", "built"),
        ("pack", "kent", "failed"),
        ("end", None, None),
    ]
    assert events[1]["failure"]["cell"] == 3
    assert {name: events[2][name] for name in ("packs", "built", "up to date", "failed")} == {
        "packs": 2,
        "built": 1,
        "up to date": 0,
        "failed": 1,
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--only", "bradfrd"], "yot: No team called 'bradfrd' in data/areas.csv. Did you mean 'bradford'?"),
        (["--all", "--only", "leeds"], "yot: --all is every team; leave it out to choose some."),
        (["--only", "leeds", "--formats", "docx"], "yot: No format called 'docx'; a pack is made as html, pdf, xlsx."),
        (["--only", "leeds,kent", "--period", "soon"], "yot: 'soon' is not a period"),
        (["--only", "leeds", "--period", "1999"], "yot: No figure of Leeds has a period ending by the end of 1999"),
        (["--collect", "all.xlsx"], "yot: all.xlsx is no name for a table; end it in .csv or .parquet."),
        (["--collect", "none/all.csv"], "yot: There is no folder none to write all.csv into; make it first."),
        (["--collect", "all.csv", "--dry-run"], "yot: --dry-run writes nothing; leave out --collect."),
        (["--workers", "0"], "yot: Invalid value for '--workers'"),
        (["--engine", "cold"], "yot: Invalid value for '--engine'"),
        (["--from-file", "none.txt"], "yot: Invalid value for '--from-file'"),
    ],
)
def test_what_is_asked_wrongly_is_refused_before_anything_starts(yot, tmp_path, words, said):
    status, out, err = yot("batch", *words)

    assert (status, out) == (2, "")
    assert err.startswith(said)
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def ashby(tmp_path):
    """A pack with findings in the folder of the batch, which made-up packs have not."""
    (tmp_path / "reports" / "ashby").mkdir(parents=True)
    content = json.dumps(record() | {"rating": None})
    (tmp_path / "reports" / "ashby" / "findings.json").write_text(content, encoding="utf-8")


@pytest.mark.usefixtures("ashby")
def test_the_findings_of_all_packs_of_the_folder_are_collected_also_where_one_failed(yot, tmp_path):
    status, out, err = yot("batch", "--only", "bradford,kent", "--workers", "1", "--collect", "all.csv")

    table = pd.read_csv(tmp_path / "all.csv")
    assert status == 1
    assert table["pack"].unique().tolist() == ["ashby", "bradford", "kent"]
    assert out.splitlines()[:3] == [
        f"all.csv has {(table['pack'] == 'ashby').sum()} rows of 1 pack.",
        "  Nothing of bradford: It has no findings.json, which packs of teams and of all services have.",
        "  Nothing of kent: The last attempt failed, and there is no pack; build.json says why. "
        "1_made_up.ipynb, cell 3: ValueError: made to fail.",
    ]
    assert err.splitlines()[-1].endswith("--workers 1 --collect all.csv --only kent")


@pytest.mark.usefixtures("ashby")
def test_with_json_what_was_collected_is_a_line_before_the_last(yot):
    _, out, _ = yot("batch", "--only", "leeds", "--workers", "1", "--collect", "all.parquet", "--json")

    pack, collected, end = map(json.loads, out.splitlines())
    assert (pack["event"], collected["event"], end["event"]) == ("pack", "collected", "end")
    assert (collected["file"], collected["packs"], list(collected["without"])) == ("all.parquet", 1, ["leeds"])
    assert collected["rows"] == len(pd.read_parquet("all.parquet")) - 1
