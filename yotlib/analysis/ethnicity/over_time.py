"""Compare the groups over the years: each single year on its own, and the newest years together."""

import pandas as pd

from yotlib.analysis.confidence import CONFIDENCE
from yotlib.analysis.ethnicity.counts import add_up_years, counts_in_years, rows_by_group
from yotlib.analysis.ethnicity.groups import POOLED, no_groups
from yotlib.analysis.ethnicity.one_period import tabulate_groups
from yotlib.analysis.ethnicity.populations import nearest_population
from yotlib.reference import periods
from yotlib.reference.areas import find
from yotlib.reference.empty import how_to_fill
from yotlib.reference.errors import AskedWrongly

POOLABLE = (2, 3)


def over_time(
    figures: pd.DataFrame,
    team: str,
    *,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    population: str | None = None,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return the groups of every single year of one release, one row a group and year, oldest first.

    The release is the one with the newest year of those that have two years or more, else the one that `groups` uses.
    The columns are those of `groups`; adjusted p values are over the groups of one year. Every year is compared with
    one population, the one dated nearest the newest year or that of the source `population`, since a change of census
    inside a series would show as a change of representation. Children who moved in or grew up since the census are not
    counted, so a year far from it is less reliable.

    >>> import yotlib as yot
    >>> years = yot.ethnicity.over_time(yot.load(), "Bradford")
    >>> years.loc[years["group"] == "asian", "share"].round(1).tolist()
    [26.4, 25.6, 26.7, 22.3, 25.3, 25.0, 30.6]
    """
    area = find(team)
    released = rows_by_group(figures, as_of)
    years = counts_in_years(released, area, period, fewest=2) or counts_in_years(released, area, period)
    if not years:
        return no_groups(f"no year by ethnic group is held for {area.name}; {how_to_fill(area)}")
    nearest = nearest_population(released, area, years[-1], population)["population_source"]
    source = nearest.iloc[0] if len(nearest) else population
    tables = [tabulate_groups(released, area, year, source, confidence=confidence) for year in years]
    return pd.concat(tables, ignore_index=True)


def pooled(
    figures: pd.DataFrame,
    team: str,
    *,
    years: int = 3,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    population: str | None = None,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Add up the groups of the newest `years` (2 or 3) consecutive years of one release; return one row a group.

    The columns are those of `groups`: counts are added up group by group, and every share, index, limit and test is
    worked out from the sums. `population` is multiplied by the years, so that a count over it is still a yearly rate.
    `note` names the years: "pooled 2018-19 to 2020-21". A child cautioned or sentenced in two of the years counts in
    both, so limits are a little too narrow. Empty, with the same columns, where fewer consecutive years with the same
    groups are published.

    >>> import yotlib as yot
    >>> table = yot.ethnicity.pooled(yot.load(), "Bradford", years=3)
    >>> table[["group", "count", "note"]].head(1).values.tolist()
    [['white', 814.0, 'pooled 2017-18 to 2019-20']]
    """
    if years not in POOLABLE:
        raise AskedWrongly(f"years is {years!r}; two or three years can be put together, not fewer or more.")
    area = find(team)
    released = rows_by_group(figures, as_of)
    newest = counts_in_years(released, area, period, fewest=years)[-years:]
    if len(newest) < years:
        return no_groups(f"{years} consecutive years by ethnic group are not held for {area.name}; {how_to_fill(area)}")
    return tabulate_pool(released, area, newest, population, confidence)


def tabulate_pool(
    released: pd.DataFrame, area: str, years: list[pd.DataFrame], source: str | None, confidence: float = CONFIDENCE
) -> pd.DataFrame:
    """Build the table of `groups` from several consecutive years; empty where they do not follow each other."""
    first, last = (
        periods.label(year["period_start"].iloc[0], year["period_end"].iloc[0]) for year in (years[0], years[-1])
    )
    note = f"{POOLED} {first} to {last}"
    added_up = add_up_years(years)
    return tabulate_groups(released, area, added_up, source, years=len(years), note=note, confidence=confidence)
