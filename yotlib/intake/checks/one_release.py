"""The release is one: each figure belongs to a release, and a release came out on one day."""

import pandas as pd

from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.rows import about, each, fault, prepared, stated, tables

CHECK = "the release is one"
OF_RELEASE = {"released": "days of release", "published": "answers to whether it is published"}


def releases_mixed(figures: pd.DataFrame) -> list[Fault]:
    """Figures of no release, which are `wrong`; releases with several days, or several answers to `published`: `look`.

    A release may come in several files.
    """
    rows = prepared(figures)
    none = rows["source"].fillna("") == ""
    words = "the source it was published in"
    return [
        *(fault(row, CHECK, WRONG, f"{stated(row)} without a source", words) for row in each(rows[none])),
        *(found for table in tables(rows[~none], ["source"]) for found in _mixed(table)),
    ]


def _mixed(table: pd.DataFrame) -> list[Fault]:
    names = [name for name in OF_RELEASE if name in table]
    several = {name: sorted({_shown(value) for value in table[name]}) for name in names}
    return [
        about(table, CHECK, LOOK, f"{len(values)} {OF_RELEASE[name]}: {', '.join(values)}", "one release has one")
        for name, values in several.items()
        if len(values) > 1
    ]


def _shown(value: object) -> str:
    return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)
