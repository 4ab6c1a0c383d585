"""A dask cluster of two worker processes builds packs without a shared disk and loses none."""

import os
import re
import signal
import threading
from dataclasses import replace
from time import sleep

import pytest

from tests.madeup.packs import order
from yotlib.packs import build
from yotlib.packs.batch import Batch, cluster, remote, run
from yotlib.packs.batch.job import BUILT, FAILED, Job
from yotlib.packs.order import team_orders
from yotlib.reference.errors import AskedWrongly, YotError


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
