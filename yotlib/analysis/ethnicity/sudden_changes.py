"""Find shares of an ethnic group that change so suddenly from one year to the next that the record may be at fault."""

import numpy as np
import pandas as pd

from yotlib.analysis.ethnicity.counts import YEAR
from yotlib.analysis.ethnicity.groups import MEASURE, NOT_KNOWN

# Of some 4,500 shares of 155 teams, to 2019-20, ten moved as far; the next one moved by under 3 standard errors.
POINTS, STANDARD_ERRORS = 15, 4.5
FEWEST = 30
YEARS_BEFORE = 2


def with_share_before(released: pd.DataFrame, area: str, counted: pd.DataFrame) -> pd.DataFrame:
    """Add `share_before` to the counts by group of one period, or of several years added up.

    It is the group's share, in per cent of known groups, over the two years before, where the share of a year in the
    period lies 15 percentage points and 4.5 standard errors from it; NaN otherwise. A group that triples while another
    falls by as much, in a total that hardly moves, is more often a change in how children were recorded than one in the
    children.
    """
    table = _counts_by_year(released, area, counted)
    before = sudden_changes(table, table.shift(1) + table.shift(2))
    of_period = before[before.index >= counted["period_start"].iloc[0]]
    newest = {str(group): shares.dropna().iloc[-1] for group, shares in of_period.items() if shares.notna().any()}
    return counted.assign(share_before=counted["group"].map(newest).astype(float))


def _counts_by_year(released: pd.DataFrame, area: str, counted: pd.DataFrame) -> pd.DataFrame:
    """Return the release's counts of known groups in single years to the end of the period, a row a year without gaps.

    Years that begin in another month than the newest are left out because they overlap.
    """
    source, end = counted["source"].iloc[0], counted["period_end"].iloc[0]
    rows = released[(released["area"] == area) & (released["source"] == source) & (released["measure"] == MEASURE)]
    known = rows["ethnicity"].isin(set(counted["group"]) - {NOT_KNOWN})
    yearly = rows[known & (rows["period_end"] <= end) & (rows["period_start"] + YEAR == rows["period_end"])]
    table = yearly.pivot(index="period_start", columns="ethnicity", values="count")
    if table.empty:
        return table
    last = end - YEAR
    starts = [last - pd.DateOffset(years=years) for years in range(last.year - table.index.min().year + 1)]
    return table.reindex(starts[::-1])


def sudden_changes(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Return the shares before, in per cent, of groups whose share now lies far from them; NaN for the others.

    Both tables have a column for each known group and a row for each comparison.
    """
    total, total_before = now.sum(axis=1), before.sum(axis=1)
    enough = (total >= FEWEST) & (total_before >= FEWEST)
    share, share_before = now.div(total, axis=0), before.div(total_before, axis=0)
    together = (now + before).div(total + total_before, axis=0)
    error = np.sqrt((together * (1 - together)).mul(1 / total + 1 / total_before, axis=0))
    change = (share - share_before).abs()
    is_sudden = (100 * change >= POINTS) & (change >= STANDARD_ERRORS * error)
    return (100 * share_before).where(is_sudden & enough.to_numpy()[:, None])
