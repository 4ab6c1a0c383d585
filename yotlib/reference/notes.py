"""The notes of figures: shorthand marks in brackets, then words."""

import pandas as pd

ESTIMATED = "[e]"
UNRELIABLE = "[u]"


def with_mark(mark: str, words: str, note: str) -> str:
    """Return a note with a shorthand mark in front, and the words of that mark after those it had.

    >>> with_mark("[u]", "cohort under 30", "[b] new source")
    '[u][b] new source; cohort under 30'
    """
    marks, _, old_words = note.partition(" ") if note.startswith("[") else ("", "", note)
    return f"{marks if mark in marks else mark + marks} {with_words(old_words, words)}"


def with_words(note: str, words: str) -> str:
    """Return a note with words added after those it has."""
    return f"{note}; {words}" if note else words


def add_words(notes: pd.Series, words: pd.Series | str) -> pd.Series:
    """Return many notes with words added: the same text to each, or one text a row, blank for none.

    >>> add_words(pd.Series(["[x] blank", ""]), "of 2018").tolist()
    ['[x] blank; of 2018', 'of 2018']
    """
    added_words = words if isinstance(words, pd.Series) else pd.Series(words, index=notes.index)
    separators = ((notes != "") & (added_words != "")).map({True: "; ", False: ""})
    return (notes + separators + added_words).astype("str")


def is_estimated(row: pd.Series) -> bool:
    """Return whether a row's note marks it as estimated."""
    return ESTIMATED in row["note"].partition(" ")[0]


def are_estimated(notes: pd.Series) -> pd.Series:
    """Return a mask of the notes that mark their figure as estimated."""
    return notes.str.split(" ").str[0].str.contains(ESTIMATED, regex=False, na=False).astype(bool)
