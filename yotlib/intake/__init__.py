"""Published files in, checked, and figures added to the suite's own: what `yot data` does, public as `yot.data`.

Whatever takes time to import is imported where it is used.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from yotlib.intake.added.adding import Progress
    from yotlib.intake.added.outcome import Added
    from yotlib.intake.fetching import Adding, Fetched, Meter
    from yotlib.intake.releases import Difference

__all__ = ["add", "check", "diff", "disagreements", "fetch", "held_back", "remove", "sources", "template"]


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
    from yotlib.intake.added import adding

    return adding.add(paths, released=released, source=source, replace=replace, dry_run=dry_run, progress=progress)


def remove(source: str) -> int:
    """Take away an added source; returns how many figures it had. AskedWrongly for one that was not added."""
    from yotlib.intake.added import adding

    return adding.remove(source)


def sources() -> list[dict[str, Any]]:
    """Return every source in hand with what is held of it; see `yotlib.intake.added.catalogue.sources`."""
    from yotlib.intake.added import catalogue

    return catalogue.sources()


def held_back() -> "pd.DataFrame":
    """Return the figures held back and why; see `yotlib.intake.added.catalogue.held_back`."""
    from yotlib.intake.added import catalogue

    return catalogue.held_back()


def check(*, progress: "Progress | None" = None) -> list[dict[str, Any]]:
    """Return every fault of the figures in hand; see `yotlib.intake.added.check_all.checked`."""
    from yotlib.intake.added.check_all import checked

    return checked(progress)


def disagreements(figures: "pd.DataFrame") -> "pd.DataFrame":
    """Return the figures that two releases print otherwise; see `yotlib.intake.checks.disagreements.disagreeing`."""
    from yotlib.intake.checks.disagreements import disagreeing

    return disagreeing(figures)


def diff(
    figures: "pd.DataFrame", old: str, new: str, *, progress: "Callable[[int, int], None] | None" = None
) -> "Difference":
    """Return what changed from the release `old` to the release `new`; see `yotlib.intake.releases.diff`."""
    from yotlib.intake import releases

    return releases.diff(figures, old, new, progress=progress)


def fetch(
    what: Iterable[str] = (), *, base: str = "", meter: "Meter | None" = None, adding: "Adding | None" = None
) -> "Fetched":
    """Fetch published files and add them; see `yotlib.intake.fetching.fetch`."""
    from yotlib.intake import fetching

    return fetching.fetch(tuple(what), base=base, meter=meter, adding=adding)


def template(path: str | Path) -> None:
    """Write a sheet to fill in with a team's own figures, as CSV or XLSX by the name of the file."""
    from yotlib.intake.readers import write_template

    write_template.write(Path(path))
