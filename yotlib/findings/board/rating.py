"""Give the newest inspection rating as the record has it, so that a list of services can be sorted by it."""

from typing import Any

from yotlib.analysis import inspection
from yotlib.analysis.inspection.published import is_misread
from yotlib.findings.inspection.wording import when_rated


def rating(team: str, **asked: Any) -> dict[str, Any] | None:
    """Return the newest rating of a team, its place among the four (0 for the lowest) and when; None without one.

    `new_standards` says whether the rating is to the standards of 2025, which are another scale.
    """
    newest = inspection.overall(team, **asked)
    rated = newest[~is_misread(newest)]
    if rated.empty:
        return None
    row = rated.iloc[0]
    return {
        "rating": row["overall_rating"],
        "rank": inspection.RATINGS.index(row["overall_rating"]),
        "when": when_rated(row),
        "day": row["date"].date().isoformat(),
        "new_standards": bool(inspection.is_of_new_standards(rated).iloc[0]),
    }
