"""Check that no ethnic group's share of an area's children changes too suddenly from one year to the next."""

import pandas as pd

from yotlib.analysis.ethnicity.sudden_changes import sudden_changes
from yotlib.figures.tidy import FIVE_GROUPS
from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.rows import each_row, fault_of_row, format_value, prepare

CHECK = "a group's share moves slowly"
AREA = ["source", "measure", "age", "area"]
YEARS = [*AREA, "period_start"]
YEAR = pd.DateOffset(years=1, days=-1)


def check_sudden_groups(figures: pd.DataFrame) -> list[Fault]:
    """Report counts of a group whose share lies far from that of the two years before; `look`.

    Where one group gains what another loses and the total hardly moves, children may have been recorded under the
    wrong group.
    """
    rows = prepare(figures)
    yearly = rows["period_start"] + YEAR == rows["period_end"]
    counted = rows[yearly & rows["count"].notna() & rows["measure"].eq("cautioned_or_sentenced")]
    by_group = counted[counted["ethnicity"].isin(FIVE_GROUPS)].drop_duplicates([*YEARS, "ethnicity"])
    table = by_group.pivot(index=YEARS, columns="ethnicity", values="count").dropna().sort_index()
    if table.empty:
        return []
    before = sudden_changes(table, _two_years_before(table))
    long = before.melt(ignore_index=False, value_name="share_before").dropna().reset_index()
    shares = (100 * table.div(table.sum(axis=1), axis=0)).melt(ignore_index=False, value_name="share").reset_index()
    found = by_group.merge(long, on=[*YEARS, "ethnicity"]).merge(shares, on=[*YEARS, "ethnicity"])
    return [_fault(row) for row in each_row(found)]


def _two_years_before(table: pd.DataFrame) -> pd.DataFrame:
    """Return the counts of the two years before each row's; gaps where one of them is missing."""
    of_area = table.groupby(level=AREA)
    starts = table.index.get_level_values("period_start").to_series(index=table.index)
    follows = starts.groupby(level=AREA).shift(2) + pd.DateOffset(years=2) == starts
    return (of_area.shift(1) + of_area.shift(2)).where(follows)


def _fault(row: pd.Series) -> Fault:
    found = f"{format_value(row)}, {row['share']:.1f}% of those whose group is known"
    expected = f"about {row['share_before']:.1f}%, as in the two years before: was another group recorded?"
    return fault_of_row(row, CHECK, LOOK, found, expected)
