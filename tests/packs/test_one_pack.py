"""One pack in its own process is built, or fails with where and why and leaves no files."""

import threading
from multiprocessing import Pipe
from multiprocessing.context import ForkServerProcess
from time import monotonic, sleep

import pytest

from tests.madeup.packs import order
from yotlib.packs import build
from yotlib.packs.batch import one_pack
from yotlib.packs.batch.job import BUILT, FAILED, Job, Limits
from yotlib.packs.batch.on_this_machine import attempt_twice
from yotlib.packs.batch.one_pack import Stop, attempt

KILL_THE_WORKER = "import os, signal; os.kill(int(os.environ['JPY_PARENT_PID']), signal.SIGKILL)"


@pytest.fixture
def attempted(tmp_path):
    """Return a function that attempts a pack of one notebook with these cells."""

    def attempted(*cells, engine=build.WARM, **limits):
        job = Job(order(tmp_path, *cells), tmp_path / "reports", engine, {"made": "up"}, Limits(**limits))
        return attempt(job)

    return attempted


def packs_in(tmp_path):
    """Return the names of all files in the folder of packs."""
    folder = tmp_path / "reports"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_pack_is_built_with_what_it_was_made_from(attempted, tmp_path):
    result = attempted("1 + 1")

    assert (result.status, result.failure) == (BUILT, None)
    assert '"made": "up"' in (tmp_path / "reports" / "made-up" / "build.json").read_text()
    assert packs_in(tmp_path) == ["made-up"]


def test_a_cell_that_fails_is_named_with_its_traceback(attempted, tmp_path):
    result = attempted("1 + 1", "raise ValueError('no such child')")

    assert result.status == FAILED
    assert (result.failure.notebook, result.failure.cell) == ("1_made_up.ipynb", 4)
    assert result.failure.error == "ValueError: no such child"
    assert "raise ValueError" in result.failure.log
    assert "\x1b" not in result.failure.log
    assert packs_in(tmp_path) == []


def test_a_pack_is_tried_again_where_the_process_that_forks_others_is_killed_meanwhile(tmp_path, monkeypatch):
    start, asked = ForkServerProcess.start, []

    def ends_the_first_time(process):
        asked.append(process.name)
        if len(asked) == 1:
            raise EOFError("unexpected EOF")
        start(process)

    monkeypatch.setattr(ForkServerProcess, "start", ends_the_first_time)
    job = Job(order(tmp_path, "1 + 1"), tmp_path / "reports", build.WARM, {"made": "up"}, Limits())

    result = attempt_twice(job)

    assert (result.status, result.attempts) == (BUILT, 2)
    assert attempt(job).status == BUILT
    asked.clear()
    assert attempt(job).failure.error == "the process that forks it was stopped"


@pytest.mark.slow
@pytest.mark.parametrize("engine", [build.WARM, build.KERNEL])
def test_a_cell_that_hangs_is_ended_by_the_time_limit(attempted, tmp_path, engine):
    result = attempted("import time; time.sleep(600)", engine=engine, seconds=15)

    assert result.status == FAILED
    assert result.failure.notebook == "1_made_up.ipynb"
    assert "time limit" in result.failure.error
    assert result.seconds < 120
    assert packs_in(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("engine", [build.WARM, build.KERNEL])
def test_a_cell_that_wants_more_memory_than_it_may_have_fails(attempted, engine):
    result = attempted("huge = bytearray(3_000_000_000)", engine=engine, megabytes=1024)

    assert (result.status, result.failure.error.split(":")[0]) == (FAILED, "MemoryError")


@pytest.mark.slow
def test_a_kernel_that_dies_is_a_failure_with_its_notebook(attempted):
    result = attempted("import os; os._exit(7)")

    assert (result.status, result.failure.notebook) == (FAILED, "1_made_up.ipynb")


def test_a_worker_that_is_killed_is_a_failure_and_leaves_nothing(attempted, tmp_path):
    result = attempted(KILL_THE_WORKER, "import time; time.sleep(600)")

    assert result.status == FAILED
    assert result.failure.error == "its process was stopped by SIGKILL; the machine may be short of memory"
    assert result.seconds < 120
    assert packs_in(tmp_path) == []


def test_an_attempt_that_is_asked_to_stop_ends_at_once_and_leaves_nothing(tmp_path):
    stop = Stop()
    job = Job(order(tmp_path, "import time; time.sleep(600)"), tmp_path / "reports", build.WARM, {})
    threading.Thread(target=lambda: (sleep(3), stop.requested.set())).start()
    started = monotonic()

    with pytest.raises(KeyboardInterrupt):
        attempt(job, stop)
    assert monotonic() - started < 30
    assert packs_in(tmp_path) == []


def test_a_worker_whose_batch_was_killed_ends_without_a_word(monkeypatch, tmp_path):
    monkeypatch.setattr(one_pack, "_end_with_parent", lambda: None)
    monkeypatch.setattr(one_pack, "_build", lambda job: None)
    monkeypatch.setattr(one_pack.signal, "signal", lambda *_: None)
    receiver, sender = Pipe(duplex=False)
    receiver.close()

    one_pack._build_and_report(Job(order(tmp_path), tmp_path / "reports", build.WARM, {}), sender)
