"""Check that each figure belongs to a release, and that a release came out on one day."""

import pandas as pd

from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.rows import each_row, each_table, fault_of_row, fault_of_table, format_value, prepare

CHECK = "the release is one"
OF_RELEASE = {"released": "days of release", "published": "answers to whether it is published"}


def check_one_release(figures: pd.DataFrame) -> list[Fault]:
    """Report figures of no release (`wrong`), and releases with several days or answers to `published` (`look`).

    A release may come in several files.
    """
    rows = prepare(figures)
    unsourced = rows["source"].fillna("") == ""
    expected = "the source it was published in"
    return [
        *(
            fault_of_row(row, CHECK, WRONG, f"{format_value(row)} without a source", expected)
            for row in each_row(rows[unsourced])
        ),
        *(fault for table in each_table(rows[~unsourced], ["source"]) for fault in _faults_of_release(table)),
    ]


def _faults_of_release(table: pd.DataFrame) -> list[Fault]:
    names = [name for name in OF_RELEASE if name in table]
    distinct = {name: sorted({_format(value) for value in table[name]}) for name in names}
    return [
        fault_of_table(
            table, CHECK, LOOK, f"{len(values)} {OF_RELEASE[name]}: {', '.join(values)}", "one release has one"
        )
        for name, values in distinct.items()
        if len(values) > 1
    ]


def _format(value: object) -> str:
    return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)
