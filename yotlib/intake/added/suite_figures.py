"""Read the suite's own figures, in the form in which added figures are compared with them."""

from collections.abc import Iterable, Mapping

import pandas as pd

from yotlib.figures.tidy import COLUMNS, SOURCE_COLUMNS, as_typed, read_text
from yotlib.reference import folders

DATA = "data"


def figures() -> pd.DataFrame:
    """Return the figures of data/, each with its `file` and `row`: of figures.csv, or else every file of figures/."""
    folder = folders.data()
    paths = sorted((folder / "figures").glob("*.csv")) or [folder / "figures.csv"]
    texts = {f"{DATA}/{path.relative_to(folder).as_posix()}": read_text(path, COLUMNS) for path in paths}
    tables = [as_typed(text).assign(file=file, row=text.index.astype("str")) for file, text in texts.items()]
    return pd.concat(tables, ignore_index=True)


def publications(added: Iterable[Mapping[str, str]] = ()) -> pd.DataFrame:
    """Return the publications of data/, and those `added` that have another key."""
    of_suite = read_text(folders.data() / "sources.csv", SOURCE_COLUMNS)
    both = pd.concat([of_suite, pd.DataFrame(list(added), columns=SOURCE_COLUMNS, dtype="str")], ignore_index=True)
    return both.drop_duplicates("source", ignore_index=True)
