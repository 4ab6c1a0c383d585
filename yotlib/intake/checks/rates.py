"""A rate is its count over its population, and a printed percentage follows from printed counts."""

import pandas as pd

from yotlib.figures.tidy import FIVE_GROUPS, TWO_GROUPS
from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.rows import PERIOD, decimals, each, fault, of_measures, plain, prepared, stated, tables

RATE = "a rate is its count over its population"
SHARE = "percentages follow from counts"
NEARLY = 1e-9
NOT_KNOWN = "not-known"
OF_GROUPS = ["source", "area", "age", *PERIOD]


def rates_apart(figures: pd.DataFrame) -> list[Fault]:
    """Values that are not their count over their population, to the decimals printed; of a count, the count itself."""
    rows = prepared(figures)
    is_count = of_measures(rows, "kind") == "count"
    divided = of_measures(rows, "per") * rows["count"] / rows["population"].where(rows["population"] > 0)
    computed = divided.where(~is_count, rows["count"])
    wrong = rows.assign(computed=computed)[_apart(rows["value"], computed)]
    return [fault(row, RATE, WRONG, stated(row), _worked(row)) for row in each(wrong)]


def shares_apart(figures: pd.DataFrame) -> list[Fault]:
    """Shares of children that do not follow from the counts of children printed beside them, or do not add to 100.

    Both are `look`: of a share and its counts the release prints, one is not right.
    """
    rows = prepared(figures)
    shares = rows[(of_measures(rows, "kind") == "share") & (rows["ethnicity"] != "all")]
    return [*_not_following(shares, rows[rows["measure"] == "population_10_17"]), *_not_adding(shares)]


def _apart(printed: pd.Series, computed: pd.Series) -> pd.Series:
    return (printed - computed).abs() > 0.5 * 10.0 ** -decimals(printed) + NEARLY


def _worked(row: pd.Series) -> str:
    shown = plain(round(row["computed"], max(int(decimals(pd.Series([row["value"]])).iloc[0]), 1)))
    if pd.isna(row["population"]):
        return f"its own count is {plain(row['count'])}"
    return f"{plain(row['count'])} of {plain(row['population'])} is {shown}"


def _not_following(shares: pd.DataFrame, children: pd.DataFrame) -> list[Fault]:
    known = children.dropna(subset=["count"])[[*OF_GROUPS, "ethnicity", "count"]]
    known = known.drop_duplicates([*OF_GROUPS, "ethnicity"])
    whole = known[known["ethnicity"] == "all"].drop(columns="ethnicity").rename(columns={"count": "everyone"})
    both = shares.drop(columns="count").merge(known, on=[*OF_GROUPS, "ethnicity"]).merge(whole, on=OF_GROUPS)
    computed = 100 * both["count"] / both["everyone"].where(both["everyone"] > 0)
    apart = both.assign(computed=computed, population=both["everyone"])[_apart(both["value"], computed)]
    return [fault(row, SHARE, LOOK, stated(row), _worked(row)) for row in each(apart)]


def _not_adding(shares: pd.DataFrame) -> list[Fault]:
    """Whole sets of groups whose shares do not add to 100, told on the first of them."""
    found: list[Fault] = []
    for table in tables(shares.dropna(subset=["value"]), OF_GROUPS):
        groups = _whole_set(table)
        if len(groups) and abs(groups["value"].sum() - 100) > len(groups) * 10.0 ** -decimals(groups["value"]).max():
            added = f"{stated(groups.iloc[0])}, and with the other groups {plain(groups['value'].sum())}%"
            found.append(fault(groups.iloc[0], SHARE, LOOK, added, "they add to 100%"))
    return found


def _whole_set(table: pd.DataFrame) -> pd.DataFrame:
    for names in (FIVE_GROUPS, TWO_GROUPS):
        if set(names) <= set(table["ethnicity"]):
            return table[table["ethnicity"].isin([*names, NOT_KNOWN])].drop_duplicates("ethnicity")
    return table.iloc[:0]
