"""Check that no ethnic group's share of an area's children changes too suddenly from one year to the next."""

from collections.abc import Iterator

import pandas as pd

from yotlib.analysis.ethnicity.sudden_changes import YEARS_BEFORE, sudden_changes
from yotlib.figures.tidy import FIVE_GROUPS
from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.rows import each_row, fault_of_row, format_value, prepare

CHECK = "a group's share moves slowly"
AREA = ["source", "measure", "age", "area"]
YEAR = pd.DateOffset(years=1, days=-1)


def check_sudden_groups(figures: pd.DataFrame) -> list[Fault]:
    """Report counts of a group whose share lies far from that of the two years before; `look`.

    Where one group gains what another loses and the total hardly moves, children may have been recorded under the
    wrong group.
    """
    rows = prepare(figures)
    yearly = rows["period_start"] + YEAR == rows["period_end"]
    counted = rows[yearly & rows["count"].notna() & rows["measure"].eq("cautioned_or_sentenced")]
    by_group = counted[counted["ethnicity"].isin(FIVE_GROUPS)].drop_duplicates([*AREA, "period_start", "ethnicity"])
    return [fault for _, area in by_group.groupby(AREA, sort=True) for fault in _faults_of_area(area)]


def _faults_of_area(rows: pd.DataFrame) -> Iterator[Fault]:
    table = rows.pivot(index="period_start", columns="ethnicity", values="count").dropna()
    if len(table) <= YEARS_BEFORE:
        return
    before, total = sudden_changes(table, table.shift(1) + table.shift(2)), table.sum(axis=1)
    sudden = before.melt(ignore_index=False, value_name="share_before").dropna().reset_index()
    found = rows.merge(sudden, on=["period_start", "ethnicity"], validate="one_to_one")
    for row in each_row(found):
        share = 100 * row["count"] / total[row["period_start"]]
        told = f"{format_value(row)}, {share:.1f}% of those whose group is known"
        expected = f"about {row['share_before']:.1f}%, as in the two years before: was another group recorded?"
        yield fault_of_row(row, CHECK, LOOK, told, expected)
