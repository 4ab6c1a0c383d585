"""Make up counts in the forms of the ONS mid-year estimates and the 2021 census; every number is invented."""

from collections.abc import Sequence
from pathlib import Path

from tests.madeup import csvs

AGES = [str(age) for age in range(10, 18)]
ESTIMATES = [
    ("E08000035", "Leeds", 800),
    ("E08000002", "Bury", 160),
    ("E08000005", "Rochdale", 240),
    ("E10000021", "Northamptonshire", 720),
    ("E06000017", "Rutland", 80),
    ("Z99999999", "Atlantis", 8),
]
CENSUS = [
    ("E06000061", "North Northamptonshire", "White", 30),
    ("E06000062", "West Northamptonshire", "White", 40),
    ("E06000061", "North Northamptonshire", "Asian", 3),
    ("E06000062", "West Northamptonshire", "Asian", 4),
    ("E09000030", "Tower Hamlets", "White", 50),
    ("E09000001", "City of London", "White", ""),
]


def estimates(path: Path, rows: Sequence[tuple[str, str, int]] = ESTIMATES, *, year: int = 19) -> Path:
    """Write estimates with an eighth of each count at every age."""
    columns = [f"utla{year}_code", f"utla{year}_name", *AGES, "population_10_17"]
    return csvs.write(path, columns, [[code, name, *[total // 8] * 8, total] for code, name, total in rows])


def census(path: Path, rows: Sequence[tuple[str, str, str, object]] = CENSUS) -> Path:
    """Write a row for each authority and group."""
    return csvs.write(path, ["utla_code", "utla_name", "ethnic_group", "population_10_17"], rows)
