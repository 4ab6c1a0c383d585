"""Make up a table in both forms of the Fingertips indicator of first-time entrants; limits computed elsewhere."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

SHORT = ["area_name", "timeperiod", "value", "lower_ci_95", "upper_ci_95", "count", "denominator"]
WHOLE = ["Area Name", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count", "Denominator"]
# 9, 10 and 82 of 10,000 have the limits of the worked values in the methods; the others are multiples of them.
ROWS = [
    ("Bristol", 2018, 820, 652.149, "1017.848", 82, "10000.0"),
    ("Leeds", 2018, 100, 47.8745, 183.9146, 10, "10000.0"),
    ("York", 2018, 90, "41.154", 170.848, 9, "10000.0"),
    ("Worcestershire", 2018, 410, 326.0746, 508.9242, 82, "20000.0"),
    ("England", 2018, 82, 65.2149, 101.7848, 82, ""),
]


def short(rows: Sequence[tuple[object, ...]] = ROWS) -> pd.DataFrame:
    """Return the form that does not name its indicator."""
    return pd.DataFrame([[str(cell) for cell in row] for row in rows], columns=SHORT)


def whole(codes: Sequence[str], **given: str) -> pd.DataFrame:
    """Return the first rows, one for each code, as a whole download; `given` sets cells by column, "_" for " "."""
    fixed = {"Indicator ID": "10401", "Sex": "Persons", "Age": "10-17 yrs", "Category": "", "Parent Name": "England"}
    table = short(ROWS[: len(codes)]).set_axis(WHOLE, axis=1).assign(**fixed, **{"Area Code": list(codes)})
    return table.assign(**{name.replace("_", " "): cell for name, cell in given.items()})


def write(path: Path, table: pd.DataFrame) -> Path:
    """Write the table as a CSV file at `path`."""
    table.to_csv(path, index=False)
    return path
