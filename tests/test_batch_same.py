"""The same pack, however it is built: alone, among others, in a forked kernel or a plain one."""

import pytest

from tests.madeup.packs import contents
from yotlib import orders, pack
from yotlib.batch import Batch, run

TEAMS = ["bradford", "leeds", "cardiff", "trafford"]


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """Packs built alone, each once: a function of the team."""
    out, built = tmp_path_factory.mktemp("alone"), {}

    def alone(team):
        if team not in built:
            built[team] = contents(pack.build(orders.of_team(team), out=out))
        return built[team]

    return alone


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2, 4])
def test_a_batch_builds_the_packs_that_are_built_alone(alone, tmp_path, workers):
    run(Batch(orders.of_teams(TEAMS), out=tmp_path, workers=workers), lambda result: None)

    assert {team: contents(tmp_path / team) == alone(team) for team in TEAMS} == dict.fromkeys(TEAMS, True)


@pytest.mark.slow
@pytest.mark.parametrize("team", TEAMS)
def test_forked_kernels_make_the_pack_that_plain_ones_make(alone, tmp_path, team):
    plain = pack.build(orders.of_team(team), out=tmp_path, engine=pack.KERNEL)

    assert contents(plain) == alone(team)
