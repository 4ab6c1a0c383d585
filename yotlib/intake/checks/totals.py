"""Check that ethnic groups, and ages, add up to their total within one release."""

from typing import Any

import pandas as pd

from yotlib.figures.tidy import FIVE_GROUPS, TWO_GROUPS
from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.rows import PERIOD, fault_of_row, format_number, list_numbers, prepare

CHECK = "parts add to totals"
WHERE = ["source", "measure", "area", *PERIOD]
NOT_KNOWN = "not-known"
Place = tuple[Any, ...]


def check_totals(figures: pd.DataFrame) -> list[Fault]:
    """Report counts that are not the sum of their ethnic groups, or of their ages, in the same release and period.

    A set of parts is the five groups, or White and BME, with "not known" where it is counted; or age bands that follow
    on one another from the first to the last age. Without "not known" the parts may fall short of the total, and are
    reported only where they exceed it. The figures do not show which side is at fault, so the fault is `look`; it is
    `wrong` where groups and ages agree with each other and not with the total.
    """
    counted = prepare(figures).dropna(subset=["count"])
    totals = counted[counted["ethnicity"] == "all"]
    groups = _counts_by(counted[counted["age"].isin(set(totals["age"]))], [*WHERE, "age"], "ethnicity")
    ages = _counts_by(totals, WHERE, "age")
    faults: list[Fault] = []
    for label, *place, band, count in totals[[*WHERE, "age", "count"]].itertuples(name=None):
        parts = (_whole_groups(groups.get((*place, band), {})), _bands_within(ages.get(tuple(place), {}), band))
        if any(_differs(count, each, parts[1]) for each in parts):
            faults.append(_fault_of_total(totals.loc[label], *parts))
    return faults


def _counts_by(rows: pd.DataFrame, keys: list[str], name: str) -> dict[Place, dict[str, float]]:
    """Return the counts by the `keys` of the rows, and then by ethnic group or age band."""
    counts: dict[Place, dict[str, float]] = {}
    for *place, part, count in rows[[*keys, name, "count"]].itertuples(index=False):
        counts.setdefault(tuple(place), {}).setdefault(part, count)
    return counts


def _whole_groups(counts: dict[str, float]) -> dict[str, float]:
    """Return the counts of a whole set of ethnic groups; none if the set is not whole."""
    for whole in (FIVE_GROUPS, TWO_GROUPS):
        if set(whole) <= set(counts):
            return {name: counts[name] for name in (*whole, NOT_KNOWN) if name in counts}
    return {}


def _bands_within(counts: dict[str, float], age: str) -> dict[str, float]:
    """Return the counts of the age bands that make up the band `age`; none if they leave a gap."""
    first, last = map(int, age.split("-"))
    return {band: counts[band] for band in _chain_bands(sorted(set(counts) - {age}), first, last)}


def _chain_bands(bands: list[str], first: int, last: int) -> list[str]:
    """Return bands that follow on one another from the first to the last age; none where there is a gap."""
    if first > last:
        return []
    for band in bands:
        start, end = map(int, band.split("-"))
        if start == first and end <= last and ((rest := _chain_bands(bands, end + 1, last)) or end == last):
            return [band, *rest]
    return []


def _fault_of_total(row: pd.Series, groups: dict[str, float], ages: dict[str, float]) -> Fault:
    differing = [parts for parts in (groups, ages) if _differs(row["count"], parts, ages)]
    agreed = len(differing) == 2 and sum(groups.values()) == sum(ages.values())
    expected = "; ".join(
        f"its parts add up to {format_number(sum(parts.values()))} ({list_numbers(parts)})" for parts in differing
    )
    return fault_of_row(
        row, CHECK, WRONG if agreed else LOOK, f"{format_number(row['count'])} counted in all", expected
    )


def _differs(total: float, parts: dict[str, float], ages: dict[str, float]) -> bool:
    """Return whether parts, if there are any, do not add up to their total."""
    whole = NOT_KNOWN in parts or parts is ages
    gap = sum(parts.values()) - total if parts else 0.0
    return abs(gap) >= 1 if whole else gap >= 1
