"""Finds which numbers can be worked out from others through the sums that link them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, eye_array, hstack
from scipy.sparse.linalg import lsqr

Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

_UNCHANGED = 1e-7
_EXACT = 1e-14


@dataclass(frozen=True)
class LinkedNumbers:
    """Numbers and the sums that link them, as arrays.

    `which`, `cell` and `sign` have one element a term of a sum: the sum, the term's number and its sign. The others
    have one element a number. `own` marks numbers that an unpublished figure gives, and `given` those that are known
    whatever is withheld. `outcome` and `cohort` mark the numbers of reoffending, and `bundle` is the same for all
    numbers of the same children.
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


def only_unknown_terms(linked: LinkedNumbers, known: Flags) -> Flags:
    """Return a mask of the terms that are the only unknown one of their sum."""
    unknown = ~known[linked.cell]
    return unknown & (np.bincount(linked.which, unknown)[linked.which] == 1) if len(unknown) else unknown


def follow_single_sums(linked: LinkedNumbers, known: Flags, guarded: Flags) -> Flags:
    """Return what is known and all that follows from it one sum at a time, but nothing that is guarded."""
    while True:
        new = linked.cell[only_unknown_terms(linked, known) & ~guarded[linked.cell]]
        if not len(new):
            return known
        known = known.copy()
        known[new] = True


def given_away_by_sums(linked: LinkedNumbers, known: Flags) -> Flags:
    """Return the unknown numbers that the sums, taken together, give away.

    A random change that keeps every sum alters every number but these.
    """
    terms = ~known[linked.cell]
    if not terms.any():
        return np.zeros_like(known)
    cells, matrix = _sums_as_matrix(linked, terms)
    drawn = np.random.default_rng(0).standard_normal(len(cells))
    sums = csr_array(matrix.T)
    change = drawn - sums @ lsqr(sums, drawn, atol=_EXACT, btol=_EXACT, iter_lim=20 * len(drawn))[0]
    return _mask_of(cells[np.abs(change) < _UNCHANGED], known)


def given_away_as_not_zero(linked: LinkedNumbers, known: Flags) -> Flags:
    """Return the unknown numbers given away because a withheld number is never zero, since zero would be shown.

    A number that is one can then only grow, and any other can only shrink to one. For each one, this looks for a change
    that keeps every sum and lets it grow by one. Ones without such a change are as good as known, and others may follow
    from them.
    """
    ones = linked.own & (linked.number == 1) & ~known
    terms = ~known[linked.cell]
    if not (ones[linked.cell] & terms).any():
        return np.zeros_like(known)
    cells, matrix = _sums_as_matrix(linked, terms)
    certain = _mask_of(_ones_that_cannot_grow(cells, matrix, ones[cells], _largest_falls(linked)[cells]), known)
    return certain | given_away_by_sums(linked, known | certain) if certain.any() else certain


def _largest_falls(linked: LinkedNumbers) -> NDArray[np.float64]:
    """Return how far each number can fall: to one if withheld (unless it is zero), to zero if no figure gives it."""
    fall = -linked.number + (linked.own & (linked.number != 0))
    return np.where(np.isnan(fall), np.where(linked.own, -np.inf, 0), fall)


def _ones_that_cannot_grow(cells: Places, matrix: csr_array, ones: Flags, falls: NDArray[np.float64]) -> Places:
    """Return the `ones` that no change lets grow; each round lets as many grow together as can."""
    waiting = np.flatnonzero(ones)
    while len(waiting):
        grown = _find_growing(matrix, waiting, falls)
        if not grown.any():
            break
        waiting = waiting[~grown]
    return cells[waiting]


def _find_growing(matrix: csr_array, waiting: Places, falls: NDArray[np.float64]) -> Flags:
    """Return which of the `waiting` grow by one in the change that makes most grow, within the limits of `falls`."""
    many, few = matrix.shape[1], len(waiting)
    picked = coo_array((np.ones(few), (np.arange(few), waiting)), shape=(few, many))
    growth = hstack([picked, -eye_array(few)])
    kept_sums = hstack([matrix, csr_array((matrix.shape[0], few))])
    change = milp(
        np.concatenate([np.zeros(many), -np.ones(few)]),
        constraints=[LinearConstraint(growth, 0, np.inf), LinearConstraint(kept_sums, 0, 0)],
        bounds=Bounds(np.concatenate([falls, np.zeros(few)]), np.concatenate([np.full(many, np.inf), np.ones(few)])),
    )
    return np.asarray(change.x)[many:] > 1 - _UNCHANGED


def _sums_as_matrix(linked: LinkedNumbers, terms: Flags) -> tuple[Places, csr_array]:
    """Return the numbers of these terms, and the sums as a matrix with a column for each number."""
    sums, rows = np.unique(linked.which[terms], return_inverse=True)
    cells, columns = np.unique(linked.cell[terms], return_inverse=True)
    return cells, csr_array((linked.sign[terms], (rows, columns)), shape=(len(sums), len(cells)))


def _mask_of(cells: Places, like: Flags) -> Flags:
    flags = np.zeros_like(like)
    flags[cells] = True
    return flags
