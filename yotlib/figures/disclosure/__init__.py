"""Small counts of a team's own unpublished figures withheld, with all from which they could be worked out."""

import pandas as pd

from yotlib.figures.disclosure.counts import CELL, LARGEST_WITHHELD, RESIDENTS, cells
from yotlib.figures.disclosure.reoffending import COHORT, KEY, MEASURES, OUTCOMES

__all__ = ["LARGEST_WITHHELD", "NOTE", "UNPUBLISHED", "withheld"]

UNPUBLISHED = "no"
NOTE = f"[c] withheld: a count of 1 to {LARGEST_WITHHELD}, or one from which such a count could be worked out"


def withheld(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures with the small counts of unpublished sources taken out: no `value`, no `count`, NOTE for a note.

    `figures` is the table of `load()`. Of a source with `published` "no" every count of 1 to LARGEST_WITHHELD goes.
    With it goes the next smallest where one could be worked out from a total (of ethnic groups, age bands, the areas
    of a wider one, the parts of a longer period), whatever source has the total, and where the rest of a total would
    be so few. With a count goes every unpublished figure of the same children: the rate, the same figure in another
    source, and of reoffending all three measures where so few reoffended, did not reoffend or were in the cohort, or
    so few reoffences were counted. A rate without a count is held against every population of its area that is known.
    Nought stays unless it lets another be worked out. A cohort so small loses its `population` too; the residents of
    an area never do.

    Rows of published sources come back as they are. What follows from published figures alone cannot be kept.
    """
    own = figures["published"] == UNPUBLISHED
    if not own.any():
        return figures
    from yotlib.figures.disclosure import additive, suppress

    return _without(figures, own, suppress.hidden(*additive.sums(cells(figures))))


def _without(figures: pd.DataFrame, own: pd.Series, cells: pd.DataFrame) -> pd.DataFrame:
    """The `own` figures of these cells withheld."""
    gone = own & _among(figures, cells, RESIDENTS | dict.fromkeys(MEASURES, OUTCOMES[0]))
    small = own & _among(figures, cells, dict.fromkeys(MEASURES, COHORT))
    few = gone & (figures["measure"] == "reoffences_per_reoffender")
    return figures.assign(
        value=figures["value"].mask(gone),
        count=figures["count"].mask(gone),
        population=figures["population"].mask(small | few),
        note=figures["note"].mask(gone, NOTE),
    )


def _among(figures: pd.DataFrame, cells: pd.DataFrame, families: dict[str, str]) -> pd.Series:
    """Which figures are of one of the cells, the family of a figure told by its measure."""
    asked = figures[KEY].assign(family=figures["measure"].map(families))
    found = asked.merge(cells[CELL].drop_duplicates(), on=CELL, how="left", indicator="found", validate="many_to_one")
    return (found["found"] == "both").set_axis(figures.index)
