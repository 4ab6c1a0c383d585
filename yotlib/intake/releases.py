"""Compare two releases: which figures changed, and which verdicts."""

from typing import NamedTuple

import pandas as pd

from yotlib.figures.choose import refuse_unknown_release
from yotlib.figures.load import with_release
from yotlib.intake.changed_verdicts import FIGURE, Progress, compare_verdicts

NUMBERS = ["value", "count"]
CHANGED = [*FIGURE, *(f"{which}_{name}" for name in NUMBERS for which in ("old", "new")), "difference", "per_cent"]
ONE_SIDED = [*FIGURE, *NUMBERS]


class Difference(NamedTuple):
    """What is different in the release `new` from the release `old`.

    `changed` has the columns of CHANGED, one row a figure that both have with another value or count: `difference` is
    new less old, of values, else of counts, `per_cent` is that difference as a percentage of the old. `appeared` and
    `went` have the columns of ONE_SIDED. `verdicts` has the columns of `changed_verdicts.COLUMNS`, one row a team's
    figure and baseline whose verdict changed; `compared` counts the verdicts that were compared. `same` counts the
    figures that did not change.
    """

    old: str
    new: str
    same: int
    changed: pd.DataFrame
    appeared: pd.DataFrame
    went: pd.DataFrame
    compared: int
    verdicts: pd.DataFrame


def diff(figures: pd.DataFrame, old: str, new: str, *, progress: Progress | None = None) -> Difference:
    """Return what changed from the release `old` to the release `new`, two keys of `source` in `figures`.

    Every team whose own figure or baseline changed is compared under both releases, period by period, with the same
    populations. `progress` is called with how many teams' tables are done, and of how many. Raises AskedWrongly for a
    release that is not in hand.
    """
    rows = with_release(figures)
    for release in (old, new):
        refuse_unknown_release(rows, release)
    before, after = (rows[(rows["source"] == release) & _has_number(rows)] for release in (old, new))
    both = before.merge(after, on=FIGURE, how="outer", suffixes=("_old", "_new"), indicator="where")
    shared = _with_changes(both[both["where"] == "both"])
    changed = shared[shared["is_changed"]]
    went, appeared = (_only_in(both, side) for side in ("old", "new"))
    affected = pd.concat([changed[FIGURE], went[FIGURE], appeared[FIGURE]])
    compared, verdicts = compare_verdicts(rows, old, new, affected, progress)
    return Difference(old, new, len(shared) - len(changed), changed[CHANGED], appeared, went, compared, verdicts)


def _has_number(figures: pd.DataFrame) -> pd.Series:
    return figures[NUMBERS].notna().any(axis=1)


def _with_changes(both: pd.DataFrame) -> pd.DataFrame:
    """Add the difference, in units and per cent, and whether there is any."""
    names = {f"{name}_{which}": f"{which}_{name}" for name in NUMBERS for which in ("old", "new")}
    table = both.rename(columns=names)
    gap = (table["new_value"] - table["old_value"]).fillna(table["new_count"] - table["old_count"])
    base = table["old_value"].fillna(table["old_count"])
    is_changed = _differs(table, "value") | _differs(table, "count")
    changes = table.assign(difference=gap, per_cent=100 * gap / base.where(base != 0), is_changed=is_changed)
    return changes.sort_values(FIGURE, ignore_index=True)


def _differs(table: pd.DataFrame, name: str) -> pd.Series:
    old, new = table[f"old_{name}"], table[f"new_{name}"]
    return (old != new) & ~(old.isna() & new.isna())


def _only_in(both: pd.DataFrame, side: str) -> pd.DataFrame:
    """Return the figures that only the `old` or only the `new` release has."""
    only = both[both["where"] == {"old": "left_only", "new": "right_only"}[side]]
    renamed = only.rename(columns={f"{name}_{side}": name for name in NUMBERS})
    return renamed[ONE_SIDED].sort_values(FIGURE, ignore_index=True)
