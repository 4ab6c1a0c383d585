"""Withholds small counts of a team's own unpublished figures, and all from which they could be worked out."""

from functools import reduce
from operator import or_

import pandas as pd

from yotlib.figures.disclosure import own_measures
from yotlib.figures.disclosure.cells import LARGEST_WITHHELD, RESIDENTS, list_cells
from yotlib.figures.disclosure.reoffending import COHORT, KEY, MEASURES
from yotlib.figures.tidy import UNPUBLISHED

__all__ = ["LARGEST_WITHHELD", "NOTE", "suppress_small_counts"]

NOTE = f"[c] withheld: a count of 1 to {LARGEST_WITHHELD}, or one from which such a count could be worked out"


def suppress_small_counts(figures: pd.DataFrame) -> pd.DataFrame:
    """Remove the small counts of unpublished sources: such a row has no `value`, no `count`, and NOTE for a note.

    `figures` is the table of `load()`. In sources with `published` "no", these are removed:

    * every count of 1 to LARGEST_WITHHELD;
    * other counts, the smallest first, until each of those can still be anything from 1 to LARGEST_WITHHELD for a
      reader of all figures, however their periods, ages, groups and areas overlap (see `withhold`);
    * every other figure of the same children: the rate, and the same figure in another source;
    * all three measures of reoffending where so few reoffended, did not reoffend or were in the cohort, or where so
      few reoffences were counted. So small a cohort loses its `population` too; the residents of an area are kept;
    * a figure of a measure that users have defined, with its population, where so few were counted or, of a percentage,
      so few were not. A percentage without count and population may be of so few, and is removed.

    A rate without a count is compared with every known population of its area. Zero is kept unless a small count could
    be worked out from it. Rows of published sources come back unchanged, so a count that follows from published figures
    alone cannot be protected.
    """
    is_own = figures["published"] == UNPUBLISHED
    if not is_own.any():
        return figures
    from yotlib.figures.disclosure import withhold

    return _remove(figures, is_own, withhold.units_to_withhold(list_cells(figures)))


def _remove(figures: pd.DataFrame, is_own: pd.Series, units: pd.DataFrame) -> pd.DataFrame:
    """Remove the own figures of these units."""
    of_own_measure = is_own & _are_of_own_measures(figures, units)
    hidden = of_own_measure | is_own & _are_of(figures, units, RESIDENTS | dict.fromkeys(MEASURES, "outcomes"))
    small_cohort = is_own & _are_of(figures, units, dict.fromkeys(MEASURES, COHORT))
    few_reoffenders = hidden & (figures["measure"] == "reoffences_per_reoffender")
    return figures.assign(
        value=figures["value"].mask(hidden),
        count=figures["count"].mask(hidden),
        population=figures["population"].mask(small_cohort | few_reoffenders | of_own_measure),
        note=figures["note"].mask(hidden, NOTE),
    )


def _are_of_own_measures(figures: pd.DataFrame, units: pd.DataFrame) -> pd.Series:
    """Return a mask of the figures of users' own measures of which any number belongs to one of the units."""
    masks = [_are_of(figures, units, family) for family in own_measures.families() if family]
    return reduce(or_, masks, pd.Series(False, index=figures.index))


def _are_of(figures: pd.DataFrame, units: pd.DataFrame, subjects: dict[str, str]) -> pd.Series:
    """Return a mask of the figures that belong to one of the units; `subjects` gives a measure's subject."""
    keys = figures[KEY].assign(subject=figures["measure"].map(subjects))
    joined = keys.merge(units, on=list(units), how="left", indicator="where", validate="many_to_one")
    return (joined["where"] == "both").set_axis(figures.index)
