"""Withholds small counts of a team's own unpublished figures, and all from which they could be worked out."""

import pandas as pd

from yotlib.figures.disclosure.counts import CELL, LARGEST_WITHHELD, RESIDENTS, list_cells
from yotlib.figures.disclosure.reoffending import COHORT, KEY, MEASURES, OUTCOMES
from yotlib.figures.tidy import UNPUBLISHED

__all__ = ["LARGEST_WITHHELD", "NOTE", "suppress_small_counts"]

NOTE = f"[c] withheld: a count of 1 to {LARGEST_WITHHELD}, or one from which such a count could be worked out"


def suppress_small_counts(figures: pd.DataFrame) -> pd.DataFrame:
    """Remove the small counts of unpublished sources: such a row has no `value`, no `count`, and NOTE for a note.

    `figures` is the table of `load()`. In sources with `published` "no", these are removed:

    * every count of 1 to LARGEST_WITHHELD;
    * the next smallest count, where a small one could be worked out from a total, or where the rest of a total would
      be so few. Totals are over ethnic groups, age bands, the areas within an area and the parts of a period, in any
      source;
    * every other figure of the same children: the rate, and the same figure in another source;
    * all three measures of reoffending where so few reoffended, did not reoffend or were in the cohort, or where so
      few reoffences were counted. So small a cohort loses its `population` too; the residents of an area are kept.

    A rate without a count is compared with every known population of its area. Zero is kept unless another count
    could be worked out from it. Rows of published sources come back unchanged, so a count that follows from published
    figures alone cannot be protected.
    """
    is_own = figures["published"] == UNPUBLISHED
    if not is_own.any():
        return figures
    from yotlib.figures.disclosure import additive, suppress

    return _remove_cells(figures, is_own, suppress.cells_to_hide(*additive.find_sums(list_cells(figures))))


def _remove_cells(figures: pd.DataFrame, is_own: pd.Series, cells: pd.DataFrame) -> pd.DataFrame:
    """Remove the own figures of these cells."""
    hidden = is_own & _are_of_cells(figures, cells, RESIDENTS | dict.fromkeys(MEASURES, OUTCOMES[0]))
    small_cohort = is_own & _are_of_cells(figures, cells, dict.fromkeys(MEASURES, COHORT))
    few_reoffenders = hidden & (figures["measure"] == "reoffences_per_reoffender")
    return figures.assign(
        value=figures["value"].mask(hidden),
        count=figures["count"].mask(hidden),
        population=figures["population"].mask(small_cohort | few_reoffenders),
        note=figures["note"].mask(hidden, NOTE),
    )


def _are_of_cells(figures: pd.DataFrame, cells: pd.DataFrame, families: dict[str, str]) -> pd.Series:
    """Return a mask of the figures that belong to one of the cells; `families` gives a measure's family."""
    keys = figures[KEY].assign(family=figures["measure"].map(families))
    joined = keys.merge(cells[CELL].drop_duplicates(), on=CELL, how="left", indicator="where", validate="many_to_one")
    return (joined["where"] == "both").set_axis(figures.index)
