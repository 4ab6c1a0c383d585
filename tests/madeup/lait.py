"""Make up a table in the form of the DfE's long table: all text, the unit said on a measure's first year only."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

COLUMNS = ["Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region"]
ENTRANTS, OLDER, YOUNGER = "FirstYJS", "ReoffYO15-17", "ReoffYO"
CAUTIONED = "YJS_Caution-Sentence10-17_YO"
PER_THOUSAND = "Children with cautions/convictions per 1,000 of the 10-17 population (YJB Area)"
ITEMS = {
    ENTRANTS: "First Time entrants to the Youth Justice System aged 10-17 (rate)",
    OLDER: "Rate of proven re-offending by young offenders 15-17 (%)",
    YOUNGER: "Rate of proven re-offending by young offenders (%)",
}
NUMBERS = {"England": 970.0, "Northamptonshire": 928.0, "Cumbria": 909.0, "Dorset (Pre LG)": 835.0}


def series(
    short: str, years: Sequence[object], values: Mapping[str, Sequence[object]], item: str | None = None
) -> pd.DataFrame:
    """Return one measure year by year; `values` has each area's numbers or marks, one for each year."""
    first_item = ITEMS.get(short, "") if item is None else item
    rows = [
        (short, first_item if not place else None, str(year), name, str(numbers[place]), NUMBERS.get(name, 300.0), "NA")
        for place, year in enumerate(years)
        for name, numbers in values.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def whole() -> pd.DataFrame:
    """Return all four measures of a few areas, after one that is not of youth justice."""
    rates = {"Bradford": (501, "-"), "Yorkshire and the Humber": (410, 402), "London (Inner)": ("-", 77)}
    return pd.concat(
        [
            series("Attainment8", [2018], {"Bradford": [44.1]}, "Average score"),
            series(ENTRANTS, [2018, 2019], rates),
            series(OLDER, [2018], {"Bradford": ["40.409999999999997"]}),
            series(YOUNGER, [2018], {"Bradford": ["31.5"]}),
            series(CAUTIONED, ["2018-19"], {"Bradford": ["6.5999999999999996"]}, PER_THOUSAND),
        ],
        ignore_index=True,
    )


def parquet(path: Path, table: pd.DataFrame) -> Path:
    """Write the table as a Parquet file at `path`, in groups of two rows."""
    table.to_parquet(path, index=False, row_group_size=2)
    return path


def csv(path: Path, table: pd.DataFrame) -> Path:
    """Write the table as a CSV file at `path`."""
    table.to_csv(path, index=False)
    return path
