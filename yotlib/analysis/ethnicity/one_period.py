"""Compare the groups of one period with the area's own children."""

import pandas as pd

from yotlib.analysis.confidence import CONFIDENCE, at_level
from yotlib.analysis.ethnicity.counts import counts_in_period, rows_by_group, with_bounds, with_shares
from yotlib.analysis.ethnicity.groups import COLUMNS, NOT_KNOWN, no_groups
from yotlib.analysis.ethnicity.populations import nearest_population, populations
from yotlib.analysis.ethnicity.significance import with_tests
from yotlib.analysis.ethnicity.sudden_changes import with_share_before
from yotlib.analysis.ethnicity.withheld import with_withheld
from yotlib.figures.tidy import FIVE_GROUPS
from yotlib.reference.areas import find


def groups(
    figures: pd.DataFrame,
    team: str,
    *,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    population: str | None = None,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Compare children cautioned or sentenced, by ethnic group, with the area's own children aged 10-17.

    One row a group, "not known" last. `share_of_all` is per cent of everyone counted, as inspection reports print it;
    `share_if_none` and `share_if_all` are what it would be if none or all of the "not known" belonged to the group.
    `share`, with Wilson limits, is per cent of those whose group is known. `population` is the group's children (or
    its printed per cent, where only that is published), `population_share` its per cent of all. `representation` is
    share minus population share in percentage points, `p_value` its exact binomial test. `rri` is the group's rate
    over the White rate with exact limits, White being 1. `p_adjusted` and `rri_p_adjusted` are adjusted for the
    number of groups tested. `large` (an index outside 0.8 to 1.25) and `significant` (an interval that does not
    include 1) are separate flags. `share_before` is the share over the two years before, where the share of the year
    lies so far from it that the record may be at fault (see `sudden_changes`); NaN elsewhere.

    Where newer counts are held and withheld in part, `attrs` says so (see `withheld`).

    The parameter `population` names the source to use; by default the one dated nearest the period. Only counts and
    populations released by `as_of` are used. Empty, with the same columns, where no groups are published
    (`attrs["why"]` says so).

    >>> import yotlib as yot
    >>> table = yot.ethnicity.groups(yot.load(), "Bradford", period="2019-20")
    >>> table[["group", "share", "population_share", "representation", "rri"]].round(2).iloc[[1]].values.tolist()
    [['asian', 30.62, 44.14, -13.52, 0.53]]

    Sources: NI 044 definition of representation; Breslow and Day (1987); Wilson (1927);
    Benjamini and Hochberg (1995).
    """
    area = find(team)
    released = rows_by_group(figures, as_of)
    table = tabulate_groups(released, area, counts_in_period(released, area, period), population, confidence=confidence)
    return with_withheld(table, released, area, period)


def bases(
    figures: pd.DataFrame, team: str, *, period: str = "latest", as_of: str | pd.Timestamp | None = None
) -> list[str]:
    """List the sources of population by ethnic group that `groups` can use for this team, oldest population first.

    >>> import yotlib as yot
    >>> yot.ethnicity.bases(yot.load(), "Bradford")
    ['ons-census-2011', 'ons-census-2021']
    """
    released = rows_by_group(figures, as_of)
    counted = counts_in_period(released, find(team), period)
    if counted.empty:
        return []
    available = populations(released, find(team), set(counted["group"]) - {NOT_KNOWN})
    return list(dict.fromkeys(available.sort_values("population_end")["population_source"]))


def population(figures: pd.DataFrame, team: str, *, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Return the children aged 10-17 who live in the area, by five ethnic groups, from the newest count of them.

    One row a group with `population`, `population_share` (per cent), dates and source; empty where no count by group
    was released by `as_of`.

    >>> import yotlib as yot
    >>> yot.ethnicity.population(yot.load(), "Bradford")[["group", "population"]].values.tolist()
    [['asian', 28804.0], ['black', 1479.0], ['mixed', 3318.0], ['other', 1609.0], ['white', 30041.0]]
    """
    released = rows_by_group(figures, as_of)
    available = populations(released, find(team), set(FIVE_GROUPS))
    newest = available.sort_values("population_end", ascending=False, kind="stable")["basis"].head(1)
    return available[available["basis"].isin(newest)].drop(columns="basis").reset_index(drop=True)


def tabulate_groups(
    released: pd.DataFrame,
    area: str,
    counted: pd.DataFrame,
    source: str | None,
    *,
    years: int = 1,
    note: str = "",
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Build the table of `groups` from the counts of one period; its population counts once for each of its `years`."""
    if counted.empty:
        return no_groups(f"no counts by ethnic group are held for {area}")
    one_year = nearest_population(released, area, counted, source)
    children = one_year.assign(population=years * one_year["population"])
    shares = with_share_before(released, area, counted).pipe(with_shares, confidence).pipe(with_bounds)
    beside = shares.assign(note=note).merge(children, on="group", how="left", validate="one_to_one")
    return at_level(with_tests(beside, confidence)[COLUMNS], confidence)
