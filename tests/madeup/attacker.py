"""A reader who tries to work out withheld counts from all that is shown, apart from the code that withholds them.

Days, single years of age, groups and authorities are split into pieces, one unknown each; every figure that is shown is
a sum of them. Nothing here is shared with `yotlib.figures.disclosure`.
"""

from itertools import product

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

FIVE = ("asian", "black", "mixed", "other", "white")
GROUPS = (*FIVE, "not-known")
PARTS = {"bedfordshire": ("bedford", "central-bedfordshire")}
SMALL = range(1, 6)


class Attacker:
    """Knows the rows of one measure as they are shown, with counts, and rates to their printed decimals."""

    def __init__(self, rows: pd.DataFrame, *, decimals: int = 1, per: int = 10_000) -> None:
        self.rows = rows.reset_index(drop=True)
        self._days = sorted({*rows["period_start"], *(rows["period_end"] + pd.Timedelta(days=1))})
        areas = sorted({part for area in rows["area"] for part in PARTS.get(area, (area,))})
        self._pieces = list(product(range(len(self._days) - 1), range(10, 18), GROUPS, areas))
        self._half, self._per = 0.5 * 10.0**-decimals, per

    def pieces_of(self, row) -> np.ndarray:
        """Return which pieces a row is the sum of."""
        first, last = self._days.index(row["period_start"]), self._days.index(row["period_end"] + pd.Timedelta(days=1))
        youngest, oldest = map(int, row["age"].split("-"))
        groups = {"all": GROUPS, "bme": ("asian", "black", "mixed", "other")}.get(row["ethnicity"], [row["ethnicity"]])
        areas = PARTS.get(row["area"], (row["area"],))
        return np.array(
            [
                first <= time < last and youngest <= age <= oldest and group in groups and area in areas
                for time, age, group, area in self._pieces
            ],
            dtype=float,
        )

    def limits(self, row, smallest: int) -> tuple[float, float]:
        """Return the fewest and most children a row can be of; one that is withheld is at least the `smallest`."""
        if pd.notna(row["count"]):
            return row["count"], row["count"]
        if pd.isna(row["value"]):
            return smallest, np.inf
        low, high = ((row["value"] + sign * self._half) * row["population"] / self._per for sign in (-1, 1))
        return max(low, 0), high

    def possible(self, asked: np.ndarray, *, smallest: int = 0, zeros: set[int] = frozenset()) -> set[int]:
        """Return which numbers from 1 to 5 some pieces can come to; rows in `zeros` are known to be at least zero."""
        sums = [self.pieces_of(row) for _, row in self.rows.iterrows()]
        limits = [self.limits(row, 0 if at in zeros else smallest) for at, row in self.rows.iterrows()]
        return {number for number in SMALL if self._solve(np.array(sums), limits, asked, number)}

    def _solve(self, sums: np.ndarray, limits: list[tuple[float, float]], asked: np.ndarray, number: int) -> bool:
        low, high = np.array(limits).T
        # Pieces that are in the same rows are told apart by none, so that one unknown does for all of them.
        together = np.unique(np.vstack([sums, asked]), axis=1)
        found = milp(
            np.zeros(together.shape[1]),
            integrality=np.ones(together.shape[1]),
            bounds=Bounds(0, np.inf),
            constraints=LinearConstraint(together, [*np.ceil(low - 1e-6), number], [*np.floor(high + 1e-6), number]),
        )
        return found.success
