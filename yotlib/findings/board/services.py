"""Set a team among all services of one period and release."""

from typing import Any

import pandas as pd

from yotlib.analysis import national, ranking
from yotlib.findings.board.strip import Strip
from yotlib.findings.wording import print_value
from yotlib.reference import periods
from yotlib.reference.measures import Measure


def services(strip: Strip, figures: pd.DataFrame, **asked: Any) -> dict[str, Any] | None:
    """Return every service's value of the same period and release, and where the team stands; None for under 20."""
    row = strip.row
    span = periods.label(row["period_start"], row["period_end"])
    given = {"age": row["age"], "period": span, "release": row["source"], "as_of": asked["as_of"]}
    shown = national.values(figures, row["measure"], **given)
    own = shown.loc[shown["area"] == row["area"]]
    if len(shown) < ranking.FEWEST or own.empty or not (shown["period_end"] == row["period_end"]).all():
        return None
    others = shown[shown["area"] != row["area"]]
    first, third = shown["value"].quantile([0.25, 0.75])
    return {
        "values": [[area, name, float(value)] for area, name, value in shown[["area", "name", "value"]].to_numpy()],
        "first_quarter": float(first),
        "third_quarter": float(third),
        "lowest": _printed(shown.iloc[0], strip.measure),
        "highest": _printed(shown.iloc[-1], strip.measure),
        "place": _place(row["value"], others["value"], own.iloc[0]["among"]),
    }


def _place(value: float, others: pd.Series, among: str) -> str:
    """Say how many services the team lies above, or that it is the highest or the lowest of all."""
    lower, of = int((others < value).sum()), len(others) + 1
    if lower == len(others):
        return f"The highest of {of} services"
    if (others > value).all():
        return f"The lowest of {of} services"
    middle = f"; {among}" if among == ranking.MIDDLE_HALF else ""
    return f"Above {lower} of the {len(others)} other services{middle}"


def _printed(row: pd.Series, measure: Measure) -> str:
    return f"{print_value(row, measure)} {row['name']}"
