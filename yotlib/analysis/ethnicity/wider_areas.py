"""Put the groups of a team beside those of its region and nation, in one period of one release."""

from collections.abc import Iterable

import pandas as pd

from yotlib.analysis.comparison import OWN_BASELINES, PERIOD, Baselines, roles_of
from yotlib.analysis.confidence import CONFIDENCE
from yotlib.analysis.ethnicity.counts import (
    counts_in_period,
    counts_in_same_period,
    counts_in_years,
    published_rows,
    rows_by_group,
)
from yotlib.analysis.ethnicity.expected import EXPECTED, expected
from yotlib.analysis.ethnicity.groups import BME, COLUMNS, no_groups
from yotlib.analysis.ethnicity.one_period import tabulate_groups
from yotlib.analysis.ethnicity.over_time import tabulate_pool
from yotlib.analysis.ethnicity.populations import populations
from yotlib.analysis.ethnicity.withheld import with_withheld
from yotlib.figures.area_groups import add_up, groups_among
from yotlib.figures.load import inspection_date
from yotlib.figures.tidy import FIVE_GROUPS
from yotlib.reference import areas, periods

BESIDE = ["name", "role", *COLUMNS]


def beside(
    figures: pd.DataFrame,
    team: str,
    *,
    years: int = 1,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    baselines: Baselines = OWN_BASELINES,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return the groups of the team and of its baselines, the columns of `groups` with `name` and `role`.

    The period is the newest that the team and a baseline have by ethnic group, so it may be older than that of
    `groups`; where they share none, the team is alone. With `years` 2 or 3 the newest consecutive years are added up,
    as in `pooled`. Each area is compared with its own children; those of a region or nation are added up from its
    teams where no source prints them. A named group of teams (see `compare`) is added up where all of them are counted.
    `confidence` is that of all intervals, and so of the flag `significant`.

    >>> import yotlib as yot
    >>> table = yot.ethnicity.beside(yot.load(), "Bradford", period="2019-20")
    >>> table.loc[table["group"] == "white", ["name", "representation"]].round(1).values.tolist()
    [['Bradford', 14.7], ['Yorkshire and the Humber', 3.8], ['England', -2.8], ['England and Wales', -2.7]]
    """
    area, by_group = areas.find(team), rows_by_group(figures, as_of)
    roles = roles_of(area, baselines)
    released = pd.concat([by_group, *(add_up(by_group, group) for group in groups_among(roles))], ignore_index=True)
    shared = released.merge(_shared_periods(released, area, roles, period), on=[*PERIOD, "source"])
    known = shared if len(shared) else released
    spans = counts_in_years(known, area, period, fewest=years)[-years:] if years > 1 else []
    of_team = spans or [counts_in_period(known, area, period)]
    if len(of_team) < years or of_team[0].empty:
        return with_withheld(pd.DataFrame(columns=BESIDE), released, area, period)
    tables = [
        _groups_of(known, released, each, of_team, role, confidence) for each, role in ({area: "team"} | roles).items()
    ]
    return pd.concat([table for table in tables if len(table)], ignore_index=True)[BESIDE]


def as_inspected(figures: pd.DataFrame, team: str, *, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Return `beside` with the figures released by the day the team's newest inspection was published.

    Empty, with the same columns, for a team of which no page as inspected is held.

    >>> import yotlib as yot
    >>> table = yot.ethnicity.as_inspected(yot.load(), "Bradford")
    >>> table.loc[table["group"] == "white", ["name", "share_of_all"]].round().values.tolist()
    [['Bradford', 68.0], ['Yorkshire and the Humber', 81.0], ['England and Wales', 71.0]]
    """
    day = inspection_date(areas.find(team))
    table = beside(figures, team, as_of=day, confidence=confidence)
    return table.iloc[:0] if day is None else table


def same_year_by_five(figures: pd.DataFrame, groups: pd.DataFrame, *, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Return the year of `groups` by five ethnic groups, as published since, on the population that `groups` took.

    `groups` is a table by White and BME, as older reports print it. Empty where nothing finer is published, and for a
    table that has five groups already.

    >>> import yotlib as yot
    >>> figures = yot.load()
    >>> printed = yot.ethnicity.groups(figures, "Bradford", as_of="2020-01-31")
    >>> yot.ethnicity.same_year_by_five(figures, printed)[["group", "count"]].values.tolist()
    [['white', 331.0], ['asian', 122.0], ['black', 5.0], ['mixed', 22.0], ['other', 2.0], ['not-known', 2.0]]
    """
    if BME not in set(groups["group"]):
        return no_groups()
    released, first = rows_by_group(figures, None), groups.iloc[0]
    wanted = pd.DataFrame({"group": FIVE_GROUPS}).assign(**{name: first[name] for name in PERIOD})
    counted = counts_in_same_period(released, first["area"], wanted)
    held = set(populations(released, first["area"], set(FIVE_GROUPS))["population_source"])
    source = first["population_source"] if first["population_source"] in held else None
    return tabulate_groups(released, first["area"], counted, source, confidence=confidence)


def expected_beside_own(
    figures: pd.DataFrame,
    team: str,
    *,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return the table of `expected` for the newest year in which the team is published by ethnic group too.

    Empty where there is no such year, and where it is the year of `expected` already.

    >>> import yotlib as yot
    >>> table = yot.ethnicity.expected_beside_own(yot.load(), "Bradford")
    >>> table[["group", "count", "expected"]].round(1).values.tolist()[:2]
    [['white', 224.0, 97.7], ['asian', 113.0, 51.6]]
    """
    area, released = areas.find(team), rows_by_group(figures, as_of)
    shared = _shared_periods(released, area, [areas.ENGLAND_AND_WALES], period).sort_values("period_end")
    national = published_rows(released, areas.ENGLAND_AND_WALES, period)
    if shared.empty or shared["period_end"].iloc[-1] == national["period_end"].max():
        return pd.DataFrame(columns=EXPECTED)
    year = periods.label(*shared.iloc[-1][PERIOD])
    return expected(figures, team, period=year, as_of=as_of, confidence=confidence)


def _shared_periods(released: pd.DataFrame, area: str, others: Iterable[str], period: str) -> pd.DataFrame:
    """Return the periods and releases, with a row each, that the team and a baseline have by ethnic group."""
    keys = [*PERIOD, "source"]
    of_team = published_rows(released, area, period)[keys].drop_duplicates()
    of_others = [published_rows(released, other, period)[keys] for other in others]
    return of_team.merge(pd.concat(of_others).drop_duplicates(), on=keys) if of_others else of_team.iloc[:0]


def _groups_of(
    known: pd.DataFrame,
    released: pd.DataFrame,
    area: areas.Area,
    of_team: list[pd.DataFrame],
    role: str,
    confidence: float,
) -> pd.DataFrame:
    """Return the groups of one area in the team's years, on the populations of everything released."""
    years = [counts_in_same_period(known, area, year) for year in of_team]
    if any(year.empty for year in years):
        return pd.DataFrame()
    if len(years) > 1:
        table = tabulate_pool(released, area, years, None, confidence)
    else:
        table = tabulate_groups(released, area, years[0], None, confidence=confidence)
    return table.assign(role=role, name=area.name)
