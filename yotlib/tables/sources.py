"""List the publications behind a table, and what each measure is."""

from collections.abc import Sequence

import pandas as pd

from yotlib.figures.load import read_sources
from yotlib.figures.tidy import quoted
from yotlib.reference import periods
from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest
from yotlib.reference.measures import MEASURES
from yotlib.reference.periods import day
from yotlib.tables.table import Table

SOURCE_COLUMNS = ("source", "count_source", "population_source")


def sources(*tables: pd.DataFrame) -> Table:
    """List the publications behind the `tables`: publisher, title, release date, licence, where to find them.

    A table is any with a column `source`, such as `compare` returns. Raises AskedWrongly for a source that
    data/sources.csv does not have.

    >>> import yotlib as yot
    >>> table = yot.compare(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> shown = yot.tables.sources(table).shown
    >>> shown.columns.tolist()
    ['Source', 'Publication', 'Released', 'Licence', 'Where']
    >>> shown.iloc[0][["Source", "Released", "Licence"]].tolist()
    ['dfe-lait-2026-02', '11 February 2026', 'OGL v3']
    """
    columns = [table[name] for table in tables for name in SOURCE_COLUMNS if name in table]
    keys = list(dict.fromkeys(key for column in columns for key in column.dropna() if key))
    keys += [key for key in _sources_named_in_notes(tables) if key not in keys]
    publications = read_sources().set_index("source")
    if unknown := [key for key in keys if key not in publications.index]:
        near = did_you_mean(name for key in unknown for name in nearest(key, publications.index))
        raise AskedWrongly(f"No source called {quoted(unknown)} in data/sources.csv; add it there first.{near}")
    listed = publications.loc[keys].reset_index() if keys else pd.DataFrame()
    if listed.empty:
        return Table(pd.DataFrame(), caption="Sources", data=listed)
    shown = pd.DataFrame(
        {
            "Source": listed["source"],
            "Publication": listed["title"] + ". " + listed["publisher"],
            "Released": listed["released"].map(lambda text: day(periods.last_day(text))),
            "Licence": listed["licence"],
            "Where": listed["address"],
        }
    )
    return Table(shown, caption="Sources", data=listed)


def definitions(*tables: pd.DataFrame) -> Table:
    """Say what each measure in the `tables` is, as its publisher defines it.

    A table is any with a column `measure`, such as `compare` returns.

    >>> import yotlib as yot
    >>> table = yot.compare(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> yot.tables.definitions(table).shown.columns.tolist()
    ['Measure', 'What it is', 'Defined by']
    >>> print(yot.tables.definitions(table).shown.loc[0, "Measure"])
    First-time entrants to the youth justice system
    """
    keys = dict.fromkeys(key for table in tables if "measure" in table for key in table["measure"])
    listed = [MEASURES[key] for key in keys]
    shown = pd.DataFrame(
        {
            "Measure": [measure.name for measure in listed],
            "What it is": [measure.definition for measure in listed],
            "Defined by": [measure.source for measure in listed],
        }
    )
    return Table(shown, caption="What each measure is", data=shown)


def _sources_named_in_notes(tables: Sequence[pd.DataFrame]) -> list[str]:
    notes = [note for table in tables if "note" in table for note in table["note"]]
    return [key for key in read_sources()["source"] if any(f"({key})" in note for note in notes)]
