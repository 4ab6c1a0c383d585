"""Sets a youth offending team's published figures beside its region and nation.

>>> import yotlib as yot
>>> figures = yot.load()
>>> table = yot.compare(figures, "Bradford", "first_time_entrants", as_of="2020-01-31")
>>> print(yot.findings.headline(table))
First-time entrants in Bradford were 330 per 100,000 children in 2018, 40% above England and Wales (236); that is more \
than chance would explain.

Rooms that draw (`charts`) are imported when they are first used, so that `import yotlib` stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from yotlib.areas import find
from yotlib.compare import compare
from yotlib.figures import load

if TYPE_CHECKING:
    from yotlib import (
        charts,
        checks,
        context,
        ethnicity,
        explore,
        findings,
        funnel,
        inspection,
        intervals,
        measures,
        national,
        neighbours,
        releases,
        reoffending,
        sources,
        store,
        tables,
        trends,
    )

__version__ = "0.1.0"
_ROOMS = (
    "charts",
    "checks",
    "context",
    "ethnicity",
    "explore",
    "findings",
    "funnel",
    "inspection",
    "intervals",
    "measures",
    "national",
    "neighbours",
    "releases",
    "reoffending",
    "sources",
    "store",
    "tables",
    "trends",
)
__all__ = [
    "charts",
    "checks",
    "compare",
    "context",
    "ethnicity",
    "explore",
    "find",
    "findings",
    "funnel",
    "inspection",
    "intervals",
    "load",
    "measures",
    "national",
    "neighbours",
    "releases",
    "reoffending",
    "sources",
    "store",
    "tables",
    "trends",
]


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"yotlib.{name}")
    raise AttributeError(f"module 'yotlib' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_ROOMS])
