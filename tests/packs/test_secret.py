"""What a pack records of a team's own unpublished figures tells nobody what they are."""

import hashlib
import json
import os
import shutil

import pandas as pd
import pytest

from yotlib import tables
from yotlib.figures import added, load
from yotlib.figures.tidy import COLUMNS, SOURCE_COLUMNS
from yotlib.packs import build, fingerprint, record, secret
from yotlib.packs.batch import cluster, remote
from yotlib.packs.order import team_order
from yotlib.reference import areas, folders, leftovers
from yotlib.reference.errors import AskedWrongly

SOURCE, RAW = "simulated-own", b"the sheet as it was filled in"
GROUPS = ("white", "asian", "black", "mixed", "other")


def keep(folder, *counts):
    """Keep simulated unpublished numbers of Leeds by group as `yot data add` does."""
    (folder / SOURCE).mkdir(parents=True, exist_ok=True)
    of_leeds = {"area": "leeds", "measure": "cautioned_or_sentenced", "age": "10-17", "source": SOURCE}
    year = {"period_start": "2023-04-01", "period_end": "2024-03-31"}
    rows = [of_leeds | year | {"ethnicity": group, "count": str(n)} for group, n in zip(GROUPS, counts, strict=True)]
    about = {"source": SOURCE, "title": "Simulated figures", "publisher": "nobody", "released": "2024-06-30"}
    digest = hashlib.sha256(RAW).hexdigest()
    pd.DataFrame(rows, columns=COLUMNS).to_csv(folder / SOURCE / "figures.csv", index=False)
    pd.DataFrame([about | {"published": "no", "sha256": digest}], columns=SOURCE_COLUMNS).to_csv(
        folder / SOURCE / "sources.csv", index=False
    )


@pytest.fixture
def own(monkeypatch, tmp_path):
    """The folder of added figures, with one simulated sheet in it."""
    monkeypatch.setenv("YOTLIB_DATA", str(tmp_path / "added"))
    monkeypatch.setenv("YOTLIB_CACHE", str(tmp_path / "cache"))
    secret._secret.cache_clear()
    keep(tmp_path / "added", 40, 12, 3, 4, 9)
    return tmp_path / "added"


def recorded(name="bradford"):
    """Return everything that build.json of a team would say of what it was made from."""
    order = team_order(areas.find(name), period="latest", as_of="")
    return {"made_from": fingerprint.pack_inputs([order])[order.name], "inputs": record.hash_inputs(order)}


def test_no_plain_hash_of_the_sheet_is_recorded(own):
    kept = [path.read_bytes() for path in own.rglob("*") if path.is_file()]
    plain = {hashlib.sha256(content).hexdigest() for content in (*kept, RAW)}

    text = json.dumps([recorded(name) for name in ("leeds", "bradford")])

    assert not [digest for digest in plain if digest in text or digest[:16] in text]
    assert not [name for name in recorded()["inputs"] if name.startswith(folders.ADDED_IN_RECORDS)]


def test_what_is_recorded_depends_on_the_secret_and_so_cannot_be_tried_out(own):
    first = recorded()["made_from"]
    (own / secret.NAME).unlink()
    secret._secret.cache_clear()

    second = recorded()["made_from"]

    assert {name for name in first if first[name] != second[name]} == set(fingerprint.KEYED) & set(first)
    assert {"figures of the team", "figures shared by all packs", "sources"} < set(fingerprint.KEYED)


def test_a_first_unpublished_sheet_is_told_as_such_and_not_as_a_change_of_ratings(own):
    with_sheet = recorded("leeds")["made_from"]
    shutil.rmtree(own / SOURCE)

    changed = fingerprint.changed_inputs(recorded("leeds")["made_from"], with_sheet)

    assert changed == ["whether unpublished figures are in hand"]


def test_a_record_that_does_not_say_whether_figures_were_unpublished_hides_no_change(own):
    now = recorded("leeds")["made_from"]
    before = {name: hashed for name, hashed in now.items() if name != fingerprint.IN_HAND}

    changed = fingerprint.changed_inputs(before | {"figures of the team": "another"}, now)

    assert set(changed) == {"figures of the team", fingerprint.IN_HAND}


def test_a_changed_count_is_still_noticed(own):
    before = recorded("leeds")["made_from"]
    keep(own, 41, 12, 3, 4, 9)

    assert "figures of the team" in fingerprint.changed_inputs(before, recorded("leeds")["made_from"])


def test_the_table_of_sources_has_no_hash_of_an_unpublished_file(own):
    rows = load.read_sources().set_index("source")

    assert rows.loc[SOURCE, "sha256"] == ""
    assert (rows["sha256"] != "").any(), "those of published files stay"
    shown = tables.sources(load.load().query("source == @SOURCE"))
    assert not shown.data["sha256"].any()


def test_the_secret_is_for_its_owner_alone(own):
    recorded()

    assert (own / secret.NAME).stat().st_mode & 0o077 == 0


def test_unpublished_figures_are_sent_to_a_cluster_only_where_that_is_said(own):
    with pytest.raises(AskedWrongly, match=r"--send-unpublished .* without --cluster"):
        next(cluster.build_on_cluster([], "tcp://127.0.0.1:1"))


def test_what_is_sent_arrives_as_it_was(own, tmp_path):
    sources = added.read_added()

    remote.unpack_added(remote.pack_added(sources), tmp_path / "there")

    assert added.read_added(tmp_path / "there") == sources


def test_a_worker_that_was_killed_leaves_no_figures_beyond_the_next_start(tmp_path):
    gone, running = (tmp_path / f"{remote.PREFIX}{process}-abc" for process in (2**22 + 1, os.getpid()))
    for folder in (gone, running):
        (folder / "data").mkdir(parents=True)

    leftovers.clear(tmp_path, remote.PREFIX)

    assert [path.name for path in tmp_path.iterdir()] == [running.name]


def test_a_pack_is_recorded_as_made_from_what_was_there_before_its_notebooks_ran(own, tmp_path, monkeypatch):
    order = team_order(areas.find("leeds"), period="latest", as_of="")
    before = fingerprint.pack_inputs([order])["leeds"]

    def run_while_somebody_adds(*_):
        shutil.rmtree(own / SOURCE)
        return {}

    monkeypatch.setattr(build, "_run_all", run_while_somebody_adds)
    monkeypatch.setattr("yotlib.packs.files.write", lambda *_: None)
    place = build.build(order, out=tmp_path / "reports", engine=build.KERNEL)

    made_from = json.loads((place / record.NAME).read_text())["made_from"]
    assert made_from == before
    assert fingerprint.changed_inputs(made_from, fingerprint.pack_inputs([order])["leeds"])
