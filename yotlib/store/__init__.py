"""Figures added to the suite's own, kept in a folder of the user's, one folder a source.

    data/local/dfe-lait-2026-02/
        figures.csv      the figures that stand, with the file and row of each
        sources.csv      the publication, with the SHA-256 of every file it came from
        held_back.csv    figures that cannot be right, each with what was found and what would be expected
        faults.csv       what the reader of the file saw
        neighbours.csv, ratings.csv

What the folder holds follows from which files were added and from nothing else: neither from their order, nor from
how often. Whatever takes time to import is imported where it is used.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yotlib.reference.folders import added as folder

if TYPE_CHECKING:
    import pandas as pd

    from yotlib.store.adding import Progress
    from yotlib.store.outcome import Added

__all__ = ["add", "check", "folder", "held_back", "listed", "remove"]


def add(
    paths: Iterable[str | Path],
    *,
    released: str = "",
    source: str = "",
    replace: bool = False,
    dry_run: bool = False,
    progress: "Progress | None" = None,
) -> "Added":
    """Add published files, or a team's own: recognised, read, checked over all that is in hand, and kept whole.

    `released` and `source` say what publication the files are, where they do not say it themselves.
    A figure that cannot be right is held back and the rest goes on; a file that cannot be read is
    in `failed` with its error, and the others are added all the same. A figure that is held already stands once.
    If a file gives another number for a figure of the same source, neither can be trusted and both
    are held back, unless `replace` says that the files given take the place of what was held of their sources.

    With `dry_run` nothing is kept, and what is returned is what would have been. `progress` is called before each
    step with its number, how many there are, and its name. Raises NotKept where somebody else is adding.
    """
    from yotlib.store import adding

    return adding.add(paths, released=released, source=source, replace=replace, dry_run=dry_run, progress=progress)


def remove(source: str) -> int:
    """Take away an added source; returns how many figures it had. AskedWrongly for one that was not added."""
    from yotlib.store import adding

    return adding.remove(source)


def listed() -> list[dict[str, Any]]:
    """Every source in hand with what is held of it; see `yotlib.store.catalogue.sources`."""
    from yotlib.store.catalogue import sources

    return sources()


def held_back() -> "pd.DataFrame":
    """The figures held back and why; see `yotlib.store.catalogue.held_back`."""
    from yotlib.store.catalogue import held_back as read

    return read()


def check(*, progress: "Progress | None" = None) -> list[dict[str, Any]]:
    """Every finding on the figures in hand; see `yotlib.store.checked.checked`."""
    from yotlib.store.checked import checked

    return checked(progress)
