"""Chooses which figures to withhold, so that each small number can still be anything from 1 to 5."""

import numpy as np
import pandas as pd

from yotlib.figures.disclosure.atoms import Atoms, Flags, Members, as_boxes
from yotlib.figures.disclosure.audit import Audit, CannotBeAudited, Numbers
from yotlib.figures.disclosure.cells import LARGEST_WITHHELD, are_small
from yotlib.figures.disclosure.places import AreaTree, keep_near
from yotlib.figures.disclosure.reoffending import COHORT, KEY, OUTCOMES
from yotlib.figures.disclosure.targets import find_none_left, find_targets

UNIT = ["subject", *KEY]
OUTCOME = "outcomes"
_SUBJECTS = dict.fromkeys(OUTCOMES, OUTCOME)
# All children of a cohort are those who reoffended and those who did not; the rest of the families stand alone.
_LINKED = dict.fromkeys([COHORT, *OUTCOMES[:2]], COHORT)
# Prices of a child more or less in a figure: where they contradict each other, published figures go before own ones.
_FIXED, _DEAR, _PUBLISHED, _DOUBTED = np.inf, 1e4, 1.0, 0.9
_ZERO, _ANY, _WISH = 1e4, 10, 1e-3
# The ends first: what is between them is mostly possible then.
_NUMBERS = (LARGEST_WITHHELD, 1, *range(2, LARGEST_WITHHELD))


def units_to_withhold(cells: pd.DataFrame) -> pd.DataFrame:
    """Return what to withhold, a row of UNIT each: `subject` is a family of cells, or "outcomes" for OUTCOMES.

    These are the small cells of unpublished sources, then whatever else must go until no small number can be worked
    out. All outcomes of a cohort go together, and with their cohort. Where more of a breakdown would have to be
    withheld than is left of it, all of it goes; and so do all own figures that cannot be audited.
    """
    table = cells.assign(subject=cells["family"].replace(_SUBJECTS), linked=cells["family"].replace(_LINKED))
    table = table.assign(unit=table.groupby(UNIT, dropna=False).ngroup())
    first = _with_outcomes(table, set(table.loc[table["own"] & are_small(table), "unit"]))
    withheld, tree = set(first), AreaTree()
    for _, family in table.groupby("linked"):
        near, places = keep_near(family, tree)
        for block in _split_by_time(as_boxes(near)):
            try:
                withheld = _protect(block, places, tree, _with_outcomes(table, withheld))
            except CannotBeAudited:
                withheld |= set(block.loc[block["own"], "unit"])
    withheld = _with_outcomes(table, _with_breakdowns(table, first, _with_outcomes(table, withheld)))
    return table.loc[table["own"] & table["unit"].isin(withheld), UNIT].drop_duplicates()


def _with_outcomes(table: pd.DataFrame, withheld: set[int]) -> set[int]:
    """Return what is withheld, and the outcomes of every cohort that is."""
    cohorts = table.loc[table["unit"].isin(withheld) & (table["family"] == COHORT), KEY].drop_duplicates()
    outcomes = table.loc[table["subject"] == OUTCOME, [*KEY, "unit"]]
    return withheld | set(outcomes.merge(cohorts, on=KEY)["unit"])


def _split_by_time(boxes: pd.DataFrame) -> list[pd.DataFrame]:
    """Split boxes where no period goes on, and keep the blocks that have own figures."""
    ordered = boxes.sort_values(["start", "end"])
    begins = ordered["start"] >= ordered["end"].cummax().shift()
    blocks = (block for _, block in ordered.groupby(begins.cumsum()))
    return [block for block in blocks if block["own"].any()]


def _protect(boxes: pd.DataFrame, places: list[str], tree: AreaTree, withheld: set[int]) -> set[int]:
    """Return the units to withhold so that no small number follows from these boxes.

    Published figures that contradict the own ones are left out at first, then each publication is looked at alone.
    """
    boxes = boxes.assign(price=np.where(boxes["own"], _DEAR, _PUBLISHED))
    kept = boxes[~_find_contradicting(boxes, places, tree)]
    withheld = _protect_from(kept, places, tree, withheld)
    doubted = boxes.assign(price=boxes["price"].where(boxes.index.isin(kept.index), _DOUBTED))
    for source in sorted(set(boxes.drop(index=kept.index)["source"])):
        alone = doubted[boxes["own"] | (boxes["source"] == source)]
        alone = alone[~_find_contradicting(alone, places, tree)]
        if not alone.index.isin(kept.index).all():
            withheld = _protect_from(alone, places, tree, withheld)
    return withheld


