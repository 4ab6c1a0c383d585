"""Work out what would change a rating: the points to the next band, and the standards that alone would do it."""

import pandas as pd

from yotlib.analysis.inspection.dates import last_day
from yotlib.analysis.inspection.rules import POINTS, RATINGS, Rules, band, refuse_unscored, rules_named, rules_on_day
from yotlib.reference.errors import AskedWrongly

UNCHANGED = ["area", "name", "published", "rules", "source", "standard", "title", "rating"]
COLUMNS = [*UNCHANGED, "becomes", "total", "overall"]


def total_points(standards: pd.DataFrame) -> tuple[int, str]:
    """Add up the points of the standards that count; return the sum and the overall rating it gives.

    `standards` is what `inspection.standards` returns.

    >>> import yotlib as yot
    >>> yot.inspection.total_points(yot.inspection.standards("Bradford"))
    (7, 'Requires improvement')
    """
    by = rules_named(standards["rules"].iloc[0])
    points = int(standards.loc[standards["counts"], "points"].sum())
    return points, band(by.totals, points)


def points_to_next(points: int, rules: Rules | str) -> tuple[int | None, int | None]:
    """Return how many points fewer would lose a service its overall rating, and how many more would gain the next.

    `rules` are a set of rules or a day of publication. None in place of a number where there is no lower or higher
    band. `points` is the total of the service.

    >>> import yotlib as yot
    >>> yot.inspection.points_to_next(7, "2020-01-31")
    (1, 12)
    """
    by = refuse_unscored(rules_on_day(last_day(rules)) if isinstance(rules, str) else rules)
    if not 0 <= points <= by.most:
        raise AskedWrongly(f"points is {points}; a total lies between 0 and {by.most}.")
    start = [lowest for lowest, _ in by.totals if lowest <= points][-1]
    higher_starts = [lowest for lowest, _ in by.totals if lowest > points]
    return points - start + 1 if start > 0 else None, higher_starts[0] - points if higher_starts else None


def moves(standards: pd.DataFrame) -> pd.DataFrame:
    """List every change of a single standard that would change the overall rating, one row each.

    `standards` is the table of one inspection. `rating` is the standard's rating now and `becomes` the changed one;
    `total` and `overall` are those the service would then have. Empty where no single change is enough.

    >>> import yotlib as yot
    >>> table = yot.inspection.moves(yot.inspection.standards("Bradford"))
    >>> table[["standard", "becomes", "total", "overall"]].head(1).values.tolist()
    [['1.2', 'Inadequate', 6, 'Inadequate']]
    """
    if standards.empty:
        return pd.DataFrame(columns=COLUMNS)
    by, (points, overall) = rules_named(standards["rules"].iloc[0]), total_points(standards)
    rows = [
        row[UNCHANGED].to_dict() | {"becomes": rating, "total": points + POINTS[rating] - row["points"]}
        for _, row in standards[standards["counts"]].iterrows()
        for rating in RATINGS
    ]
    changes = pd.DataFrame(rows)
    rated = changes.assign(overall=[band(by.totals, number) for number in changes["total"]])
    return rated.loc[rated["overall"] != overall, COLUMNS].reset_index(drop=True)
