"""Say what a funnel shows: how many teams lie outside its limits, how far teams differ, and where one team lies."""

import pandas as pd

from yotlib.analysis.confidence import in_per_cent
from yotlib.analysis.funnel_limits import levels_of, range_without_chance
from yotlib.analysis.ranking import FEWEST
from yotlib.findings.wording import Headline, Sentence, period_of
from yotlib.reference.areas import find, teams
from yotlib.reference.measures import Measure, get
from yotlib.reference.words import counted

NO_FUNNEL = f"No funnel: fewer than {FEWEST} teams have a rate with its count, of one period and release."
TOO_FEW = "one team alone cannot show how far teams differ, so no limits are given"
SIDES = {"high": "above", "low": "below"}


def funnel(table: pd.DataFrame, *, team: str | None = None) -> Headline:
    """Say how many teams lie outside the widened limits, where `team` lies, and of how many teams that is true.

    `table` is that of `yot.funnel.funnel`. A team outside the outer limits is also counted outside the inner.
    Without a figure of `team` there is no funnel for it, and the sentence says so.

    >>> import yotlib as yot
    >>> teams = yot.funnel.funnel(yot.load(), "first_time_entrants", period="2024")
    >>> print(yot.findings.funnel(teams, team="Leeds"))
    First-time entrants in 2024: of 134 teams, 2 (all above) lay outside the 99.8% limits around England (138) and 16 \
(12 above, 4 below) outside the 95% limits. Teams differ more than chance would explain, so the limits are widened. \
Leeds (154) lay inside them. All 134 counts are estimated from the printed rates. 21 of 155 teams are missing.
    """
    if obstacle := no_funnel(table, team):
        return Headline(obstacle)
    return Headline(" ".join(filter(None, [finding(table, team=team), coverage(table)])))


def no_funnel(table: pd.DataFrame, team: str | None = None) -> str:
    """Say why no funnel is drawn: too few teams, or none with `team` in it; return "" where one is."""
    shown = table.dropna(subset=["value"])
    if shown.empty:
        return NO_FUNNEL
    if team is None or (shown["area"] == str(find(team))).any():
        return ""
    subject = get(shown.iloc[0]["measure"]).subject.casefold()
    when = period_of(shown.iloc[0])
    return f"No funnel is drawn: {find(team).name} has no figure for {subject} in {when} that can be placed in it."


def finding(table: pd.DataFrame, *, team: str | None = None) -> str:
    """Say how many teams lie outside the limits, whether teams differ more than by chance, and where `team` lies."""
    shown = table.dropna(subset=["value"])
    first, measure = shown.iloc[0], get(shown.iloc[0]["measure"])
    opening = f"{measure.subject} in {period_of(first)}"
    if pd.isna(first["phi"]):
        return f"{opening}: {TOO_FEW}."
    target = f"{first['target_name']} ({measure.printed(first['target'])})"
    outside, differ = _count_outside(shown, target), _say_how_teams_differ(first)
    return f"{opening}: {outside}. {differ}.{_say_where_team_lies(shown, team, measure)}"


def coverage(table: pd.DataFrame) -> str:
    """Say how many counts are estimated from printed rates, and how many teams of all are missing."""
    shown = table.dropna(subset=["value"])
    number, of, estimated = len(teams()), int(shown.iloc[0]["of"]), int(shown["is_estimated"].sum())
    how_many = f"All {estimated}" if estimated == len(shown) else f"{estimated} of {len(shown)}"
    counts = f"{how_many} counts are estimated from the printed rates." if estimated else ""
    limits = f"The limits rest on {of} teams." if of > len(shown) else ""
    missing = f"{number - of} of {counted(number, 'team')} are missing." if of < number else ""
    return " ".join(filter(None, [counts, limits, missing]))


def dispersion(table: pd.DataFrame) -> Sentence:
    """Say how far teams differ beyond chance, in the unit of the measure.

    `table` is what `funnel.funnel` returns.

    >>> import yotlib as yot
    >>> teams = yot.funnel.funnel(yot.load(), "first_time_entrants", period="2024")
    >>> print(yot.findings.dispersion(teams))
    Chance alone would leave about 1 team in 20 outside the dashed limits at 95%; 59 of 134 are. So teams differ for \
other reasons than chance: without it, about 95 teams in 100 would lie between 79 and 213 per 100,000 children. The \
few teams furthest out count for less in this, so the true range may be wider.
    """
    shown = table.dropna(subset=["value", "phi"])
    if shown.empty:
        return Sentence("How far teams differ cannot be said: too few teams have a value.")
    first, measure = shown.iloc[0], get(shown.iloc[0]["measure"])
    level, confidence = next(iter(levels_of(shown).items()))
    outside = ((shown["value"] < shown[f"lower_{level}"]) | (shown["value"] > shown[f"upper_{level}"])).sum()
    return Sentence(
        f"Chance alone would leave about 1 team in {1 / (1 - confidence):.3g} outside the dashed limits at "
        f"{in_per_cent(confidence)}; {outside} of {len(shown)} are. {_describe_spread(first, measure, confidence)}"
    )


def _count_outside(shown: pd.DataFrame, target: str) -> str:
    inner, outer = (in_per_cent(confidence) for confidence in levels_of(shown).values())
    beyond_outer, beyond_inner = shown[shown["outlier"] == outer], shown[shown["outlier"].isin([inner, outer])]
    of = f"of {len(shown)} teams" if len(shown) > 1 else "of the one team shown"
    if beyond_inner.empty:
        return f"{of}, none lay outside the {inner} limits around {target}"
    far = f"{_number_by_side(beyond_outer)} lay outside the {outer} limits"
    return f"{of}, {far} around {target} and {_number_by_side(beyond_inner)} outside the {inner} limits"


def _number_by_side(rows: pd.DataFrame) -> str:
    """Print how many rows there are and on which side, as "4 (2 above, 2 below)", or "none"."""
    above = int((rows["side"] == "high").sum())
    if rows.empty:
        return "none"
    if above in (0, len(rows)):
        return f"{len(rows)} ({'all ' if len(rows) > 1 else ''}{'above' if above else 'below'})"
    return f"{len(rows)} ({above} above, {len(rows) - above} below)"


def _say_how_teams_differ(first: pd.Series) -> str:
    if first["tau2"] > 0:
        return "Teams differ more than chance would explain, so the limits are widened"
    return "Teams differ no more than chance would explain, so the limits are not widened"


def _say_where_team_lies(shown: pd.DataFrame, team: str | None, measure: Measure) -> str:
    if team is None:
        return ""
    row = shown[shown["area"] == str(find(team))].iloc[0]
    limits = "inside them" if row["outlier"] == "no" else f"{SIDES[row['side']]} the {row['outlier']} limits"
    return f" {row['name']} ({measure.printed(row['value'])}) lay {limits}."


def _describe_spread(first: pd.Series, measure: Measure, confidence: float) -> str:
    if not first["tau2"] > 0:
        return "That is no more than chance explains, so the limits are not widened."
    ends = range_without_chance(first["target"], first["tau2"], measure, confidence=confidence)
    low, high = (measure.printed(limit) for limit in ends)
    unit = measure.spoken(0).removeprefix(measure.printed(0))
    return (
        f"So teams differ for other reasons than chance: without it, about {100 * confidence:.8g} teams in 100 would "
        f"lie between {low} and {high}{unit}. The few teams furthest out count for less in this, so the true "
        "range may be wider."
    )
