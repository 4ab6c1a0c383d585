"""What would move a rating: the points to the next band, and every change of one standard that changes the whole."""

import pandas as pd

from yotlib.analysis.inspection.published import last_day
from yotlib.analysis.inspection.rules import POINTS, RATINGS, Rules, band, named, on, refuse_unscored
from yotlib.reference.errors import AskedWrongly

UNCHANGED = ["area", "name", "published", "rules", "source", "standard", "title", "rating"]
COLUMNS = [*UNCHANGED, "becomes", "total", "overall"]


def total(standards: pd.DataFrame) -> tuple[int, str]:
    """The points of the standards that count, added up, and the overall rating they fall in."""
    by = named(standards["rules"].iloc[0])
    points = int(standards.loc[standards["counts"], "points"].sum())
    return points, band(by.totals, points)


def to_next(points: int, rules: Rules | str) -> tuple[int | None, int | None]:
    """How many points fewer would lose a service its overall rating, and how many more would gain it the next.

    `rules`, or the day of publication that they are of. None from the lowest and the highest band.

    >>> to_next(7, "2020-01-31")
    (1, 12)
    """
    by = refuse_unscored(on(last_day(rules)) if isinstance(rules, str) else rules)
    if not 0 <= points <= by.most:
        raise AskedWrongly(f"points is {points}; a total lies between 0 and {by.most}.")
    lower = [lowest for lowest, _ in by.totals if lowest <= points][-1]
    above = [lowest for lowest, _ in by.totals if lowest > points]
    return points - lower + 1 if lower > 0 else None, above[0] - points if above else None


def moves(standards: pd.DataFrame) -> pd.DataFrame:
    """Every change of a single standard that would move the overall rating, one row each.

    `rating` is what the standard has, `becomes` what it would have, `total` and `overall` what the service would.
    `standards` is the table of one inspection. Empty where no single change would do.
    """
    if standards.empty:
        return pd.DataFrame(columns=COLUMNS)
    by, (points, overall) = named(standards["rules"].iloc[0]), total(standards)
    counted = standards[standards["counts"]]
    changed = [
        row[UNCHANGED].to_dict() | {"becomes": rating, "total": points + POINTS[rating] - row["points"]}
        for _, row in counted.iterrows()
        for rating in RATINGS
    ]
    table = pd.DataFrame(changed)
    after = table.assign(overall=[band(by.totals, number) for number in table["total"]])
    return after.loc[after["overall"] != overall, COLUMNS].reset_index(drop=True)
