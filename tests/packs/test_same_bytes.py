"""A pack is the same however it is built: alone or in a batch, in forked or plain kernels, here or on a cluster."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.madeup.packs import contents
from yotlib.packs import build
from yotlib.packs.batch import Batch, run
from yotlib.packs.batch.job import BUILT
from yotlib.packs.order import team_order, team_orders

ROOT = Path(__file__).resolve().parents[2]
# Time zone, locale, hash seed and workers; POSIX and C.UTF-8 are there on every system.
WORLDS = [
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "424242"},
]
TEAMS = ["leeds", "cardiff", "trafford", "west-mercia", "plymouth", "kent", "york", "hackney", "cornwall", "derby"]


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """Return a function that returns the contents of a team's pack when it is built alone."""
    out, built = tmp_path_factory.mktemp("alone"), {}

    def alone(team):
        if team not in built:
            built[team] = contents(build.build(team_order(team), out=out))
        return built[team]

    return alone


@pytest.mark.slow
@pytest.mark.parametrize(("team", "workers"), list(zip(TEAMS, [1, 2, 4] * 4, strict=False)))
def test_a_batch_builds_the_packs_that_are_built_alone(alone, bradford_pack, tmp_path, team, workers):
    run(Batch(team_orders([team, "bradford"]), out=tmp_path, workers=workers), lambda result: None)

    assert contents(tmp_path / team) == alone(team)
    assert contents(tmp_path / "bradford") == contents(bradford_pack)


@pytest.mark.slow
@pytest.mark.parametrize(("team", "number"), [(team, place % 5) for place, team in enumerate(TEAMS)])
def test_forked_kernels_make_of_a_notebook_what_plain_ones_make(tmp_path, team, number):
    whole = team_order(team)
    wanted = replace(whole, notebooks=whole.notebooks[number : number + 1])

    plain, forked = (build.build(wanted, out=tmp_path / engine, engine=engine) for engine in (build.KERNEL, build.WARM))

    assert contents(plain) == contents(forked)


@pytest.mark.slow
@pytest.mark.parametrize("team", TEAMS)
def test_a_cluster_builds_the_packs_that_are_built_here(alone, dask, tmp_path, team):
    (result,) = run(Batch(team_orders([team]), out=tmp_path, cluster=dask.scheduler_address), lambda result: None)

    assert (result.status, result.attempts) == (BUILT, 1)
    assert contents(tmp_path / team) == alone(team)


@pytest.mark.slow
@pytest.mark.parametrize(("teams", "period"), [("bradford,cardiff", "latest"), ("kent,derby", "2018")])
def test_time_zone_locale_hash_seed_and_workers_change_no_byte_but_times(tmp_path, teams, period):
    for workers, world in enumerate(WORLDS, start=1):
        words = ["batch", "--only", teams, "--period", period, "--out", str(tmp_path / str(workers))]
        command = [sys.executable, "-m", "yotlib", *words, "--workers", str(workers)]
        subprocess.run(command, check=True, capture_output=True, env=os.environ | world, cwd=ROOT)

    for team in teams.split(","):
        one, other = (contents(tmp_path / str(workers) / team) for workers in (1, 2))
        assert one == other
        assert len(one) > 10
    pages = [(tmp_path / str(workers) / "index.html").read_bytes() for workers in (1, 2)]
    assert pages[0] == pages[1]
