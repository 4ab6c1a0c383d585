"""The sentence of the summary on the inspection rating."""

from typing import Any

import pandas as pd

from yotlib.analysis import inspection
from yotlib.analysis.inspection.published import is_misread
from yotlib.findings.inspection.wording import when_rated
from yotlib.reference.areas import find

INSPECTORATE = "HM Inspectorate of Probation"


def rating_sentence(team: str, **asked: Any) -> list[str]:
    """Say how the service was rated, when and with how many points; nothing where no rating is held.

    A rating to the new standards of 2025 is followed by the newest to the earlier ones.
    """
    newest = inspection.overall(team, **asked)
    rated = newest[~is_misread(newest)]
    if rated.empty:
        return []
    row = rated.iloc[0]
    words = f"{INSPECTORATE} rated {find(team).name} {row['overall_rating']} {when_rated(row)}"
    if not inspection.is_of_new_standards(rated).iloc[0]:
        return [f"{words}{_points(row)}."]
    before = [
        f"; to the earlier standards it was {old['overall_rating']} {when_rated(old)}{_points(old)}"
        for _, old in inspection.earlier(team, **asked).iterrows()
    ]
    return [f"{words}, to the new standards of 2025, which are another scale{''.join(before)}."]


def _points(row: pd.Series) -> str:
    return "" if pd.isna(row["points_of_36"]) else f", with {row['points_of_36']:.0f} of 36 points"
