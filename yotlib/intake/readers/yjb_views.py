"""Compare the two views of the YJB's dashboard table with each other."""

from typing import Any

import pandas as pd

from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.readers.adding_up import NUMBERS, YEAR

CHECK = "the table agrees with itself"
BREAKDOWNS = ["age", "ethnicity", "sex"]
NO_SUM = "the table prints no sum of this service to hold its cells against"


def find_wrong_sums(sums: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the printed sums that differ from the sum of their cells, with `found` and `expected`.

    Both tables have YEAR, BREAKDOWNS ("all" in a sum), NUMBERS, `name` and `row`. A sum of an area without cells is of
    all the services in the table. A sum with an unknown cell cannot be checked.
    """
    wrong = [row | words for row in sums.to_dict("records") if (words := _compare(row, _cells_of(row, cells)))]
    return pd.DataFrame(wrong, columns=[*sums.columns, "found", "expected"])


def _cells_of(row: dict[Any, Any], cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells that a printed sum is of."""
    wanted = {name: row[name] for name in BREAKDOWNS if row[name] != "all"} | {name: row[name] for name in YEAR[1:]}
    if row["area"] in set(cells["area"]):
        wanted["area"] = row["area"]
    return cells[pd.DataFrame({name: cells[name] == value for name, value in wanted.items()}).all(axis=1)]


def _compare(row: dict[Any, Any], parts: pd.DataFrame) -> dict[str, str]:
    """Return what was found and expected if a printed sum is not that of its cells, else nothing."""
    added = parts[NUMBERS].sum(skipna=False)
    wrong = [name for name in NUMBERS if abs(row[name] - added[name]) > 0]
    if not wrong:
        return {}
    return {
        "found": " and ".join(f"{name} {row[name]:g}" for name in wrong),
        "expected": "its cells add up to " + " and ".join(f"{added[name]:g}" for name in wrong),
    }


def add_doubts(totals: pd.DataFrame, wrong: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    """Doubt all totals of a service's year where a sum printed for it is wrong, or none is printed."""
    words = [f"row {row} has {found}, {added}" for row, found, added in wrong[["row", "found", "expected"]].to_numpy()]
    reasons = wrong[YEAR].assign(reason=pd.Series(words, index=wrong.index, dtype="str")).drop_duplicates(YEAR)
    checked = sums[YEAR].assign(checked="").drop_duplicates()
    matched = totals.merge(reasons, on=YEAR, how="left", validate="many_to_one").merge(checked, on=YEAR, how="left")
    doubts = matched["reason"].fillna(matched["checked"]).fillna(NO_SUM).set_axis(totals.index)
    return totals.assign(doubt=totals["doubt"].where(totals["doubt"] != "", doubts))


def report_overall_sums(wrong: pd.DataFrame, services: set[str], file: str) -> tuple[Fault, ...]:
    """Return a fault for each wrong sum over all services; no figure is made from it, so it is `look`."""
    return tuple(
        Fault(
            CHECK,
            LOOK,
            file,
            row["row"],
            f"children in {row['name']} as the table sums them",
            str(row["found"]),
            str(row["expected"]),
        )
        for row in wrong[~wrong["area"].isin(services)].sort_values("row").to_dict("records")
    )
