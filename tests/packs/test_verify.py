"""`yot verify` says what differs from a pack's record, and why."""

import json
import shutil
from pathlib import PureWindowsPath

import pytest

from tests.madeup.packs import Builder
from yotlib.packs import fingerprint, record
from yotlib.packs.batch import Batch, on_this_machine, run
from yotlib.packs.order import team_orders
from yotlib.reference import folders

SHOWN_BY_BRADFORD = "bradford,cautioned_or_sentenced,10-17,{},2017-04-01,2018-03-31,,{},,,yjb-local-2019-20"


@pytest.fixture
def reports(tmp_path, monkeypatch):
    """Two packs whose files are made up, and which are made from the suite's figures."""
    copy = tmp_path / "data"
    shutil.copytree(folders.data(), copy, ignore=shutil.ignore_patterns("local"))
    monkeypatch.setattr(folders, "data", lambda: copy)
    monkeypatch.setattr(on_this_machine, "attempt", Builder(inputs=True))
    out = tmp_path / "reports"
    run(Batch(team_orders(["bradford", "leeds"]), out=out), lambda result: None)
    return out


def edit(path, change):
    """Change what a JSON file holds."""
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def test_packs_that_are_as_recorded_leave_with_0(yot, reports):
    assert yot("verify", str(reports)) == (0, "2 packs: 2 as recorded, 0 not.\n", "")
    assert yot("verify", str(reports / "leeds")) == (0, "1 pack: 1 as recorded, 0 not.\n", "")


def test_files_that_were_changed_lost_or_put_there_are_named(yot, reports):
    (reports / "leeds" / "report.html").write_text("changed")
    (reports / "leeds" / "more.txt").write_text("")
    (reports / "bradford" / "report.html").unlink()

    status, out, _ = yot("verify", str(reports))

    assert (status, out.splitlines()) == (
        1,
        [
            "bradford: files: report.html is missing.",
            "leeds: files: more.txt is not in the record.",
            "leeds: files: report.html is not as it was written.",
            "2 packs: 0 as recorded, 2 not.",
        ],
    )


def test_a_pack_that_is_gone_is_named(yot, reports):
    shutil.rmtree(reports / "leeds")

    status, out, _ = yot("verify", str(reports))

    assert (status, out.splitlines()[0]) == (1, "leeds: files: the pack is gone or not complete.")


def test_figures_are_told_from_code_and_versions(yot, reports, monkeypatch):
    name = "figures/cautioned_or_sentenced-first-published-by-ethnicity.csv"
    path = folders.data() / name
    text = path.read_text(encoding="utf-8")
    for group, was, now in (("white", 331, 330), ("not-known", 2, 3)):
        assert SHOWN_BY_BRADFORD.format(group, was) in text
        text = text.replace(SHOWN_BY_BRADFORD.format(group, was), SHOWN_BY_BRADFORD.format(group, now))
    path.write_text(text, encoding="utf-8")
    for team in ("bradford", "leeds"):  # an order takes the suite's own folder, where that file is as it was
        edit(reports / team / "build.json", lambda pack: pack["inputs"].update({f"data/{name}": "another"}))
    monkeypatch.setattr(fingerprint, "hash_library", lambda: "another")
    now = record.versions() | {"pandas": "0.1"}
    was = record.versions()["pandas"]
    monkeypatch.setattr(record, "versions", lambda: now)
    monkeypatch.setattr(fingerprint, "versions", lambda: now)

    status, out, _ = yot("verify", str(reports), "--json")

    found = {pack["pack"]: pack for pack in json.loads(out)["packs"]}
    both = [
        {"kind": "code", "what": "the code of yotlib changed since"},
        {"kind": "versions", "what": f"pandas was {was}, is 0.1"},
    ]
    changed = f"data/{name} has changed"
    figures = {"kind": "figures", "what": f"figures of the team changed since ({changed})"}
    assert status == 1
    assert found["bradford"]["differences"] == [*both, figures]
    assert (found["leeds"]["differences"], found["leeds"]["notes"]) == (
        both,
        [f"{changed}, in nothing that this pack is made from"],
    )


def test_what_can_no_longer_be_asked_is_told(yot, reports):
    edit(reports / "leeds" / "build.json", lambda pack: pack["parameters"].update(team="atlantis"))

    status, out, _ = yot("verify", str(reports / "leeds"))

    assert status == 1
    assert out.startswith("leeds: parameters: what was asked cannot be asked now: No team called 'atlantis'")


def test_a_folder_without_a_pack_is_refused_in_one_line(yot, tmp_path):
    status, out, err = yot("verify", str(tmp_path))

    assert (status, out) == (2, "")
    assert err == f"yot: {tmp_path} is no complete pack: it has no build.json that says so.\n"


def test_a_record_names_no_file_outside_its_pack(yot, reports):
    edit(reports / "leeds" / "build.json", lambda pack: pack["outputs"].update({"../build.json": "0"}))

    _, out, _ = yot("verify", str(reports / "leeds"))

    assert out.splitlines()[0] == "leeds: files: ../build.json is missing."


def test_a_file_in_a_folder_has_the_same_name_in_records_on_windows():
    pack = PureWindowsPath("reports") / "leeds"

    assert record.name_in(pack, pack / "figures" / "map.svg") == "figures/map.svg"
