"""A batch builds what is not up to date, leaves what is, reports what fails, and leaves nothing unfinished."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.madeup.packs import Builder
from yotlib.packs import fingerprint
from yotlib.packs.batch import Batch, clean_up, on_this_machine, run, teams_to_build, up_to_date
from yotlib.packs.batch.job import BUILT, FAILED, UP_TO_DATE
from yotlib.packs.order import team_order, team_orders
from yotlib.reference import folders
from yotlib.reference.errors import AskedWrongly, NotKept, YotError

TEAMS = ["bradford", "leeds", "kent"]


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Return a copy of the suite's figures, to be changed."""
    copy = tmp_path / "data"
    shutil.copytree(folders.data(), copy, ignore=shutil.ignore_patterns("local"))
    monkeypatch.setattr(folders, "data", lambda: copy)
    return copy


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Return a function that runs a batch of three teams, or of those named, and returns the status of each."""

    def build(builder=None, *, teams=TEAMS, **options):
        monkeypatch.setattr(on_this_machine, "attempt", builder or Builder())
        results = run(Batch(team_orders(teams), out=tmp_path / "reports", **options), lambda result: None)
        return {result.name: result.status for result in results}

    return build


def manifest(tmp_path):
    """Read build.json of the folder of packs."""
    return json.loads((tmp_path / "reports" / "build.json").read_text())


def change(path, was, becomes):
    """Replace a text that the file must contain."""
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes, 1), encoding="utf-8")


def test_every_pack_is_built_and_recorded_and_listed(build, tmp_path):
    assert build(workers=2) == dict.fromkeys(TEAMS, BUILT)

    observed = manifest(tmp_path)
    assert observed["batch"]["status"] == "ended"
    assert sorted(observed["packs"]) == sorted(TEAMS)
    assert observed["packs"]["leeds"]["parameters"] == {"team": "leeds", "period": "latest", "as_of": ""}
    assert observed["packs"]["leeds"]["why"] == "not built yet"
    page = (tmp_path / "reports" / "index.html").read_text()
    assert '<a href="leeds/report.html">Leeds</a>' in page
    assert page.index("South East") < page.index("Yorkshire and the Humber") < page.index("Leeds</a>")


def test_what_is_up_to_date_is_left(build):
    build()
    second = Builder()

    assert build(second) == dict.fromkeys(TEAMS, UP_TO_DATE)
    assert second.asked == []


def test_with_force_everything_is_built_again(build):
    build()

    assert build(force=True) == dict.fromkeys(TEAMS, BUILT)


def test_a_figure_that_one_pack_alone_shows_builds_that_pack_alone_again(build, data, tmp_path):
    build()
    counts = data / "figures" / "cautioned_or_sentenced-first-published-by-ethnicity.csv"
    row = "bradford,cautioned_or_sentenced,10-17,{},2017-04-01,2018-03-31,,{},,,yjb-local-2019-20"
    change(counts, row.format("white", 331), row.format("white", 330))
    change(counts, row.format("not-known", 2), row.format("not-known", 3))

    assert build() == {"bradford": BUILT, "leeds": UP_TO_DATE, "kent": UP_TO_DATE}
    assert manifest(tmp_path)["packs"]["bradford"]["why"] == f"changed: {fingerprint.OWN}"


def test_a_figure_that_stands_in_a_shared_picture_builds_every_pack_again_and_says_so(build, data, tmp_path):
    build()
    change(data / "figures" / "first_time_entrants.csv", "268.4049,42,15648", "262.0143,41,15648")

    assert build() == dict.fromkeys(TEAMS, BUILT)
    assert fingerprint.SHARED in manifest(tmp_path)["packs"]["kent"]["why"]


def test_a_pack_whose_files_were_changed_or_lost_is_built_again(build, tmp_path):
    build()
    (tmp_path / "reports" / "leeds" / "report.html").write_text("changed")
    (tmp_path / "reports" / "kent" / "report.html").unlink()

    assert build() == {"bradford": UP_TO_DATE, "leeds": BUILT, "kent": BUILT}


def test_a_pack_built_alone_is_up_to_date_for_a_batch(tmp_path, bradford_pack):
    order = team_order("bradford")

    assert up_to_date.why_build(order, bradford_pack.parent, fingerprint.pack_inputs([order])["bradford"]) == ""


def test_a_failure_stops_no_other_pack_and_is_tried_once_more(build, tmp_path):
    builder = Builder(fails={"leeds": 1, "kent": 2})

    assert build(builder) == {"bradford": BUILT, "leeds": BUILT, "kent": FAILED}

    assert builder.asked == ["bradford", "leeds", "leeds", "kent", "kent"]
    assert manifest(tmp_path)["packs"]["kent"] == {
        "status": FAILED,
        "why": "not built yet",
        "seconds": 2.0,
        "attempts": 2,
        "failure": {
            "error": "ValueError: made to fail",
            "notebook": "1_made_up.ipynb",
            "cell": 3,
            "log": "a traceback",
        },
    }
    assert "Kent. The last attempt failed, and there is no pack" in (tmp_path / "reports" / "index.html").read_text()


def test_a_pack_that_failed_is_tried_again_by_the_next_batch(build):
    build(Builder(fails={"kent": 2}))

    assert build() == {"bradford": UP_TO_DATE, "leeds": UP_TO_DATE, "kent": BUILT}


def test_a_batch_that_was_stopped_goes_on_where_it_stopped(build, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        build(Builder(stops_after=1))
    assert manifest(tmp_path)["batch"]["status"] == "stopped"
    second = Builder()

    assert build(second) == {"bradford": UP_TO_DATE, "leeds": BUILT, "kent": BUILT}
    assert second.asked == ["leeds", "kent"]


def test_packs_of_an_earlier_batch_stay_in_the_record_and_the_index(build, tmp_path):
    build(teams=["bradford"])
    build(teams=["leeds"])

    assert sorted(manifest(tmp_path)["packs"]) == ["bradford", "leeds"]
    assert "Bradford</a>" in (tmp_path / "reports" / "index.html").read_text()


def test_a_second_batch_on_one_folder_says_so_and_stops(build, tmp_path):
    class Second(Builder):
        def __call__(self, job, stop=None):
            with pytest.raises(NotKept, match="Another yot batch is writing to"):
                run(Batch(team_orders(["kent"]), out=tmp_path / "reports"), lambda result: None)
            return super().__call__(job, stop)

    assert build(Second(), teams=["leeds"]) == {"leeds": BUILT}


def test_what_a_killed_batch_left_is_deleted_and_a_pack_moved_aside_comes_back(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], check=True, capture_output=True, text=True
    )
    left, running = tmp_path / f".leeds-{int(ended.stdout)}-x1", tmp_path / f".kent-{os.getpid()}-x2"
    (left / "leeds-before").mkdir(parents=True)
    (left / "leeds-before" / "report.html").write_text("the pack")
    (running / "kent").mkdir(parents=True)

    clean_up.remove_unfinished(tmp_path)

    assert (tmp_path / "leeds" / "report.html").read_text() == "the pack"
    assert not left.exists()
    assert running.exists()


def test_a_folder_too_full_is_refused_before_anything_starts(build, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(1, 1, 5 * 1024**2))
    builder = Builder()

    with pytest.raises(YotError, match=r"^3 packs take up to 24 MB; .* has 5 MB free\. Make room, or say --out\.$"):
        build(builder)
    assert builder.asked == []


def test_a_file_is_no_folder_for_packs(build, tmp_path):
    (tmp_path / "reports").write_text("")

    with pytest.raises(AskedWrongly, match="is a file; say --out for a folder"):
        build()


def test_every_team_is_chosen_unless_some_are(tmp_path):
    names = tmp_path / "teams.txt"
    names.write_text("Bradford  # ours\n\nE08000035\n")

    assert len(teams_to_build()) == 155
    assert teams_to_build(only="bradford, Leeds") == ["bradford", "Leeds"]
    assert teams_to_build(only="Bristol, City of,Leeds,,Rhondda, Cynon, Taff") == [
        "Bristol, City of",
        "Leeds",
        "Rhondda, Cynon, Taff",
    ]
    assert teams_to_build(from_file=names) == ["Bradford", "E08000035"]
    assert len(teams_to_build(region="Yorkshire and the Humber")) == 15
    assert len(teams_to_build(region="wales")) == 17


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"region": "wales", "only": "leeds"}, "Choose teams in one way"),
        ({"region": "bradford"}, "Bradford is a team, not a region or nation"),
        ({"only": " , "}, "--only names no team"),
    ],
)
def test_teams_chosen_in_two_ways_or_in_none_are_refused(asked, message):
    with pytest.raises(AskedWrongly, match=message):
        teams_to_build(**asked)


def test_every_team_asked_wrongly_is_named_at_once():
    with pytest.raises(AskedWrongly) as refused:
        team_orders(["bradfrd", "leeds", "kennt"])

    assert str(refused.value).splitlines() == [
        "No team called 'bradfrd' in data/areas.csv. Did you mean 'bradford'?",
        "No team called 'kennt' in data/areas.csv. Did you mean 'kent'?",
    ]


def test_a_team_asked_twice_is_one_pack():
    assert [order.name for order in team_orders(["bradford", "Bradford", "E08000032"])] == ["bradford"]
