"""Count children by ethnic group: in one period, in every single year of a release, or in several years together."""

from itertools import pairwise

import pandas as pd

from yotlib.analysis import intervals
from yotlib.analysis.comparison import PERIOD, newest_row
from yotlib.analysis.confidence import CONFIDENCE
from yotlib.analysis.ethnicity.groups import AGE, BME, COUNTED, GROUP_NAMES, MEASURE, NOT_KNOWN
from yotlib.figures.choose import ending_by, released_by, same_as
from yotlib.figures.load import with_release

USED = (MEASURE, "population_10_17", "population_share_10_17")
YEAR, DAY = pd.DateOffset(years=1, days=-1), pd.Timedelta(days=1)


def rows_by_group(figures: pd.DataFrame, as_of: str | pd.Timestamp | None) -> pd.DataFrame:
    """Return the counts and populations, by ethnic group and in all, that were released by `as_of`."""
    used = figures[figures["measure"].isin(USED) & (figures["age"] == AGE)]
    return released_by(with_release(used), as_of)


def counts_in_period(known: pd.DataFrame, area: str, period: str) -> pd.DataFrame:
    """Return the counts by group of the newest period that ends by the end of `period`; empty where there are none.

    Of several releases of one period, one with five groups goes before one with White and BME, then the newest.
    """
    rows = published_rows(known, area, period)
    return _one_release(rows, _newest_row(rows)) if len(rows) else pd.DataFrame(columns=COUNTED)


def counts_in_same_period(known: pd.DataFrame, area: str, counted: pd.DataFrame) -> pd.DataFrame:
    """Return the counts of `area` in the period and by the groups of `counted`; empty where they are not published."""
    rows = published_rows(known, area, "latest")
    same = rows[same_as(rows, counted.iloc[0], PERIOD) & _has_groups(rows, set(counted["group"]))]
    return _one_release(same, _newest_row(same)) if len(same) else pd.DataFrame(columns=COUNTED)


def counts_in_years(known: pd.DataFrame, area: str, period: str, *, fewest: int = 1) -> list[pd.DataFrame]:
    """Return the counts by group of every single year of one release, oldest first; none where no release has `fewest`.

    The release is that of the newest year that ends a run of `fewest` years. Years that begin in another month than the
    newest, as rolling years do, are left out because they overlap.
    """
    rows = published_rows(known, area, period)
    rows = rows[rows["period_start"] + YEAR == rows["period_end"]]
    many = rows.groupby("source")["period_end"].transform("nunique") >= fewest
    if rows.empty or not many.any():
        return []
    return _years_of_release(rows[rows["source"] == _newest_row(rows[many])["source"]])


def add_up_years(years: list[pd.DataFrame]) -> pd.DataFrame:
    """Add up the counts of consecutive years, group by group; empty where years are missing or groups differ."""
    consecutive = all(_follows(earlier, later) for earlier, later in pairwise(years))
    if not (years and consecutive):
        return pd.DataFrame(columns=COUNTED)
    counts = sum(year["count"] for year in years)
    return years[-1].assign(count=counts, period_start=years[0]["period_start"].iloc[0])


def with_shares(counted: pd.DataFrame, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Add the share of everyone counted, and the share of those whose group is known with its Wilson limits.

    Both are in per cent.
    """
    known = counted["count"].where(counted["group"] != NOT_KNOWN)
    share = intervals.proportion(known, known.sum(), confidence=confidence)
    return counted.assign(
        share_of_all=100 * counted["count"] / counted["count"].sum(),
        share=share["value"],
        share_lower=share["lower"],
        share_upper=share["upper"],
    )


def with_bounds(counted: pd.DataFrame) -> pd.DataFrame:
    """Add each group's per cent of everyone counted if none, and if all, of the "not known" belong to it."""
    known = counted["count"].where(counted["group"] != NOT_KNOWN)
    total = counted["count"].sum()
    return counted.assign(share_if_none=100 * known / total, share_if_all=100 * (known + total - known.sum()) / total)


def published_rows(known: pd.DataFrame, area: str, period: str) -> pd.DataFrame:
    """Return the counts by group of an area in every period that ends by the end of `period` and has no gap."""
    rows = known[(known["area"] == area) & (known["measure"] == MEASURE) & (known["age"] == AGE)]
    return ending_by(_complete_periods(rows[rows["ethnicity"].isin(list(GROUP_NAMES))].dropna(subset=PERIOD)), period)


def _newest_row(rows: pd.DataFrame) -> pd.Series:
    """Return a row of the newest period and, within it, of five groups before two, then of the newest release."""
    by_two = rows["source"].isin(rows.loc[rows["ethnicity"] == BME, "source"])
    newest = rows["period_end"] == rows["period_end"].max()
    return newest_row(rows[newest & ~by_two] if (newest & ~by_two).any() else rows)


def _one_release(rows: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    return _sort_by_group(rows[same_as(rows, row, [*PERIOD, "source"])])


def _has_groups(rows: pd.DataFrame, groups: set[str]) -> pd.Series:
    """Return which rows are of a release that has every one of the `groups`, "not known" apart."""
    wanted = groups - {NOT_KNOWN}
    has_all = rows[rows["ethnicity"].isin(wanted)].groupby([*PERIOD, "source"])["ethnicity"].nunique() == len(wanted)
    keys = pd.MultiIndex.from_frame(rows[[*PERIOD, "source"]])
    return pd.Series(has_all.reindex(keys).fillna(False).to_numpy(dtype=bool), index=rows.index)


def _years_of_release(rows: pd.DataFrame) -> list[pd.DataFrame]:
    month = rows["period_start"].dt.month
    same_month = rows[month == month[rows["period_end"] == rows["period_end"].max()].max()]
    return [_sort_by_group(year) for _, year in same_month.groupby("period_end")]


def _complete_periods(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of periods in which every printed group has a count, as shares of a part would mislead."""
    has_count = rows["count"].notna().groupby([rows["period_start"], rows["period_end"], rows["source"]])
    return rows[has_count.transform("all").astype(bool)] if len(rows) else rows


def _sort_by_group(rows: pd.DataFrame) -> pd.DataFrame:
    by_group = rows.rename(columns={"ethnicity": "group"})
    place = by_group["group"].map(list(GROUP_NAMES).index)
    return by_group.assign(place=place).sort_values("place", ignore_index=True)[COUNTED]


def _follows(earlier: pd.DataFrame, later: pd.DataFrame) -> bool:
    next_day = earlier["period_end"].iloc[0] + DAY
    return bool(next_day == later["period_start"].iloc[0]) and list(earlier["group"]) == list(later["group"])
