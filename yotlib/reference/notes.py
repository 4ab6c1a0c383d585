"""Notes of figures: shorthand marks in brackets first, then words."""

import pandas as pd

ESTIMATED = "[e]"
UNRELIABLE = "[u]"


def marked(mark: str, words: str, note: str) -> str:
    """Put a shorthand mark in front of a note, and its words after the old ones.

    >>> marked("[u]", "cohort under 30", "[b] new source")
    '[u][b] new source; cohort under 30'
    """
    marks, _, said = note.partition(" ") if note.startswith("[") else ("", "", note)
    return f"{marks if mark in marks else mark + marks} {with_words(said, words)}"


def with_words(note: str, words: str) -> str:
    """Add words after those a note has."""
    return f"{note}; {words}" if note else words


def add_words(notes: pd.Series, words: pd.Series | str) -> pd.Series:
    """Add words to many notes at once: one text, or one a row, blank where there are none.

    >>> add_words(pd.Series(["[x] blank", ""]), "of 2018").tolist()
    ['[x] blank; of 2018', 'of 2018']
    """
    more = words if isinstance(words, pd.Series) else pd.Series(words, index=notes.index)
    gaps = ((notes != "") & (more != "")).map({True: "; ", False: ""})
    return (notes + gaps + more).astype("str")


def is_estimated(row: pd.Series) -> bool:
    """Return whether a row's note marks it as estimated."""
    return ESTIMATED in row["note"].partition(" ")[0]


def are_estimated(notes: pd.Series) -> pd.Series:
    """Return which of many notes mark their figure as estimated."""
    return notes.str.partition(" ")[0].str.contains(ESTIMATED, regex=False)
