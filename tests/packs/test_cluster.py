"""A dask cluster of two worker processes builds packs without a shared disk and loses none."""

import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import replace
from time import sleep

import pytest

from tests.madeup import filled_in
from tests.madeup.packs import order
from tests.packs.test_kills import SIGNALS, whole_packs
from tests.packs.test_stopping import assert_true_and_clean, wait_until
from yotlib import intake
from yotlib.figures import added
from yotlib.packs import build
from yotlib.packs.batch import Batch, cluster, manifest, remote, run
from yotlib.packs.batch.job import BUILT, FAILED, Job
from yotlib.packs.order import team_orders
from yotlib.reference.errors import AskedWrongly, YotError

OWN_COUNT = {
    "area": "Powys",
    "measure": "cautioned_or_sentenced",
    "period": "2024-25",
    "count": "31",
    "value": "",
    "population": "",
}


def jobs(tmp_path, number, *cells):
    """Return so many jobs of one notebook with these cells."""
    orders = [replace(order(tmp_path, *cells), name=f"made-up-{place}") for place in range(number)]
    return [Job(each, tmp_path / "reports", build.WARM, {"made": "up"}) for each in orders]


@pytest.mark.slow
def test_packs_of_a_lost_worker_are_built_by_another(dask, tmp_path):
    from distributed import Client

    orders = team_orders(["leeds", "kent"])
    with Client(dask.scheduler_address, set_as_default=False) as client:
        worker = next(iter(client.run(os.getpid).values()))
    threading.Thread(target=lambda: (sleep(4), os.kill(worker, signal.SIGKILL))).start()

    results = run(Batch(orders, out=tmp_path / "reports", cluster=dask.scheduler_address), lambda result: None)

    assert {result.name: result.status for result in results} == {"leeds": BUILT, "kent": BUILT}
    assert sorted(path.name for path in (tmp_path / "reports").iterdir() if path.is_dir()) == ["kent", "leeds"]


@pytest.mark.slow
def test_a_pack_that_fails_there_is_tried_once_more_and_reported(dask, tmp_path):
    (job,) = jobs(tmp_path, 1, "1 + 1")

    (result,) = cluster.build_on_cluster([job], dask.scheduler_address)

    assert (result.status, result.attempts) == (FAILED, 2)
    assert "1_made_up.ipynb" in result.failure.describe()


@pytest.mark.slow
def test_workers_with_another_version_are_refused(dask, tmp_path, monkeypatch):
    here = os.getpid()
    versions = {True: {"pandas": "0.1"}, False: {"pandas": "0.2"}}
    monkeypatch.setattr(cluster.remote, "describe_installation", lambda: versions[os.getpid() == here])

    with pytest.raises(YotError, match=r"Worker tcp://\S+ has pandas 0\.2, this machine 0\.1; make them the same\."):
        list(cluster.build_on_cluster([], dask.scheduler_address))


def test_a_worker_that_joins_late_with_another_version_builds_nothing(tmp_path):
    (job,) = jobs(tmp_path, 1, "1 + 1")

    result, content = remote.build_and_archive(job, b"", {"pandas": "0.1"})

    assert (result.status, content) == (FAILED, b"")
    assert "a worker has another version of " in result.failure.error


@pytest.mark.parametrize(
    ("address", "error", "message"),
    [
        ("tcp://127.0.0.1:9", YotError, "No dask scheduler answers at tcp://127.0.0.1:9"),
        ("nowhere://x", AskedWrongly, "'nowhere://x' is no address of a dask scheduler"),
    ],
)
def test_an_address_where_no_scheduler_answers_is_refused(monkeypatch, address, error, message):
    monkeypatch.setattr(cluster, "PATIENCE", 1)

    with pytest.raises(error, match=re.escape(message)):
        list(cluster.build_on_cluster([], address))


@pytest.mark.parametrize(
    "address", ["here", "tcp://", "tcp://host:port", "host:99999", "http://host:8786", "tcp://host", "a b:9", " "]
)
def test_what_is_no_address_is_refused_before_a_folder_is_made(tmp_path, address):
    with pytest.raises(AskedWrongly, match="is no address of a dask scheduler, such as"):
        run(Batch([], out=tmp_path / "reports", cluster=address), lambda result: None)

    assert list(tmp_path.iterdir()) == []


def test_a_scheduler_that_cannot_be_asked_is_told_in_one_line(monkeypatch):
    with pytest.raises(YotError, match=r"^The dask scheduler at tls://127\.0\.0\.1:9 cannot be asked from here: .*\.$"):
        list(cluster.build_on_cluster([], "tls://127.0.0.1:9"))


@pytest.mark.slow
def test_a_scheduler_that_dies_ends_the_batch_in_one_line_with_its_record_true(tmp_path):
    with Machines(tmp_path) as machines:
        orders = team_orders(["leeds", "kent"])

        def kill():
            while not list(tmp_path.glob(f"{remote.PREFIX}*")):
                sleep(0.02)
            machines.scheduler.kill()

        threading.Thread(target=kill, daemon=True).start()
        out = tmp_path / "reports"
        with pytest.raises(YotError, match=r"^The dask scheduler at tcp://\S+ no longer answers\."):
            run(Batch(orders, out=out, cluster=machines.address), lambda result: None)

    assert manifest.read(out)["batch"]["status"] == manifest.STOPPED
    assert not [path for path in out.iterdir() if path.is_dir()]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_a_killed_worker_loses_no_pack_and_its_unpublished_figures_are_cleared(tmp_path, monkeypatch, seed):
    draw = random.Random(seed)
    monkeypatch.setenv("YOTLIB_DATA", str(tmp_path / "added"))
    intake.add([filled_in.write(tmp_path / "own.csv", OWN_COUNT)])
    assert added.unpublished(added.read_added())
    out, temporary = tmp_path / "reports", tmp_path / "temporary"
    temporary.mkdir()
    with Machines(temporary, workers=2) as machines:

        def kill():
            wait_until(lambda: list(temporary.glob(f"{remote.PREFIX}*")))
            sleep(draw.random() * 20)
            draw.choice(machines.workers).send_signal(draw.choice(SIGNALS))

        threading.Thread(target=kill, daemon=True).start()
        batch = Batch(team_orders(["powys", "ceredigion"]), out=out, cluster=machines.address, send_unpublished=True)
        results = run(batch, lambda result: None)

    assert {result.name: result.status for result in results} == {"powys": BUILT, "ceredigion": BUILT}
    assert set(whole_packs(out)) == {"powys", "ceredigion"}
    assert_true_and_clean(out)
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    remote.describe_installation()
    assert not list(temporary.glob(f"{remote.PREFIX}*")), "what a killed worker left is cleared at the next start"


class Machines:
    """A scheduler and workers as processes of their own, with a folder for what is temporary."""

    def __init__(self, folder, workers=1):
        self.environment = os.environ | {"TMPDIR": str(folder)}
        self.number = workers

    def __enter__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        options = ["--no-dashboard"]
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", str(port), *options)
        own = [self.address, "--nthreads", "1", "--no-nanny", *options]
        self.workers = [self.start("worker", *own) for _ in range(self.number)]
        from distributed import Client

        with Client(self.address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(self.number, timeout=60)
        return self

    def __exit__(self, *_):
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def start(self, part, *words):
        """Start a part of dask."""
        command = [sys.executable, "-m", f"distributed.cli.dask_{part}", *words]
        silent = subprocess.DEVNULL
        return subprocess.Popen(command, stdout=silent, stderr=silent, env=self.environment)
