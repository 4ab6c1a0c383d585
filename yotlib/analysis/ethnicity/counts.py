"""The children counted by ethnic group: of one period, of every single year of a release, of years put together."""

from itertools import pairwise

import pandas as pd

from yotlib.analysis import intervals
from yotlib.analysis.comparison import PERIOD, newest
from yotlib.analysis.ethnicity.groups import AGE, COUNTED, GROUP_NAMES, MEASURE, NOT_KNOWN
from yotlib.figures.choose import ending_by

YEAR, DAY = pd.DateOffset(years=1, days=-1), pd.Timedelta(days=1)


def in_period(known: pd.DataFrame, area: str, period: str) -> pd.DataFrame:
    """The counts by group of the newest period that ends by the end of `period`; empty where there are none."""
    rows = _published(known, area, period)
    if rows.empty:
        return pd.DataFrame(columns=COUNTED)
    last = newest(rows)
    same = rows[[*PERIOD, "source"]].eq(last[[*PERIOD, "source"]]).all(axis=1)
    return _in_order(rows[same])


def in_years(known: pd.DataFrame, area: str, period: str) -> list[pd.DataFrame]:
    """The counts by group of every single year of the release that `in_period` takes, the oldest first.

    Years that begin in another month than the newest, as rolling years do, are left out: they overlap.
    """
    rows = _published(known, area, period)
    if rows.empty:
        return []
    years = rows[(rows["source"] == newest(rows)["source"]) & (rows["period_start"] + YEAR == rows["period_end"])]
    month = years["period_start"].dt.month
    alike = years[month == month[years["period_end"] == years["period_end"].max()].max()]
    return [_in_order(year) for _, year in alike.groupby("period_end")]


def added_up(years: list[pd.DataFrame]) -> pd.DataFrame:
    """The counts of consecutive years added up, group by group; empty where they do not follow on each other.

    Years that print different groups cannot be added up either.
    """
    follow = all(_follows(earlier, later) for earlier, later in pairwise(years))
    if not (years and follow):
        return pd.DataFrame(columns=COUNTED)
    counts = sum(year["count"] for year in years)
    return years[-1].assign(count=counts, period_start=years[0]["period_start"].iloc[0])


def with_shares(counted: pd.DataFrame) -> pd.DataFrame:
    """Add the share of everyone counted, and of those whose group is known with its Wilson limits, in per cent."""
    known = counted["count"].where(counted["group"] != NOT_KNOWN)
    share = intervals.proportion(known, known.sum())
    return counted.assign(
        share_of_all=100 * counted["count"] / counted["count"].sum(),
        share=share["value"],
        share_lower=share["lower"],
        share_upper=share["upper"],
    )


def with_bounds(counted: pd.DataFrame) -> pd.DataFrame:
    """Add what a group's per cent of everyone counted is if none, and if all, of the not known belong to it."""
    known = counted["count"].where(counted["group"] != NOT_KNOWN)
    total = counted["count"].sum()
    return counted.assign(share_if_none=100 * known / total, share_if_all=100 * (known + total - known.sum()) / total)


def _published(known: pd.DataFrame, area: str, period: str) -> pd.DataFrame:
    rows = known[(known["area"] == area) & (known["measure"] == MEASURE) & (known["age"] == AGE)]
    return ending_by(_whole(rows[rows["ethnicity"].isin(list(GROUP_NAMES))].dropna(subset=PERIOD)), period)


def _whole(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of periods in which every group printed is counted: shares of a part would mislead."""
    counted = rows["count"].notna().groupby([rows["period_start"], rows["period_end"], rows["source"]])
    return rows[counted.transform("all").astype(bool)] if len(rows) else rows


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    placed = rows.rename(columns={"ethnicity": "group"})
    place = placed["group"].map(list(GROUP_NAMES).index)
    return placed.assign(place=place).sort_values("place", ignore_index=True)[COUNTED]


def _follows(earlier: pd.DataFrame, later: pd.DataFrame) -> bool:
    next_day = earlier["period_end"].iloc[0] + DAY
    return bool(next_day == later["period_start"].iloc[0]) and list(earlier["group"]) == list(later["group"])
