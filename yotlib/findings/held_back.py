"""Say which wider area a team is not compared with, because its figure is held back or not in the release."""

import pandas as pd

from yotlib import intake
from yotlib.analysis import contextual_facts
from yotlib.analysis.comparison import PERIOD
from yotlib.figures.choose import same_as
from yotlib.findings.wording import Sentences, period_of
from yotlib.reference import areas
from yotlib.reference.words import in_words

WIDER = ("nation", areas.ENGLAND_AND_WALES)
SAME = ["measure", "age", "ethnicity", "source", *PERIOD]


def left_out(table: pd.DataFrame, *, held: pd.DataFrame | None = None) -> Sentences:
    """Return a sentence for each baseline asked for whose figure is held back, and one if no nation has a figure.

    `table` is what `compare` returns, or several of them below each other; `held` is `yot.data.held_back()` if not
    given. Nothing is said of an area that nobody asked for.
    """
    if table.empty:
        return Sentences()
    held_rows = intake.held_back() if held is None else held
    blocks = contextual_facts.blocks(table)
    return Sentences(sentence for block in blocks for sentence in _left_out_of_comparison(block, held_rows))


def absent_areas(team: pd.Series) -> list[areas.Area]:
    """Return the baselines asked for that have no figure, from the team's row of `compare`."""
    slugs = team.get("without")
    known_areas = areas.all_areas()
    return [known_areas[slug] for slug in slugs.split() if slug in known_areas] if isinstance(slugs, str) else []


def _left_out_of_comparison(block: pd.DataFrame, held: pd.DataFrame) -> list[str]:
    team = block.iloc[0]
    if pd.isna(team["value"]) and pd.isna(team["count"]):
        return []
    absent = absent_areas(team)
    held_rows = held[same_as(held, team, SAME)]
    held_back = [sentence for area in absent for sentence in _name_held_back(held_rows, area, team)]
    own = areas.baselines(areas.find(team["area"]))
    wider = [own[role] for role in WIDER if role in own and own[role] in absent]
    has_wider = block.iloc[1:].loc[block["value"].notna(), "role"].isin(WIDER).any()
    # A baseline that was asked for by name has a row of its own, which says why it has no figure.
    named = set(block.loc[block["value"].isna(), "area"])
    if has_wider or held_back or not wider or set(wider) <= named:
        return held_back
    return [_say_no_nation(team, wider)]


def _name_held_back(rows: pd.DataFrame, area: areas.Area, team: pd.Series) -> list[str]:
    return [
        f"{area.name} is left out: {row['source']} prints {row['found']} for {period_of(team)}, which is held back "
        f"({row['expected']})."
        for _, row in rows[rows["area"] == area].iterrows()
    ]


def _say_no_nation(team: pd.Series, wider: list[areas.Area]) -> str:
    names = in_words([area.name for area in wider], last="or")
    return f"The same release has no figure for {names} for {period_of(team)}, so {team['name']} is not set beside it."
