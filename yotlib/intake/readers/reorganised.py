"""Give a team the figures that a table goes on printing under its former council's name."""

import pandas as pd

from yotlib.reference import areas
from yotlib.reference.areas import AUTHORITY, TEAM, Area

SERIES = ["measure", "age"]
PERIOD = ["period_start", "period_end"]


def assign_to_successor(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures, with those printed after a council ended given to the team of the same name.

    Northamptonshire was one council and one team until March 2021, and is one team of two councils since. A release
    that prints figures of later years under that name and none for the two councils means the team. So it does for
    the year in which the council ended, since a series that goes on has a whole year there.
    """
    teams = {str(council): team for council in areas.all_areas().values() if (team := _team_of_name(council))}
    ends = pd.to_datetime(figures["area"].map({slug: areas.all_areas()[slug].until for slug in teams}))
    alone = figures["value"].notna() & ~_has_parts(figures, teams)
    after = alone & (figures["period_start"] > ends)
    goes_on = after.groupby([figures[name] for name in ("area", *SERIES)]).transform("any")
    moved = after | (alone & goes_on & (figures["period_end"] > ends))
    return figures.assign(area=figures["area"].mask(moved, figures["area"].map(teams)))


def _team_of_name(council: Area) -> str:
    """Return the team a former council was the whole of, if it has the council's name; "" for any other area."""
    team = areas.all_areas().get(council.within) if council.kind == AUTHORITY and council.until else None
    is_same = team is not None and team.kind == TEAM and council.name.startswith(f"{team.name} (")
    return str(team) if is_same else ""


def _has_parts(figures: pd.DataFrame, teams: dict[str, str]) -> pd.Series:
    """Mark the figures for whose period another authority of the same team has a number."""
    within = figures["area"].map({slug: area.within for slug, area in areas.all_areas().items()})
    parts = figures.assign(within=within)[figures["value"].notna() & ~figures["area"].isin(teams)]
    known = set(parts[["within", *SERIES, *PERIOD]].itertuples(index=False, name=None))
    places = figures.assign(within=figures["area"].map(teams))[["within", *SERIES, *PERIOD]]
    return pd.Series([place in known for place in places.itertuples(index=False, name=None)], figures.index, dtype=bool)
