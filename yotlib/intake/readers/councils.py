"""Treat local authorities as areas of their own: those that are part of a team, and those that no longer exist."""

from datetime import date
from functools import lru_cache

import pandas as pd

from yotlib.intake.checks.fault import WRONG, Fault
from yotlib.intake.checks.part_years import check_part_years
from yotlib.intake.checks.rows import each_row, fault_of_row, format_value
from yotlib.intake.readers.area_names import resolve
from yotlib.reference import areas, periods
from yotlib.reference.areas import AUTHORITY, TEAM, Area
from yotlib.reference.notes import add_words
from yotlib.reference.periods import day

CHECK = "a council has figures of its own time only"
SERIES = ["area", "measure", "age", "ethnicity"]
_BEFORE_ANY_ENDED = date(2018, 12, 31)


@lru_cache(maxsize=4096)
def find_council(name: str) -> Area | None:
    """Return the area of a name in a table by local authority that lists former councils under their own names.

    In such a table, the name of a team of several authorities means the former council of that name: Northamptonshire,
    listed beside North Northamptonshire and West Northamptonshire, is the county council whatever the period.
    """
    area = resolve(name, prefer="authority")
    if area is None or area.kind != TEAM or len(area.local_authorities) < 2:
        return area
    return resolve(name, period_end=_BEFORE_ANY_ENDED, prefer="authority")


def shared_team(area: Area) -> Area | None:
    """Return the team that an authority is or was part of; None for other areas and one divided between teams."""
    team = areas.all_areas().get(area.within) if area.kind == AUTHORITY else None
    return team if team is not None and team.kind == TEAM else None


def note_councils(figures: pd.DataFrame) -> pd.DataFrame:
    """Add to the notes which figures are a local authority's and not its team's, and which cover part of a year."""
    known = areas.all_areas()
    teams = {slug: shared_team(known[slug]) for slug in figures["area"].unique()}
    words = {slug: f"a local authority's figure, not its team's ({team.name})" for slug, team in teams.items() if team}
    whose = figures["area"].map(dict.fromkeys(teams, "") | words)
    return figures.assign(note=add_words(add_words(figures["note"], whose), _part_year_words(figures)))


def _part_year_words(figures: pd.DataFrame) -> pd.Series:
    """Return words for the figures of councils that began or ended within the period; blank for all others."""
    rows = _add_lifetimes(figures, "")
    words = pd.Series("", index=figures.index, dtype="str")
    began = rows["since"][(rows["period_start"] < rows["since"]) & (rows["since"] <= rows["period_end"])]
    ended = rows["until"][(rows["period_start"] <= rows["until"]) & (rows["until"] < rows["period_end"])]
    for verb, days in (("began", began), ("ended", ended)):
        sentences = [f"the council {verb} on {day(date)}, within the period" for date in days]
        words.loc[days.index] = pd.Series(sentences, index=days.index, dtype="str")
    return words


def check_lifetimes(figures: pd.DataFrame, file: str) -> list[Fault]:
    """Report figures of councils that did not exist in the period (`wrong`), or only in part of it (`look`).

    `figures` has the columns of READ_COLUMNS. A figure for the year in which a council ended is its own if the council
    also has figures of whole years. If it has none, but has figures of later years, all are another council's.
    """
    rows = _add_lifetimes(figures.dropna(subset=["value"]), file)
    after, before = rows["until"] < rows["period_start"], rows["since"] > rows["period_end"]
    never = _never_has_whole_years(rows, after)
    wrong = after | before | never
    held = [fault_of_row(row, CHECK, WRONG, format_value(row), _explain(row)) for row in each_row(rows[wrong])]
    return [*held, *check_part_years(rows[~wrong].drop(columns=["since", "until"]).assign(source=""))]


def _add_lifetimes(figures: pd.DataFrame, file: str) -> pd.DataFrame:
    """Return the figures of areas that began or ended, with the days on which they did."""
    lifetimes = {slug: (area.since, area.until) for slug, area in areas.all_areas().items() if area.since or area.until}
    rows = figures[figures["area"].isin(list(lifetimes))].assign(file=file)
    since, until = (rows["area"].map({slug: ends[place] for slug, ends in lifetimes.items()}) for place in (0, 1))
    return rows.assign(since=pd.to_datetime(since.replace("", None)), until=pd.to_datetime(until.replace("", None)))


def _never_has_whole_years(rows: pd.DataFrame, after: pd.Series) -> pd.Series:
    """Mark figures of the year a council ended in, in a series that has no earlier years and continues after it."""
    series = [rows[name] for name in SERIES]
    whole = (rows["until"] >= rows["period_end"]).groupby(series).transform("any")
    return ~whole & after.groupby(series).transform("any") & ~after


def _explain(row: pd.Series) -> str:
    period = periods.label(row["period_start"], row["period_end"])
    if row["since"] > row["period_end"]:
        return f"a council that began on {day(row['since'])} cannot have a figure of {period}"
    ended = f"a council abolished on {day(row['until'])}"
    if row["until"] < row["period_start"]:
        return f"{ended} cannot have a figure of {period}"
    return f"{ended} that has later figures and none of its whole years: they are another council's"
