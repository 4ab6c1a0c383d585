"""Ten teams' packs have the same numbers on the page, the printed sheet, in the workbook, the tables and the record."""

import pytest

from tests import recordchecks
from tests.published.recomputed import TEN
from yotlib.packs import build
from yotlib.packs.order import team_order


@pytest.mark.slow
@pytest.mark.parametrize("team", TEN)
def test_every_file_of_a_pack_has_the_numbers_of_its_record(team, tmp_path):
    place = build.build(team_order(team), out=tmp_path)

    assert list(recordchecks.problems(place)) == []
