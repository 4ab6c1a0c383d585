"""Check that one label means one year in two releases."""

import pandas as pd

from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.pairs_of_releases import distance, each_pair
from yotlib.intake.checks.rows import PERIOD, fault_of_table, prepare

CHECK = "one label means one year"
FEWEST_PAIRS = 30
WITHIN = 0.02
# Of the figures of one label, 69% and more are within 2% after a real revision, and under 10% after a shift.
FEWEST_WITHIN = 0.15
# One label away the middle distance falls to 55% to 57% after a shift; after a revision it rises many times over.
CLOSER = 0.75


def check_shifted_labels(figures: pd.DataFrame) -> list[Fault]:
    """Report two releases whose figures fit each other better one year apart than in the year both are dated; `look`.

    A real revision leaves most figures where they were. Where almost none are, and those of the year before or after
    fit far better, the releases mean different years by one label, and one of them is dated wrongly.
    """
    outcomes = [_fault_of_pair(old, new) for old, new in each_pair(prepare(figures))]
    return [fault for fault in outcomes if fault is not None]


def _fault_of_pair(old: pd.DataFrame, new: pd.DataFrame) -> Fault | None:
    same = _distances(old, new, 0)
    if len(same) < FEWEST_PAIRS or (same <= WITHIN).mean() >= FEWEST_WITHIN:
        return None
    moved = {years: _distances(old, new, years).median() for years in (-1, 1)}
    best = min(moved, key=lambda years: float(moved[years]))
    if not moved[best] < CLOSER * same.median():
        return None
    found = f"{(same <= WITHIN).mean():.0%} of {len(same):,} figures are within 2% of those of {old['source'].iloc[0]}"
    where = "before" if best == 1 else "after"
    expected = (
        f"most are, after a revision; they differ by {same.median():.1%} in the middle, and by {moved[best]:.1%} from "
        f"those of the year {where}: does a year mean another one in one of the two releases?"
    )
    return fault_of_table(new, CHECK, LOOK, found, expected)


def _distances(old: pd.DataFrame, new: pd.DataFrame, years: int) -> pd.Series:
    """Return the distance of each newer figure from the older one dated so many years before it."""
    later = {name: old[name] + pd.DateOffset(years=years) for name in PERIOD}
    moved = old.assign(**later)[["area", "period_start", "value"]]
    both = new[["area", "period_start", "value"]].merge(moved, on=["area", "period_start"], suffixes=("", "_old"))
    return distance(both["value"], both["value_old"])
