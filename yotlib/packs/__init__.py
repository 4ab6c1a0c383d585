"""A team's pack: what it is built from, how it is built, its page and record, and packs for all teams.

`collect` puts the findings of a folder of packs into one table:

>>> from yotlib import packs
>>> packs.collect("reports")  # doctest: +SKIP

It is imported on first use, since kernels and workers import modules of this package one by one.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yotlib.packs.collected import collect

__all__ = ["collect"]


def __getattr__(name: str) -> Any:
    """Import what is public here when it is first used."""
    if name in __all__:
        from yotlib.packs import collected

        return getattr(collected, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
