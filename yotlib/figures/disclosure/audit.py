"""Asks what every number can be, given all that is shown, and what else must be withheld to leave more possible."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array, csr_array, eye_array, hstack

from yotlib.figures.disclosure.atoms import Flags, Members

Numbers = NDArray[np.float64]
_SOME = 1e-6
_SOLVED, _IMPOSSIBLE = 0, 2  # as scipy's milp says it
_PATIENCE = 60  # seconds


class CannotBeAudited(Exception):
    """The programme was neither solved nor found to be impossible, so nothing can be said of what is shown."""


class Audit:
    """The sums that link atoms and figures, as an integer programme.

    A figure is the sum of its `members` (a row a figure, a column an atom) and lies from `least` to `most`. Every
    figure may be let off its limits at a price a child, so that the cheapest answer says which figures must be withheld
    for it to be possible. `targets` are the sets of atoms asked about.
    """

    def __init__(self, members: Members, least: Numbers, most: Numbers, targets: Members) -> None:
        self.least, self.most, self.targets = least, most, targets
        sums = np.concatenate([members, targets]).astype(float)
        free = eye_array(len(sums))
        self._sums = csc_array(hstack([csr_array(sums), free, -free]))
        self._atoms = members.shape[1]

    def answer(
        self, withheld: Flags, prices: Numbers, smallest: Numbers, wishes: Numbers, number: int = 0
    ) -> tuple[Numbers, Flags] | None:
        """Return atoms that give targets this number, and the figures that must be let off; None if there are none.

        A figure that is withheld or let off is at least its `smallest`. With an infinite price it keeps its limits.
        A target with an infinite wish has the number; with a smaller one it does where that costs no figure more.
        Raises CannotBeAudited where the programme gives up.
        """
        may_differ = ~withheld & np.isfinite(prices)
        room = np.where(may_differ, np.maximum(self.least - smallest, 0), 0), np.where(may_differ, np.inf, 0)
        low, high = np.where(withheld, smallest, self.least), np.where(withheld, np.inf, self.most)
        asked, free = np.full(len(wishes), float(number)), np.where(np.isinf(wishes), 0, np.inf)
        costs = np.concatenate([np.zeros(self._atoms), prices, wishes, prices, wishes])
        most = np.concatenate([np.full(self._atoms, np.inf), room[0], free, room[1], free])
        used = most > 0
        limits = LinearConstraint(self._sums[:, used], np.concatenate([low, asked]), np.concatenate([high, asked]))
        whole = (np.arange(len(costs)) < self._atoms)[used].astype(int)
        for integrality in (np.zeros_like(whole), whole):  # in fractions first, which is faster and mostly enough
            found = milp(
                costs[used],
                integrality=integrality,
                bounds=Bounds(0, most[used]),
                constraints=limits,
                options={"time_limit": _PATIENCE},
            )
            if found.status == _IMPOSSIBLE:
                return None
            if found.status != _SOLVED or found.x is None:
                raise CannotBeAudited(found.message)
            if np.abs(found.x - np.round(found.x)).max() < _SOME:
                break
        numbers = np.zeros(len(costs))
        numbers[used] = found.x
        below, above = (part[: len(prices)] for part in np.split(numbers[self._atoms :], 2))
        return np.round(numbers[: self._atoms]), (below > _SOME) | (above > _SOME)
