"""Numbers tied together by sums, and which of them follow from the others."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, eye_array, hstack
from scipy.sparse.linalg import lsqr

Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

_STILL = 1e-7
_EXACT = 1e-14


@dataclass(frozen=True)
class Web:
    """Numbers and their sums as arrays: of each term `which` sum, its number's `cell` and `sign`; else one a number.

    `own` are those that an unpublished figure tells, `given` those that are known whatever is withheld. `outcome` and
    `cohort` are the numbers of reoffending; `bundle` is one for all numbers of the same children.
    """

    which: Places
    cell: Places
    sign: NDArray[np.float64]
    number: NDArray[np.float64]
    own: Flags
    small: Flags
    given: Flags
    outcome: Flags
    cohort: Flags
    bundle: Places


def alone(web: Web, known: Flags) -> Flags:
    """The terms that are the only unknown one of their sum."""
    unknown = ~known[web.cell]
    return unknown & (np.bincount(web.which, unknown)[web.which] == 1) if len(unknown) else unknown


def one_by_one(web: Web, known: Flags, guarded: Flags) -> Flags:
    """What is known, with all that follows one sum at a time, but nothing that is guarded."""
    while True:
        new = web.cell[alone(web, known) & ~guarded[web.cell]]
        if not len(new):
            return known
        known = known.copy()
        known[new] = True


def fixed(web: Web, known: Flags) -> Flags:
    """The unknown numbers that the sums together leave no choice.

    A change drawn at random among those that keep every sum moves every number but these.
    """
    terms = ~known[web.cell]
    if not terms.any():
        return np.zeros_like(known)
    cells, matrix = _matrix(web, terms)
    drawn = np.random.default_rng(0).standard_normal(len(cells))
    sums = csr_array(matrix.T)
    change = drawn - sums @ lsqr(sums, drawn, atol=_EXACT, btol=_EXACT, iter_lim=20 * len(drawn))[0]
    return _among(cells[np.abs(change) < _STILL], known)


def stuck(web: Web, known: Flags) -> Flags:
    """The unknown numbers that are left no choice since none that is withheld is nought, which would be shown.

    Those that are one can only grow, and all others only shrink to one: sought are changes that keep every sum and let
    a one grow by one. Those for which none is found are as good as known, and others may follow from them.
    """
    ones = web.own & (web.number == 1) & ~known
    terms = ~known[web.cell]
    if not (ones[web.cell] & terms).any():
        return np.zeros_like(known)
    cells, matrix = _matrix(web, terms)
    still = _among(_unmoved(cells, matrix, ones[cells], _lowest(web)[cells]), known)
    return still | fixed(web, known | still) if still.any() else still


def _lowest(web: Web) -> NDArray[np.float64]:
    """How far each number can fall: a withheld one to one, unless it is nought; one that none tells to nought."""
    fall = -web.number + (web.own & (web.number != 0))
    return np.where(np.isnan(fall), np.where(web.own, -np.inf, 0), fall)


def _unmoved(cells: Places, matrix: csr_array, ones: Flags, lowest: NDArray[np.float64]) -> Places:
    """Those of the `ones` for which no change is found, though as many as can be grow at once, again and again."""
    waiting = np.flatnonzero(ones)
    while len(waiting):
        grown = _grown(matrix, waiting, lowest)
        if not grown.any():
            break
        waiting = waiting[~grown]
    return cells[waiting]


def _grown(matrix: csr_array, waiting: Places, lowest: NDArray[np.float64]) -> Flags:
    """Which of the `waiting` grow by one in the change that lets them grow most, none falling below its `lowest`."""
    many, few = matrix.shape[1], len(waiting)
    picked = coo_array((np.ones(few), (np.arange(few), waiting)), shape=(few, many))
    grows = hstack([picked, -eye_array(few)])
    keeps = hstack([matrix, csr_array((matrix.shape[0], few))])
    change = milp(
        np.concatenate([np.zeros(many), -np.ones(few)]),
        constraints=[LinearConstraint(grows, 0, np.inf), LinearConstraint(keeps, 0, 0)],
        bounds=Bounds(np.concatenate([lowest, np.zeros(few)]), np.concatenate([np.full(many, np.inf), np.ones(few)])),
    )
    return np.asarray(change.x)[many:] > 1 - _STILL


def _matrix(web: Web, terms: Flags) -> tuple[Places, csr_array]:
    """The numbers of these terms, and the sums as a matrix with a column for each."""
    sums, rows = np.unique(web.which[terms], return_inverse=True)
    cells, columns = np.unique(web.cell[terms], return_inverse=True)
    return cells, csr_array((web.sign[terms], (rows, columns)), shape=(len(sums), len(cells)))


def _among(cells: Places, like: Flags) -> Flags:
    flags = np.zeros_like(like)
    flags[cells] = True
    return flags
