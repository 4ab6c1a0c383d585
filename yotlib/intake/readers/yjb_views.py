"""The two views of the YJB's dashboard table, held against each other."""

from typing import Any

import pandas as pd

from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.readers.adding_up import NUMBERS, YEAR

CHECK = "the table agrees with itself"
BREAKDOWNS = ["age", "ethnicity", "sex"]
NO_SUM = "the table prints no sum of this service to hold its cells against"


def apart(sums: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """The printed sums that are not those of their cells, with what stands there in `found` and should in `expected`.

    Both have YEAR, BREAKDOWNS ("all" in a sum), NUMBERS, `name` and `row`. A sum of an area that has no cells is of all
    the services in the table. Where a cell has no number nothing can be said.
    """
    told = [row | said for row in sums.to_dict("records") if (said := _against(row, _parts(row, cells)))]
    return pd.DataFrame(told, columns=[*sums.columns, "found", "expected"])


def _parts(row: dict[Any, Any], cells: pd.DataFrame) -> pd.DataFrame:
    wanted = {name: row[name] for name in BREAKDOWNS if row[name] != "all"} | {name: row[name] for name in YEAR[1:]}
    if row["area"] in set(cells["area"]):
        wanted["area"] = row["area"]
    return cells[pd.DataFrame({name: cells[name] == value for name, value in wanted.items()}).all(axis=1)]


def _against(row: dict[Any, Any], parts: pd.DataFrame) -> dict[str, str]:
    added = parts[NUMBERS].sum(skipna=False)
    wrong = [name for name in NUMBERS if abs(row[name] - added[name]) > 0]
    if not wrong:
        return {}
    return {
        "found": " and ".join(f"{name} {row[name]:g}" for name in wrong),
        "expected": "its cells add up to " + " and ".join(f"{added[name]:g}" for name in wrong),
    }


def in_doubt(wholes: pd.DataFrame, wrong: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    """The sums of a service's year in doubt where one that is printed for it is not that of its cells, or none is."""
    words = [f"row {row} has {found}, {added}" for row, found, added in wrong[["row", "found", "expected"]].to_numpy()]
    said = wrong[YEAR].assign(said=pd.Series(words, index=wrong.index, dtype="str")).drop_duplicates(YEAR)
    held = sums[YEAR].assign(held="").drop_duplicates()
    found = wholes.merge(said, on=YEAR, how="left", validate="many_to_one").merge(held, on=YEAR, how="left")
    doubts = found["said"].fillna(found["held"]).fillna(NO_SUM).set_axis(wholes.index)
    return wholes.assign(doubt=wholes["doubt"].where(wholes["doubt"] != "", doubts))


def of_all_services(wrong: pd.DataFrame, services: set[str], file: str) -> tuple[Fault, ...]:
    """A finding on each sum of all services that is not that of the cells: no figure is made of it, so `look`."""
    return tuple(
        Fault(CHECK, LOOK, file, row["row"], f"children in {row['name']} as the table sums them", *_said(row))
        for row in wrong[~wrong["area"].isin(services)].sort_values("row").to_dict("records")
    )


def _said(row: dict[Any, Any]) -> tuple[str, str]:
    return str(row["found"]), str(row["expected"])
