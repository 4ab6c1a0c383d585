"""Parts add up to their total within one release: ethnic groups, and ages."""

from typing import Any

import pandas as pd

from yotlib.figures.tidy import FIVE_GROUPS, TWO_GROUPS
from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.rows import PERIOD, each, fault, numbers, plain, prepared

CHECK = "parts add to totals"
WHERE = ["source", "measure", "area", *PERIOD]
NOT_KNOWN = "not-known"
Place = tuple[Any, ...]


def totals_apart(figures: pd.DataFrame) -> list[Fault]:
    """Counts that are not the sum of their ethnic groups, or of their ages, in the same release, area and period.

    A set of parts is the five groups, or White and BME, with "not known" where it is counted;
    or age bands that follow on one another from the first to the last age. Without "not known"
    the parts may fall short, and are told only where they exceed. Which side is at fault cannot
    be seen, so the finding is `look`; it is `wrong` where groups and ages agree with each other and not with
    the total.
    """
    counted = prepared(figures).dropna(subset=["count"])
    totals = counted[counted["ethnicity"] == "all"]
    groups = _by(counted[counted["age"].isin(set(totals["age"]))], [*WHERE, "age"], "ethnicity")
    ages = _by(totals, WHERE, "age")
    return [told for row in each(totals) if (told := _told(row, _groups(row, groups), _ages(row, ages))) is not None]


def _by(rows: pd.DataFrame, keys: list[str], name: str) -> dict[Place, dict[str, float]]:
    """The counts of each place in the table, by ethnic group or by age band."""
    found: dict[Place, dict[str, float]] = {}
    for *place, part, count in rows[[*keys, name, "count"]].itertuples(index=False):
        found.setdefault(tuple(place), {}).setdefault(part, count)
    return found


def _groups(row: pd.Series, groups: dict[Place, dict[str, float]]) -> dict[str, float]:
    counts = groups.get(tuple(row[[*WHERE, "age"]]), {})
    for whole in (FIVE_GROUPS, TWO_GROUPS):
        if set(whole) <= set(counts):
            return {name: counts[name] for name in (*whole, NOT_KNOWN) if name in counts}
    return {}


def _ages(row: pd.Series, ages: dict[Place, dict[str, float]]) -> dict[str, float]:
    counts = {band: count for band, count in ages.get(tuple(row[WHERE]), {}).items() if band != row["age"]}
    first, last = map(int, row["age"].split("-"))
    return {band: counts[band] for band in _chain(sorted(counts), first, last)}


def _chain(bands: list[str], first: int, last: int) -> list[str]:
    """Bands that follow on one another from the first to the last age; none where there is a gap."""
    if first > last:
        return []
    for band in bands:
        start, end = map(int, band.split("-"))
        if start == first and end <= last and ((rest := _chain(bands, end + 1, last)) or end == last):
            return [band, *rest]
    return []


def _told(row: pd.Series, groups: dict[str, float], ages: dict[str, float]) -> Fault | None:
    apart = [parts for parts in (groups, ages) if parts and _is_apart(row["count"], parts, ages)]
    if not apart:
        return None
    agreed = len(apart) == 2 and sum(groups.values()) == sum(ages.values())
    said = "; ".join(f"its parts add up to {plain(sum(parts.values()))} ({numbers(parts)})" for parts in apart)
    return fault(row, CHECK, WRONG if agreed else LOOK, f"{plain(row['count'])} counted in all", said)


def _is_apart(total: float, parts: dict[str, float], ages: dict[str, float]) -> bool:
    whole = NOT_KNOWN in parts or parts is ages
    gap = sum(parts.values()) - total
    return abs(gap) >= 1 if whole else gap >= 1
