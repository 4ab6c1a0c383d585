"""Find the children of an area by ethnic group: every published population, and the one dated nearest a period."""

import pandas as pd

from yotlib.analysis.comparison import PERIOD
from yotlib.analysis.ethnicity.groups import AGE, BME, NOT_KNOWN, WHITE
from yotlib.figures.tidy import FIVE_GROUPS, TWO_GROUPS, quoted
from yotlib.reference import periods
from yotlib.reference.errors import AskedWrongly

BASIS = ["group", "population", "population_share", "population_start", "population_end", "population_source", "basis"]


def nearest_population(released: pd.DataFrame, area: str, counted: pd.DataFrame, source: str | None) -> pd.DataFrame:
    """Return the population by the groups of `counted` from `source`, or if None the one dated nearest the period."""
    available = populations(released, area, set(counted["group"]) - {NOT_KNOWN})
    if source is not None:
        available = _population_from(available, source)
    if available.empty:
        return available
    middle = periods.middle(counted["period_start"].iloc[0], counted["period_end"].iloc[0])
    middles = periods.middle(available["population_start"], available["population_end"])
    nearest = int((middles - middle).abs().to_numpy().argmin())
    return available[available["basis"] == available["basis"].iloc[nearest]]


def populations(released: pd.DataFrame, area: str, wanted: set[str]) -> pd.DataFrame:
    """Return every population that has all the `wanted` groups, one row a group, counts before shares.

    `basis` numbers the populations from 0.
    """
    by_group = released[(released["area"] == area) & (released["age"] == AGE) & (released["ethnicity"] != "all")]
    tables = [
        table
        for measure, number in (("population_10_17", "count"), ("population_share_10_17", "value"))
        for _, rows in by_group[by_group["measure"] == measure].groupby([*PERIOD, "source"])
        if not (table := _population_by_group(rows.set_index("ethnicity")[number], rows.iloc[0], wanted)).empty
    ]
    numbered = [table.assign(basis=number) for number, table in enumerate(tables)]
    return pd.concat(numbered, ignore_index=True) if numbered else pd.DataFrame(columns=BASIS)


def _population_from(available: pd.DataFrame, source: str) -> pd.DataFrame:
    known_sources = sorted(set(available["population_source"]))
    if source not in known_sources:
        others = f"there is {quoted(known_sources)}" if known_sources else "there is none at all"
        raise AskedWrongly(f"No population by the same groups comes from {source!r}; {others}.")
    return available[available["population_source"] == source]


def _population_by_group(numbers: pd.Series, row: pd.Series, wanted: set[str]) -> pd.DataFrame:
    """Return one population by group, White and BME put together if `wanted`; empty unless it has every group."""
    by_group = numbers.to_dict()
    if wanted == set(TWO_GROUPS) and WHITE in by_group:
        total = numbers.sum() if set(by_group) == set(FIVE_GROUPS) else 100
        by_group = {WHITE: by_group[WHITE], BME: total - by_group[WHITE]}
    if not wanted <= set(by_group):
        return pd.DataFrame()
    population = pd.Series(by_group)
    return pd.DataFrame(
        {
            "group": list(by_group),
            "population": population.to_numpy(),
            "population_share": (100 * population / population.sum()).to_numpy(),
            "population_start": row["period_start"],
            "population_end": row["period_end"],
            "population_source": row["source"],
        }
    )
