"""Whatever is killed at whatever moment of a batch, nothing is lost, half-written or built twice.

A part of the kills is drawn for `make test`, the same each time; `--all` runs all of them.
"""

import json
import os
import random
import signal
import subprocess
import tempfile
from pathlib import Path
from time import sleep

import pytest

from tests.packs.test_stopping import assert_true_and_clean, begun, start, wait_until
from yotlib.packs import record
from yotlib.packs.batch import up_to_date
from yotlib.packs.kernels.manager import SOCKETS

PACKS = 3
KILLS = 100
SIGNALS = [signal.SIGKILL, signal.SIGTERM, signal.SIGINT]
VICTIMS = ["batch", "worker", "kernel", "forkserver", "everything"]
# What a batch that is not itself asked to stop may leave with: 1 where a pack failed twice.
GOES_ON = {0, 1}
STOPPED = {-signal.SIGKILL, 143, 130}


@pytest.fixture
def runtime(monkeypatch, tmp_path):
    """The folder of the sockets of kernels, for this test alone."""
    with tempfile.TemporaryDirectory(prefix="yot-", ignore_cleanup_errors=True) as folder:  # short enough for sockets
        monkeypatch.setenv("JUPYTER_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.mark.slow(drawn=10)
@pytest.mark.parametrize("seed", range(KILLS))
def test_a_kill_loses_nothing_and_leaves_nothing_half_written(tmp_path, runtime, seed):
    draw = random.Random(seed)
    victim, number = VICTIMS[seed % len(VICTIMS)], SIGNALS[seed // len(VICTIMS) % len(SIGNALS)]
    after, pause = draw.randrange(1, PACKS + 1), draw.random() * 1.5

    batch = start(tmp_path, PACKS, draw.choice([1, 2]))
    wait_until(lambda: begun(tmp_path) >= after or batch.poll() is not None)
    sleep(pause)
    strike(victim, number, tmp_path, batch)
    printed, said = batch.communicate(timeout=180)

    assert "Traceback" not in said
    assert batch.returncode in GOES_ON | STOPPED
    out = tmp_path / "reports"
    built = whole_packs(out)
    told = {line.split()[0] for line in printed.splitlines() if " built " in line}
    assert told <= set(built), "a pack that was told of is there"

    again = start(tmp_path, PACKS, 2)
    printed, said = again.communicate(timeout=180)

    assert (again.returncode, said) == (0, "")
    told = {line.split()[0]: line.split(maxsplit=1)[1] for line in printed.splitlines()}
    assert {name for name, status in told.items() if status.startswith("up to date")} == set(built), "built once"
    after = whole_packs(out)
    assert len(after) == PACKS
    assert {name: after[name] for name in built} == built, "what was there is as it was"
    assert_true_and_clean(out)
    assert not list(runtime.glob(f"{SOCKETS}*"))
    assert not processes_of(tmp_path)


def strike(victim, number, folder, batch):
    """Send the signal to the batch, or to the newest of its processes of that kind."""
    forkserver, kernel, worker = map(int, (folder / "processes").read_text().splitlines()[-1].split())
    chosen = {"batch": batch.pid, "worker": worker, "kernel": kernel, "forkserver": forkserver}
    for process in chosen.values() if victim == "everything" else [chosen[victim]]:
        try:
            os.kill(process, number)
        except ProcessLookupError:
            continue


def whole_packs(out):
    """Return the bytes of every pack in the folder by its name; each must be as its record says, none half there."""
    packs = {path.name: path for path in out.glob("[!.]*") if path.is_dir()} if out.exists() else {}
    for place in packs.values():
        pack = up_to_date.read_record(place)
        assert pack is not None, f"{place.name} has no record"
        assert record.hash_files({name: place / name for name in pack["outputs"]}) == pack["outputs"]
        json.loads((out / "build.json").read_text())
    return {
        name: {file: file.read_bytes() for file in place.rglob("*") if file.is_file()} for name, place in packs.items()
    }


def processes_of(folder):
    """Return the processes that still run a notebook of this folder, once they have had a moment to end."""
    numbers = {number for line in (folder / "processes").read_text().splitlines() for number in line.split()}
    for _ in range(50):
        listed = subprocess.run(
            ["ps", "-o", "pid=,stat=", "-p", ",".join(numbers)], capture_output=True, text=True, check=False
        )
        running = [line.split()[0] for line in listed.stdout.splitlines() if "Z" not in line.split()[1]]
        if not running:
            return []
        sleep(0.1)
    return running
