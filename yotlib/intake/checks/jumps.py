"""Check that no series jumps by about 10, 100 or 1,000 times from one year to the next within a release."""

import numpy as np
import pandas as pd

from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.rows import (
    PERIOD,
    SERIES,
    each_row,
    each_table,
    fault_of_row,
    fault_of_table,
    format_number,
    format_value,
    look_up_measures,
    prepare,
)
from yotlib.reference import areas, periods

CHECK = "no jump by ten, a hundred or a thousand"
ABOUT = 0.1
FEWEST_CHILDREN = 30
FEWEST_AREAS = 3
MOST_APART = 1.5
NOT_KNOWN = "not-known"


def check_jumps(figures: pd.DataFrame) -> list[Fault]:
    """Report figures about 10, 100 or 1,000 times those of the year before, in one release's series of an area.

    About is within a quarter: 8 to 12.6 times. A series jumps by chance where few children are counted, so a jump
    between two counts of under 30 children is ignored, and so are children whose ethnic group is not known and the
    percentages of areas other than regions and nations that are printed without a count. A jump is `look`; it is
    `wrong` for a region or a nation that jumps from the year before and back in the year after. Where most areas jump
    between the same two years, one fault of the release stands for all of them: its unit may have changed.
    """
    rows = prepare(figures).dropna(subset=["value", *PERIOD]).pipe(_leave_out_small)
    return [fault for table in each_table(rows, SERIES) for fault in _faults_of_series(_with_steps(table))]


def round_to_power_of_ten(ratio: pd.Series, *, within: float = ABOUT) -> pd.Series:
    """Return 10, 100, 1,000 or one over them where a ratio is about that many times; else NaN."""
    power = pd.Series(np.log10(ratio.where(ratio > 0).astype(float)))
    near = (power - power.round()).abs() <= within
    return (10.0 ** power.round()).where(near & power.round().abs().between(1, 3))


def describe_jump(number: float) -> str:
    """Say how large a jump is: "about 10 times", "about a 10th of"."""
    return f"about {format_number(number)} times" if number > 1 else f"about a {format_number(1 / number)}th of"


def _leave_out_small(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows without those that may be of few children, though no count says so."""
    wide = [slug for slug, area in areas.all_areas().items() if area.kind in (areas.REGION, areas.NATION)]
    is_percentage = look_up_measures(rows, "kind") == "proportion"
    small = is_percentage & rows["count"].isna() & ~rows["area"].isin(wide)
    return rows[~small & (rows["ethnicity"] != NOT_KNOWN)]


def _with_steps(table: pd.DataFrame) -> pd.DataFrame:
    """Add to each row the area's figure of the year before, and how many times that the row's own figure is."""
    ordered = table.drop_duplicates(["area", *PERIOD]).sort_values(["area", *PERIOD[::-1]], ignore_index=True)
    before = ordered.groupby("area")[["value", "count", *PERIOD]].shift(1)
    length = (ordered["period_end"] - ordered["period_start"]).dt.days + 1
    next_to = (ordered["period_end"] - before["period_end"]).dt.days <= MOST_APART * length
    enough = ~(ordered["count"].combine(before["count"], max) < FEWEST_CHILDREN)
    step = round_to_power_of_ten(ordered["value"] / before["value"].where(before["value"] > 0))
    steps = {"step": step.where(next_to & enough), "before": before["value"], "compared": next_to}
    return ordered.assign(**steps, since=before["period_start"], until=before["period_end"])


def _faults_of_series(steps: pd.DataFrame) -> list[Fault]:
    """Report the jumps that most areas share once each, and every other jump by itself."""
    jumps = steps[steps["step"].notna()]
    shared = [table for table in each_table(jumps, PERIOD) if _is_of_most_areas(table, steps)]
    others = jumps.drop(index=[label for table in shared for label in table.index])
    return [*map(_fault_of_release, shared), *(_fault_of_area(row, steps) for row in each_row(others))]


def _is_of_most_areas(table: pd.DataFrame, steps: pd.DataFrame) -> bool:
    compared = steps[steps["compared"] & (steps["period_end"] == table["period_end"].iloc[0])]
    return len(table) >= FEWEST_AREAS and 2 * len(table) > len(compared)


def _fault_of_release(table: pd.DataFrame) -> Fault:
    first = table.iloc[0]
    found = f"{describe_jump(table['step'].median())} those of {periods.label(first['since'], first['until'])}"
    expected = "figures of neighbouring years in one unit; has the unit changed?"
    period = periods.label(*first[PERIOD])
    return fault_of_table(table, CHECK, LOOK, found, expected, named=f"{len(table)} areas", period=period)


def _fault_of_area(row: pd.Series, steps: pd.DataFrame) -> Fault:
    after = steps[(steps["area"] == row["area"]) & (steps["until"] == row["period_end"])]
    back = len(after) and after["step"].iloc[0] == 1 / row["step"]
    area = areas.all_areas().get(row["area"])
    wide = area is not None and area.kind != areas.TEAM
    before = f"{format_number(row['before'])} in {periods.label(row['since'], row['until'])}"
    expected = f"{describe_jump(row['step'])} the {before}{', and back in the year after' if back else ''}"
    return fault_of_row(row, CHECK, WRONG if back and wide else LOOK, format_value(row), expected)
