"""Checks that a rate is its count over its population, and that printed percentages follow from printed counts."""

import pandas as pd

from yotlib.figures import row_rules
from yotlib.figures.tidy import FIVE_GROUPS, TWO_GROUPS
from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.rows import (
    PERIOD,
    count_decimals,
    each_row,
    each_table,
    fault_of_row,
    format_number,
    format_value,
    look_up_measures,
    prepare,
)

RATE = "a rate is its count over its population"
SHARE = "percentages follow from counts"
NOT_KNOWN = "not-known"
OF_GROUPS = ["source", "area", "age", *PERIOD]


def check_rates(figures: pd.DataFrame) -> list[Fault]:
    """Return values that are not their count over their population, or for a count not the count, when rounded."""
    rows = prepare(figures)
    computed = row_rules.count_over_population(rows)
    wrong = rows.assign(computed=computed)[_are_different(rows["value"], computed)]
    return [fault_of_row(row, RATE, WRONG, format_value(row), _describe_computed(row)) for row in each_row(wrong)]


def check_shares(figures: pd.DataFrame) -> list[Fault]:
    """Return shares of children that do not follow from the counts printed beside them, or do not add to 100.

    Both are `look`: either the share or one of the counts is not right.
    """
    rows = prepare(figures)
    shares = rows[(look_up_measures(rows, "kind") == "share") & (rows["ethnicity"] != "all")]
    children = rows[rows["measure"] == "population_10_17"]
    return [*_check_against_counts(shares, children), *_check_sum_of_shares(shares)]


def _are_different(printed: pd.Series, computed: pd.Series) -> pd.Series:
    return row_rules.differing(printed, computed, count_decimals(printed))


def _describe_computed(row: pd.Series) -> str:
    shown = format_number(round(row["computed"], max(int(count_decimals(pd.Series([row["value"]])).iloc[0]), 1)))
    if pd.isna(row["population"]):
        return f"its own count is {format_number(row['count'])}"
    return f"{format_number(row['count'])} of {format_number(row['population'])} is {shown}"


def _check_against_counts(shares: pd.DataFrame, children: pd.DataFrame) -> list[Fault]:
    counts = children.dropna(subset=["count"])[[*OF_GROUPS, "ethnicity", "count"]]
    counts = counts.drop_duplicates([*OF_GROUPS, "ethnicity"])
    totals = counts[counts["ethnicity"] == "all"].drop(columns="ethnicity").rename(columns={"count": "everyone"})
    both = shares.drop(columns="count").merge(counts, on=[*OF_GROUPS, "ethnicity"]).merge(totals, on=OF_GROUPS)
    computed = 100 * both["count"] / both["everyone"].where(both["everyone"] > 0)
    wrong = both.assign(computed=computed, population=both["everyone"])[_are_different(both["value"], computed)]
    return [fault_of_row(row, SHARE, LOOK, format_value(row), _describe_computed(row)) for row in each_row(wrong)]


def _check_sum_of_shares(shares: pd.DataFrame) -> list[Fault]:
    """Return the first group of each complete set of groups whose shares do not add to 100."""
    faults: list[Fault] = []
    for table in each_table(shares.dropna(subset=["value"]), OF_GROUPS):
        groups = _complete_set(table)
        total, rounding = groups["value"].sum(), 10.0 ** -count_decimals(groups["value"]).max()
        if len(groups) and abs(total - 100) > len(groups) * rounding:
            found = f"{format_value(groups.iloc[0])}, and with the other groups {format_number(total)}%"
            faults.append(fault_of_row(groups.iloc[0], SHARE, LOOK, found, "they add to 100%"))
    return faults


def _complete_set(table: pd.DataFrame) -> pd.DataFrame:
    for names in (FIVE_GROUPS, TWO_GROUPS):
        if set(names) <= set(table["ethnicity"]):
            return table[table["ethnicity"].isin([*names, NOT_KNOWN])].drop_duplicates("ethnicity")
    return table.iloc[:0]
