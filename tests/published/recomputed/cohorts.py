"""Reoffending over the years, and where Bradford's gap in the frequency of reoffending lies."""

import math

from tests.published.recomputed.data import printed, teams_within
from tests.published.recomputed.facts_page import PER_CHILD, REPORT
from tests.published.recomputed.limits import wilson
from tests.published.recomputed.strips import LAIT, REOFFENDING

ANNUAL, WHOLE = "yjb-annual-2020-21", "england-and-wales"


def by_year(team, age):
    """Return the per cent that reoffended by the year in which a cohort begins, of a team and then of its region."""
    found = {}, {}
    for year in range(2015, 2024):
        known = printed(REOFFENDING, LAIT, f"{year}-04-01", age)
        for values, area in zip(found, (team, teams_within()[team]), strict=True):
            if known.get(area, {}).get("value"):
                values[year] = float(known[area]["value"])
    return found


def national():
    """Return England and Wales's per cent by year with Wilson's limits, from the printed children of each cohort."""
    found = {}
    for year in range(2009, 2020):
        row = printed(REOFFENDING, ANNUAL, f"{year}-04-01")[WHOLE]
        count, cohort = float(row["count"]), float(row["population"])
        found[year] = 100 * count / cohort, *wilson(count, cohort)
    return found


def change(values):
    """Return the first and the last value after the series break of October 2015, and the points between."""
    first, last = (values[year] for year in (2016, max(values)))
    return [first, last, abs(last - first)]


def split():
    """Return the frequency rate, the binary rate and reoffences by each, of Bradford and England and Wales, and shares.

    ln(f1/f0) = ln(b1/b0) + ln(r1/r0); the shares are those of reoffences by each child, and of children.
    """
    binary, frequency = (
        [float(printed(name, REPORT, "2016-07-01")[area]["value"]) for area in ("bradford", WHOLE)]
        for name in (REOFFENDING, PER_CHILD)
    )
    each = [100 * often / share for often, share in zip(frequency, binary, strict=True)]
    share = 100 * math.log(each[0] / each[1]) / math.log(frequency[0] / frequency[1])
    return [*frequency, *binary, *each, share, 100 - share]
