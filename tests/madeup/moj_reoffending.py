"""Make up a table in the form of the Ministry of Justice's geographic table of proven reoffending."""

from pathlib import Path

from tests.madeup import csvs

PLACE = ["adult_child", "cohort", "region", "category", "subcat1", "subcat2"]
COLUMNS = [*PLACE, "offenders", "reoffenders", "reoffences"]
YORKSHIRE = "Yorkshire and The Humber"
LEEDS = {"Apr 2018 to Jun 2018": (40, 10, 30), "Jul 2018 to Sep 2018": (60, 24, 80)} | {
    "Oct 2018 to Dec 2018": (50, 20, 64),
    "Jan-Mar 2019": (10, 6, 26),
}

Row = list[object]


def row(cohort: str, numbers: tuple[object, object, object], **changed: str) -> Row:
    """Return a row of Leeds's team in one cohort, with the cells that are `changed`."""
    place = {"adult_child": "Child", "cohort": cohort, "region": YORKSHIRE, "category": "Youth Offending Team"}
    return [*(place | {"subcat1": "Leeds", "subcat2": "Total"} | changed).values(), *numbers]


def year() -> list[Row]:
    """Return four cohorts of Leeds: 60 of 160 children reoffended, 200 times; the mean of the rates would be 41.25%."""
    return [row(cohort, numbers) for cohort, numbers in LEEDS.items()]


def write(path: Path, rows: list[Row]) -> Path:
    """Write the rows as a CSV file at `path`."""
    return csvs.write(path, COLUMNS, rows)
