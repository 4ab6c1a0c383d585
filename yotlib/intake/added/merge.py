"""Merge tables; the result does not depend on the order of files or rows."""

from collections.abc import Iterable, Mapping

import pandas as pd

from yotlib.figures.tidy import IDENTITY, NUMBERS, records

SEVERAL = " + "
FIGURE = [*IDENTITY, *NUMBERS]


def figures(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return every figure once, with its first place; a row with fewer numbers than another of its figure is dropped.

    A figure for which two rows give different numbers keeps both rows: the rows do not show which is right.
    """
    ordered = _concat(parts).sort_values([*FIGURE, "file", "row", "note"], key=_sort_key, ignore_index=True)
    distinct = ordered.drop_duplicates(FIGURE, ignore_index=True)
    repeated = distinct[distinct.duplicated(IDENTITY, keep=False)]
    dropped = [label for _, rows in repeated.groupby(IDENTITY, dropna=False, sort=True) for label in _incomplete(rows)]
    return distinct.drop(index=dropped).reset_index(drop=True)


def agrees_with(rows: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Return a mask of the `rows` whose figure is in `others` too, with no number that differs."""
    both = rows.reset_index().merge(others, on=IDENTITY, suffixes=("", "_other"))
    differs = pd.concat([_differs(both[name], both[f"{name}_other"]) for name in NUMBERS], axis=1).any(axis=1)
    return rows.index.to_series().isin(both.loc[~differs, "index"])


def occurs_in(rows: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Return a mask of the `rows` whose figure is in `others` too, whatever its numbers."""
    both = rows.reset_index().merge(others[IDENTITY].drop_duplicates(), on=IDENTITY)
    return rows.index.to_series().isin(both["index"])


def neighbours(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return every neighbour once, nearest first."""
    distinct = _concat(parts).drop_duplicates(ignore_index=True)
    return distinct.sort_values(["area", "place", "neighbour"], key=_sort_key, ignore_index=True)


def ratings(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return every rating once, with its first place."""
    ordered = _concat(parts)
    content = [str(name) for name in ordered if name not in ("file", "row")]
    ordered = ordered.sort_values([*content, "file", "row"], key=_sort_key, ignore_index=True)
    return ordered.drop_duplicates(content, ignore_index=True)


def publication(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return one row of sources.csv: the first word of each column in the alphabet, and all hashes.

    First in the alphabet, so that a "no" to `published` counts.
    """
    rows = list(parts)
    names = dict.fromkeys(name for row in rows for name in row)
    first = {name: min((row[name] for row in rows if row.get(name)), default="") for name in names}
    hashes = {each for row in rows for each in row.get("sha256", "").split(SEVERAL) if each}
    return first | {"sha256": SEVERAL.join(sorted(hashes))}


def _concat(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    tables = list(parts)
    filled = [table for table in tables if len(table)]
    return pd.concat(filled or tables[:1], ignore_index=True)


def _incomplete(rows: pd.DataFrame) -> list[int]:
    """Return the labels of rows all of whose numbers another row has too, and more."""
    numbers = [{name: row[name] for name in NUMBERS if pd.notna(row[name])} for row in records(rows)]
    has_more = [any(own.items() < other.items() for other in numbers) for own in numbers]
    return [int(label) for label in rows.index[has_more]]


def _differs(one: pd.Series, other: pd.Series) -> pd.Series:
    return one.notna() & other.notna() & (one != other)


def _sort_key(column: pd.Series) -> pd.Series:
    """Return what to sort a column by: numbers written as text sort as numbers, other text by its letters."""
    return column.str.zfill(9) if column.name in ("place", "row") else column
