"""Read and check published files, and add their figures to the suite's own: the work of `yot data`, as `yot.data`.

Over 200 lines because its functions, each a line or two, say in full what they take and return. Whatever takes time to
import is imported where it is used.
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

    A TOML file among `paths` defines measures of one's own, before any figure is read (docs/measures.md); `template`
    writes a sheet to fill in.

    `released` and `source` name the publication of the files, where they do not name it themselves. A figure that
    cannot be right is held back, and the rest is added. A file that cannot be read is in `failed` with its error, and
    the other files are added. A figure that is held already is kept once. If a file gives another number for a figure
    of the same source, neither can be trusted and both are held back; with `replace`, the files take the place of what
    was held of their sources.

    With `dry_run` nothing is kept, and the result is what would have been added. `progress` is called before each step
    with its number, how many there are, and its name.

    Returns `files`, with one entry a file (`file`, `title`, `source`, `released`, and how many figures are `new`,
    `changed`, `already` here and `held_back`); `failed`, pairs of a file and its error; `held_back`, a table in the
    columns of `held_back()`; `look`, how many faults of all figures in hand somebody should look at; and `measures`,
    those newly defined. Raises NotKept if another process is adding.

    >>> from pathlib import Path
    >>> import yotlib as yot
    >>> yot.data.template("entrants.csv")
    >>> own = "leeds,first_time_entrants,10-17,all,2025,150,121,80573,,Our own count,Leeds,2026-02-28,no,,,\\n"
    >>> size = Path("entrants.csv").write_text(Path("entrants.csv").read_text() + own)
    >>> added = yot.data.add(["entrants.csv"], dry_run=True)
    >>> [(file.file, file.new, file.held_back) for file in added.files]
    [('entrants.csv', 1, 0)]
    """
    from yotlib.intake.added import adding

    return adding.add(paths, released=released, source=source, replace=replace, dry_run=dry_run, progress=progress)


def remove(source: str) -> int:
    """Remove an added source and return how many figures it had.

    `source` is its key, as in `sources()`. The key of a measure of one's own removes its definition, once none of its
    figures is held. Raises AskedWrongly for a source that is not held, or that came with the suite.

    >>> import yotlib as yot
    >>> yot.data.remove("dfe-lait-2026-02")
    Traceback (most recent call last):
        ...
    yotlib.reference.errors.AskedWrongly: 'dfe-lait-2026-02' came with the suite and was not added, so it cannot be \
removed.
    """
    from yotlib.intake.added import adding

    return adding.remove(source)


def sources() -> list[dict[str, Any]]:
    """Return every source in hand, by release, with what is held of it; one dictionary a source.

    Its keys are `source`, `title`, `publisher`, `released`, `published` (yes or no), `licence` and `address`;
    `figures`, how many `load()` has of it, with their `measures`, `areas` (how many) and `periods`; `held_back`, how
    many figures cannot be right; `in_suite` and `added`, which say where it is, and may both be true.

    >>> import yotlib as yot
    >>> newest = next(row for row in yot.data.sources() if row["source"] == "dfe-lait-2026-02")
    >>> newest["publisher"], newest["released"], newest["figures"]
    ('Department for Education (from YJB and MoJ)', '2026-02-11', 4324)
    """
    from yotlib.intake.added import catalogue

    return catalogue.sources()


def held_back() -> "pd.DataFrame":
    """Return the figures held back because they cannot be right, and why; one row a figure.

    The columns are those of `load()` from `area` to `source`, then `file` and `row` where it was found, the `check`
    that it failed, the `figure` in words, and what was `found` and `expected`. Numbers of unpublished sources are not
    shown. A fault that a reader found in a row without a figure has no measure. Without a figure held back there are no
    rows.

    >>> import yotlib as yot
    >>> yot.data.held_back().columns[-6:].tolist()
    ['file', 'row', 'check', 'figure', 'found', 'expected']
    """
    from yotlib.intake.added import catalogue

    return catalogue.held_back()


def check(*, progress: "Progress | None" = None) -> list[dict[str, Any]]:
    """Return every fault that the checks and the readers find in the figures in hand, what is wrong first.

    One dictionary a fault: `severity` ("wrong", or "look" where somebody should look at it), `held_back` (True or
    False), `check`, `file`, `row`, `figure`, `found` and `expected`. A figure that is wrong and not held back is one of
    the suite's own, or was not added by `add`. Numbers of unpublished figures are not shown. `progress` is called
    before the step with its number, how many there are, and its name.

    >>> import yotlib as yot
    >>> faults = yot.data.check()
    >>> {fault["severity"] for fault in faults}
    {'look'}
    >>> faults[0]["check"], faults[0]["figure"]
    ('no area twice, none missing', 'Children cautioned or sentenced (Asian)')
    """
    from yotlib.intake.added.check_all import check_all

    return check_all(progress)


