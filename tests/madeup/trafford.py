"""Make up a table in Trafford Data Lab's form of the YJB's local tables: two measures in one column."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

COLUMNS = [
    *("area_code", "area_name", "area_type", "period", "indicator", "measure", "unit", "value"),
    *("compared_to_England", "inequality"),
]
INDICATOR = "Children cautioned or sentenced"
COUNT, RATE = "Count", "Per 10,000 aged 10-17"
CODES = {"Bromley": "E09000006", "Trafford": "E08000009", "England": "E92000001", "Worcestershire": "E10000034"}


def table(figures: Sequence[tuple[str, str, object, object]], indicator: str = INDICATOR) -> pd.DataFrame:
    """Return two rows for each of `figures`: an area's name, a period, a count and a rate."""
    rows = [
        (CODES.get(name, "E08000001"), name, "UA", period, indicator, measure, "Children", str(number), "NA", "NA")
        for name, period, *numbers in figures
        for measure, number in zip((COUNT, RATE), numbers, strict=True)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def whole() -> pd.DataFrame:
    """Return Bromley and England in two years, with about 30,000 and 5,000,000 children."""
    return table(
        [
            ("Bromley", "2014/15", 180, 60),
            ("Bromley", "2015/16", 121, 40),
            ("England", "2014/15", 30000, 60),
            ("England", "2015/16", 24900, 50),
        ]
    )


def write(path: Path, rows: pd.DataFrame) -> Path:
    """Write the table as a CSV file at `path`."""
    rows.to_csv(path, index=False)
    return path
