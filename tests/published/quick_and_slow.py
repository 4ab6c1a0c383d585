"""Say which of the ten teams a test always takes, where all ten take too long."""

from collections.abc import Iterable
from typing import Any

import pytest

ALWAYS = ("bradford", "west-mercia")


def mostly_slow(teams: Iterable[str], *, always: Iterable[str] = ALWAYS) -> list[Any]:
    """Return the teams as parameters of a test, all slow but `always`: one printed whole, one put together."""
    return [pytest.param(team, marks=[] if team in always else [pytest.mark.slow]) for team in teams]
