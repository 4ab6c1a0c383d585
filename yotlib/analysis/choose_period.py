"""Choose the period and the release in which a team and its baselines are compared."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from yotlib.figures.choose import ending_by, same_as
from yotlib.figures.estimates import ANOTHER_RELEASE
from yotlib.reference import areas, periods
from yotlib.reference.notes import are_estimated, with_words

PERIOD = ["period_start", "period_end"]


def choose_period(rows: pd.DataFrame, team: str, baselines: Sequence[str], period: str = "latest") -> pd.DataFrame:
    """Return the team's row and its baselines' rows of one period, from one release where possible.

    Where no release has both, the period is the newest that both have; each row is then of its newest release, and
    `note` says so. Where no baseline shares a period, only the team's newest figure is returned. `rows` should hold the
    team's own baselines too, by which releases are ranked.
    """
    eligible = rows_ending_by(rows, team, period)
    own_rows = eligible[eligible["area"].isin(areas.lineage(team))]
    team_rows = eligible[eligible["area"] == team]
    baseline_rows = eligible[eligible["area"].isin(list(baselines))]
    for keys in ([*PERIOD, "source"], PERIOD, None):
        shared = team_rows if keys is None else team_rows.merge(baseline_rows[keys].drop_duplicates(), on=keys)
        if not shared.empty:
            best = _best_row(shared, own_rows)
            team_row = best.iloc[0]
            matching = baseline_rows[same_as(baseline_rows, team_row, keys or [*PERIOD, "source"])]
            latest = matching.sort_values("released").groupby("area", sort=False).tail(1)
            return _sort_by_area(pd.concat([best, _note_other_release(latest, team_row)]), [team, *baselines])
    return team_rows


def only_counted(rows: pd.DataFrame, areas_compared: Sequence[str]) -> pd.DataFrame:
    """Return the rows of the periods and releases in which all these areas have published counts."""
    counted = rows[rows["count"].notna() & ~are_estimated(rows["note"]) & rows["area"].isin(list(areas_compared))]
    sizes = counted.groupby([*PERIOD, "source"])["area"].transform("nunique")
    complete = counted.loc[sizes == len(set(areas_compared)), [*PERIOD, "source"]].drop_duplicates()
    return rows.merge(complete, on=[*PERIOD, "source"])


def newest_row(rows: pd.DataFrame) -> pd.Series:
    """Return the row of the newest period and, within it, the newest release; a figure without dates counts last."""
    return rows.sort_values([*PERIOD[::-1], "released"], na_position="first").iloc[-1]


def _best_row(shared: pd.DataFrame, own_rows: pd.DataFrame) -> pd.DataFrame:
    """Return the team's one row of the newest period, from the release that says most.

    A release with a nation goes before one without, one that prints count and rate before one that prints rates alone,
    one with more of the baselines before one with fewer, one whose count gives the rate before others, then the newest.
    The baselines are the team's own (`own_rows`), whichever were asked for, so that the answer rests on one release.
    """
    keys = [*PERIOD, "source"]
    held = [tuple(key) for key in own_rows[keys].itertuples(index=False)]
    of_nations = own_rows["area"].isin(areas.nations())
    has_nation = {key for key, is_nation in zip(held, of_nations, strict=True) if is_nation}
    baselines = Counter(held)
    counted = shared["count"].notna() & ~are_estimated(shared["note"])
    # A rate worked out here from a count is no reason to lose a baseline: the printed rate takes the same count.
    printed = counted & (shared["worked_out"].eq(False) if "worked_out" in shared else True)
    of_release = [tuple(key) for key in shared[keys].itertuples(index=False)]
    ranked = shared[[*PERIOD[::-1], "released"]].assign(
        has_nation=[key in has_nation for key in of_release],
        printed=printed,
        baselines=[baselines[key] for key in of_release],
        counted=counted,
    )
    order = [*PERIOD[::-1], "has_nation", "printed", "baselines", "counted", "released"]
    return shared.loc[ranked.sort_values(order, na_position="first").index[-1:]]


def rows_ending_by(rows: pd.DataFrame, team: str, period: str) -> pd.DataFrame:
    """Return the rows ending by the end of `period`; for "latest", the dated ones, if the team has any."""
    if period != periods.LATEST:
        return ending_by(rows, period)
    dated = rows["period_end"].notna()
    return rows[dated] if (dated & (rows["area"] == team)).any() else rows


def _note_other_release(baseline_rows: pd.DataFrame, team_row: pd.Series) -> pd.DataFrame:
    with_note = baseline_rows["note"].map(lambda note: with_words(note, ANOTHER_RELEASE))
    other_release = baseline_rows["source"] != team_row["source"]
    return baseline_rows.assign(note=with_note.where(other_release, baseline_rows["note"]))


def _sort_by_area(table: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    places = [order.index(area) for area in table["area"]]
    return table.iloc[np.argsort(places, kind="stable")].reset_index(drop=True)
