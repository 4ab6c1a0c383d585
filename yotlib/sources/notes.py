"""Notes of many figures at once."""

import pandas as pd


def with_words(notes: pd.Series, words: pd.Series | str) -> pd.Series:
    """The notes with more words after those they have, as one text or, blank where there are none, one a row.

    >>> with_words(pd.Series(["[x] blank", ""]), "of 2018").tolist()
    ['[x] blank; of 2018', 'of 2018']
    """
    more = words if isinstance(words, pd.Series) else pd.Series(words, index=notes.index)
    gaps = ((notes != "") & (more != "")).map({True: "; ", False: ""})
    return (notes + gaps + more).astype("str")
