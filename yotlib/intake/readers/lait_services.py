"""Whose figure it is where the LAIT's long table prints a youth justice service's number against its authorities."""

import pandas as pd

from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.rows import each, fault, stated
from yotlib.intake.readers.councils import shared_team
from yotlib.intake.readers.lait_units import Taken
from yotlib.reference import areas
from yotlib.reference.measures import get
from yotlib.reference.notes import add_words

CHECK = "a figure is of one area"
LABEL = "(yjb area)"
FEWEST, MOST_OF_THEM = 3, 0.75
PERIOD = ["period_start", "period_end"]


def as_services(rows: pd.DataFrame, items: pd.Series, file: str) -> Taken:
    """The rows of one measure, the number of a service of several authorities taken once, as its team's.

    They are counted by service if a `Data item` says so (YJB Area), or if of the teams of several authorities with
    numbers three or more, and three quarters, have the same one against all of these: such a rate is nobody's but the
    team's. A team with several numbers then keeps its rows, each of them `wrong`. Otherwise the rows are as they were.
    """
    placed = _with_teams(rows)
    shared = placed[placed["held"] > 1].drop_duplicates(["team", *PERIOD])
    labelled = items.str.casefold().str.contains(LABEL, regex=False).any()
    alike = (shared["kinds"] == 1).mean() >= MOST_OF_THEM and shared["team"].nunique() >= FEWEST
    if not (labelled or alike):
        return Taken(rows)
    of_one, of_several = placed[placed["kinds"] <= 1], placed[placed["kinds"] > 1]
    services = _once(of_one)
    again = int(of_one["value"].notna().sum() - services["value"].notna().sum())
    taken = pd.concat([rows.drop(index=of_one.index), services[rows.columns]])
    told = () if labelled else (_assumed(rows, shared, file),)
    return Taken(taken, (*told, *_apart(of_several, file)), _left_out(again))


def _with_teams(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of authorities that share a `team`, with how many numbers it has (`held`), and of how many `kinds`."""
    known = areas.every()
    teams = {slug: str(shared_team(known[slug]) or "") for slug in rows["area"].unique()}
    placed = rows.assign(team=rows["area"].map(teams)).query("team != ''")
    of_team = placed.groupby(["team", *PERIOD])["value"]
    return placed.assign(kinds=of_team.transform("nunique"), held=of_team.transform("count"))


def _once(rows: pd.DataFrame) -> pd.DataFrame:
    """The first row with a number, or the first, of each team and period; its note says where it was printed."""
    numbers_first = rows.assign(gap=rows["value"].isna()).sort_values(["gap", "row"])
    one = numbers_first.drop_duplicates(["team", *PERIOD])
    several = "printed against " + one["held"].astype("str") + " of its local authorities"
    words = several.where(one["held"] > 1, "printed against " + one["name"]).where(one["value"].notna(), "")
    return one.assign(area=one["team"], note=add_words(one["note"], words))


def _assumed(rows: pd.DataFrame, shared: pd.DataFrame, file: str) -> Fault:
    found = f"one number against all authorities of each of {shared['team'].nunique()} teams of several"
    return Fault(CHECK, LOOK, file, None, get(rows["measure"].iloc[0]).name, found, "read as the team's, once")


def _apart(rows: pd.DataFrame, file: str) -> list[Fault]:
    """Different numbers against authorities of one team, where all the others have one."""
    known = areas.every()
    found = each(rows.dropna(subset=["value"]).assign(file=file))
    words = "other authorities of {} have another number, and all are of one service"
    return [fault(row, CHECK, WRONG, stated(row), words.format(known[row["team"]].name)) for row in found]


def _left_out(again: int) -> tuple[str, ...]:
    return (f"Rows that print a team's number again, against another of its authorities: {again:,}.",) if again else ()
