"""Check a printed rate against its count and the population in hand, whatever file they came from."""

import pandas as pd

from yotlib.figures import releases
from yotlib.figures.populations import with_children
from yotlib.intake.checks.coverage import MOST_NAMED
from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.pairs_of_releases import span_of
from yotlib.intake.checks.rows import (
    PERIOD,
    each_row,
    each_table,
    fault_of_row,
    fault_of_table,
    format_number,
    format_value,
    look_up_measures,
    prepare,
)
from yotlib.reference import areas
from yotlib.reference.measures import get

CHECK = "a rate is like its count over the population in hand"
RATE, COUNT = "cautioned_or_sentenced_rate", "cautioned_or_sentenced"
MOST_APART = 0.10
LEAST_SHOWN = 1
SAME = ["area", "age", "ethnicity", *PERIOD]


def check_rates_of_counts(figures: pd.DataFrame) -> list[Fault]:
    """Report rates that are over 10% from count over population, wherever these are held; `look`.

    The count is the rate's own, where it has no population of its own, or another publication's. One fault for each
    two releases names the areas, with the largest gap of each. Rates of another vintage than the counts differ like
    this: a revision reaches the one and not the other. A rate of 0 beside children counted has a fault of its own,
    which is `wrong` where both are of one release.
    """
    rows = prepare(figures)
    if "released" not in rows:
        return []
    held = with_children(_with_counts(rows), rows).dropna(subset=["children"])
    computed = look_up_measures(held, "per").astype(float) * held["count"] / held["children"]
    is_zero = (held["value"] == 0) & (computed >= LEAST_SHOWN)
    gaps = held.assign(computed=computed, gap=held["value"] / computed.where(computed > 0) - 1)
    differing = gaps[~is_zero].query(f"abs(gap) > {MOST_APART}")
    pairs = [_fault_of_pair(table) for table in each_table(differing, ["source", "counted_in", "measure"])]
    return [*pairs, *map(_fault_of_zero, each_row(gaps[is_zero]))]


def _with_counts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rates without a population, once for each count that is held, and where it was `counted_in`."""
    is_rate = (look_up_measures(rows, "kind") == "rate") & rows["value"].notna() & (rows["age"] == "10-17")
    rates = rows[is_rate & (rows["ethnicity"] == "all") & rows[PERIOD].notna().all(axis=1)]
    own = rates[rates["count"].notna() & rates["population"].isna()]
    without = rows[is_rate & rows["count"].isna() & (rows["measure"] == RATE)]
    counts = rows[(rows["measure"] == COUNT) & rows["count"].notna()].rename(columns={"source": "counted_in"})
    others = without.drop(columns="count").merge(counts[[*SAME, "count", "counted_in"]], on=SAME)
    return pd.concat([own.assign(counted_in=own["source"]), others], ignore_index=True)


def _fault_of_zero(row: pd.Series) -> Fault:
    measure = get(row["measure"])
    children = f"{format_number(row['count'])} children in {row['counted_in']}"
    expected = f"{children} are about {row['computed']:,.{measure.decimals}f} per {measure.per:,}"
    severity = WRONG if row["counted_in"] == row["source"] else LOOK
    return fault_of_row(row, CHECK, severity, format_value(row), expected)


def _fault_of_pair(table: pd.DataFrame) -> Fault:
    farthest = table.loc[table["gap"].abs().groupby(table["area"]).idxmax()].sort_values(
        "gap", key=abs, ascending=False
    )
    known = areas.all_areas()
    named = [f"{known[area].name} {gap:+.0%}" for area, gap in farthest[["area", "gap"]].itertuples(index=False)]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    found = f"{len(named)} areas are over 10% from count over population: {', '.join(named[:MOST_NAMED])}{more}"
    counted_in = table["counted_in"].iloc[0]
    return fault_of_table(
        table, CHECK, LOOK, found, f"the counts of {counted_in}{_vintages(table)}", period=span_of(table)
    )


def _vintages(table: pd.DataFrame) -> str:
    """Say which vintage the rates and the counts are of, where they are of two."""
    sides = (table.assign(measure=RATE), table.assign(measure=COUNT, source=table["counted_in"]))
    ours, theirs = (str(releases.vintages(side[["source", "measure"]]).iloc[0]) for side in sides)
    return f", which are {theirs} and the rates {ours}" if ours and theirs and ours != theirs else ""
