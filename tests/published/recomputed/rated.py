"""The ratings of all services to the standards before 2025: counted by inspection year, and compared by points."""

from collections import Counter

from tests.published.recomputed.data import listed
from tests.published.recomputed.inspection import RATINGS


def dated(published):
    """Return the last day, as text, that a date of publication can mean; an inspection year ends in March."""
    if "/" in published:
        return f"{int(published[:4]) + 1}-03-31"
    return published + {4: "-12-31", 7: "-31", 10: ""}[len(published)]


def year_of(published):
    """Return the inspection year, April to March; blank where only a calendar year is known."""
    if "/" in published:
        return published.replace("/", "-")
    if len(published) == 4:
        return ""
    start = int(published[:4]) - (int(published[5:7]) < 4)
    return f"{start}-{(start + 1) % 100:02d}"


def _known():
    kept = [row for row in listed("ratings.csv") if not row["note"].startswith("[x]")]
    return sorted(kept, key=lambda row: (dated(row["published"]), row["area"]))


def earlier():
    """Return every rating to the standards before 2025, oldest first."""
    return [row for row in _known() if "new standards of 2025" not in row["note"]]


def to_new_standards():
    return {row["area"] for row in _known() if "new standards of 2025" in row["note"]}


def by_year():
    """Return how many services had each rating, lowest first, by inspection year."""
    counts = Counter((year_of(row["published"]), row["overall_rating"]) for row in earlier())
    years = sorted({year for year, _ in counts if year})
    return {year: [counts[year, rating] for rating in RATINGS] for year in years}


def among_year(team):
    """Return the newest rating of a team and the inspection year it is of."""
    newest = [row for row in earlier() if row["area"] == team][-1]
    return newest["overall_rating"], year_of(newest["published"])


def by_points(team):
    """Return a team's points, how many others have points, fewer than it, and as many; None without points."""
    newest = {row["area"]: int(row["points_of_36"]) for row in earlier() if row["points_of_36"]}
    own = [row for row in earlier() if row["area"] == team][-1]["points_of_36"]
    if not own:
        return None
    others = [points for area, points in newest.items() if area != team]
    return int(own), len(others), sum(n < int(own) for n in others), sum(n == int(own) for n in others)
