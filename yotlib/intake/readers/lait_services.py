"""Find whose figure it is where the LAIT's long table prints a youth justice service's number for its authorities."""

import pandas as pd

from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.rows import each_row, fault_of_row, format_value
from yotlib.intake.readers.councils import shared_team
from yotlib.intake.readers.lait_units import Step
from yotlib.reference import areas
from yotlib.reference.measures import get
from yotlib.reference.notes import add_words

CHECK = "a figure is of one area"
LABEL = "(yjb area)"
FEWEST, MOST_OF_THEM = 3, 0.75
PERIOD = ["period_start", "period_end"]


def assign_to_teams(rows: pd.DataFrame, items: pd.Series, file: str) -> Step:
    """Return the rows of one measure, with a number printed for several authorities of a team once, as the team's.

    The rows are counted by service if a `Data item` says so (YJB Area). They are also taken to be so if at least three
    teams of several authorities, and three quarters of those with numbers, have the same number for each of their
    authorities: such a rate can only be the team's. A team with different numbers then keeps its rows, all `wrong`.
    Otherwise the rows are unchanged.
    """
    placed = _add_teams(rows)
    shared = placed[placed["held"] > 1].drop_duplicates(["team", *PERIOD])
    labelled = items.str.casefold().str.contains(LABEL, regex=False).any()
    alike = (shared["different"] == 1).mean() >= MOST_OF_THEM and shared["team"].nunique() >= FEWEST
    if not (labelled or alike):
        return Step(rows)
    of_one, of_several = placed[placed["different"] <= 1], placed[placed["different"] > 1]
    services = _one_row_a_team(of_one)
    repeats = int(of_one["value"].notna().sum() - services["value"].notna().sum())
    taken = pd.concat([rows.drop(index=of_one.index), services[rows.columns]])
    assumption = () if labelled else (_report_assumption(rows, shared, file),)
    return Step(taken, (*assumption, *_report_differences(of_several, file)), _describe_repeats(repeats))


def _add_teams(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of authorities in a shared `team`, with how many numbers it has (`held`) and how many differ."""
    known = areas.all_areas()
    teams = {slug: str(shared_team(known[slug]) or "") for slug in rows["area"].unique()}
    placed = rows.assign(team=rows["area"].map(teams)).query("team != ''")
    of_team = placed.groupby(["team", *PERIOD])["value"]
    return placed.assign(different=of_team.transform("nunique"), held=of_team.transform("count"))


def _one_row_a_team(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each team and period, with a number if there is one; its note says where it was printed."""
    numbers_first = rows.assign(gap=rows["value"].isna()).sort_values(["gap", "row"])
    first = numbers_first.drop_duplicates(["team", *PERIOD])
    several = "printed against " + first["held"].astype("str") + " of its local authorities"
    words = several.where(first["held"] > 1, "printed against " + first["name"]).where(first["value"].notna(), "")
    return first.assign(area=first["team"], note=add_words(first["note"], words))


def _report_assumption(rows: pd.DataFrame, shared: pd.DataFrame, file: str) -> Fault:
    found = f"one number against all authorities of each of {shared['team'].nunique()} teams of several"
    return Fault(CHECK, LOOK, file, None, get(rows["measure"].iloc[0]).name, found, "read as the team's, once")


def _report_differences(rows: pd.DataFrame, file: str) -> list[Fault]:
    """Report different numbers for authorities of one team, where other teams have one number each."""
    known = areas.all_areas()
    numbered = each_row(rows.dropna(subset=["value"]).assign(file=file))
    words = "other authorities of {} have another number, and all are of one service"
    return [
        fault_of_row(row, CHECK, WRONG, format_value(row), words.format(known[row["team"]].name)) for row in numbered
    ]


def _describe_repeats(repeats: int) -> tuple[str, ...]:
    if not repeats:
        return ()
    return (f"Rows that print a team's number again, against another of its authorities: {repeats:,}.",)
