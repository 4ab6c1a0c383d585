"""Splits areas into places that no cell divides: an area without the areas inside it of which there are figures."""

from collections.abc import Collection
from datetime import date

import pandas as pd

from yotlib.figures.disclosure.reoffending import KEY
from yotlib.reference import areas

# The county became two teams; where a table has all three, it is the sum of the two.
FORMERLY = {"cumberland": "cumbria", "westmorland-and-furness": "cumbria"}
FORMER = frozenset(FORMERLY.values())
_PARTS_OF_FORMER = 2


class AreaTree:
    """Which areas are inside which."""

    def __init__(self) -> None:
        self.areas = areas.all_areas()
        self.above = {str(area): str(area.within) for area in self.areas.values() if area.within} | FORMERLY
        self.below: dict[str, set[str]] = {}
        for area, above in self.above.items():
            self.below.setdefault(above, set()).add(area)

    def lineage(self, area: str) -> list[str]:
        """Return an area and those that contain it, from the nearest to the widest."""
        above = self.above.get(area)
        return [area, *(self.lineage(above) if above else [])]

    def parts(self, area: str, start: date, end: date) -> set[str]:
        """Return the areas directly inside an area that existed on any day from `start` to `end`; all if undated."""
        parts = self.below.get(area, set())
        is_undated = bool(pd.isna(end))
        return {part for part in parts if is_undated or part in FORMER or self.areas[part].existed(start, end)}

    def is_used_up(self, place: str, places: Collection[str], start: date, end: date) -> bool:
        """Return whether the places inside a place are all of it, from `start` to `end`."""
        parts = self.parts(place, start, end)
        return bool(parts) and parts <= set(places)

    def directly_inside(self, area: str, places: Collection[str]) -> str | None:
        """Return the place that an area is a direct part of; parts of a former area also count as parts of its own."""
        above = self.above.get(area)
        if above in FORMER and above not in places:
            above = self.above.get(above)
        return above if above in places else None


def keep_near(cells: pd.DataFrame, tree: AreaTree) -> tuple[pd.DataFrame, list[str]]:
    """Return the cells of one family that can say something of its own cells, and the places that areas are made of.

    These are the cells of the own areas, of what is inside them and of what contains them. The other areas inside one
    that contains an own area are added up, a row a source and key, with `others(area)` for an area.
    """
    own = set(cells.loc[cells["own"], "area"])
    lineages = {area: tree.lineage(area) for area in cells["area"].unique()}
    above = {wider for area in own for wider in lineages[area]}
    inside = {area for area, whole in lineages.items() if own & set(whole)}
    places = sorted(above | inside)
    is_near = cells["area"].isin(places)
    whole = cells["area"].map({area: tree.directly_inside(area, places) for area in lineages})
    siblings = cells.assign(whole=whole)[~is_near & whole.notna()]
    return pd.concat([cells[is_near], _add_up(siblings, places, tree)], ignore_index=True), places


def others(area: str) -> str:
    """Name what is left of an area without the places inside it."""
    return f"others in {area}"


def _add_up(siblings: pd.DataFrame, places: list[str], tree: AreaTree) -> pd.DataFrame:
    """Add up the areas inside a place that are not places themselves; without all of them there is no `most`."""
    if siblings.empty:
        return siblings.drop(columns="whole")
    key = ["family", "whole", *KEY[1:], "source", "own"]
    weights = siblings["area"].map(dict.fromkeys(FORMER, _PARTS_OF_FORMER)).fillna(1)
    alike = siblings.assign(weight=weights).groupby(key, dropna=False)
    sums = alike[["least", "most", "weight"]].sum().reset_index()
    needed = [
        sum(_PARTS_OF_FORMER if part in FORMER else 1 for part in tree.parts(*row) - set(places))
        for row in sums[["whole", "period_start", "period_end"]].to_numpy()
    ]
    added = sums.assign(
        area=sums["whole"].map(others),
        least=sums["least"].where(sums["weight"] <= needed, 0),  # a former area and its parts would count twice
        most=sums["most"].where(sums["weight"] == needed, float("inf")),
    )
    return added.drop(columns=["whole", "weight"])
