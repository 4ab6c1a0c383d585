"""Splits the cells of one family into atoms: the fewest sets of children that all of its cells are made of."""

from itertools import pairwise
from math import prod

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yotlib.figures.disclosure.places import AreaTree, others
from yotlib.figures.tidy import FIVE_GROUPS

Flags = NDArray[np.bool_]
Members = NDArray[np.bool_]

GROUPS = (*FIVE_GROUPS, "not-known")
_MADE_OF = {"all": GROUPS, "bme": [group for group in FIVE_GROUPS if group != "white"]}
# Who reoffended and who did not; both are of the cohort, as of any other family.
PARTS = (0, 1)
_PARTS_OF_FAMILY = {"reoffenders": [0], "others": [1]}
UNDATED = -2
DIMENSIONS = ["start", "end", "youngest", "oldest", "ethnicity", "area", "family"]


def as_boxes(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with DIMENSIONS: days since 1970 and years of age, up to but without `end` and `oldest`."""
    start, end = ((cells[name] - pd.Timestamp(0)).dt.days for name in ("period_start", "period_end"))
    ages = cells["age"].str.split("-", expand=True).astype(int)
    return cells.assign(
        start=start.fillna(UNDATED), end=end.fillna(UNDATED) + 1, youngest=ages.min(axis=1), oldest=ages.max(axis=1) + 1
    )


class Atoms:
    """The atoms of some boxes (cells with DIMENSIONS), and which atoms each box has.

    Days, ages, groups, places and outcomes are first split wherever a box begins or ends. Pieces that are in the same
    boxes are then one atom, since no box tells them apart.
    """

    def __init__(self, boxes: pd.DataFrame, places: list[str], tree: AreaTree) -> None:
        self._days, self._ages = (_edges(boxes, *names) for names in (("start", "end"), ("youngest", "oldest")))
        self._places = places
        self._inside = {area: [area in tree.lineage(place) for place in places] for area in set(places)}
        self._inside |= {others(area): [area == place for place in places] for area in places}
        self._exists = self._find_existing(tree)
        pieces = self._pieces(boxes)
        in_any = pieces.any(axis=0)
        signatures = np.packbits(pieces[:, in_any], axis=0).T
        _, atom_of_piece = np.unique(signatures, axis=0, return_inverse=True)
        self._atom = np.full(pieces.shape[1], -1)
        self._atom[in_any] = atom_of_piece.ravel()
        self.count = int(self._atom.max()) + 1
        self._sizes = np.bincount(self._atom[in_any])
        first = np.unique(self._atom[in_any], return_index=True)[1]
        self.members: Members = pieces[:, np.flatnonzero(in_any)[first]]

    def members_of(self, boxes: pd.DataFrame) -> Members:
        """Return which atoms each box has, for boxes that are made of whole atoms; the others have no row."""
        found = np.zeros((len(boxes), self.count + 1))
        box, piece = np.nonzero(self._pieces(boxes))
        np.add.at(found, (box, self._atom[piece]), 1)
        is_whole = ((found == 0) | (found == [*self._sizes, 0])).all(axis=1)
        return found[is_whole, :-1] > 0

    def _pieces(self, boxes: pd.DataFrame) -> Members:
        """Return which pieces each box has: one column for each piece of days, ages, group, place and outcome."""
        groups = [[group in _MADE_OF.get(name, [name]) for group in GROUPS] for name in boxes["ethnicity"]]
        outcomes = [[part in _PARTS_OF_FAMILY.get(name, PARTS) for part in PARTS] for name in boxes["family"]]
        sides = [
            _between(boxes["start"], boxes["end"], self._days),
            _between(boxes["youngest"], boxes["oldest"], self._ages),
            np.array(groups, dtype=bool).reshape(len(boxes), len(GROUPS)),
            np.array([self._inside[area] for area in boxes["area"]], dtype=bool).reshape(len(boxes), len(self._places)),
            np.array(outcomes, dtype=bool).reshape(len(boxes), len(PARTS)),
        ]
        shape = [side.shape[1] for side in sides]
        product = np.broadcast_to(self._exists, (len(boxes), *shape)).copy()
        for place, side in enumerate(sides):
            product &= side.reshape(len(boxes), *(size if at == place else 1 for at, size in enumerate(shape)))
        return product.reshape(len(boxes), prod(shape))

    def _find_existing(self, tree: AreaTree) -> Flags:
        """Return which pieces can have children: none is left of an area that the places inside it make up."""
        slices = [tuple(pd.Timestamp(day, unit="D") for day in (start, end - 1)) for start, end in pairwise(self._days)]
        exists = [[not tree.is_used_up(place, self._places, *days) for place in self._places] for days in slices]
        return np.array(exists)[:, None, None, :, None]


def _edges(boxes: pd.DataFrame, low: str, high: str) -> list[int]:
    return sorted({*boxes[low], *boxes[high]})


def _between(low: pd.Series, high: pd.Series, edges: list[int]) -> Members:
    begins, ends = np.array(edges[:-1]), np.array(edges[1:])
    return np.asarray((low.to_numpy()[:, None] <= begins) & (ends <= high.to_numpy()[:, None]))
