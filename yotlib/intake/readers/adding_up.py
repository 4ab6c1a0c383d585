"""Add parts up to totals, only where every part is a number."""

from collections.abc import Iterable
from itertools import product

import pandas as pd

from yotlib.intake.checks.fault import WRONG, Fault
from yotlib.intake.checks.rows import fault_of_row, format_value
from yotlib.intake.readers.reader import READ_COLUMNS

AGES = ("10-14", "15-17")
ALL_AGES = "10-17"
SEXES = ("boys", "girls")
YEAR = ["area", "period_start", "period_end"]
WHOLE = [*YEAR, "age", "ethnicity"]
CELL = [*WHOLE, "sex"]
NUMBERS = ["count", "population"]
NO_ROW = "[x] the file has no row for it"


def add_missing_parts(parts: pd.DataFrame, groups: Iterable[str]) -> pd.DataFrame:
    """Add a part without a number for each that a total needs and the file lacks.

    `parts` has the columns of CELL and NUMBERS, `note`, `doubt` and `row`. A team's year needs both ages and both
    known sexes in each of `groups`; parts of unknown sex or group are optional. A missing part is given the first row
    of its team's year.
    """
    years = parts.groupby(YEAR, as_index=False)["row"].min()
    cells = pd.DataFrame(product(AGES, groups, SEXES), columns=["age", "ethnicity", "sex"], dtype="str")
    needed = years.merge(cells, how="cross").assign(note=NO_ROW, doubt="")
    matched = needed.merge(parts[CELL].drop_duplicates(), on=CELL, how="left", indicator="in_file")["in_file"]
    return pd.concat([parts, needed[(matched == "left_only").to_numpy()]], ignore_index=True)


def repeat_for_totals(parts: pd.DataFrame) -> pd.DataFrame:
    """Return the parts four times: as they are, for all ages, for all groups, and for all ages and groups."""
    ages = pd.concat([parts, parts.assign(age=ALL_AGES)])
    return pd.concat([ages, ages.assign(ethnicity="all")], ignore_index=True)


def add_up(parts: pd.DataFrame, note: str, by: list[str] = WHOLE) -> pd.DataFrame:
    """Sum `count` and `population` for each of `by`; a sum is unknown if any of its parts is.

    The column `note` gets `note`, or says which part has no number and why; a total of one part keeps that part's
    note. `row` is the first part's, `doubt` the first that is not blank.

    >>> parts = pd.DataFrame({"area": "ashby", "count": [3.0, None], "population": [10.0, 20.0], "row": [2, 3]})
    >>> add_up(parts.assign(note=["", "[c] withheld"], doubt=""), "both", ["area"])["note"].item()
    '[c] not added up: row 3 has no number (withheld)'
    """
    ordered = parts.sort_values(["row", "note"], kind="stable")
    grouped = ordered.groupby(by, sort=True)
    unknown = ordered[NUMBERS].isna().groupby([ordered[name] for name in by], sort=True).any()
    return (
        grouped[NUMBERS]
        .sum()
        .mask(unknown)
        .assign(note=_make_notes(ordered, grouped.size(), by, note), row=grouped["row"].min())
        .join(_first_rows(ordered[ordered["doubt"] != ""], by)["doubt"])
        .fillna({"doubt": ""})
        .reset_index()
    )


def _make_notes(ordered: pd.DataFrame, sizes: pd.Series, by: list[str], note: str) -> pd.Series:
    """Return a note for each total: its only part's, why it is unknown, or `note`."""
    own = _first_rows(ordered, by)["note"].reindex(sizes.index)
    withheld = _first_rows(ordered[ordered["count"].isna()], by)
    reasons = pd.Series(map(_explain_gap, withheld["note"], withheld["row"]), index=withheld.index, dtype="str")
    return own.where(sizes == 1, reasons.reindex(sizes.index).fillna(note))


def _first_rows(ordered: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return the first row of each of `by`, indexed by them."""
    return ordered.drop_duplicates(by).set_index(by)


def _explain_gap(note: str, row: int) -> str:
    mark, _, words = note.partition(" ")
    return f"{mark} not added up: row {row} has no number ({words})"


def as_figures(sums: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return sums as figures of a measure: the columns of READ_COLUMNS, and `doubt`.

    Without a column for age or ethnic group, figures are of all ages or all groups; without one for value, count or
    population, that number is unknown.
    """
    whole = {"age": ALL_AGES, "ethnicity": "all"}
    unknown = dict.fromkeys(("value", "count", "population"), float("nan"))
    figures = sums.assign(measure=measure)
    for name, assumed in (whole | unknown).items():
        figures = figures if name in sums else figures.assign(**{name: assumed})
    return figures[[*READ_COLUMNS, "doubt"]]


def report_doubts(figures: pd.DataFrame, check: str, file: str) -> list[Fault]:
    """Return a fault for each figure that has a number and a `doubt`, so that it is held back."""
    doubtful = figures[(figures["doubt"] != "") & figures[["value", "count"]].notna().any(axis=1)]
    return [
        fault_of_row(row, check, WRONG, format_value(row), str(row["doubt"]))
        for _, row in doubtful.assign(file=file).sort_values([*WHOLE, "measure"]).iterrows()
    ]
