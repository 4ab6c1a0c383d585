"""Choose which slow tests run, and provide reference files, a browser, a cluster and a pack."""

import os
import random
import shutil
import signal
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import pytest

# Tests do not read the figures that a developer has added, nor write to a developer's cache.
FOLDER = tempfile.TemporaryDirectory(prefix="yotlib-tests-")
os.environ |= {"YOTLIB_DATA": f"{FOLDER.name}/data", "YOTLIB_CACHE": f"{FOLDER.name}/cache"}

# Some tests send these to themselves and to commands; `nohup` and `&` in a script have them ignored.
for name, as_usual in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
    number = getattr(signal, name, None)  # Windows has no SIGHUP
    if number is not None and signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, as_usual)

ROOT = Path(__file__).resolve().parent.parent
MOST_DRAWN = 3  # of one file
SLOW = pytest.StashKey[tuple[int, int]]()


def pytest_addoption(parser):
    parser.addoption("--all", action="store_true", help="run every slow test, not only a seeded part")
    parser.addoption("--slow-seed", type=int, default=2026, metavar="N", help="which part of the slow tests is run")


def pytest_collection_modifyitems(config, items):
    """Leave out the slow tests that are not drawn."""
    slow = [item for item in items if item.get_closest_marker("slow")]
    drawn = set(slow) if config.getoption("--all") else _draw_part(slow, config.getoption("--slow-seed"))
    left_out = [item for item in slow if item not in drawn]
    config.stash[SLOW] = len(drawn), len(slow)
    if left_out:
        items[:] = [item for item in items if item not in set(left_out)]
        config.hook.pytest_deselected(items=left_out)


def pytest_report_collectionfinish(config):
    """Report how many slow tests are run."""
    drawn, slow = config.stash.get(SLOW, (0, 0))
    if drawn == slow:
        return f"slow tests: all {slow}"
    return f"slow tests: {drawn} of {slow}, drawn with --slow-seed {config.getoption('--slow-seed')}; all with --all"


def _draw_part(slow, seed):
    """Draw about one in thirty of each file's slow tests, three or four at most, so that some files have none.

    A test marked `slow(drawn=10)` asks for ten of its file.

    The same seed draws the same tests.
    """
    cases = defaultdict(list)
    for item in slow:
        cases[item.nodeid.partition("::")[0]].append(item)
    drawn = set()
    for file, tests in cases.items():
        draw = random.Random(f"{seed} {file}")
        asked = max((test.get_closest_marker("slow").kwargs.get("drawn", 0) for test in tests), default=0)
        drawn.update(draw.sample(tests, asked or int(min(len(tests) / 30, MOST_DRAWN) + draw.random())))
    return drawn


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of reference files beside the checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no folder 'shared' beside this checkout")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium or Chrome."""
    paths = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome")))
    path = next(paths, None)
    if path is None:
        pytest.skip("no chromium or chrome on the PATH")
    return path


@pytest.fixture(scope="module")
def dask():
    """Start a cluster of two worker processes with one thread each.

    dask changes the environment of the process that starts the workers; it is restored afterwards.
    """
    from distributed import LocalCluster

    before = dict(os.environ)
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def bradford_pack(tmp_path_factory, worker_id) -> Path:
    """Build Bradford's pack, once for every test of every worker; no test may change it."""
    from filelock import FileLock

    from yotlib.packs import build
    from yotlib.packs.order import team_order

    base = tmp_path_factory.getbasetemp()
    out = (base if worker_id == "master" else base.parent) / "shared-reports"
    out.mkdir(exist_ok=True)
    with FileLock(out / ".lock"):
        pack = out / "bradford"
        return pack if pack.is_dir() else build.build(team_order("bradford"), out=out)


@pytest.fixture(autouse=True)
def no_columns(monkeypatch):
    """Let no width of the terminal that the tests were started from be heeded; pytest-xdist sets COLUMNS too."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def yot(monkeypatch, capsys):
    """Return a function that runs `yot` here and returns its status, standard output and standard error."""

    from yotlib.command import main

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["yot", *words])
        with pytest.raises(SystemExit) as leaving:
            main.main()
        printed = capsys.readouterr()
        return leaving.value.code, printed.out, printed.err

    return run
