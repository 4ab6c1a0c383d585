"""The children of an area by ethnic group: every population there is of them, and the one nearest a period."""

import pandas as pd

from yotlib.analysis.comparison import PERIOD
from yotlib.analysis.ethnicity.groups import AGE, BME, NOT_KNOWN, WHITE
from yotlib.figures.tidy import FIVE_GROUPS, TWO_GROUPS, quoted
from yotlib.reference import periods
from yotlib.reference.errors import AskedWrongly

BASIS = [
    "group",
    "population",
    "population_share",
    "population_start",
    "population_end",
    "population_source",
    "basis",
]


def nearest(known: pd.DataFrame, area: str, counted: pd.DataFrame, source: str | None) -> pd.DataFrame:
    """The population by the groups of `counted` from `source`, or if None the one dated nearest the period."""
    offered = populations(known, area, set(counted["group"]) - {NOT_KNOWN})
    if source is not None:
        offered = _of_source(offered, source)
    if offered.empty:
        return offered
    middle = periods.middle(counted["period_start"].iloc[0], counted["period_end"].iloc[0])
    days = periods.middle(offered["population_start"], offered["population_end"])
    away = (days - middle).abs().to_numpy()
    return offered[offered["basis"] == offered["basis"].iloc[int(away.argmin())]]


def populations(known: pd.DataFrame, area: str, wanted: set[str]) -> pd.DataFrame:
    """Every basis that has all the `wanted` groups: one row a group, counts before shares, `basis` a number each."""
    mine = known[(known["area"] == area) & (known["age"] == AGE) & (known["ethnicity"] != "all")]
    found = [
        basis
        for measure, number in (("population_10_17", "count"), ("population_share_10_17", "value"))
        for _, rows in mine[mine["measure"] == measure].groupby([*PERIOD, "source"])
        if not (basis := _one_basis(rows.set_index("ethnicity")[number], rows.iloc[0], wanted)).empty
    ]
    numbered = [basis.assign(basis=number) for number, basis in enumerate(found)]
    return pd.concat(numbered, ignore_index=True) if numbered else pd.DataFrame(columns=BASIS)


def _of_source(offered: pd.DataFrame, source: str) -> pd.DataFrame:
    known = sorted(set(offered["population_source"]))
    if source not in known:
        there = f"there is {quoted(known)}" if known else "there is none at all"
        raise AskedWrongly(f"No population by the same groups comes from {source!r}; {there}.")
    return offered[offered["population_source"] == source]


def _one_basis(numbers: pd.Series, row: pd.Series, wanted: set[str]) -> pd.DataFrame:
    held = numbers.to_dict()
    if wanted == set(TWO_GROUPS) and WHITE in held:
        whole = numbers.sum() if set(held) == set(FIVE_GROUPS) else 100
        held = {WHITE: held[WHITE], BME: whole - held[WHITE]}
    if not wanted <= set(held):
        return pd.DataFrame()
    population = pd.Series(held)
    return pd.DataFrame(
        {
            "group": list(held),
            "population": population.to_numpy(),
            "population_share": (100 * population / population.sum()).to_numpy(),
            "population_start": row["period_start"],
            "population_end": row["period_end"],
            "population_source": row["source"],
        }
    )
