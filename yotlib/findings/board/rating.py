"""Give the newest inspection rating as the record has it, so that a list of services can be sorted by it."""

from typing import Any

import pandas as pd

from yotlib.analysis import inspection
from yotlib.analysis.inspection.published import is_misread
from yotlib.findings.inspection.wording import when_rated
from yotlib.findings.releases import publication
from yotlib.reference.areas import find


def rating(team: str, **asked: Any) -> dict[str, Any] | None:
    """Return the newest rating of a team, its place among the four (0 for the lowest) and when; None without one.

    `among` counts the services with each rating, their newest to the same standards; `heading` says it.
    `new_standards` says whether the rating is to the standards of 2025, which are another scale.
    """
    newest = inspection.overall(team, **asked)
    rated = newest[~is_misread(newest)]
    if rated.empty:
        return None
    row, new = rated.iloc[0], bool(inspection.is_of_new_standards(rated).iloc[0])
    return {
        "rating": row["overall_rating"],
        "rank": inspection.RATINGS.index(row["overall_rating"]),
        "when": when_rated(row),
        "day": row["date"].date().isoformat(),
        "new_standards": new,
        **_among(row, new, **asked),
        "source": row["source"],
        "source_in_words": publication(row["source"]),
    }


def _among(row: pd.Series, new: bool, **asked: Any) -> dict[str, Any]:
    """Return how many services have each rating, their newest to the same standards, and the heading that says it."""
    every = inspection.to_new_standards(**asked) if new else inspection.services(**asked)
    newest = every.drop_duplicates("area", keep="last")["overall_rating"]
    counts = [{"rating": rating, "services": int((newest == rating).sum())} for rating in inspection.RATINGS[::-1]]
    same = int((newest == row["overall_rating"]).sum()) - 1
    rated = f"{find(row['area']).name} was rated {row['overall_rating']} {when_rated(row)}"
    standards = "the new standards of 2025" if new else "the standards before 2025"
    others = len(newest) - 1
    alike = f"{'were' if same > 1 else 'was'} {same or 'none'} of {others} other services"
    heading = f"{rated}, as {alike}" if others else rated
    return {"heading": heading, "standards": standards, "among": counts}
