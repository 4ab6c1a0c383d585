"""Say what all teams at once show: how far apart they lie, where one stands, and how many have no figure."""

from collections.abc import Sequence

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.analysis.ranking import FEWEST
from yotlib.findings.wording import Headline, Sentence, Sentences, period_of, uncapitalise
from yotlib.reference.areas import all_areas, find
from yotlib.reference.measures import Measure, get

THIRDS = ("best", "middle", "worst")
NO_TEAMS = "No two teams have a figure of one period and release here, so teams cannot be set beside each other."


def ranked_headline(table: pd.DataFrame) -> Headline:
    """Say how many teams are higher and lower than their nation, allowing for so many comparisons.

    If none could be tested, for example because the nation's figure is held back, the headline says so.
    """
    teams, measure = _teams_and_measure(table)
    if teams.empty or measure is None:
        return Headline(NO_TEAMS)
    published = f"{len(teams)} teams with {uncapitalise(measure.subject)} published for {period_of(teams.iloc[0])}"
    tested = teams[teams["p_adjusted"].notna()]
    if tested.empty:
        return Headline(
            f"{published} stand beside each other; none could be tested against its nation, whose figure "
            f"{teams.iloc[0]['source']} does not have, or which is held back, or which lacks the counts to test by."
        )
    significant = tested[tested["p_adjusted"] < 0.05]
    higher, lower = ((significant["verdict"] == verdict).sum() for verdict in (verdicts.HIGHER, verdicts.LOWER))
    untested = len(teams) - len(tested)
    rest = f" {untested} could not be tested." if untested else ""
    return Headline(
        f"Of {published}, {higher} were higher and {lower} lower than the rest of their nation, beyond chance and "
        f"after allowing for {len(tested)} comparisons at once.{rest}"
    )


def spread_headline(table: pd.DataFrame) -> Headline:
    """Name the lowest and the highest team, with their values."""
    teams, measure = _teams_and_measure(table)
    if teams.empty or measure is None:
        return Headline(NO_TEAMS)
    low, high = teams.iloc[0], teams.iloc[-1]
    return Headline(
        f"{measure.subject} in {period_of(low)} ran from {measure.printed(low['value'])} in {low['name']} to "
        f"{measure.printed(high['value'])} in {high['name']}, among {len(teams)} teams."
    )


def standing(table: pd.DataFrame, team: str) -> Sentence:
    """Say where one team stands among all with a figure, and in which third; only if there are 20 teams or more."""
    teams, measure = _teams_and_measure(table)
    name = find(team).name
    team_rows = teams[teams["area"] == find(team)] if len(teams) else teams
    if team_rows.empty or measure is None:
        return Sentence(f"{name} has no figure among them, so it has no place.")
    row = team_rows.iloc[0]
    if pd.isna(row["place"]):
        why = f"only {row['of']:.0f} teams have a figure" if row["of"] < FEWEST else "more is neither better nor worse"
        return Sentence(f"{name} is given no place: {why}.")
    third = THIRDS[int(row["third"]) - 1]
    return Sentence(
        f"{name} stood {row['place']:.0f} of {row['of']:.0f} teams with a figure for {period_of(row)}, counted from "
        f"the best, in the {third} third; teams whose intervals overlap may change places by chance."
    )


def not_published(table: pd.DataFrame, silent: Sequence[str]) -> Sentences:
    """Say how many teams have no figure, by region, and what that means for the picture."""
    if not silent:
        return Sentences()
    regions = pd.Series([str(find(team).within) for team in silent]).value_counts(sort=False)
    listed = ", ".join(f"{all_areas()[str(region)].name} {number}" for region, number in regions.items())
    shown = int((table["role"] == "team").sum()) if len(table) else 0
    return Sentences(
        [
            f"{len(silent)} teams have no figure here for the same period and release ({listed}). What is shown is "
            f"true of the {shown} that have, and may not be of the rest."
        ]
    )


def _teams_and_measure(table: pd.DataFrame) -> tuple[pd.DataFrame, Measure | None]:
    teams = table[table["role"] == "team"].sort_values("value")
    return teams, get(teams.iloc[0]["measure"]) if len(teams) else None
