"""Which slow tests are run, and what tests borrow: reference files, a browser, a cluster, a pack."""

import os
import random
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import pytest

# No test sees the figures that a developer has added, nor leaves a table in a developer's cache.
ASIDE = tempfile.TemporaryDirectory(prefix="yotlib-tests-")
os.environ |= {"YOTLIB_DATA": f"{ASIDE.name}/data", "YOTLIB_CACHE": f"{ASIDE.name}/cache"}

ROOT = Path(__file__).resolve().parent.parent
SLOW = pytest.StashKey[tuple[int, int]]()


def pytest_addoption(parser):
    parser.addoption("--all", action="store_true", help="run every slow test, not only a seeded tenth")
    parser.addoption("--slow-seed", type=int, default=2026, metavar="N", help="which tenth of the slow tests is run")


def pytest_collection_modifyitems(config, items):
    slow = [item for item in items if item.get_closest_marker("slow")]
    drawn = set(slow) if config.getoption("--all") else _a_tenth(slow, config.getoption("--slow-seed"))
    left_out = [item for item in slow if item not in drawn]
    config.stash[SLOW] = len(drawn), len(slow)
    if left_out:
        items[:] = [item for item in items if item not in set(left_out)]
        config.hook.pytest_deselected(items=left_out)


def pytest_report_collectionfinish(config):
    drawn, slow = config.stash.get(SLOW, (0, 0))
    if drawn == slow:
        return f"slow tests: all {slow}"
    return f"slow tests: {drawn} of {slow}, drawn with --slow-seed {config.getoption('--slow-seed')}; all with --all"


def _a_tenth(slow, seed):
    """Of each file's slow tests a tenth, and one at the least; the same ones for the same seed."""
    cases = defaultdict(list)
    for item in slow:
        cases[item.nodeid.partition("::")[0]].append(item)
    return {
        item
        for file, of_it in cases.items()
        for item in random.Random(f"{seed} {file}").sample(of_it, -(-len(of_it) // 10))
    }


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference files beside the checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no folder 'shared' beside this checkout")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium or Chrome."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome")))
    path = next(found, None)
    if path is None:
        pytest.skip("no chromium or chrome on the PATH")
    return path


@pytest.fixture(scope="module")
def dask():
    """A cluster of two worker processes with a thread each.

    dask sets the workers' environment in that of the process that starts them, and leaves it so: it is put right again.
    """
    from distributed import LocalCluster

    before = dict(os.environ)
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        yield made
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def bradford_pack(tmp_path_factory) -> Path:
    """Bradford's pack, built once for every test that reads it."""
    from yotlib.packs import build, order

    return build.build(order.of_team("bradford"), out=tmp_path_factory.mktemp("reports"))


@pytest.fixture
def yot(monkeypatch, capsys):
    """Run `yot` in this process: status, standard output, standard error."""

    from yotlib.command import main

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["yot", *words])
        with pytest.raises(SystemExit) as leaving:
            main.main()
        said = capsys.readouterr()
        return leaving.value.code, said.out, said.err

    return run
