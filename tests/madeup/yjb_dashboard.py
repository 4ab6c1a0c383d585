"""Make up a table in the form of the YJB's dashboard of children cautioned or sentenced: two services, two views."""

from pathlib import Path

from tests.madeup import csvs

PLACE = ["Filter", "Code", "YJYear", "Local_Authority", "Ethnicity", "Gender", "Age"]
COLUMNS = [*PLACE, "YJVolume", "Population", "Rate", "ObjectId"]
GROUPS = ("White", "Mixed", "Asian", "Black", "Other")
CHILDREN = {
    ("Dudley", "15 to 17", "White", "Boys"): 12,
    ("Dudley", "15 to 17", "Asian", "Boys"): 3,
    ("Dudley", "10 to 14", "White", "Girls"): 2,
    ("Dudley", "15 to 17", "Unknown", "Boys"): 1,
    ("Walsall", "15 to 17", "White", "Girls"): 4,
    ("Walsall", "15 to 17", "Black", "Unknown"): 1,
    ("Walsall", "10 to 14", "Mixed", "Boys"): 8,
}
RESIDENTS = {"Dudley": 1000, "Walsall": 500}


def rows() -> list[dict[str, str]]:
    """Return every cell of both services, then the other view: 18 of 20,000 in Dudley, 13 of 10,000 in Walsall."""
    known = [
        (team, age, group, sex)
        for team in RESIDENTS
        for age in ("10 to 14", "15 to 17")
        for group in GROUPS
        for sex in ("Boys", "Girls")
    ]
    cells = [_cell(*key) for key in known]
    cells += [_cell(*key) for key in CHILDREN if "Unknown" in key]
    return [row | {"ObjectId": str(place)} for place, row in enumerate(cells + _chart(), start=1)]


def write(path: Path, table: list[dict[str, str]]) -> Path:
    """Write the rows as a CSV file at `path`."""
    return csvs.write(path, COLUMNS, [[row[name] for name in COLUMNS] for row in table])


def _cell(team: str, age: str, group: str, sex: str) -> dict[str, str]:
    code = f"2022-23 {team} {age} {group} {sex}"
    people = 0 if "Unknown" in (group, sex) else RESIDENTS[team]
    return _row("Dashboard", code, (team, group, sex, age), CHILDREN.get((team, age, group, sex), 0), people)


def _chart() -> list[dict[str, str]]:
    teams = [("Dudley", 18, 20_000), ("Walsall", 13, 10_000)]
    rates = [_row("Chart", "Local Authority Rate", (team, "Total", "Total", "Total"), *of) for team, *of in teams]
    parts = [
        _row("Chart", "Gender", ("West Midlands", "Total", "Male", "Total"), 24, 15_000),
        _row("Chart", "Age", ("West Midlands", "Total", "Total", "10 to 14"), 10, 15_000),
        _row("Chart", "Ethnicity", ("West Midlands", "White", "Total", "Total"), 18, 6_000),
    ]
    return rates + parts


def _row(view: str, code: str, place: tuple[str, str, str, str], children: int, people: int) -> dict[str, str]:
    team, group, sex, age = place
    rate = f"{1000 * children / people:.1f}" if people else "0.0"
    values = (view, code, "2022-23", team, group, sex, age, str(children), str(people), rate)
    return dict(zip(COLUMNS, values, strict=False))