def _find_contradicting(boxes: pd.DataFrame, places: list[str], tree: AreaTree) -> Flags:
    """Return which published figures cannot be right if all own ones are; the fewest children make the difference."""
    own = boxes["own"].to_numpy()
    return _most_likely(boxes, Atoms(boxes, places, tree))[1] & ~own


def _most_likely(boxes: pd.DataFrame, atoms: Atoms) -> tuple[Numbers, Flags]:
    """Return numbers of the atoms that agree with the figures, the dearest first, and which figures they contradict."""
    audit = _audit(boxes, atoms.members, atoms.members[:0])
    none = np.zeros(len(boxes))
    answer = audit.answer(none > 0, boxes["price"].to_numpy(), none, none[:0])
    assert answer is not None  # every figure may be let off
    return answer


def _audit(boxes: pd.DataFrame, members: Members, targets: Members) -> Audit:
    return Audit(members, boxes["least"].to_numpy(), boxes["most"].to_numpy(), targets)


def _protect_from(boxes: pd.DataFrame, places: list[str], tree: AreaTree, withheld: set[int]) -> set[int]:
    """Return what is withheld, and what must be for each target to be able to be each number from 1 to 5."""
    atoms = Atoms(boxes, places, tree)
    numbers, _ = _most_likely(boxes, atoms)
    targets, are_figures = find_targets(boxes, atoms, atoms.members, numbers)
    if not len(targets):
        return withheld
    none_left = find_none_left(boxes, atoms.members, numbers)
    known = pd.DataFrame({"own": False, "least": 0, "most": 0}, index=range(len(none_left)))
    rows = pd.concat([boxes[[*known, "unit"]], known])
    members = np.concatenate([atoms.members, none_left])
    return _Withholding(rows, _audit(rows, members, targets), withheld).protect(are_figures)


class _Withholding:
    """What is withheld of some figures so far, and the numbers that each target is known to be able to be."""

    def __init__(self, rows: pd.DataFrame, audit: Audit, withheld: set[int]) -> None:
        self._audit, self.withheld = audit, set(withheld)
        self._own, self._units = rows["own"].to_numpy(), rows["unit"].to_numpy()
        least = rows["least"].to_numpy()
        # The smallest go first, and zero last.
        self._prices = np.where(self._own, np.where(rows["most"] == 0, _ZERO, _ANY + least), _FIXED)
        self._at_least = np.minimum(least, 1)
        self._possible = np.zeros((len(audit.targets), LARGEST_WITHHELD + 1), dtype=bool)

    def protect(self, are_figures: Flags) -> set[int]:
        """Withhold until each target can be each of 1 to 5, unless published figures rule a number out.

        A reader knows that what is withheld is not zero unless zeros are withheld too. A withheld figure that this
        keeps from being small, since it has several such parts, must be able to be so without this knowledge.
        """
        for number in _NUMBERS:
            for target in range(len(self._possible)):
                is_possible = self._possible[target, number] or self._allow(target, number, self._at_least)
                if not is_possible and are_figures[target]:
                    self._allow(target, number, np.zeros_like(self._at_least))
        return self.withheld

    def _allow(self, target: int, number: int, smallest: Numbers) -> bool:
        """Withhold what keeps a target from being a number, and return whether it can be made possible at all."""
        is_withheld = self._own & np.isin(self._units, list(self.withheld))
        wishes = np.where(self._possible[:, number], 0, _WISH)
        wishes[target] = np.inf
        for prices in (np.full(len(self._prices), _FIXED), self._prices):  # the first is faster
            answer = self._audit.answer(is_withheld, prices, smallest, wishes, number)
            if answer is not None:
                break
        if answer is None:
            return False
        numbers, let_off = answer
        self.withheld |= set(self._units[let_off])
        if smallest is self._at_least:  # what is withheld later takes nothing away from what is possible now
            sizes = self._audit.targets @ numbers
            small = np.flatnonzero((sizes >= 1) & (sizes <= LARGEST_WITHHELD))
            self._possible[small, sizes[small].astype(int)] = True
        return True


def _with_breakdowns(table: pd.DataFrame, first: set[int], withheld: set[int]) -> set[int]:
    """Return what is withheld, with all of each breakdown by group or age that lost more to others than it shows."""
    own = table[table["own"]].drop_duplicates("unit")
    own = own.assign(shown=~own["unit"].isin(withheld), further=own["unit"].isin(withheld - first))
    for varied, total in (("ethnicity", "all"), ("age", "10-17")):
        parts = own[own[varied] != total]
        of_breakdown = parts.groupby([name for name in UNIT if name != varied], dropna=False)
        further, shown = (of_breakdown[name].transform("sum") for name in ("further", "shown"))
        withheld = withheld | set(parts.loc[further > shown, "unit"])
    return withheld
