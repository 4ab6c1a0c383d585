"""Count children by ethnic group: in one period, in every single year of a release, or in several years together."""

from itertools import pairwise

import pandas as pd

from yotlib.analysis import intervals
from yotlib.analysis.comparison import PERIOD, newest_row
from yotlib.analysis.ethnicity.groups import AGE, COUNTED, GROUP_NAMES, MEASURE, NOT_KNOWN
from yotlib.figures.choose import ending_by, same_as

YEAR, DAY = pd.DateOffset(years=1, days=-1), pd.Timedelta(days=1)


def counts_in_period(known: pd.DataFrame, area: str, period: str) -> pd.DataFrame:
    """Return the counts by group of the newest period that ends by the end of `period`; empty where there are none."""
    rows = _published_rows(known, area, period)
    if rows.empty:
        return pd.DataFrame(columns=COUNTED)
    return _sort_by_group(rows[same_as(rows, newest_row(rows), [*PERIOD, "source"])])


def counts_in_years(known: pd.DataFrame, area: str, period: str) -> list[pd.DataFrame]:
    """Return the counts by group of every single year of the release that `counts_in_period` uses, oldest first.

    Years that begin in another month than the newest, as rolling years do, are left out because they overlap.
    """
    rows = _published_rows(known, area, period)
    if rows.empty:
        return []
    years = rows[(rows["source"] == newest_row(rows)["source"]) & (rows["period_start"] + YEAR == rows["period_end"])]
    month = years["period_start"].dt.month
    same_month = years[month == month[years["period_end"] == years["period_end"].max()].max()]
    return [_sort_by_group(year) for _, year in same_month.groupby("period_end")]


def add_up_years(years: list[pd.DataFrame]) -> pd.DataFrame:
    """Add up the counts of consecutive years, group by group; empty where years are missing or groups differ."""
    consecutive = all(_follows(earlier, later) for earlier, later in pairwise(years))
    if not (years and consecutive):
        return pd.DataFrame(columns=COUNTED)
    counts = sum(year["count"] for year in years)
    return years[-1].assign(count=counts, period_start=years[0]["period_start"].iloc[0])


def with_shares(counted: pd.DataFrame) -> pd.DataFrame:
    """Add the share of everyone counted, and the share of those whose group is known with its Wilson limits.

    Both are in per cent.
    """
    known = counted["count"].where(counted["group"] != NOT_KNOWN)
    share = intervals.proportion(known, known.sum())
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


def _published_rows(known: pd.DataFrame, area: str, period: str) -> pd.DataFrame:
    rows = known[(known["area"] == area) & (known["measure"] == MEASURE) & (known["age"] == AGE)]
    return ending_by(_complete_periods(rows[rows["ethnicity"].isin(list(GROUP_NAMES))].dropna(subset=PERIOD)), period)


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
