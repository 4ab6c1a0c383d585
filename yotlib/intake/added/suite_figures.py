"""Read the suite's own figures, in the form in which added figures are compared with them."""

from collections.abc import Iterable, Mapping

import pandas as pd

from yotlib.figures.tidy import COLUMNS, SOURCE_COLUMNS, as_typed, read_text
from yotlib.reference import folders

FILE = "data/figures.csv"


def figures() -> pd.DataFrame:
    """Return the figures of data/, each with its `file` and `row`."""
    text = read_text(folders.data() / "figures.csv", COLUMNS)
    return as_typed(text).assign(file=FILE, row=text.index.astype("str")).reset_index(drop=True)


def publications(added: Iterable[Mapping[str, str]] = ()) -> pd.DataFrame:
    """Return the publications of data/, and those `added` that have another key."""
    of_suite = read_text(folders.data() / "sources.csv", SOURCE_COLUMNS)
    both = pd.concat([of_suite, pd.DataFrame(list(added), columns=SOURCE_COLUMNS, dtype="str")], ignore_index=True)
    return both.drop_duplicates("source", ignore_index=True)
