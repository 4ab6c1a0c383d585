"""Local authorities as areas of their own: those that are only part of a team, and those that are no more."""

from datetime import date
from functools import lru_cache

import pandas as pd

from yotlib.intake.checks.fault import WRONG, Fault
from yotlib.intake.checks.part_years import part_years
from yotlib.intake.checks.rows import each, fault, stated
from yotlib.intake.readers.area_names import resolve
from yotlib.reference import areas, periods
from yotlib.reference.areas import AUTHORITY, TEAM, Area
from yotlib.reference.notes import add_words
from yotlib.reference.periods import day

CHECK = "a council has figures of its own time only"
SERIES = ["area", "measure", "age", "ethnicity"]
_BEFORE_ANY_ENDED = date(2018, 12, 31)


@lru_cache(maxsize=4096)
def council(name: str) -> Area | None:
    """The area of a publisher that counts by local authority and prints former councils under names of their own.

    There a name that is a team of several authorities is the former council of that name: Northamptonshire, beside
    North Northamptonshire and West Northamptonshire, is the county council whatever the period.
    """
    found = resolve(name, prefer="authority")
    if found is None or found.kind != TEAM or len(found.local_authorities) < 2:
        return found
    return resolve(name, period_end=_BEFORE_ANY_ENDED, prefer="authority")


def shared_team(area: Area) -> Area | None:
    """The team a local authority is, or was, within; None for any other area, and where it was divided among teams."""
    team = areas.every().get(area.within) if area.kind == AUTHORITY else None
    return team if team is not None and team.kind == TEAM else None


def in_words(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures, their notes saying which are a local authority's and not its team's, and which of a part year."""
    known = areas.every()
    teams = {slug: shared_team(known[slug]) for slug in figures["area"].unique()}
    words = {slug: f"a local authority's figure, not its team's ({team.name})" for slug, team in teams.items() if team}
    whose = figures["area"].map(dict.fromkeys(teams, "") | words)
    return figures.assign(note=add_words(add_words(figures["note"], whose), _part_years(figures)))


def _part_years(figures: pd.DataFrame) -> pd.Series:
    """What there is to say of the figures of councils that began or ended within the period; blank for all others."""
    rows = _with_lives(figures, "")
    words = pd.Series("", index=figures.index, dtype="str")
    began = rows["since"][(rows["period_start"] < rows["since"]) & (rows["since"] <= rows["period_end"])]
    ended = rows["until"][(rows["period_start"] <= rows["until"]) & (rows["until"] < rows["period_end"])]
    for did, days in (("began", began), ("ended", ended)):
        told = [f"the council {did} on {day(date)}, within the period" for date in days]
        words.loc[days.index] = pd.Series(told, index=days.index, dtype="str")
    return words


def out_of_their_time(figures: pd.DataFrame, file: str) -> list[Fault]:
    """The figures of councils that did not exist in the period, which are `wrong`, and of part of it, which are `look`.

    `figures` has the columns of READ_COLUMNS. A figure for the year in which a council ended is its own if it has
    figures of whole years too; if it has none, and others of later years, all are some other council's.
    """
    rows = _with_lives(figures.dropna(subset=["value"]), file)
    after, before = rows["until"] < rows["period_start"], rows["since"] > rows["period_end"]
    never = _not_even_before(rows, after)
    wrong = after | before | never
    held = [fault(row, CHECK, WRONG, stated(row), _why(row)) for row in each(rows[wrong])]
    return [*held, *part_years(rows[~wrong].drop(columns=["since", "until"]).assign(source=""))]


def _with_lives(figures: pd.DataFrame, file: str) -> pd.DataFrame:
    """The figures of areas that began or ended, with the days they did."""
    lives = {slug: (area.since, area.until) for slug, area in areas.every().items() if area.since or area.until}
    rows = figures[figures["area"].isin(list(lives))].assign(file=file)
    since, until = (rows["area"].map({slug: ends[place] for slug, ends in lives.items()}) for place in (0, 1))
    return rows.assign(since=pd.to_datetime(since.replace("", None)), until=pd.to_datetime(until.replace("", None)))


def _not_even_before(rows: pd.DataFrame, after: pd.Series) -> pd.Series:
    """Figures of the year a council ended in, from a series that has none of earlier years and goes on after it."""
    series = [rows[name] for name in SERIES]
    whole = (rows["until"] >= rows["period_end"]).groupby(series).transform("any")
    return ~whole & after.groupby(series).transform("any") & ~after


def _why(row: pd.Series) -> str:
    period = periods.label(row["period_start"], row["period_end"])
    if row["since"] > row["period_end"]:
        return f"a council that began on {day(row['since'])} cannot have a figure of {period}"
    ended = f"a council abolished on {day(row['until'])}"
    if row["until"] < row["period_start"]:
        return f"{ended} cannot have a figure of {period}"
    return f"{ended} that has later figures and none of its whole years: they are another council's"
