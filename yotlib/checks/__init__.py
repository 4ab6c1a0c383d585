"""Checks on figures: what cannot be right, and what somebody should look at, each finding with its file and row.

A check is a function from a table of figures to a list of Faults. `wrong` is said only of a figure
that cannot be right, which is then held back; anything else is `look`.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from yotlib.checks.councils import part_years
from yotlib.checks.coverage import areas_missing, areas_twice
from yotlib.checks.dates import dates_apart
from yotlib.checks.editions import releases_mixed
from yotlib.checks.jumps import jumping
from yotlib.checks.nesting import outside_its_parts
from yotlib.checks.pairs import disagreeing, disagreements
from yotlib.checks.ranges import out_of_range
from yotlib.checks.rates import rates_apart, shares_apart
from yotlib.checks.rows import figure, prepared
from yotlib.checks.sums import totals_apart
from yotlib.checks.units import units_apart
from yotlib.faults import Fault

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
