"""Chooses rows of the tidy table by measure, age, ethnic group, period and release."""

from collections.abc import Collection, Iterable

import pandas as pd

from yotlib.figures.combined_teams import with_authorities
from yotlib.figures.tidy import quoted
from yotlib.figures.worked_out import with_worked_out
from yotlib.reference import areas, periods
from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest

# What the keys of releases of one publication differ in: dfe-lait-2025-11, dfe-lait-2026-02.
_RELEASE = r"-\d{4}(-\d\d)?$"


def released_by(figures: pd.DataFrame, as_of: str | pd.Timestamp | None) -> pd.DataFrame:
    """Return the figures already released on the day `as_of`, or all of them if it is None or blank."""
    if as_of is None or as_of == "":
        return figures
    day = as_of if isinstance(as_of, pd.Timestamp) else periods.last_day(as_of)
    return figures[figures["released"] <= day]


def choose(
    figures: pd.DataFrame,
    measure: str,
    *,
    age: str = "10-17",
    ethnicity: str = "all",
    as_of: str | pd.Timestamp | None = None,
    release: str = "",
    among: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return the rows of `select` released by the day `as_of`, or only those of one `release` (a source's key)."""
    rows = released_by(select(figures, measure, age=age, ethnicity=ethnicity, among=among), as_of)
    gaps = figures[figures["value"].isna() & figures["count"].isna() & (figures["measure"] == measure)]
    of_same = gaps[(gaps["age"] == age) & (gaps["ethnicity"] == ethnicity) & gaps["area"].isin(set(rows["area"]))]
    rows = rows[~_are_withdrawn(rows, released_by(of_same, as_of))]
    refuse_unknown_release(figures, release)
    return rows[rows["source"] == release] if release else rows


def select(
    figures: pd.DataFrame,
    measure: str,
    *,
    age: str = "10-17",
    ethnicity: str = "all",
    among: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return the rows of one measure, age band and ethnic group that have a value or a count.

    Rows that follow from other published rows of the same release are among them (see `yotlib.figures.worked_out`).
    `among` names the areas that matter (None means all); others may be left out.
    """
    table = with_worked_out(figures)
    rows = table[(table["measure"] == measure) & (table["age"] == age) & (table["ethnicity"] == ethnicity)]
    kept = rows if among is None else rows[rows["area"].isin(with_authorities(among))]
    return kept[kept["value"].notna() | kept["count"].notna()].reset_index(drop=True)


def _are_withdrawn(rows: pd.DataFrame, gaps: pd.DataFrame) -> pd.Series:
    """Return which rows a newer release of the same publication withdraws: it prints a mark where they have a value."""
    if gaps.empty:
        return pd.Series(False, index=rows.index)
    key = ["area", "period_start", "period_end", "publication"]
    named = [table.assign(publication=table["source"].str.replace(_RELEASE, "", regex=True)) for table in (rows, gaps)]
    newest = named[1].groupby(key)["released"].max().rename("withdrawn").reset_index()
    found = named[0].merge(newest, on=key, how="left", validate="many_to_one")
    return pd.Series((found["withdrawn"] > found["released"]).to_numpy(), index=rows.index)


def refuse_unknown_release(figures: pd.DataFrame, release: str) -> None:
    """Refuse a release that has no figures, naming those there are."""
    if release and not (figures["source"] == release).any():
        releases = sorted(set(figures["source"]))
        suggestion = did_you_mean(nearest(release, releases)) or f" There are {quoted(releases)}."
        raise AskedWrongly(f"No release called {release!r} is in hand.{suggestion}")


def ending_by(rows: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return the rows whose period ends by the end of `period`, or all of them for "latest".

    Rows without dates are left out unless the period is "latest".
    """
    asked = periods.parse(period)
    return rows if asked is None else rows[rows["period_end"] <= asked.end]


def same_as(rows: pd.DataFrame, row: pd.Series, columns: Iterable[str]) -> pd.Series:
    """Return a mask of the `rows` equal to `row` in these columns; a gap equals a gap."""
    same = pd.Series(True, index=rows.index)
    for name in columns:
        same &= rows[name].isna() if pd.isna(row[name]) else rows[name] == row[name]
    return same


def newest_shared(rows: pd.DataFrame, sharing: pd.DataFrame, *, fewest: int = 2) -> pd.DataFrame:
    """Return the rows of the newest period that at least `fewest` of the rows `sharing` have, from one release.

    Of the releases that hold it, one with a nation goes before one without, then one with more of the rows `sharing`,
    then the newest. The result is empty if no period and release has that many.
    """
    keys = ["period_start", "period_end", "source"]
    sizes = sharing.groupby([*keys, "released"]).size().loc[lambda size: size >= fewest].rename("size").reset_index()
    if sizes.empty:
        return rows.iloc[:0]
    nations = rows.loc[rows["area"].isin(areas.nations()), keys].drop_duplicates().assign(has_nation=True)
    ranked = sizes.merge(nations, on=keys, how="left")
    order = ["period_end", "period_start", "has_nation", "size", "released"]
    newest = ranked.assign(has_nation=ranked["has_nation"].notna()).sort_values(order).iloc[-1]
    return rows[same_as(rows, newest, keys)]
