"""Make up a table in the form of the YJB's dashboard of proven offences, with its faults."""

from pathlib import Path

from tests.madeup import csvs

COLUMNS = ["FY", "YJS", "Region", "PCC", "England_Wales", "Offence", "Gravity", "Number", "ObjectId"]
OFFENCES = [
    ("2013-14", "Dudley", "Theft and handling stolen goods", "Not available", 5),
    ("2013-14", "Dudley", "Theft and handling stolen goods", "Not available", 6),
    ("2013-14", "Walsall", "Public order", "Not available", 9),
    ("2016-17", "Dudley", "Violence against the person", "01-Apr", 20),
    ("2016-17", "Dudley", "Violence Against The Person", "05-Aug", 7),
    ("2016-17", "Walsall", "Other", "Unknown", 2),
    ("2022-23", "Dudley", "Public Order", "1-4", 3),
    ("2022-23", "Walsall", "Public order", "2024-05-08", 1),
]


def rows() -> list[dict[str, str]]:
    """Return 11, 27 and 3 offences of Dudley in three years, and 9, 2 and 1 of Walsall."""
    home = ("West Midlands", "West Midlands", "England")
    cells = [
        (year, team, *home, offence, gravity, str(number), str(place))
        for place, (year, team, offence, gravity, number) in enumerate(OFFENCES, start=1)
    ]
    return [dict(zip(COLUMNS, each, strict=True)) for each in cells]


def write(path: Path, table: list[dict[str, str]]) -> Path:
    """Write the rows as a CSV file at `path`."""
    return csvs.write(path, COLUMNS, [[row[name] for name in COLUMNS] for row in table])
