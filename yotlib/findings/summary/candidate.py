"""A sentence that may stand in the summary, with what decides whether it does and where."""

from dataclasses import dataclass

import pandas as pd

ENTRANTS, REOFFENDING, GROUPS, CAUTIONED = range(4)
NEWS = pd.DateOffset(years=3)
OLD = pd.DateOffset(years=5)


@dataclass(frozen=True)
class Candidate:
    """One sentence: its `place` among the others, the day its period `ends`, whether its gap is beyond chance."""

    words: str
    place: int
    ends: pd.Timestamp
    beyond_chance: bool

    def leads(self, today: pd.Timestamp) -> bool:
        """Return whether it goes before the usual order: beyond chance, and newer than three years on the day."""
        return self.beyond_chance and self.ends + NEWS >= today


def is_usable(ends: pd.Timestamp, today: pd.Timestamp) -> bool:
    """Return whether a figure is dated and not older than five years on the day."""
    return bool(pd.notna(ends) and ends + OLD >= today)
