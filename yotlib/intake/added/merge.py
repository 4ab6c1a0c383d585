"""Tables put together so that neither the order of the files nor that of their rows can be seen in the outcome."""

from collections.abc import Iterable, Mapping

import pandas as pd

from yotlib.figures.tidy import IDENTITY, NUMBERS, records

SEVERAL = " + "
FIGURE = [*IDENTITY, *NUMBERS]


def figures(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Every figure once, with the first place it stands in; a row that says less than another of the same figure goes.

    A figure for which two rows give different numbers keeps both rows: which is right cannot be seen from here.
    """
    ordered = _joined(parts).sort_values([*FIGURE, "file", "row", "note"], key=_counting, ignore_index=True)
    distinct = ordered.drop_duplicates(FIGURE, ignore_index=True)
    several = distinct[distinct.duplicated(IDENTITY, keep=False)]
    less = [label for _, rows in several.groupby(IDENTITY, dropna=False, sort=True) for label in _saying_less(rows)]
    return distinct.drop(index=less).reset_index(drop=True)


def agreeing(rows: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Which of the `rows` stand in `others` too, with no number that differs; on the index of `rows`."""
    both = rows.reset_index().merge(others, on=IDENTITY, suffixes=("", "_other"))
    apart = pd.concat([_apart(both[name], both[f"{name}_other"]) for name in NUMBERS], axis=1).any(axis=1)
    return rows.index.to_series().isin(both.loc[~apart, "index"])


def shared(rows: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Which of the `rows` stand in `others` too, whatever their numbers; on the index of `rows`."""
    both = rows.reset_index().merge(others[IDENTITY].drop_duplicates(), on=IDENTITY)
    return rows.index.to_series().isin(both["index"])


def neighbours(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Every neighbour once, nearest first."""
    distinct = _joined(parts).drop_duplicates(ignore_index=True)
    return distinct.sort_values(["area", "place", "neighbour"], key=_counting, ignore_index=True)


def ratings(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Every rating once, with the first place it stands in."""
    ordered = _joined(parts)
    said = [str(name) for name in ordered if name not in ("file", "row")]
    ordered = ordered.sort_values([*said, "file", "row"], key=_counting, ignore_index=True)
    return ordered.drop_duplicates(said, ignore_index=True)


def publication(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """One row of sources.csv: of each column the first word in the alphabet, so that "no" counts; of hashes all."""
    rows = list(parts)
    names = dict.fromkeys(name for row in rows for name in row)
    first = {name: min((row[name] for row in rows if row.get(name)), default="") for name in names}
    hashes = {each for row in rows for each in row.get("sha256", "").split(SEVERAL) if each}
    return first | {"sha256": SEVERAL.join(sorted(hashes))}


def _joined(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    tables = list(parts)
    filled = [table for table in tables if len(table)]
    return pd.concat(filled or tables[:1], ignore_index=True)


def _saying_less(rows: pd.DataFrame) -> list[int]:
    """The labels of rows all of whose numbers another row has too, and more."""
    known = [{name: row[name] for name in NUMBERS if pd.notna(row[name])} for row in records(rows)]
    less = [any(mine.items() < other.items() for other in known) for mine in known]
    return [int(label) for label in rows.index[less]]


def _apart(one: pd.Series, other: pd.Series) -> pd.Series:
    return one.notna() & other.notna() & (one != other)


def _counting(column: pd.Series) -> pd.Series:
    """Text in the order of its letters, numbers written as text in the order of the numbers."""
    return column.str.zfill(9) if column.name in ("place", "row") else column
