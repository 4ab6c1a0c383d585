"""Rows of the tidy table chosen by measure, age, ethnic group and release."""

from collections.abc import Collection, Iterable

import pandas as pd

from yotlib.figures import combined_teams, derived
from yotlib.figures.tidy import IDENTITY, quoted
from yotlib.reference import periods
from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest


def released_by(figures: pd.DataFrame, as_of: str | pd.Timestamp | None) -> pd.DataFrame:
    """The figures already released on the day `as_of`; all of them if it is None or blank."""
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
    """The rows of `select` released by the day `as_of`; of the one `release`, a source's key, if it is named."""
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
    """The rows of one measure, age band and ethnic group that have a value or a count.

    What follows from other published rows of the same release (a total of ethnic groups,
    reoffences per reoffender, a team of several authorities) is worked out where the release does
    not print it. `among` names the areas that matter, all if it is None; others may be left out.
    """
    figures = figures if among is None else figures[figures["area"].isin(combined_teams.with_parts(among))]
    wanted = (figures["measure"] == measure) & (figures["age"] == age) & (figures["ethnicity"] == ethnicity)
    published = figures[wanted & (figures["value"].notna() | figures["count"].notna())]
    worked = derived.worked_out(figures, measure, age=age, ethnicity=ethnicity)
    if worked.empty:
        return published.reset_index(drop=True)
    new = worked.merge(published[IDENTITY], on=IDENTITY, how="left", indicator="where")["where"] == "left_only"
    return (
        pd.concat([published, worked[new.to_numpy()]], ignore_index=True)
        if new.any()
        else published.reset_index(drop=True)
    )


def refuse_unknown_release(figures: pd.DataFrame, release: str) -> None:
    """Refuse a release that no figure is of, naming those there are."""
    if release and not (figures["source"] == release).any():
        known = sorted(set(figures["source"]))
        offered = did_you_mean(nearest(release, known)) or f" There are {quoted(known)}."
        raise AskedWrongly(f"No release called {release!r} is in hand.{offered}")


def refuse_unknown(figures: pd.DataFrame, measure: str, column: str, asked: str) -> None:
    """Refuse an age band or ethnic group that no figure has, naming those there are."""
    if asked not in ("all", "10-17") and not (figures[column] == asked).any():
        known = sorted(set(figures.loc[figures["measure"] == measure, column]) or set(figures[column]))
        raise AskedWrongly(
            f"No figure has {column} {asked!r}; {measure} has {quoted(known)}.{did_you_mean(nearest(asked, known))}"
        )


def ending_by(rows: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return the rows whose period ends by the end of `period`; all of them for "latest".

    A row without dates ends by no day.
    """
    asked = periods.parse(period)
    return rows if asked is None else rows[rows["period_end"] <= asked.end]


def same_as(rows: pd.DataFrame, row: pd.Series, columns: Iterable[str]) -> pd.Series:
    """Return which `rows` have what `row` has in these columns; a gap is the same as a gap."""
    same = pd.Series(True, index=rows.index)
    for name in columns:
        same &= rows[name].isna() if pd.isna(row[name]) else rows[name] == row[name]
    return same


def newest_shared(rows: pd.DataFrame, sharing: pd.DataFrame, *, fewest: int = 2) -> pd.DataFrame:
    """Return the rows of the newest period, and of it the newest release, that enough of the rows `sharing` are of.

    `fewest` is how many are enough. Empty where no period and release has that many.
    """
    keys = ["period_start", "period_end", "source"]
    sizes = sharing.groupby([*keys, "released"]).size().loc[lambda each: each >= fewest].reset_index()
    if sizes.empty:
        return rows.iloc[:0]
    newest = sizes.sort_values(["period_end", "period_start", "released"]).iloc[-1]
    return rows[same_as(rows, newest, keys)]
