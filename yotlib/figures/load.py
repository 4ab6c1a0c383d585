"""Loads the tidy table of published figures, checks it and fills in values that follow from counts."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from yotlib.figures import added, cache, disclosure
from yotlib.figures.row_rules import count_over_population
from yotlib.figures.tidy import COLUMNS, IDENTITY, SOURCE_COLUMNS, UNPUBLISHED, content_of, parse, quoted, read_text
from yotlib.figures.worked_out import with_worked_out
from yotlib.reference import folders, periods
from yotlib.reference.errors import AskedWrongly, BadFigures, did_you_mean, nearest

_FIGURES, _SOURCES = "figures", "sources.csv"
_ADDED_FILES = ("figures.csv", _SOURCES)
_READ_BESIDE = ("areas.csv", "authorities.csv", "releases.csv")


def load(data: str | Path | None = None) -> pd.DataFrame:
    """Load and check every published figure in the folder `data`, or else the suite's own and those added to them.

    Reads every file of figures/, and sources.csv. Returns one row a figure. Its columns, as in data/README.md, are
    `area` (slug), `measure`, `age`, `ethnicity`, `period_start`, `period_end`, `value`, `count`, `population`, `note`
    and `source`, and from the sources `released` (a date) and `published`. `value` is the published one, or where only
    a count and its population are published, the value they give in the measure's unit. Rows that follow from published
    ones of the same release have `worked_out` True (see `yotlib.figures.worked_out`). A figure that is both in data/
    and added appears once. Small counts of unpublished sources are withheld, with all from which they could be worked
    out (see `yotlib.figures.disclosure`). Raises BadFigures with every problem of a file, one line each.

    >>> import yotlib as yot
    >>> figures = yot.load()
    >>> printed = figures.query("measure == 'first_time_entrants' and source == 'hmip-bradford-2020'")
    >>> printed[["area", "value"]].values.tolist()
    [['bradford', 330.0], ['england-and-wales', 236.0], ['yorkshire-and-the-humber', 244.0]]
    """
    if data is not None:
        return check_and_join(_suite_files(Path(data)))
    files = read_files_in_hand()
    return cache.get_or_make(files, lambda: check_and_join(files))


def read_files_in_hand() -> dict[str, bytes]:
    """Return the files behind the figures in hand: those of data/, and those added as "source/figures.csv"."""
    own_files = _suite_files(folders.data())
    beside = {path.name: path.read_bytes() for name in _READ_BESIDE if (path := folders.data() / name).exists()}
    sources = added.read_added(only=_ADDED_FILES)
    added_files = {f"{source}/{name}": content for source, files in sources.items() for name, content in files.items()}
    return own_files | beside | added.read_own_measures() | added_files


def _suite_files(folder: Path) -> dict[str, bytes]:
    """Read sources.csv and the figures of a folder: figures.csv, or else every file of figures/."""
    names = [f"{_FIGURES}/{path.name}" for path in sorted((folder / _FIGURES).glob("*.csv"))] or ["figures.csv"]
    return {name: content_of(folder / name) for name in (*names, _SOURCES)}


def _holds_figures(name: str) -> bool:
    return name.startswith(f"{_FIGURES}/") or name.endswith("figures.csv")


def check_and_join(files: Mapping[str, bytes]) -> pd.DataFrame:
    """Return the table of `load` from its files by name: figures/*.csv, sources.csv and those of each added source."""
    from yotlib.figures.validation import check_figures, check_sources  # slow to import, and not needed if cached

    source_tables = {name: parse(files[name], SOURCE_COLUMNS, name) for name in files if name.endswith("sources.csv")}
    publications = _concat_first(source_tables.values(), ["source"])
    problems = [problem for name, table in source_tables.items() for problem in check_sources(table, name=name)]
    figure_tables = []
    for name in filter(_holds_figures, files):
        text = parse(files[name], COLUMNS, name)
        table, file_problems = check_figures(text, set(publications["source"]), name=name)
        figure_tables.append(table)
        problems += file_problems
    if problems:
        raise BadFigures(problems)
    figures = with_release(_concat_first(figure_tables, IDENTITY), publications)
    return with_worked_out(disclosure.suppress_small_counts(fill_in_values(figures)))


def read_sources(data: str | Path | None = None) -> pd.DataFrame:
    """Return the publications behind the figures, one row each, as text from sources.csv.

    The hash of an unpublished file is left out: what the file holds could be found from it.
    """
    tables = added.read_tables("sources.csv", SOURCE_COLUMNS, Path(data) if data is not None else None)
    publications = _concat_first(tables.values(), ["source"])
    return publications.assign(sha256=publications["sha256"].mask(publications["published"] == UNPUBLISHED, ""))


def read_inspections(data: str | Path | None = None) -> pd.DataFrame:
    """Return when each team was inspected, newest last: `area`, `date` (a date) and `source`."""
    folder = Path(data) if data is not None else folders.data()
    table = read_text(folder / "inspections.csv", ["area", "date", "source"])
    return table.assign(date=table["date"].map(periods.last_day)).sort_values("date", ignore_index=True)


def inspection_date(team: str, data: str | Path | None = None) -> pd.Timestamp | None:
    """Return the day the newest inspection of `team` was published, or None if data/ has no inspection of it."""
    dates = read_inspections(data).query("area == @team")["date"]
    return None if dates.empty else dates.iloc[-1]


def with_release(figures: pd.DataFrame, given: pd.DataFrame | None = None) -> pd.DataFrame:
    """Add `released` and `published` from each figure's source; figures that have them come back unchanged."""
    if "released" in figures:
        return figures
    publications = (read_sources() if given is None else given)[["source", "released", "published"]]
    unknown = sorted(set(figures["source"]) - set(publications["source"]))
    if unknown:
        near = did_you_mean(name for key in unknown for name in nearest(key, publications["source"]))
        raise AskedWrongly(f"No source called {quoted(unknown)} in data/sources.csv; add it there first.{near}")
    dated = publications.assign(released=publications["released"].map(periods.last_day))
    return figures.merge(dated, on="source", how="left", validate="many_to_one")


def fill_in_values(figures: pd.DataFrame) -> pd.DataFrame:
    """Fill in `value` where only counts are published: a count's own number, else count over population."""
    return figures.assign(value=figures["value"].fillna(count_over_population(figures)))


def _concat_first(tables: Iterable[pd.DataFrame], key: list[str]) -> pd.DataFrame:
    """Concatenate tables, keeping the first row of each `key`; a single table comes back unchanged."""
    all_tables = list(tables)
    if len(all_tables) == 1:
        return all_tables[0]
    return pd.concat(all_tables, ignore_index=True).drop_duplicates(key, ignore_index=True)
