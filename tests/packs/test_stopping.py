"""A batch or report that is stopped leaves nothing unfinished, its record and index true, and the right status."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.madeup import small_batch
from tests.madeup.packs import Builder
from yotlib.packs import moving
from yotlib.packs.batch import Batch, build_alone, index, manifest, on_this_machine, run, up_to_date
from yotlib.packs.kernels.manager import SOCKETS, _socket_folder
from yotlib.packs.order import team_orders
from yotlib.reference import leftovers, whole_files
from yotlib.reference.errors import NotKept

ROOT = Path(__file__).resolve().parents[2]
ENDED = 2**22 + 1  # no process has such a number


def start(folder, *words):
    """Start the batch of small packs, in a group of its own."""
    command = [sys.executable, small_batch.__file__, str(folder), *map(str, words)]
    pipe = subprocess.PIPE
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment, start_new_session=True)


def wait_until(true, seconds=120):
    """Wait until a function returns something true."""
    until = monotonic() + seconds
    while not true():
        assert monotonic() < until, "waited too long"
        sleep(0.02)


def begun(folder):
    """Return how many kernels have begun."""
    path = folder / "processes"
    return len(path.read_text().splitlines()) if path.exists() else 0


def assert_true_and_clean(out):
    """Assert that the record and the index are those of the packs in the folder, and that nothing else is there."""
    packs = {path.name for path in out.iterdir() if up_to_date.read_record(path)}
    assert {path.name for path in out.iterdir()} <= packs | {"build.json", "index.html", ".lock"}
    assert set(manifest.read(out)["packs"]) == packs
    assert {name for name in packs if f"{name}/report.html" in (out / index.NAME).read_text()} == packs


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_batch_that_is_stopped_says_so_and_leaves_its_record_true(tmp_path, number, status):
    batch = start(tmp_path, 4, 1)
    wait_until(lambda: begun(tmp_path) == 2)
    batch.send_signal(number)
    _, said = batch.communicate(timeout=60)

    assert (batch.returncode, said.strip()) == (status, "yot: stopped; nothing half-made was kept.")
    assert_true_and_clean(tmp_path / "reports")
    assert manifest.read(tmp_path / "reports")["batch"]["status"] == "stopped"
    assert "small-0" in manifest.read(tmp_path / "reports")["packs"]


def test_a_report_that_is_stopped_leaves_no_folder(tmp_path):
    report = start(tmp_path, "alone")
    wait_until(lambda: begun(tmp_path) == 1)
    report.send_signal(signal.SIGTERM)
    _, said = report.communicate(timeout=60)

    assert (report.returncode, said.strip()) == (143, "yot: stopped; nothing half-made was kept.")
    assert not (tmp_path / "reports").exists()


def test_the_sockets_of_a_process_that_was_killed_are_gone_with_the_next_kernel(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    left, running = tmp_path / f"{SOCKETS}{ENDED}-0123-1", tmp_path / f"{SOCKETS}{os.getpid()}-0123-1"
    for path in (left, running):
        path.touch()
    _socket_folder.cache_clear()

    try:
        assert _socket_folder() == tmp_path
    finally:
        _socket_folder.cache_clear()
    assert list(tmp_path.iterdir()) == [running]


@pytest.fixture
def runtime():
    """A folder whose path is short enough for sockets, wherever the tests run."""
    with tempfile.TemporaryDirectory(prefix="yot-") as folder:
        yield Path(folder)


def test_a_killed_report_leaves_sockets_that_carry_its_number(tmp_path, runtime, monkeypatch):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(runtime))
    report = start(tmp_path, "alone")
    wait_until(lambda: begun(tmp_path) == 1)
    report.kill()
    report.communicate()

    left = [path.name for path in runtime.iterdir()]
    assert left
    assert {name.split("-")[1] for name in left} == {str(report.pid)}
    leftovers.clear(runtime, SOCKETS)
    assert list(runtime.iterdir()) == []


def test_a_file_that_a_killed_process_was_writing_is_gone_with_the_next_write(tmp_path):
    left, ours = tmp_path / f".new-{ENDED}-x.json", tmp_path / f".new-{os.getpid()}-x.json"
    for path in (left, ours):
        path.touch()

    whole_files.write_whole(tmp_path / "build.json", b"{}")

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([ours.name, "build.json"])


def test_a_write_that_is_stopped_leaves_nothing(tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "chmod", stop)
    with pytest.raises(KeyboardInterrupt):
        whole_files.write_whole(tmp_path / "build.json", b"{}")

    assert list(tmp_path.iterdir()) == []


def test_a_temporary_folder_of_a_killed_fetch_is_gone_with_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / f"yotlib-fetch-{ENDED}-x"
    left.mkdir()

    with leftovers.temporary_folder("yotlib-fetch-") as folder:
        assert list(tmp_path.iterdir()) == [folder]
    assert list(tmp_path.iterdir()) == []


def test_a_pack_stopped_between_the_two_moves_leaves_the_one_before(tmp_path):
    place = tmp_path / "leeds"
    place.mkdir()
    (place / "report.html").write_text("before")

    def stop_halfway():
        with moving.folder_beside(place) as making:
            place.rename(making.parent / "leeds-before")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop_halfway()

    assert (place / "report.html").read_text() == "before"
    assert list(tmp_path.iterdir()) == [place]


@pytest.fixture
def made_up(monkeypatch):
    """Packs are made at once."""
    builder = Builder()
    monkeypatch.setattr(on_this_machine, "attempt", builder)
    monkeypatch.setattr(
        "yotlib.packs.batch.alone.build.build", lambda wanted, out, progress: make(builder, wanted, out)
    )
    return builder


def make(builder, wanted, out):
    """Make one pack with the stand-in."""
    from yotlib.packs.batch import Job

    builder(Job(wanted, out, "warm", {"made": "alone"}))
    return out / wanted.name


def test_a_report_into_the_folder_of_a_batch_is_in_its_record_and_index(made_up, tmp_path):
    leeds, kent = team_orders(["leeds", "kent"])
    run(Batch([leeds], out=tmp_path), lambda result: None)

    build_alone(leeds, tmp_path)
    build_alone(kent, tmp_path)

    assert_true_and_clean(tmp_path)
    observed = json.loads((tmp_path / "build.json").read_text())
    assert observed["batch"]["status"] == "ended"
    assert {name: pack["made_from"] for name, pack in observed["packs"].items()} == {
        "leeds": {"made": "alone"},
        "kent": {"made": "alone"},
    }


def test_a_report_after_a_batch_that_was_killed_no_longer_calls_it_running(made_up, tmp_path):
    leeds, kent = team_orders(["leeds", "kent"])
    run(Batch([leeds], out=tmp_path), lambda result: None)
    killed = manifest.read(tmp_path)
    killed["batch"]["status"] = manifest.RUNNING
    (tmp_path / "build.json").write_text(json.dumps(killed))

    build_alone(kent, tmp_path)

    assert manifest.read(tmp_path)["batch"]["status"] == manifest.STOPPED


def test_a_report_into_a_folder_of_its_own_makes_no_record_of_the_folder(made_up, tmp_path):
    build_alone(team_orders(["leeds"])[0], tmp_path)

    assert not (tmp_path / "build.json").exists()


def test_a_report_waits_for_no_batch(tmp_path, monkeypatch):
    class Meanwhile(Builder):
        def __call__(self, job, stop=None):
            with pytest.raises(NotKept, match="Another yot batch is writing to"):
                build_alone(team_orders(["kent"])[0], tmp_path)
            return super().__call__(job, stop)

    monkeypatch.setattr(on_this_machine, "attempt", Meanwhile())
    run(Batch(team_orders(["leeds"]), out=tmp_path), lambda result: None)

    assert (tmp_path / "leeds").exists()
