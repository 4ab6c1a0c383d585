"""Set a measure of the page beside the service's statistical neighbours: areas most like its own."""

from typing import Any

import pandas as pd

from yotlib.analysis import neighbours
from yotlib.findings.board.strip import Strip
from yotlib.findings.releases import publication
from yotlib.findings.wording import print_value
from yotlib.reference import areas
from yotlib.reference.words import in_words

FEWEST = 5
# A page sets one measure beside similar areas: the first of these that it has.
MEASURES = ("first_time_entrants", "cautioned_or_sentenced_rate")


def similar_areas(strips: list[Strip], figures: pd.DataFrame, team: str, **asked: Any) -> dict[str, Any] | None:
    """Return the service and its statistical neighbours, lowest first, on one measure.

    None where fewer than five of them have a figure of the same period.
    """
    among = [strip for strip in strips if strip.row["measure"] in MEASURES]
    if not among:
        return None
    strip = among[0]
    table = neighbours.beside(figures, team, strip.row["measure"], age=strip.row["age"], **asked)
    each = table[table["role"].isin(["team", neighbours.ROLE])]
    held = each.dropna(subset=["value"]).sort_values(["value", "name"])
    others = held[held["role"] == neighbours.ROLE]
    if len(others) < FEWEST or held["period_end"].nunique() != 1:
        return None
    own = held[held["role"] == "team"].iloc[0]
    return {
        "measure": strip.row["measure"],
        "heading": _heading(own, others),
        "values": [
            {
                "area": row["area"],
                "name": row["name"],
                "value": float(row["value"]),
                "printed": print_value(row, strip.measure),
                "own": row["role"] == "team",
            }
            for _, row in held.iterrows()
        ],
        "middle": strip.measure.printed(neighbours.median_of_neighbours(each)),
        "without": sorted(each.loc[each["value"].isna(), "name"]),
        "listed_by": publication(_list_of(team)),
    }


def _heading(own: pd.Series, others: pd.DataFrame) -> str:
    lower, higher = (int(found.sum()) for found in (others["value"] < own["value"], others["value"] > own["value"]))
    of, level = len(others), len(others) - lower - higher
    if of in (lower, higher):
        return f"{own['name']} is {'above' if lower else 'below'} all {of} similar areas with a figure"
    counted = {"above": lower, "level with": level, "below": higher}
    parts = [f"{word} {number}" for word, number in counted.items() if number]
    return f"{own['name']} is {in_words(parts)} of the {of} similar areas with a figure"


def _list_of(team: str) -> str:
    """Return the source that lists the neighbours of a team."""
    rows = neighbours.all_neighbours()
    return str(rows.loc[rows["area"] == areas.find(team), "source"].iloc[-1])
