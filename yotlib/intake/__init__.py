"""Read and check published files, and add their figures to the suite's own: the work of `yot data`, as `yot.data`.

Whatever takes time to import is imported where it is used.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from yotlib.intake.added.adding import Progress
    from yotlib.intake.added.outcome import Added
    from yotlib.intake.downloading import Meter
    from yotlib.intake.fetching import Adding, Fetched
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
    """Read published files, or a team's own, check them together with all that is in hand, and keep their figures.

    A TOML file defines measures of one's own, before any figure is read (see `yotlib.reference.own_measures`).

    `released` and `source` name the publication of the files, where they do not name it themselves. A figure that
    cannot be right is held back, and the rest is added. A file that cannot be read is in `failed` with its error, and
    the other files are added. A figure that is held already is kept once. If a file gives another number for a figure
    of the same source, neither can be trusted and both are held back; with `replace`, the files take the place of what
    was held of their sources.

    With `dry_run` nothing is kept, and the result is what would have been added. `progress` is called before each step
    with its number, how many there are, and its name. Raises NotKept if another process is adding.
    """
    from yotlib.intake.added import adding

    return adding.add(paths, released=released, source=source, replace=replace, dry_run=dry_run, progress=progress)


def remove(source: str) -> int:
    """Remove an added source and return how many figures it had. Raises AskedWrongly if it was not added.

    The key of a measure of one's own removes its definition, once none of its figures is held.
    """
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
    """Return every fault of the figures in hand; see `yotlib.intake.added.check_all.check_all`."""
    from yotlib.intake.added.check_all import check_all

    return check_all(progress)


def disagreements(figures: "pd.DataFrame") -> "pd.DataFrame":
    """Return the figures that two releases print otherwise; see `yotlib.intake.checks.list_disagreements`."""
    from yotlib.intake.checks.disagreements import list_disagreements

    return list_disagreements(figures)


def diff(
    figures: "pd.DataFrame", old: str, new: str, *, progress: "Callable[[int, int], None] | None" = None
) -> "Difference":
    """Return what changed from the release `old` to the release `new`; see `yotlib.intake.releases.diff`."""
    from yotlib.intake import releases

    return releases.diff(figures, old, new, progress=progress)


def fetch(
    what: Iterable[str] = (),
    *,
    newest: bool = False,
    base: str = "",
    meter: "Meter | None" = None,
    adding: "Adding | None" = None,
) -> "Fetched":
    """Fetch published files and add them; see `yotlib.intake.fetching.fetch`."""
    from yotlib.intake import fetching

    return fetching.fetch(tuple(what), newest=newest, base=base, meter=meter, adding=adding)


def template(path: str | Path, *, measure: str = "first_time_entrants") -> None:
    """Write a sheet to fill in with a team's own figures, as CSV or XLSX by the name of the file.

    Its example row is of `measure`, which may be one of a user's own.
    """
    from yotlib.intake.readers import write_template

    write_template.write(Path(path), measure)
