"""Count for how many teams each question is answered on the suite's own figures: python benchmarks/answers.py.

Prints a table in Markdown and, with --write, puts it into RESULTS.md. An answer is a verdict (higher, lower or
similar), a tested trend, or a number; "cannot say" is none.
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import yotlib as yot
from yotlib.analysis import bounded_teams, ethnicity, inspection, trend_lines, verdicts, years_together
from yotlib.reference import areas

VERDICTS = {verdicts.HIGHER, verdicts.LOWER, verdicts.SIMILAR}
STEADY = {years_together.ABOVE, years_together.BELOW, years_together.NEITHER}
ENTRANTS, SENTENCED, COUNTS = "first_time_entrants", "cautioned_or_sentenced_rate", "cautioned_or_sentenced"
REOFFENDING, OFFENCES = "reoffending_rate", "offences_per_1000"
NEEDED = {SENTENCED: [COUNTS]}
AGES = ("15-17", "10-14")
GROUPS = 5
RECENT = pd.Timestamp(2023, 12, 31)
RESULTS = Path(__file__).with_name("RESULTS.md")
HEADING = "## `answers.py`"


class Question(NamedTuple):
    """A question, the fewest teams for which it is to be answered, and the function that says so for one team."""

    name: str
    wanted: int
    is_answered: Callable[[pd.DataFrame, str], bool]


def has_verdicts(figures: pd.DataFrame, team: str, measure: str) -> bool:
    """Return whether a team's newest figure, of 2023 or later, has a verdict against its region and its nation."""
    table = yot.compare(_only(figures, measure), team, measure, baselines=["region", "nation"])
    return table["period_end"].iloc[0] >= RECENT and _have_verdicts(table, team)


def is_bounded(figures: pd.DataFrame, team: str) -> bool:
    """Return whether a verdict holds whatever the rate of the part of a team that has no figure (see bounded_teams)."""
    few = _only(figures, ENTRANTS)
    return bool(bounded_teams.bounded(few, team, ENTRANTS)["verdict"].isin(VERDICTS).any())


def is_counted(figures: pd.DataFrame, team: str) -> bool:
    """Return whether a team's children cautioned or sentenced of 2021-22 are tested, as counts, against the rest."""
    few = _only(figures, SENTENCED)
    table = yot.compare(few, team, SENTENCED, period="2021-22", baselines=["region", "nation"])
    is_of_year = table["period_end"].eq(pd.Timestamp(2022, 3, 31)).all()
    return bool(table["count"].notna().all() and is_of_year) and _have_verdicts(table, team)


def is_newest(figures: pd.DataFrame, team: str) -> bool:
    """Return whether a team has a verdict on children cautioned or sentenced in 2024-25."""
    table = yot.compare(_only(figures, SENTENCED), team, SENTENCED, baselines=["region", "nation"])
    return table["period_end"].iloc[0] == pd.Timestamp(2025, 3, 31) and _have_verdicts(table, team)


def has_tested_trend(figures: pd.DataFrame, team: str) -> bool:
    """Return whether a team's trend of first-time entrants is tested."""
    series = yot.trends.over_time(_only(figures, ENTRANTS), team, ENTRANTS, baselines=[])
    return bool(len(series)) and trend_lines.fit_trends(series)["trend"].iloc[0] != verdicts.CANNOT_SAY


def has_years_pooled(figures: pd.DataFrame, team: str) -> bool:
    """Return whether three years of a team's first-time entrants are pooled, with a verdict against its nation."""
    table = years_together.pooled(_only(figures, ENTRANTS), team, ENTRANTS, baselines=["nation"])
    return bool(table["verdict"].isin(VERDICTS).any())


def has_reoffending(figures: pd.DataFrame, team: str) -> bool:
    """Return whether a team has a verdict on reoffending by age, or its years lie steadily on one side or neither."""
    few = _only(figures, REOFFENDING)
    tables = [years_together.steadiness(few, team, REOFFENDING, age=age)["steady"] for age in AGES]
    if any(steady.isin(STEADY).any() for steady in tables):
        return True
    compared = [yot.compare(few, team, REOFFENDING, age=age)["verdict"] for age in AGES]
    return any(bool(column.isin(VERDICTS).any()) for column in compared)


def has_groups_tested(figures: pd.DataFrame, team: str) -> bool:
    """Return whether a team's five ethnic groups are each tested against the children who live there."""
    table = ethnicity.groups(_only(figures, COUNTS), team)
    return int(table["p_value"].notna().sum()) == GROUPS


