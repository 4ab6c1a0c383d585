"""Checks on figures: what cannot be right, and what somebody should look at, each fault with its file and row.

A check is a function that takes a table of figures and returns a list of Faults. It reports a fault as `wrong` only
where the figure cannot be right; that figure is then held back. Any other fault is `look`.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from yotlib.figures.worked_out import published
from yotlib.intake.checks.coverage import check_missing_areas, check_repeated_areas
from yotlib.intake.checks.dates import check_dates
from yotlib.intake.checks.disagreements import check_disagreements, list_disagreements
from yotlib.intake.checks.fault import Fault
from yotlib.intake.checks.jumps import check_jumps
from yotlib.intake.checks.nesting import check_nesting
from yotlib.intake.checks.one_release import check_one_release
from yotlib.intake.checks.own_figures import check_own_figures
from yotlib.intake.checks.part_years import check_part_years
from yotlib.intake.checks.plausible import check_plausible
from yotlib.intake.checks.ranges import check_ranges
from yotlib.intake.checks.rates import check_rates, check_shares
from yotlib.intake.checks.rates_of_counts import check_rates_of_counts
from yotlib.intake.checks.reoffending import check_reoffending
from yotlib.intake.checks.residents import check_residents
from yotlib.intake.checks.rows import describe_figure, prepare
from yotlib.intake.checks.shifted_labels import check_shifted_labels
from yotlib.intake.checks.sudden_groups import check_sudden_groups
from yotlib.intake.checks.swapped_areas import check_swapped_areas
from yotlib.intake.checks.totals import check_totals
from yotlib.intake.checks.units import check_units
from yotlib.intake.checks.zeros import check_zeros

CHECKS = (
    check_nesting,
    check_totals,
    check_shares,
    check_rates,
    check_jumps,
    check_units,
    check_ranges,
    check_dates,
    check_repeated_areas,
    check_missing_areas,
    check_one_release,
    check_part_years,
    check_disagreements,
    check_shifted_labels,
    check_swapped_areas,
    check_rates_of_counts,
    check_sudden_groups,
    check_plausible,
    check_own_figures,
    check_residents,
    check_reoffending,
    check_zeros,
)

__all__ = ["CHECKS", "describe_figure", "find_faults", "list_disagreements"]


def find_faults(figures: pd.DataFrame, *, files: Mapping[str, str | Path] | None = None) -> list[Fault]:
    """Run all checks and return their faults, in the order of file and row.

    `figures` has the columns of `load()`, and `file` and `row` where they are known; `files` names the file of each
    source. Figures that are worked out are passed over. A fault of one figure has the figure's row, if it is known; a
    fault of many figures has no row.
    """
    rows = prepare(published(figures), files)
    distinct = dict.fromkeys(fault for check in CHECKS for fault in check(rows))
    return sorted(
        distinct, key=lambda each: (each.file, each.row or 0, each.figure, each.check, each.found, each.expected)
    )
