"""Chooses rows of the tidy table by measure, age, ethnic group, period and release."""

from collections.abc import Collection, Iterable

import pandas as pd

from yotlib.figures import combined_teams, derived
from yotlib.figures.tidy import IDENTITY, quoted
from yotlib.reference import periods
from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest


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

    Adds the rows that follow from other published rows of the same release but that it does not print: a total of
    ethnic groups, reoffences per reoffender, a team of several authorities. `among` names the areas that matter
    (None means all); others may be left out.
    """
    figures = figures if among is None else figures[figures["area"].isin(combined_teams.with_authorities(among))]
    wanted = (figures["measure"] == measure) & (figures["age"] == age) & (figures["ethnicity"] == ethnicity)
    published = figures[wanted & (figures["value"].notna() | figures["count"].notna())]
    worked_out = derived.derived_rows(figures, measure, age=age, ethnicity=ethnicity)
    if worked_out.empty:
        return published.reset_index(drop=True)
    is_new = worked_out.merge(published[IDENTITY], on=IDENTITY, how="left", indicator="where")["where"] == "left_only"
    if not is_new.any():
        return published.reset_index(drop=True)
    return pd.concat([published, worked_out[is_new.to_numpy()]], ignore_index=True)


def refuse_unknown_release(figures: pd.DataFrame, release: str) -> None:
    """Refuse a release that has no figures, naming those there are."""
    if release and not (figures["source"] == release).any():
        releases = sorted(set(figures["source"]))
        suggestion = did_you_mean(nearest(release, releases)) or f" There are {quoted(releases)}."
        raise AskedWrongly(f"No release called {release!r} is in hand.{suggestion}")


def refuse_unknown(figures: pd.DataFrame, measure: str, column: str, asked: str) -> None:
    """Refuse an age band or ethnic group that no figure has, naming those there are."""
    if asked not in ("all", "10-17") and not (figures[column] == asked).any():
        names = sorted(set(figures.loc[figures["measure"] == measure, column]) or set(figures[column]))
        suggestion = did_you_mean(nearest(asked, names))
        raise AskedWrongly(f"No figure has {column} {asked!r}; {measure} has {quoted(names)}.{suggestion}")


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
    """Return the rows of the newest period, and its newest release, which at least `fewest` of the rows `sharing` have.

    The result is empty if no period and release has that many.
    """
    keys = ["period_start", "period_end", "source"]
    sizes = sharing.groupby([*keys, "released"]).size().loc[lambda size: size >= fewest].reset_index()
    if sizes.empty:
        return rows.iloc[:0]
    newest = sizes.sort_values(["period_end", "period_start", "released"]).iloc[-1]
    return rows[same_as(rows, newest, keys)]
