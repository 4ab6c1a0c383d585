"""An empty table that says why it is empty."""

from collections.abc import Iterable

import pandas as pd

from yotlib.reference import areas

WHY = "why"
_FETCH = "`yot data fetch --newest` adds the newest figures of English authorities"
_ADD = "`yot data add FILE` adds an official file or your own"


def empty(columns: Iterable[str], why: str) -> pd.DataFrame:
    """Return a table without rows that carries why in its `attrs`.

    >>> empty(["area", "value"], "no figure is held").attrs["why"]
    'no figure is held'
    """
    table = pd.DataFrame(columns=list(columns))
    table.attrs[WHY] = why
    return table


def how_to_fill(area: areas.Area) -> str:
    """Name the commands that may add figures of an area; what is fetched has none of Wales."""
    return _ADD if areas.WALES in (area, area.within) else f"{_FETCH}, {_ADD}"


def why_empty(table: pd.DataFrame) -> str:
    """Return why a table is empty, or "" where it does not say or has rows."""
    return "" if len(table) else str(table.attrs.get(WHY, ""))