def has_offences(figures: pd.DataFrame, team: str) -> bool:
    """Return whether a team's offences per 1,000 children are known for a stated year."""
    row = yot.compare(_only(figures, OFFENCES), team, OFFENCES, baselines=[]).iloc[0]
    return bool(pd.notna(row["value"]) and pd.notna(row["period_end"]))


def has_expected_numbers(figures: pd.DataFrame, team: str) -> bool:
    """Return whether the numbers of each ethnic group to be expected at national rates are worked out for a team."""
    return bool(ethnicity.expected(_only(figures, COUNTS), team)["expected"].notna().any())


def has_rating(figures: pd.DataFrame, team: str) -> bool:
    """Return whether an overall rating of the team's service is held; `figures` are not asked."""
    return team in {*inspection.services()["area"], *inspection.to_new_standards()["area"]}


QUESTIONS = (
    Question(
        "first-time entrants against region and nation, newest (2024 or 2023)",
        135,
        partial(has_verdicts, measure=ENTRANTS),
    ),
    Question("first-time entrants, newest bounded for want of a part's figure, with a verdict", 2, is_bounded),
    Question("first-time entrants, trend tested", 120, has_tested_trend),
    Question("first-time entrants, three years pooled", 130, has_years_pooled),
    Question("cautioned or sentenced as counts, against the rest of region and nation, 2021-22", 153, is_counted),
    Question("reoffending by age", 120, has_reoffending),
    Question("cautioned or sentenced against region and nation, 2024-25", 138, is_newest),
    Question("ethnicity by five groups, tested", 153, has_groups_tested),
    Question("offences per 1,000", 153, has_offences),
    Question("expected numbers by ethnic group", 155, has_expected_numbers),
    Question("an overall rating", 144, has_rating),
)


def answered(figures: pd.DataFrame, question: Question) -> list[str]:
    """Return the teams for which a question is answered, by their slugs."""
    return [str(team) for team in areas.teams() if question.is_answered(figures, str(team))]


def higher_and_lower(figures: pd.DataFrame, *, period: str, release: str) -> tuple[int, int, int]:
    """Return how many teams are higher and lower than England on first-time entrants, and of how many."""
    table = yot.national.table(_only(figures, ENTRANTS), ENTRANTS, period=period, release=release)
    single = [str(team) for team in areas.teams() if len(team.local_authorities) == 1]
    teams = table[(table["role"] == "team") & table["area"].isin(single)]["verdict"]
    return int((teams == verdicts.HIGHER).sum()), int((teams == verdicts.LOWER).sum()), len(teams)


def tabulate(found: dict[str, list[str]]) -> str:
    """Return the table in Markdown, one row a question."""
    english = {str(team) for team in areas.teams("england")}
    rows = [
        f"| {question.name} | {len(teams)} | {len(english & set(teams))} | {question.wanted} |"
        for question, teams in zip(QUESTIONS, found.values(), strict=True)
    ]
    return "\n".join(
        [f"| question | of 155 teams | of {len(english)} in England | wanted |", "|---|---|---|---|", *rows]
    )


def put_into(text: str, section: str) -> str:
    """Return RESULTS.md with the section of this script in place of the one it had, or at the end."""
    before, _, after = text.partition(HEADING)
    rest = after.partition("\n## ")
    following = f"\n## {rest[2]}" if rest[1] else ""
    return f"{before.rstrip()}\n\n{HEADING}\n\n{section}\n{following}"


def _have_verdicts(table: pd.DataFrame, team: str) -> bool:
    judged = set(table.loc[table["verdict"].isin(VERDICTS), "role"])
    return {"region", "nation"} & set(areas.baselines(areas.find(team))) <= judged


def _only(figures: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return the figures that a question needs, so that all teams take less time."""
    return figures[figures["measure"].isin([measure, "population_10_17", *NEEDED.get(measure, [])])]


def main() -> None:
    """Count, print and, if asked, write the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--write", action="store_true", help="put the table into RESULTS.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as nothing_added:
        os.environ["YOTLIB_DATA"] = nothing_added
        figures = yot.load()
        section = tabulate({question.name: answered(figures, question) for question in QUESTIONS})
    for period, release in (("2023", "dfe-lait-2025-11"), ("2024", "dfe-lait-2026-02")):
        higher, lower, of = higher_and_lower(figures, period=period, release=release)
        section += f"\n\nFirst-time entrants {period} ({release}), teams of one authority: {higher} higher than England"
        section += f" and {lower} lower, of {of}."
    print(section)
    if given.write:
        RESULTS.write_text(put_into(RESULTS.read_text(), section))


if __name__ == "__main__":
    main()
