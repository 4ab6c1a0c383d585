"""Check a printed rate against the count and the population that other publications hold."""

import pandas as pd

from yotlib.figures import releases
from yotlib.figures.populations import with_children
from yotlib.intake.checks.coverage import MOST_NAMED
from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.pairs_of_releases import span_of
from yotlib.intake.checks.rows import PERIOD, each_table, fault_of_table, prepare
from yotlib.reference import areas
from yotlib.reference.measures import get

CHECK = "a rate is like the counts of other publications"
RATE, COUNT = "cautioned_or_sentenced_rate", "cautioned_or_sentenced"
MOST_APART = 0.10
SAME = ["area", "age", "ethnicity", *PERIOD]


def check_rates_of_counts(figures: pd.DataFrame) -> list[Fault]:
    """Report rates that are over 10% from count over population, where other publications have these; `look`.

    One fault for each two releases names the areas, with the largest gap of each. Rates of another vintage than the
    counts differ like this: a revision reaches the one and not the other.
    """
    rows = prepare(figures)
    if "released" not in rows:
        return []
    rates = rows[(rows["measure"] == RATE) & rows["count"].isna() & rows["value"].notna() & (rows["age"] == "10-17")]
    counts = rows[(rows["measure"] == COUNT) & rows["count"].notna()].rename(columns={"source": "counted_in"})
    both = rates.drop(columns="count").merge(counts[[*SAME, "count", "counted_in"]], on=SAME)
    held = with_children(both, rows).dropna(subset=["children"])
    computed = get(RATE).per * held["count"] / held["children"]
    differing = held.assign(gap=held["value"] / computed.where(computed > 0) - 1).query(f"abs(gap) > {MOST_APART}")
    return [_fault_of_pair(table) for table in each_table(differing, ["source", "counted_in"])]


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
