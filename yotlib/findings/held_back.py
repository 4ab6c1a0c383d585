"""Which wider area a team is not set beside, because its figure is held back or is not published in the release."""

import pandas as pd

from yotlib import intake
from yotlib.analysis.comparison import PERIOD
from yotlib.figures.choose import same_as
from yotlib.findings.wording import Sentences, period_of
from yotlib.reference import areas

WIDER = ("nation", areas.ENGLAND_AND_WALES)
SAME = ["measure", "age", "ethnicity", "source", *PERIOD]


def left_out(table: pd.DataFrame, *, held: pd.DataFrame | None = None) -> Sentences:
    """One sentence for each of the team's own baselines whose figure is held back, and one where no nation has any.

    `table` is what `compare` returns, or several of them below each other; `held` is `yot.data.held_back()` if not
    given.
    """
    if table.empty:
        return Sentences()
    back = intake.held_back() if held is None else held
    blocks = [block for _, block in table.groupby(["measure", "age"], sort=False)]
    return Sentences(sentence for block in blocks for sentence in _of_comparison(block, back))


def _of_comparison(block: pd.DataFrame, held: pd.DataFrame) -> list[str]:
    team = block.iloc[0]
    if pd.isna(team["value"]) and pd.isna(team["count"]):
        return []
    own = areas.baselines(areas.find(team["area"]))
    absent = {role: area for role, area in own.items() if area not in set(block["area"])}
    mine = held[same_as(held, team, SAME)]
    told = {role: _held(mine[mine["area"] == area], team) for role, area in absent.items()}
    said = [sentence for sentences in told.values() for sentence in sentences]
    nowhere = all(role in absent and not told[role] for role in WIDER if role in own)
    return [*said, _nowhere(team, [own[role] for role in WIDER if role in own])] if nowhere else said


def _held(rows: pd.DataFrame, team: pd.Series) -> list[str]:
    return [
        f"{areas.every()[row['area']].name} is left out: {row['source']} prints {row['found']} for {period_of(team)}, "
        f"which is held back ({row['expected']})."
        for _, row in rows.iterrows()
    ]


def _nowhere(team: pd.Series, wider: list[areas.Area]) -> str:
    names = " or ".join(area.name for area in wider)
    return f"{team['source']} has no figure of {names} for {period_of(team)}, so {team['name']} is not set beside it."
