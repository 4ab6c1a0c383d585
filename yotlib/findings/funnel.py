"""Say what a funnel shows: how many teams lie outside its limits, how far teams differ, and where one team lies."""

import pandas as pd

from yotlib.analysis.funnel_limits import range_without_chance
from yotlib.findings.wording import Headline, Sentence, period_of
from yotlib.reference.areas import find
from yotlib.reference.measures import Measure, get
from yotlib.reference.notes import UNRELIABLE

NO_FUNNEL = (
    "No funnel: no two teams have a rate or a proportion with its count and population, of one period and release."
)
TOO_FEW = "one team alone cannot show how far teams differ, so no limits are given"
CHANCE_LEAVES = 0.68
SIDES = {"high": "above", "low": "below"}


def funnel(table: pd.DataFrame, *, team: str | None = None) -> Headline:
    """Say how many teams lie outside the widened limits, whether teams differ more than by chance, where `team` lies.

    `table` is that of `yot.funnel.funnel`. A team outside the 99.8% limits is also counted among those outside the 95%.
    """
    shown = table.dropna(subset=["value"])
    if shown.empty:
        return Headline(NO_FUNNEL)
    first, measure = shown.iloc[0], get(shown.iloc[0]["measure"])
    opening = f"{measure.subject} in {period_of(first)}"
    if pd.isna(first["phi"]):
        return Headline(f"{opening}: {TOO_FEW}.")
    target = f"{first['target_name']} ({measure.printed(first['target'])})"
    return Headline(
        f"{opening}: {_count_outside(shown, target)}. {_say_how_teams_differ(first, shown)}."
        f"{_say_where_team_lies(table, team, measure)}"
    )


def dispersion(table: pd.DataFrame) -> Sentence:
    """Say how far teams differ beyond chance: φ, τ², and what they mean in the unit of the measure."""
    shown = table.dropna(subset=["value", "phi"])
    if shown.empty:
        return Sentence("How far teams differ cannot be said: fewer than two teams have a value.")
    first, measure = shown.iloc[0], get(shown.iloc[0]["measure"])
    outside = ((shown["value"] < shown["lower_95"]) | (shown["value"] > shown["upper_95"])).sum()
    return Sentence(
        f"Chance alone would leave about 1 team in 20 outside the limits at 95% that are not widened; {outside} of "
        f"{len(shown)} are. φ, the mean squared distance from {first['target_name']} in standard errors, with the "
        f"furthest tenth of teams at each end drawn in, is {first['phi']:.2f}; chance alone leaves about "
        f"{CHANCE_LEAVES}. {_describe_spread(first, measure)}"
    )


def _count_outside(shown: pd.DataFrame, target: str) -> str:
    outside_998, outside_95 = shown[shown["outlier"] == "99.8%"], shown[shown["outlier"].isin(["95%", "99.8%"])]
    of = f"of {len(shown)} teams" if len(shown) > 1 else "of the one team shown"
    if outside_95.empty:
        return f"{of}, none lay outside the 95% limits around {target}"
    at_998, at_95 = (
        f"{_number_by_side(outside_998)} lay outside the 99.8% limits",
        f"{_number_by_side(outside_95)} outside the 95% limits",
    )
    return f"{of}, {at_998} around {target} and {at_95}"


def _number_by_side(rows: pd.DataFrame) -> str:
    """Print how many rows there are and on which side, as "4 (2 above, 2 below)", or "none"."""
    above = int((rows["side"] == "high").sum())
    if rows.empty:
        return "none"
    if above in (0, len(rows)):
        return f"{len(rows)} ({'all ' if len(rows) > 1 else ''}{'above' if above else 'below'})"
    return f"{len(rows)} ({above} above, {len(rows) - above} below)"


def _say_how_teams_differ(first: pd.Series, shown: pd.DataFrame) -> str:
    over = "" if first["of"] == len(shown) else f" over all {first['of']}"
    phi = f"chance would explain (φ = {first['phi']:.1f}{over})"
    if first["tau2"] > 0:
        return f"Teams differ more than {phi}, so the limits are widened"
    return f"Teams differ no more than {phi}, so the limits are not widened"


def _say_where_team_lies(table: pd.DataFrame, team: str | None, measure: Measure) -> str:
    if team is None:
        return ""
    name, team_rows = find(team).name, table[table["area"] == str(find(team))]
    if team_rows.empty:
        return f" {name} has no figure with a count and a population there."
    row = team_rows.iloc[0]
    if pd.isna(row["value"]):
        return f" {name} has no value there: {_explain_no_value(row)}."
    limits = "inside them" if row["outlier"] == "no" else f"{SIDES[row['side']]} the {row['outlier']} limits"
    return f" {name} ({measure.printed(row['value'])}) lay {limits}."


def _explain_no_value(row: pd.Series) -> str:
    return "its cohort is under 30, too few to be reliable" if UNRELIABLE in row["note"] else "its population is nought"


def _describe_spread(first: pd.Series, measure: Measure) -> str:
    if not first["tau2"] > 0:
        return "That is no more than chance explains, so τ² is 0 and the limits are not widened."
    low, high = (measure.printed(limit) for limit in range_without_chance(first["target"], first["tau2"], measure))
    unit = measure.spoken(0).removeprefix(measure.printed(0))
    return (
        f"What is left lies between the teams: τ² = {first['tau2']:.2g}, as if 95 teams in 100 lay between {low} and "
        f"{high}{unit} but for chance. As the furthest are drawn in, that is if anything too narrow."
    )
