"""A series does not jump by about 10, 100 or 1,000 times, within a release or from one to the next."""

import numpy as np
import pandas as pd

from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.rows import PERIOD, SERIES, about, each, fault, plain, prepared, stated, tables
from yotlib.reference import areas, periods

CHECK = "no jump by ten, a hundred or a thousand"
ABOUT = 0.1
FEWEST_CHILDREN = 30
FEWEST_AREAS = 3
MOST_APART = 1.5


def jumping(figures: pd.DataFrame) -> list[Fault]:
    """Figures about 10, 100 or 1,000 times those of the year before or after, within a release's series of an area.

    About is within a quarter: 8 to 12.6 times. A series jumps by chance where few children are
    counted, so one of under 30 children on both sides is passed over. A jump is `look`; it is
    `wrong` for a region or a nation that jumps from the year before and back in the year after.
    Where most areas jump between the same two years, that is said once, of the release: its unit
    may have changed.
    """
    rows = prepared(figures).dropna(subset=["value", *PERIOD])
    return [found for table in tables(rows, SERIES) for found in _of_series(_with_steps(table))]


def times(ratio: pd.Series, *, within: float = ABOUT) -> pd.Series:
    """10, 100, 1,000 or one over them where a ratio is about that many times; else NaN."""
    power = pd.Series(np.log10(ratio.where(ratio > 0).astype(float)))
    near = (power - power.round()).abs() <= within
    return (10.0 ** power.round()).where(near & power.round().abs().between(1, 3))


def many_times(number: float) -> str:
    """How a jump is told: "about 10 times", "about a 10th of"."""
    return f"about {plain(number)} times" if number > 1 else f"about a {plain(1 / number)}th of"


def _with_steps(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of all areas with, for each, the one before and how many times it."""
    ordered = table.drop_duplicates(["area", *PERIOD]).sort_values(["area", *PERIOD[::-1]], ignore_index=True)
    before = ordered.groupby("area")[["value", "count", *PERIOD]].shift(1)
    length = (ordered["period_end"] - ordered["period_start"]).dt.days + 1
    next_to = (ordered["period_end"] - before["period_end"]).dt.days <= MOST_APART * length
    enough = ~(ordered["count"].combine(before["count"], max) < FEWEST_CHILDREN)
    step = times(ordered["value"] / before["value"].where(before["value"] > 0))
    told = {"step": step.where(next_to & enough), "before": before["value"], "compared": next_to}
    return ordered.assign(**told, since=before["period_start"], until=before["period_end"])


def _of_series(steps: pd.DataFrame) -> list[Fault]:
    found = steps[steps["step"].notna()]
    common = [table for table in tables(found, PERIOD) if _of_most(table, steps)]
    apart = found.drop(index=[label for table in common for label in table.index])
    return [*map(_of_release, common), *(_of_area(row, steps) for row in each(apart))]


def _of_most(table: pd.DataFrame, steps: pd.DataFrame) -> bool:
    same = steps[steps["compared"] & (steps["period_end"] == table["period_end"].iloc[0])]
    return len(table) >= FEWEST_AREAS and 2 * len(table) > len(same)


def _of_release(table: pd.DataFrame) -> Fault:
    first = table.iloc[0]
    found = f"{many_times(table['step'].median())} those of {periods.label(first['since'], first['until'])}"
    words = "figures of neighbouring years in one unit; has the unit changed?"
    return about(table, CHECK, LOOK, found, words, named=f"{len(table)} areas", period=periods.label(*first[PERIOD]))


def _of_area(row: pd.Series, steps: pd.DataFrame) -> Fault:
    after = steps[(steps["area"] == row["area"]) & (steps["until"] == row["period_end"])]
    back = len(after) and after["step"].iloc[0] == 1 / row["step"]
    wide = areas.every().get(row["area"]) is not None and areas.every()[row["area"]].kind != areas.TEAM
    before = f"{plain(row['before'])} in {periods.label(row['since'], row['until'])}"
    expected = f"{many_times(row['step'])} the {before}{', and back in the year after' if back else ''}"
    return fault(row, CHECK, WRONG if back and wide else LOOK, stated(row), expected)
