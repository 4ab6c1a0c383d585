"""The groups over the years: each single year for itself, and the newest few put together."""

import pandas as pd

from yotlib.analysis.ethnicity.counts import added_up, in_years
from yotlib.analysis.ethnicity.groups import POOLED, no_groups
from yotlib.analysis.ethnicity.one_period import tabulated
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
    """The groups of every single year of the release that `groups` takes, one row a group and year, oldest first.

    The columns are those of `groups`, and so is every row: adjusted p values are over the groups
    of one year. Each year is set against the population dated nearest it, or that of the source
    `population`. Where one census serves every year, children who moved in or grew up since are
    not seen: the further a year lies from it, the less its row can bear.
    """
    area = find(team)
    known = released_by(with_release(figures), as_of)
    years = [tabulated(known, area, year, population) for year in in_years(known, area, period)]
    return pd.concat(years, ignore_index=True) if years else no_groups()


def pooled(
    figures: pd.DataFrame,
    team: str,
    *,
    years: int = 3,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    population: str | None = None,
) -> pd.DataFrame:
    """The groups of the newest `years` (2 or 3) consecutive years of one release put together, one row a group.

    The columns are those of `groups`: counts are added up group by group, and every share, index,
    limit and test is worked out from the sums. `population` is times the years, so that a count over
    it is still a yearly rate. `note` names the years: "pooled 2018-19 to 2020-21". A child
    cautioned or sentenced in two of the years counts in both, so limits are a little too narrow.
    Empty, with the same columns, where fewer consecutive years with the same groups are published.
    """
    if years not in POOLABLE:
        raise AskedWrongly(f"years is {years!r}; two or three years can be put together, not fewer or more.")
    area = find(team)
    known = released_by(with_release(figures), as_of)
    newest = in_years(known, area, period)[-years:]
    if len(newest) < years:
        return no_groups()
    return tabulated(known, area, added_up(newest), population, years=years, note=_named(newest))


def _named(years: list[pd.DataFrame]) -> str:
    first, last = (
        periods.label(year["period_start"].iloc[0], year["period_end"].iloc[0]) for year in years[:: len(years) - 1]
    )
    return f"{POOLED} {first} to {last}"
