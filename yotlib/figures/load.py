"""The tidy table of published figures: loaded, checked, values worked out."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from yotlib.figures import added as inhand
from yotlib.figures import cache, disclosure
from yotlib.figures.tidy import COLUMNS, IDENTITY, SOURCE_COLUMNS, content_of, parse, quoted, read_text
from yotlib.reference import folders, periods
from yotlib.reference.errors import AskedWrongly, BadFigures
from yotlib.reference.measures import MEASURES

_NEEDED = ("figures.csv", "sources.csv")
_KNOWN = ("areas.csv", "authorities.csv")


def load(data: str | Path | None = None) -> pd.DataFrame:
    """Every published figure in the folder `data`, checked; if not given, the suite's own and those added to them.

    Reads figures.csv and sources.csv. Returns one row a figure with the columns of
    data/README.md and, from the sources, `released` (a date) and `published`. `value` is the
    published one; where only a count and its population are, it is computed in the measure's
    unit. A figure that was added and is in data/ too stands once. Raises BadFigures with every
    problem of a file, one line each. Small counts of sources that are not published are withheld, with all
    from which they could be worked out (see `yotlib.figures.disclosure`).
    """
    if data is not None:
        return checked({name: content_of(Path(data) / name) for name in _NEEDED})
    held = in_hand()
    return cache.table(held, lambda: checked(held))


def in_hand() -> dict[str, bytes]:
    """What the figures in hand come from: data/, and of every source added its files, as "source/figures.csv"."""
    own = {name: content_of(folders.data() / name) for name in _NEEDED}
    known = {path.name: path.read_bytes() for name in _KNOWN if (path := folders.data() / name).exists()}
    added = inhand.added(only=_NEEDED)
    return own | known | {f"{key}/{name}": text for key, files in added.items() for name, text in files.items()}


def checked(held: Mapping[str, bytes]) -> pd.DataFrame:
    """The table of `load`, of files by name: figures.csv and sources.csv, and those of each source added."""
    from yotlib.figures.validation import checked_figures, checked_sources  # slow to import, and a warm load needs none

    given = {name: parse(held[name], SOURCE_COLUMNS, name) for name in held if name.endswith("sources.csv")}
    publications = _once(given.values(), ["source"])
    problems = [problem for name, table in given.items() for problem in checked_sources(table, name=name)]
    figures = []
    for name in [name for name in held if name.endswith("figures.csv")]:
        table, found = checked_figures(parse(held[name], COLUMNS, name), set(publications["source"]), name=name)
        figures.append(table)
        problems += found
    if problems:
        raise BadFigures(problems)
    return disclosure.withheld(computed_values(with_release(_once(figures, IDENTITY), publications)))


def sources(data: str | Path | None = None) -> pd.DataFrame:
    """The publications behind the figures, one row each, as sources.csv has them (all text)."""
    return _once(
        inhand.tables("sources.csv", SOURCE_COLUMNS, Path(data) if data is not None else None).values(), ["source"]
    )


def inspections(data: str | Path | None = None) -> pd.DataFrame:
    """When each team was inspected: `area`, `date` (a date), `source`; newest last."""
    folder = Path(data) if data is not None else folders.data()
    table = read_text(folder / "inspections.csv", ["area", "date", "source"])
    return table.assign(date=table["date"].map(periods.last_day)).sort_values("date", ignore_index=True)


def inspected(team: str, data: str | Path | None = None) -> pd.Timestamp | None:
    """The day `team`'s newest inspection was published, or None if data/ holds no inspection of it."""
    dates = inspections(data).query("area == @team")["date"]
    return None if dates.empty else dates.iloc[-1]


def with_release(figures: pd.DataFrame, given: pd.DataFrame | None = None) -> pd.DataFrame:
    """Add `released` and `published` of each figure's source; figures that have them come back as they are."""
    if "released" in figures:
        return figures
    publications = (sources() if given is None else given)[["source", "released", "published"]]
    unknown = sorted(set(figures["source"]) - set(publications["source"]))
    if unknown:
        raise AskedWrongly(f"No source called {quoted(unknown)} in data/sources.csv; add it there first.")
    dated = publications.assign(released=publications["released"].map(periods.last_day))
    return figures.merge(dated, on="source", how="left", validate="many_to_one")


def computed_values(figures: pd.DataFrame) -> pd.DataFrame:
    """Fill `value` where only counts are published: a count's own number, else count over population."""
    counts = {key for key, measure in MEASURES.items() if measure.kind == "count"}
    scales = {key: measure.per for key, measure in MEASURES.items() if key not in counts}
    per = figures["measure"].map(scales).astype(float)
    computed = per * figures["count"] / figures["population"].where(figures["population"] > 0)
    worked = computed.where(~figures["measure"].isin(counts), figures["count"])
    return figures.assign(value=figures["value"].fillna(worked))


def _once(tables: Iterable[pd.DataFrame], key: list[str]) -> pd.DataFrame:
    """The tables under one another, of rows with the same `key` the first; a table alone is left as it is."""
    several = list(tables)
    if len(several) == 1:
        return several[0]
    return pd.concat(several, ignore_index=True).drop_duplicates(key, ignore_index=True)
