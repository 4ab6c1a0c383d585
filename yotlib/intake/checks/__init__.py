"""Checks on figures: what cannot be right, and what somebody should look at, each finding with its file and row.

A check is a function from a table of figures to a list of Faults. `wrong` is said only of a figure
that cannot be right, which is then held back; anything else is `look`.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from yotlib.intake.checks.coverage import areas_missing, areas_twice
from yotlib.intake.checks.dates import dates_apart
from yotlib.intake.checks.disagreements import disagreeing, disagreements
from yotlib.intake.checks.fault import Fault
from yotlib.intake.checks.jumps import jumping
from yotlib.intake.checks.nesting import outside_its_parts
from yotlib.intake.checks.one_release import releases_mixed
from yotlib.intake.checks.part_years import part_years
from yotlib.intake.checks.ranges import out_of_range
from yotlib.intake.checks.rates import rates_apart, shares_apart
from yotlib.intake.checks.rows import figure, prepared
from yotlib.intake.checks.totals import totals_apart
from yotlib.intake.checks.units import units_apart

CHECKS = (
    outside_its_parts,
    totals_apart,
    shares_apart,
    rates_apart,
    jumping,
    units_apart,
    out_of_range,
    dates_apart,
    areas_twice,
    areas_missing,
    releases_mixed,
    part_years,
    disagreements,
)

__all__ = ["CHECKS", "disagreeing", "faults", "figure"]


def faults(figures: pd.DataFrame, *, files: Mapping[str, str | Path] | None = None) -> list[Fault]:
    """Everything the checks find in `figures`, in the order of file and row.

    `figures` has the columns of `load()`, and `file` and `row` where they are known; `files`
    names the file of each source. A finding on one figure names the row it stands in, if known; one on many
    has none.
    """
    rows = prepared(figures, files)
    found = dict.fromkeys(one for check in CHECKS for one in check(rows))
    return sorted(found, key=lambda one: (one.file, one.row or 0, one.figure, one.check, one.found, one.expected))
