"""Finds the small numbers that figures give away: their own, and those that are left when one is taken from another."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.linalg import lsqr

from yotlib.figures.disclosure.atoms import DIMENSIONS, Atoms, Flags, Members
from yotlib.figures.disclosure.audit import Numbers
from yotlib.figures.disclosure.cells import LARGEST_WITHHELD, are_small

_UNCHANGED = 1e-7
_EXACT = 1e-14
_INTERVALS = (("start", "end"), ("youngest", "oldest"))
_SETS = (("ethnicity",), ("area",))
_RESPECTS = (*_SETS, ("family",), *_INTERVALS)


def find_targets(boxes: pd.DataFrame, atoms: Atoms, members: Members, numbers: Numbers) -> tuple[Members, Flags]:
    """Return the sets of atoms to protect, and which of them are withheld figures themselves.

    `numbers` are of the atoms, one of the ways in which they can be. Beside the own figures that are small, these are
    the small differences between figures, and the sets that all figures together give away: the rest of a total, the
    time between two ends of periods, the ages between two ends of bands, and single atoms. A set that contains another
    of them needs no protection of its own, since the other must be able to grow.
    """
    own_small = np.unique(members[(boxes["own"] & are_small(boxes)).to_numpy()], axis=0)
    certain = _are_certain(boxes, members)
    candidates = np.concatenate([list_rests(boxes, members), _list_intervals(boxes, atoms), np.eye(atoms.count) > 0])
    sizes = candidates @ numbers
    given_away = certain(candidates) & (sizes >= 1) & (sizes <= LARGEST_WITHHELD)
    implied = np.concatenate([_list_differences(boxes, members), candidates[given_away]])
    both = np.concatenate([own_small, _keep_smallest(implied, own_small)])
    return both, np.arange(len(both)) < len(own_small)


def find_none_left(boxes: pd.DataFrame, members: Members, numbers: Numbers) -> Members:
    """Return the rests of own totals, over groups and areas, that are zero: a reader may assume no part is missing."""
    own = boxes["own"].to_numpy()
    rests = list_rests(boxes[own], members[own], _SETS)
    return rests[_are_certain(boxes, members)(rests) & (rests @ numbers == 0)]


def list_rests(boxes: pd.DataFrame, members: Members, respects: tuple[tuple[str, ...], ...] = _RESPECTS) -> Members:
    """Return each figure without all others inside it that differ from it in only one of the respects."""
    rests = [members[:0]]
    for varied in respects:
        fixed = [name for name in DIMENSIONS if name not in varied]
        for places in boxes.groupby(fixed).indices.values():
            line = members[places]
            contains = _contain(line, line)
            inside = (contains.astype(float) @ line) > 0
            rests.append((line & ~inside)[contains.any(axis=1)])
    joined = np.concatenate(rests)
    return np.unique(joined[joined.any(axis=1)], axis=0)


def _contain(wider: Members, narrower: Members) -> Members:
    """Return which sets (rows) properly contain which others (columns)."""
    return _are_inside(narrower, wider) & (wider.sum(axis=1)[:, None] > narrower.sum(axis=1))


def _are_inside(narrower: Members, wider: Members) -> Members:
    """Return which sets (columns) are inside which others (rows), or the same."""
    return (wider.astype(np.float32) @ narrower.T.astype(np.float32)) == narrower.sum(axis=1)


def _list_differences(boxes: pd.DataFrame, members: Members) -> Members:
    """Return the differences between a figure and one inside it that are certainly small, one of the two being own."""
    own, least, most = (boxes[name].to_numpy() for name in ("own", "least", "most"))
    low, high = least[:, None] - most, most[:, None] - least
    is_small = (low >= 1) & (high <= LARGEST_WITHHELD) & (own[:, None] | own)
    wider, narrower = np.nonzero(is_small & _contain(members, members))
    return np.unique(members[wider] & ~members[narrower], axis=0)


def _list_intervals(boxes: pd.DataFrame, atoms: Atoms) -> Members:
    """Return every time between two ends of periods, and every age between two ends of bands, of the same children."""
    found = []
    for low, high in _INTERVALS:
        fixed = [name for name in DIMENSIONS if name not in (low, high)]
        lines = boxes[boxes.duplicated(fixed, keep=False)]
        ends = pd.concat([lines[[*fixed, name]].rename(columns={name: low}) for name in (low, high)]).drop_duplicates()
        pairs = ends.merge(ends.rename(columns={low: high}), on=fixed)
        found.append(atoms.members_of(pairs[pairs[low] < pairs[high]]))
    return np.unique(np.concatenate(found), axis=0)


def _are_certain(boxes: pd.DataFrame, members: Members) -> Callable[[Members], Flags]:
    """Return a function of sets that says which of them the exact figures give away.

    A random change that keeps every figure alters every sum of atoms but these.
    """
    exact = (boxes["least"] == boxes["most"]).to_numpy()
    none = members[exact & (boxes["most"] == 0).to_numpy()].any(axis=0)
    sums = csr_array((members[exact] & ~none).T.astype(float))
    drawn = np.where(none, 0, np.random.default_rng(0).standard_normal(members.shape[1]))
    change = drawn - sums @ lsqr(sums, drawn, atol=_EXACT, btol=_EXACT, iter_lim=20 * len(drawn))[0]
    return lambda sets: np.asarray(np.abs(sets @ change) < _UNCHANGED)


def _keep_smallest(sets: Members, others: Members) -> Members:
    """Return the sets that contain no other of them and none of the `others`."""
    sets = np.unique(sets, axis=0)
    return sets[~(_contain(sets, sets).any(axis=1) | _are_inside(others, sets).any(axis=1))]
