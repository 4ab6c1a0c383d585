"""Compare the figures that two releases both print, and report those that differ."""

import pandas as pd

from yotlib.figures.tidy import IDENTITY
from yotlib.figures.worked_out import published
from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.rows import (
    SERIES,
    count_decimals,
    describe_figure,
    each_row,
    each_table,
    fault_of_row,
    fault_of_table,
    format_value,
    prepare,
)

CHECK = "sources agree"
SAME = [name for name in IDENTITY if name != "source"]
NEARLY = 1e-9
MOST_SINGLE = 20
NUMBERS = ["value", "count", "population", "source", "released"]
COLUMNS = [*SAME, *NUMBERS, *(f"newer_{name}" for name in NUMBERS), "difference", "file", "row"]


def check_disagreements(figures: pd.DataFrame) -> list[Fault]:
    """Report figures for which the newest release prints another number than an earlier one; always `look`.

    Each number is true of its release: the fault warns against mixing them up. Where more than twenty figures of one
    series were revised at once, one fault stands for all of them and shows the two that are farthest apart;
    `list_disagreements` has every one.
    """
    pairs = list_disagreements(figures)
    return [fault for table in each_table(pairs, [*SERIES, "newer_source"]) for fault in _faults_of_pair(table)]


def _faults_of_pair(table: pd.DataFrame) -> list[Fault]:
    """Report the figures of one series that differ between two releases."""
    if len(table) <= MOST_SINGLE:
        return [
            fault_of_row(row, CHECK, LOOK, f"{format_value(row)} in {row['source']}", _describe_newer(row))
            for row in each_row(table)
        ]
    row = table.iloc[int(table["difference"].abs().argmax())]
    found = f"{len(table)} figures differ from those of {row['newer_source']}"
    farthest = f"farthest apart: {describe_figure(row)}, {format_value(row)} here, {_describe_newer(row)}"
    return [fault_of_table(table, CHECK, LOOK, found, farthest)]


def list_disagreements(figures: pd.DataFrame) -> pd.DataFrame:
    """Return every figure that an earlier release prints otherwise than the newest, both numbers in one row.

    `figures` has the columns of `load()`. Returns area, measure, age, ethnicity and the dates of the period; `value`,
    `count`, `population`, `source` and `released` of the earlier release, and the same of the newest release that has
    the figure, with `newer_` before their names; `difference`, the newer less the earlier (of values, else of counts);
    and the `file` and `row` of the earlier.

    Two values agree if they are the same to the decimals of the coarser one, two counts if they are equal. Figures
    without dates are not compared, since they may be of different periods.
    """
    rows = prepare(published(figures)).dropna(subset=["value", "count"], how="all").dropna(subset=["period_end"])
    rows = rows.assign(released=rows.get("released", pd.Timestamp("NaT")))
    newest = rows.sort_values(["released", "source"]).drop_duplicates(SAME, keep="last")
    both = rows.merge(newest[[*SAME, *NUMBERS]].rename(columns={name: f"newer_{name}" for name in NUMBERS}), on=SAME)
    earlier = both[both["source"] != both["newer_source"]]
    differing = earlier.assign(difference=_difference(earlier))[_values_differ(earlier) | _counts_differ(earlier)]
    return differing[COLUMNS].reset_index(drop=True)


def _values_differ(both: pd.DataFrame) -> pd.Series:
    coarser = count_decimals(both["value"]).combine(count_decimals(both["newer_value"]), min)
    return (both["value"] - both["newer_value"]).abs() > 0.5 * 10.0**-coarser + NEARLY


def _counts_differ(both: pd.DataFrame) -> pd.Series:
    return (both["count"] - both["newer_count"]).abs() > NEARLY


def _difference(both: pd.DataFrame) -> pd.Series:
    return (both["newer_value"] - both["value"]).fillna(both["newer_count"] - both["count"])


def _describe_newer(row: pd.Series) -> str:
    newer = pd.Series({name: row[f"newer_{name}"] for name in ("value", "count")} | {"measure": row["measure"]})
    return f"{row['newer_source']} has {format_value(newer)}"
