"""Say which wider area a team is not compared with, because its figure is held back or not in the release."""

import pandas as pd

from yotlib import intake
from yotlib.analysis.comparison import PERIOD
from yotlib.figures.choose import same_as
from yotlib.findings.wording import Sentences, period_of
from yotlib.reference import areas

WIDER = ("nation", areas.ENGLAND_AND_WALES)
SAME = ["measure", "age", "ethnicity", "source", *PERIOD]


def left_out(table: pd.DataFrame, *, held: pd.DataFrame | None = None) -> Sentences:
    """Return a sentence for each of the team's baselines whose figure is held back, and one if no nation has a figure.

    `table` is what `compare` returns, or several of them below each other; `held` is `yot.data.held_back()` if not
    given.
    """
    if table.empty:
        return Sentences()
    held_rows = intake.held_back() if held is None else held
    blocks = [block for _, block in table.groupby(["measure", "age"], sort=False)]
    return Sentences(sentence for block in blocks for sentence in _left_out_of_comparison(block, held_rows))


def _left_out_of_comparison(block: pd.DataFrame, held: pd.DataFrame) -> list[str]:
    team = block.iloc[0]
    if pd.isna(team["value"]) and pd.isna(team["count"]):
        return []
    own = areas.baselines(areas.find(team["area"]))
    absent = {role: area for role, area in own.items() if area not in set(block["area"])}
    held_rows = held[same_as(held, team, SAME)]
    held_back = {role: _name_held_back(held_rows[held_rows["area"] == area], team) for role, area in absent.items()}
    sentences = [sentence for of_role in held_back.values() for sentence in of_role]
    no_nation = all(role in absent and not held_back[role] for role in WIDER if role in own)
    return [*sentences, _say_no_nation(team, [own[role] for role in WIDER if role in own])] if no_nation else sentences


def _name_held_back(rows: pd.DataFrame, team: pd.Series) -> list[str]:
    return [
        f"{areas.all_areas()[row['area']].name} is left out: {row['source']} prints {row['found']} for "
        f"{period_of(team)}, which is held back ({row['expected']})."
        for _, row in rows.iterrows()
    ]


def _say_no_nation(team: pd.Series, wider: list[areas.Area]) -> str:
    names = " or ".join(area.name for area in wider)
    return f"{team['source']} has no figure of {names} for {period_of(team)}, so {team['name']} is not set beside it."
