"""Two sources that disagree on the same figure, both numbers side by side."""

import pandas as pd

from yotlib.figures.tidy import IDENTITY
from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.rows import SERIES, about, decimals, each, fault, figure, prepared, stated, tables

CHECK = "sources agree"
SAME = [name for name in IDENTITY if name != "source"]
NEARLY = 1e-9
MOST_SINGLE = 20
NUMBERS = ["value", "count", "population", "source", "released"]
COLUMNS = [*SAME, *NUMBERS, *(f"newer_{name}" for name in NUMBERS), "difference", "file", "row"]


def disagreements(figures: pd.DataFrame) -> list[Fault]:
    """Figures for which the newest release prints another number than an earlier one; always `look`.

    Each is true of its release: they are shown so that the two are not mixed up. Where more than
    twenty figures of one series were revised at once that is told once, with the two that are
    farthest apart; `disagreeing` lists them all.
    """
    apart = disagreeing(figures)
    return [found for table in tables(apart, [*SERIES, "newer_source"]) for found in _of_pair(table)]


def _of_pair(table: pd.DataFrame) -> list[Fault]:
    if len(table) <= MOST_SINGLE:
        return [fault(row, CHECK, LOOK, f"{stated(row)} in {row['source']}", _newer(row)) for row in each(table)]
    row = table.iloc[int(table["difference"].abs().argmax())]
    found = f"{len(table)} figures differ from those of {row['newer_source']}"
    return [about(table, CHECK, LOOK, found, f"farthest apart: {figure(row)}, {stated(row)} here, {_newer(row)}")]


def disagreeing(figures: pd.DataFrame) -> pd.DataFrame:
    """Every figure that an earlier release prints otherwise than the newest that has it, both numbers in one row.

    `figures` has the columns of `load()`. Returns area, measure, age, ethnicity and the dates of
    the period; `value`, `count`, `population`, `source` and `released` of the earlier release and the same
    of the newest, their names with `newer_` before them; `difference`, the newer less the earlier
    (of values, else of counts); and the `file` and `row` of the earlier. Two values agree if
    they are the same to the decimals of the coarser one, two counts if they are equal. Figures without dates are
    not known to be of one period, so they are not compared.
    """
    rows = prepared(figures).dropna(subset=["value", "count"], how="all").dropna(subset=["period_end"])
    rows = rows.assign(released=rows.get("released", pd.Timestamp("NaT")))
    newest = rows.sort_values(["released", "source"]).drop_duplicates(SAME, keep="last")
    both = rows.merge(newest[[*SAME, *NUMBERS]].rename(columns={name: f"newer_{name}" for name in NUMBERS}), on=SAME)
    others = both[both["source"] != both["newer_source"]]
    found = others.assign(difference=_difference(others))[_values_apart(others) | _counts_apart(others)]
    return found[COLUMNS].reset_index(drop=True)


def _values_apart(both: pd.DataFrame) -> pd.Series:
    coarser = decimals(both["value"]).combine(decimals(both["newer_value"]), min)
    return (both["value"] - both["newer_value"]).abs() > 0.5 * 10.0**-coarser + NEARLY


def _counts_apart(both: pd.DataFrame) -> pd.Series:
    return (both["count"] - both["newer_count"]).abs() > NEARLY


def _difference(both: pd.DataFrame) -> pd.Series:
    return (both["newer_value"] - both["value"]).fillna(both["newer_count"] - both["count"])


def _newer(row: pd.Series) -> str:
    newer = pd.Series({name: row[f"newer_{name}"] for name in ("value", "count")} | {"measure": row["measure"]})
    return f"{row['newer_source']} has {stated(newer)}"
