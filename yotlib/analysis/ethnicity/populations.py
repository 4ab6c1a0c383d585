"""Find the children of an area by ethnic group: every published population, and the one dated nearest a period."""

import numpy as np
import pandas as pd

from yotlib.analysis.comparison import PERIOD
from yotlib.analysis.ethnicity.groups import AGE, BME, NOT_KNOWN, WHITE
from yotlib.figures.choose import released_by
from yotlib.figures.load import with_release
from yotlib.figures.releases import with_publishers_population
from yotlib.figures.tidy import FIVE_GROUPS, TWO_GROUPS, quoted
from yotlib.reference import areas, periods
from yotlib.reference.errors import AskedWrongly

COUNTED_POPULATION = "population_10_17"
MEASURES = {COUNTED_POPULATION: "count", "population_share_10_17": "value"}
BASIS = ["group", "population", "population_share", "population_start", "population_end", "population_source", "basis"]


def nearest_population(released: pd.DataFrame, area: str, counted: pd.DataFrame, source: str | None) -> pd.DataFrame:
    """Return the population by the groups of `counted` from `source`, or if None the one dated nearest the period."""
    available = populations(released, area, set(counted["group"]) - {NOT_KNOWN})
    if source is not None:
        available = _population_from(available, source)
    if available.empty:
        return available
    middle = periods.middle(counted["period_start"].iloc[0], counted["period_end"].iloc[0])
    counts = available if source is not None else _without_reprints(available)
    middles = periods.middle(counts["population_start"], counts["population_end"])
    nearest = int((middles - middle).abs().to_numpy().argmin())
    return counts[counts["basis"] == counts["basis"].iloc[nearest]]


def populations(released: pd.DataFrame, area: str, wanted: set[str]) -> pd.DataFrame:
    """Return every population that has all the `wanted` groups, one row a group, counts before shares.

    `basis` numbers the populations from 0.
    """
    by_group = _rows_by_group(released, area)
    held = [
        (population, published)
        for measure, number in MEASURES.items()
        for published, rows in by_group[by_group["measure"] == measure].groupby([*PERIOD, "source"])
        if (population := _by_group(dict(zip(rows["ethnicity"], rows[number], strict=True)), wanted))
    ]
    rows = [
        (group, number, 100 * number / (_total(population) or np.nan), *published, basis)
        for basis, (population, published) in enumerate(held)
        for group, number in population.items()
    ]
    return pd.DataFrame(rows, columns=BASIS)


def shares_of_children(
    figures: pd.DataFrame, group: str = "", *, as_of: str | pd.Timestamp | None = None
) -> pd.DataFrame:
    """Return each ethnic group's share of the children aged 10-17 of every team, from its newest count by five groups.

    One row a team and group, or a team where `group` ("white", "asian", "black", "mixed", "other") is named: `area` and
    `region` (slugs), `name`, `group`, `population` (children), `population_share` (per cent), `population_start`,
    `population_end` and `population_source`. Only counts released by `as_of` are used. Raises AskedWrongly for another
    group.

    >>> import yotlib as yot
    >>> table = yot.ethnicity.shares_of_children(yot.load(), "asian").set_index("area")
    >>> table.loc[["bradford"], "population_share"].round(1).tolist()
    [44.1]
    """
    if group and group not in FIVE_GROUPS:
        raise AskedWrongly(f"No group called {group!r}; there are {quoted(FIVE_GROUPS)}.")
    rows = released_by(with_release(figures), as_of)
    wanted = (rows["measure"] == COUNTED_POPULATION) & (rows["age"] == AGE) & rows["ethnicity"].isin(FIVE_GROUPS)
    counted = rows[wanted & rows["area"].isin([str(team) for team in areas.teams()])].dropna(subset=["count"])
    of_one = counted.groupby(["area", *PERIOD, "source"])["count"]
    whole = counted.assign(share=100 * counted["count"] / of_one.transform("sum"))[
        of_one.transform("size") == len(FIVE_GROUPS)
    ]
    newest = whole[whole["period_end"] == whole.groupby("area")["period_end"].transform("max")]
    once = newest.sort_values(["area", "released"]).drop_duplicates(["area", "ethnicity"], keep="last")
    named = once[once["ethnicity"] == group] if group else once
    known_areas = areas.all_areas()
    return pd.DataFrame(
        {
            "area": named["area"],
            "name": [known_areas[area].name for area in named["area"]],
            "region": [known_areas[area].within for area in named["area"]],
            "group": named["ethnicity"],
            "population": named["count"],
            "population_share": named["share"],
            "population_start": named["period_start"],
            "population_end": named["period_end"],
            "population_source": named["source"],
        }
    ).reset_index(drop=True)


def _rows_by_group(released: pd.DataFrame, area: str) -> pd.DataFrame:
    """Return the populations by ethnic group of an area; for a region or nation not printed, of its teams."""
    is_population = released["measure"].isin(list(MEASURES)) & (released["age"] == AGE)
    rows = released[is_population & (released["ethnicity"] != "all")]
    own, known_area = rows[rows["area"] == area], areas.all_areas().get(area)
    if known_area is None or known_area.kind == areas.TEAM:
        return own
    added_up = _add_up_teams(rows[rows["measure"] == COUNTED_POPULATION], area)
    return pd.concat([own, added_up[~added_up["source"].isin(own["source"])]], ignore_index=True)


def _add_up_teams(rows: pd.DataFrame, area: str) -> pd.DataFrame:
    """Add up the children of all the teams of a region or nation; nothing where one has no figure."""
    teams = _teams_of(area)
    keys = ["measure", "age", "ethnicity", *PERIOD, "source"]
    grouped = rows[rows["area"].isin(teams)].groupby(keys)["count"].agg(["sum", "count"]).reset_index()
    whole = grouped[grouped["count"] == len(teams)].drop(columns="count")
    return whole.rename(columns={"sum": "count"}).assign(area=area)


def _teams_of(area: str) -> list[str]:
    """Return the teams of a region or nation; `areas.teams` finds the same, but reads the file for every team."""
    known_areas = areas.all_areas()
    below = {area}
    for each in reversed(known_areas.values()):
        if each.within in below:
            below.add(str(each))
    return [slug for slug, each in known_areas.items() if each.kind == areas.TEAM and slug in below]


def _without_reprints(available: pd.DataFrame) -> pd.DataFrame:
    """Leave out shares of a census that is there with its counts too: they are one population."""
    printed = pd.DataFrame({"source": available["population_source"], "measure": "population_share_10_17"})
    censuses = with_publishers_population(printed)["population_source"]
    return available[~censuses.isin(set(available["population_source"])).to_numpy()]


def _population_from(available: pd.DataFrame, source: str) -> pd.DataFrame:
    known_sources = sorted(set(available["population_source"]))
    if source not in known_sources:
        others = f"there is {quoted(known_sources)}" if known_sources else "there is none at all"
        raise AskedWrongly(f"No population by the same groups comes from {source!r}; {others}.")
    return available[available["population_source"] == source]


def _by_group(population: dict[str, float], wanted: set[str]) -> dict[str, float]:
    """Return one population by group, White and BME put together if `wanted`; empty unless it has every group."""
    if wanted == set(TWO_GROUPS) and WHITE in population:
        total = _total(population) if set(population) == set(FIVE_GROUPS) else 100
        population = {WHITE: population[WHITE], BME: total - population[WHITE]}
    return population if wanted <= set(population) else {}


def _total(population: dict[str, float]) -> float:
    return float(np.nansum([*population.values()]))