def disagreements(figures: "pd.DataFrame") -> "pd.DataFrame":
    """Return every figure that an earlier release prints otherwise than the newest, both numbers in one row.

    `figures` is the table of `load()`. The columns are `area` (slug), `measure`, `age`, `ethnicity`, `period_start` and
    `period_end`; `value`, `count`, `population`, `source` and `released` of the earlier release, and the same of the
    newest that has the figure, with `newer_` before their names; `difference`, the newer less the earlier (of values,
    else of counts); and the `file` and `row` of the earlier. Figures that agree to the decimals of the coarser one, and
    figures without dates, are left out.

    >>> import yotlib as yot
    >>> apart = yot.data.disagreements(yot.load())
    >>> apart[["area", "value", "source", "newer_value", "newer_source"]].head(1).values.tolist()
    [['barking-and-dagenham', 668.0, 'dfe-lait-2025-11', 674.0, 'dfe-lait-2026-02']]
    """
    from yotlib.intake.checks.disagreements import list_disagreements

    return list_disagreements(figures)


def diff(
    figures: "pd.DataFrame", old: str, new: str, *, progress: "Callable[[int, int], None] | None" = None
) -> "Difference":
    """Return what changed from the release `old` to the release `new`, two keys of `source` in `figures`.

    Every team whose own figure or baseline changed is compared under both releases, period by period, with the same
    populations; for two whole releases that takes minutes. `progress` is called with how many teams' tables are done,
    and of how many.

    Returns `old` and `new`; `same`, how many figures did not change; `changed`, a row a figure with `old_value`,
    `new_value`, `old_count`, `new_count`, `difference` and `per_cent`; `appeared` and `went`, the figures of one
    release alone, with `value` and `count`; `compared`, how many verdicts were compared; and `verdicts`, a row a
    verdict that changed, with `baseline`, `old_verdict`, `new_verdict` and the values behind them. Raises AskedWrongly
    for a release that is not in hand.

    >>> import yotlib as yot
    >>> figures = yot.load()
    >>> few = figures[figures["area"].isin(["leeds", "england"]) & (figures["period_end"].dt.year == 2018)]
    >>> found = yot.data.diff(few, "dfe-lait-2025-11", "dfe-lait-2026-02")
    >>> found.changed[["area", "measure", "old_value", "new_value"]].round(1).values.tolist()
    [['england', 'first_time_entrants', 243.0, 243.6], ['leeds', 'first_time_entrants', 218.0, 220.0]]
    >>> found.same, found.compared, len(found.verdicts)
    (0, 1, 0)
    """
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
    """Fetch the published files of each kind in `what` (all, if none is named), and add them as `add` does.

    A file whose hash is among those of the figures in hand is not fetched again. One that cannot be fetched, or has
    another hash than expected, is not kept. With `newest` the newest version of each file is taken too, as released on
    the day of its commit, and checked as any file is. `base` is the address to take files from instead of the
    publisher's; if it is blank, $YOTLIB_FETCH_FROM. `meter` shows the progress of each file, `adding` that of adding
    them all.

    Returns `already`, the names of the files that were here; `added`, what `add` returned, or None; `failed`, pairs of
    a file and its error; `newest`, which newest versions were found, in words; and `newest_added`, what `add` returned
    for each. Raises AskedWrongly for a kind that cannot be fetched, or an address that does not begin with https://.

    >>> import yotlib as yot
    >>> yot.data.fetch(["late"])
    Traceback (most recent call last):
        ...
    yotlib.reference.errors.AskedWrongly: There is nothing called 'late' to fetch. Did you mean 'lait'?
    """
    from yotlib.intake import fetching

    return fetching.fetch(tuple(what), newest=newest, base=base, meter=meter, adding=adding)


def template(path: str | Path, *, measure: str = "first_time_entrants") -> None:
    """Write a sheet to fill in with a team's own figures, for `add` to read: CSV or XLSX by the name of `path`.

    One row a figure: `area`, `measure`, `age`, `ethnicity`, `period`, `value`, `count` and `population`, a `note`, and
    the publication it is from (`title`, `publisher`, `released`, `published`, `source`, `licence`, `address`). Its
    example row, which is not read, is of `measure`, which may be one of a user's own. Raises AskedWrongly for an
    unknown measure.

    >>> import yotlib as yot
    >>> yot.data.template("entrants.csv")
    >>> print(open("entrants.csv").read().partition(",published")[0])
    area,measure,age,ethnicity,period,value,count,population,note,title,publisher,released
    """
    from yotlib.intake.readers import write_template

    write_template.write(Path(path), measure)
