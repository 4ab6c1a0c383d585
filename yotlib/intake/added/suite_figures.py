"""The suite's own figures, as added ones are set beside them."""

from collections.abc import Iterable, Mapping

import pandas as pd

from yotlib.figures.tidy import COLUMNS, SOURCE_COLUMNS, read_text, typed
from yotlib.reference import folders

FILE = "data/figures.csv"


def figures() -> pd.DataFrame:
    """The figures of data/, each with `file` and the `row` it stands in."""
    text = read_text(folders.data() / "figures.csv", COLUMNS)
    return typed(text).assign(file=FILE, row=text.index.astype("str")).reset_index(drop=True)


def publications(added: Iterable[Mapping[str, str]] = ()) -> pd.DataFrame:
    """The publications of data/, and those `added` of another key."""
    known = read_text(folders.data() / "sources.csv", SOURCE_COLUMNS)
    both = pd.concat([known, pd.DataFrame(list(added), columns=SOURCE_COLUMNS, dtype="str")], ignore_index=True)
    return both.drop_duplicates("source", ignore_index=True)
