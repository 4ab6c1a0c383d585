"""Compare the groups over the years: each single year on its own, and the newest years together."""

import pandas as pd

from yotlib.analysis.ethnicity.counts import add_up_years, counts_in_years
from yotlib.analysis.ethnicity.groups import POOLED, no_groups
from yotlib.analysis.ethnicity.one_period import tabulate_groups
from yotlib.figures.choose import released_by
from yotlib.figures.load import with_release
from yotlib.reference import periods
from yotlib.reference.areas import find
from yotlib.reference.errors import AskedWrongly

POOLABLE = (2, 3)


def over_time(
    figures: pd.DataFrame,
    team: str,
    *,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    population: str | None = None,
) -> pd.DataFrame:
    """Return the groups of every single year of the release that `groups` uses, one row a group and year, oldest first.

    The columns are those of `groups`; adjusted p values are over the groups of one year. Each year is compared with
    the population dated nearest it, or that of the source `population`. Where one census serves every year, children
    who moved in or grew up since are not counted, so a year far from the census is less reliable.
    """
    area = find(team)
    released = released_by(with_release(figures), as_of)
    tables = [tabulate_groups(released, area, year, population) for year in counts_in_years(released, area, period)]
    return pd.concat(tables, ignore_index=True) if tables else no_groups()


def pooled(
    figures: pd.DataFrame,
    team: str,
    *,
    years: int = 3,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    population: str | None = None,
) -> pd.DataFrame:
    """Add up the groups of the newest `years` (2 or 3) consecutive years of one release; return one row a group.

    The columns are those of `groups`: counts are added up group by group, and every share, index, limit and test is
    worked out from the sums. `population` is multiplied by the years, so that a count over it is still a yearly rate.
    `note` names the years: "pooled 2018-19 to 2020-21". A child cautioned or sentenced in two of the years counts in
    both, so limits are a little too narrow. Empty, with the same columns, where fewer consecutive years with the same
    groups are published.
    """
    if years not in POOLABLE:
        raise AskedWrongly(f"years is {years!r}; two or three years can be put together, not fewer or more.")
    area = find(team)
    released = released_by(with_release(figures), as_of)
    newest = counts_in_years(released, area, period)[-years:]
    if len(newest) < years:
        return no_groups()
    return tabulate_groups(released, area, add_up_years(newest), population, years=years, note=_pooled_note(newest))


def _pooled_note(years: list[pd.DataFrame]) -> str:
    first, last = (
        periods.label(year["period_start"].iloc[0], year["period_end"].iloc[0]) for year in years[:: len(years) - 1]
    )
    return f"{POOLED} {first} to {last}"
