"""Which numbers of children have to go, so that no small one can be worked out from those that stay."""

import numpy as np
import pandas as pd

from yotlib.figures.disclosure.counts import CELL
from yotlib.figures.disclosure.deduce import Flags, Places, Web, alone, fixed, one_by_one, stuck
from yotlib.figures.disclosure.reoffending import COHORT, KEY, OUTCOMES


def hidden(table: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """The rows of CELL to be withheld: the small ones, and the next smallest until none can be worked out.

    `table` and `terms` are those of `sums`. What is hidden for the sake of a small number is then guarded like one,
    since the small one would follow from it. Of what would do, that goes first which shuts most sums, then the
    smallest; nought goes last. A number that nothing here can hide, because published figures give it, is let go.
    """
    web = _web(table, terms)
    gone = _bundled(web, web.own & web.small)
    lost = one_by_one(web, web.given, np.zeros_like(gone))
    while True:
        guarded = (gone | web.small) & ~lost
        leaks = _leaks(web, web.given | (web.own & ~gone), guarded)
        if not leaks.any():
            return table.loc[gone, CELL]
        more, hopeless = _next(web, leaks, web.own & ~gone & ~web.given)
        lost, gone = lost | hopeless, _bundled(web, gone | more)


def _web(table: pd.DataFrame, terms: pd.DataFrame) -> Web:
    flags = {name: table[name].to_numpy(dtype=bool) for name in ("own", "small")}
    return Web(
        which=terms["sum"].to_numpy(),
        cell=terms["cell"].to_numpy(),
        sign=terms["sign"].to_numpy(),
        number=table["number"].to_numpy(),
        given=(table["public"] | table["nought"]).to_numpy(),
        outcome=table["family"].isin(OUTCOMES).to_numpy(),
        cohort=(table["family"] == COHORT).to_numpy(),
        bundle=table.groupby(KEY, dropna=False).ngroup().to_numpy().astype(np.intp),
        **flags,
    )


def _bundled(web: Web, gone: Flags) -> Flags:
    """What is gone, and of a cohort with a number gone all that was counted of it."""
    of_cohort = web.outcome | web.cohort
    touched = np.zeros(len(gone) + 1, dtype=bool)
    touched[web.bundle[gone & of_cohort]] = True
    return gone | (touched[web.bundle] & web.outcome & web.own)


def _leaks(web: Web, known: Flags, guarded: Flags) -> Flags:
    """The terms by which a guarded number can be worked out: alone in its sum, or by several sums together."""
    known = one_by_one(web, known, guarded)
    leaks = alone(web, known)
    for found in (fixed, stuck):
        leaks = leaks if leaks.any() else _by_several(web, known, guarded, found(web, known))
    return leaks


def _by_several(web: Web, known: Flags, guarded: Flags, found: Flags) -> Flags:
    """The terms of guarded numbers among the `found`, those whose sum has no other open number before others."""
    leaks = (guarded & found)[web.cell]
    if not leaks.any():
        return leaks
    loose = (~known & ~found)[web.cell]
    tight = leaks & (np.bincount(web.which, loose)[web.which] == 0)
    return tight if tight.any() else leaks


def _next(web: Web, leaks: Flags, free: Flags) -> tuple[Flags, Flags]:
    """The numbers to hide next, one for each that leaks, and the leaking numbers that none can hide.

    It is one of the leaking sums; where they have none to hide, of the sums that their numbers follow from, and so on.
    """
    leaking, none = _any(web, leaks), len(free)
    place = _places(web, np.isin(web.which, web.which[leaks]) & free[web.cell])
    offers = np.where(free, place, none)
    first = _first(web, leaks, offers)
    passing = ~(web.given | free)
    reach, before = _first(web, passing[web.cell], offers), offers
    while (leaking & (first == none)).any() and (reach != before).any():
        first = np.where(leaking & (first == none), reach, first)
        reach, before = _first(web, passing[web.cell], np.minimum(offers, reach)), reach
    return np.isin(place, first[leaking]), leaking & (first == none)


def _first(web: Web, terms: Flags, offers: Places) -> Places:
    """For each number the first that the sums of these terms offer it."""
    of_sum, of_cell = np.full(web.which.max() + 1, len(offers)), np.full(len(offers), len(offers))
    np.minimum.at(of_sum, web.which, offers[web.cell])
    np.minimum.at(of_cell, web.cell[terms], of_sum[web.which[terms]])
    return of_cell


def _places(web: Web, offered: Flags) -> Places:
    """The order in which numbers go: those in most of the sums, then the smallest, nought last."""
    shuts = np.bincount(web.cell[offered], minlength=len(web.number))
    size = np.where(np.isnan(web.number), np.inf, web.number)
    order = np.lexsort((size, -shuts, web.number == 0))
    return np.argsort(order)


def _any(web: Web, terms: Flags) -> Flags:
    """The numbers that stand in one of these terms."""
    found = np.zeros(len(web.number), dtype=bool)
    found[web.cell[terms]] = True
    return found
