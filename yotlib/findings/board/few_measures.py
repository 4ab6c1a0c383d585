"""Say among the facts of a page with few measures which others it has not, and the command that adds them."""

import pandas as pd

from yotlib.findings.board.strip import Strip
from yotlib.findings.summary.not_held import ADD, FETCH
from yotlib.reference import periods
from yotlib.reference.areas import find
from yotlib.reference.words import in_words

NOT_HELD = "Not held"
# A page with fewer measures than this says so among its facts, where it is read first.
FEW = 3
_NAMES = {
    "first_time_entrants": "first-time entrants",
    "cautioned_or_sentenced_rate": "children cautioned or sentenced",
    "reoffending_rate": "reoffending",
}


def few_measures(
    strips: list[Strip], team: str, *, period: str = periods.LATEST, as_of: str | pd.Timestamp | None = None
) -> list[dict[str, str]]:
    """Return the fact that says what a page with few measures has not; none for a page with more.

    A page of an earlier period or day has none: what it lacks may well be held now.
    """
    if as_of or period != periods.LATEST:
        return []
    shown = {strip.row["measure"] for strip in strips}
    names = [name for measure, name in _NAMES.items() if measure not in shown]
    if len(strips) >= FEW or not names:
        return []
    command = ADD if find(team).within == "wales" else FETCH
    what = f"No figure of the last five years that may be relied on is held for {in_words(names, 'or')}."
    return [{"word": NOT_HELD, "text": f"{what} {command}"}]
