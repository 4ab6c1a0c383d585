"""Chooses which numbers of children to hide, so that no small one can be worked out from those shown."""

import numpy as np
import pandas as pd

from yotlib.figures.disclosure.counts import CELL
from yotlib.figures.disclosure.deduce import (
    Flags,
    LinkedNumbers,
    Places,
    follow_single_sums,
    given_away_as_not_zero,
    given_away_by_sums,
    only_unknown_terms,
)
from yotlib.figures.disclosure.reoffending import COHORT, KEY, OUTCOMES


def cells_to_hide(table: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of CELL to hide: the small numbers, then the next smallest until no small one follows.

    `table` and `terms` are those of `find_sums`. A number hidden to protect a small one is guarded like it, since the
    small one would follow from it. Among the numbers that could be hidden, those in most of the sums come first, then
    the smallest; zero comes last. A number that cannot be protected, because published figures give it, is left.
    """
    linked = _link_numbers(table, terms)
    hidden = _with_outcomes(linked, linked.own & linked.small)
    public = follow_single_sums(linked, linked.given, np.zeros_like(hidden))
    while True:
        guarded = (hidden | linked.small) & ~public
        leaks = _find_leaks(linked, linked.given | (linked.own & ~hidden), guarded)
        if not leaks.any():
            return table.loc[hidden, CELL]
        more, unprotectable = _choose_next(linked, leaks, linked.own & ~hidden & ~linked.given)
        public, hidden = public | unprotectable, _with_outcomes(linked, hidden | more)


def _link_numbers(table: pd.DataFrame, terms: pd.DataFrame) -> LinkedNumbers:
    flags = {name: table[name].to_numpy(dtype=bool) for name in ("own", "small")}
    return LinkedNumbers(
        which=terms["sum"].to_numpy(),
        cell=terms["cell"].to_numpy(),
        sign=terms["sign"].to_numpy(),
        number=table["number"].to_numpy(),
        given=(table["public"] | table["zero"]).to_numpy(),
        outcome=table["family"].isin(OUTCOMES).to_numpy(),
        cohort=(table["family"] == COHORT).to_numpy(),
        bundle=table.groupby(KEY, dropna=False).ngroup().to_numpy().astype(np.intp),
        **flags,
    )


def _with_outcomes(linked: LinkedNumbers, hidden: Flags) -> Flags:
    """Return what is hidden, with all outcomes of a cohort that has any number hidden."""
    of_cohort = linked.outcome | linked.cohort
    touched = np.zeros(len(hidden) + 1, dtype=bool)
    touched[linked.bundle[hidden & of_cohort]] = True
    return hidden | (touched[linked.bundle] & linked.outcome & linked.own)


def _find_leaks(linked: LinkedNumbers, known: Flags, guarded: Flags) -> Flags:
    """Return the terms by which a guarded number can be worked out, from its sum alone or from several together."""
    known = follow_single_sums(linked, known, guarded)
    leaks = only_unknown_terms(linked, known)
    for deduce in (given_away_by_sums, given_away_as_not_zero):
        leaks = leaks if leaks.any() else _leaks_by_several_sums(linked, known, guarded, deduce(linked, known))
    return leaks


def _leaks_by_several_sums(linked: LinkedNumbers, known: Flags, guarded: Flags, deduced: Flags) -> Flags:
    """Return the terms of guarded numbers that are deduced, preferring sums without any number still unknown."""
    leaks = (guarded & deduced)[linked.cell]
    if not leaks.any():
        return leaks
    unknown = (~known & ~deduced)[linked.cell]
    preferred = leaks & (np.bincount(linked.which, unknown)[linked.which] == 0)
    return preferred if preferred.any() else leaks


def _choose_next(linked: LinkedNumbers, leaks: Flags, may_hide: Flags) -> tuple[Flags, Flags]:
    """Return the numbers to hide next, one for each that leaks, and the leaking numbers that cannot be protected.

    Each is taken from a leaking sum. If that has none that may be hidden, it is taken from the sums that the numbers of
    the leaking sum follow from, and so on.
    """
    leaking, none = _numbers_of(linked, leaks), len(may_hide)
    place = _order_of_hiding(linked, np.isin(linked.which, linked.which[leaks]) & may_hide[linked.cell])
    offers = np.where(may_hide, place, none)
    chosen = _best_offers(linked, leaks, offers)
    passing = ~(linked.given | may_hide)
    reach, before = _best_offers(linked, passing[linked.cell], offers), offers
    while (leaking & (chosen == none)).any() and (reach != before).any():
        chosen = np.where(leaking & (chosen == none), reach, chosen)
        reach, before = _best_offers(linked, passing[linked.cell], np.minimum(offers, reach)), reach
    return np.isin(place, chosen[leaking]), leaking & (chosen == none)


def _best_offers(linked: LinkedNumbers, terms: Flags, offers: Places) -> Places:
    """Return for each number the best offer (the lowest place) in the sums of these terms."""
    of_sum, of_cell = np.full(linked.which.max() + 1, len(offers)), np.full(len(offers), len(offers))
    np.minimum.at(of_sum, linked.which, offers[linked.cell])
    np.minimum.at(of_cell, linked.cell[terms], of_sum[linked.which[terms]])
    return of_cell


def _order_of_hiding(linked: LinkedNumbers, offered: Flags) -> Places:
    """Return each number's place in the order of hiding: those in most of the sums, then the smallest, zero last."""
    times_offered = np.bincount(linked.cell[offered], minlength=len(linked.number))
    size = np.where(np.isnan(linked.number), np.inf, linked.number)
    order = np.lexsort((size, -times_offered, linked.number == 0))
    return np.argsort(order)


def _numbers_of(linked: LinkedNumbers, terms: Flags) -> Flags:
    """Return a mask of the numbers in these terms."""
    numbers = np.zeros(len(linked.number), dtype=bool)
    numbers[linked.cell[terms]] = True
    return numbers
