"""Parts added up to wholes, and only where every part is a number."""

from collections.abc import Iterable
from itertools import product

import pandas as pd

from yotlib.intake.checks.fault import WRONG, Fault
from yotlib.intake.checks.rows import fault, stated
from yotlib.intake.readers.reader import READ_COLUMNS

AGES = ("10-14", "15-17")
ALL_AGES = "10-17"
SEXES = ("boys", "girls")
YEAR = ["area", "period_start", "period_end"]
WHOLE = [*YEAR, "age", "ethnicity"]
CELL = [*WHOLE, "sex"]
NUMBERS = ["count", "population"]
NO_ROW = "[x] the file has no row for it"


def with_gaps(parts: pd.DataFrame, groups: Iterable[str]) -> pd.DataFrame:
    """The parts, and a part without a number for each that a whole needs and the file does not have.

    `parts` has the columns of CELL and NUMBERS, `note`, `doubt` and `row`. A team's year needs both ages of both
    known sexes in each of `groups`; parts of unknown sex or group stand only where there are any. A gap stands on the
    first row of its team's year.
    """
    years = parts.groupby(YEAR, as_index=False)["row"].min()
    cells = pd.DataFrame(product(AGES, groups, SEXES), columns=["age", "ethnicity", "sex"], dtype="str")
    needed = years.merge(cells, how="cross").assign(note=NO_ROW, doubt="")
    found = needed.merge(parts[CELL].drop_duplicates(), on=CELL, how="left", indicator="found")["found"]
    return pd.concat([parts, needed[(found == "left_only").to_numpy()]], ignore_index=True)


def margins(parts: pd.DataFrame) -> pd.DataFrame:
    """The parts four times: as they are, for both ages together, for all groups together, and for both."""
    ages = pd.concat([parts, parts.assign(age=ALL_AGES)])
    return pd.concat([ages, ages.assign(ethnicity="all")], ignore_index=True)


def added_up(parts: pd.DataFrame, told: str, by: list[str] = WHOLE) -> pd.DataFrame:
    """One row for each of `by`: `count` and `population` summed, each unknown where it is unknown of any part.

    `note` says what was added up (`told`), or which part has no number and why; a whole of one part keeps that part's
    note. `row` is the first part's, `doubt` the first there is.

    >>> parts = pd.DataFrame({"area": "ashby", "count": [3.0, None], "population": [10.0, 20.0], "row": [2, 3]})
    >>> added_up(parts.assign(note=["", "[c] withheld"], doubt=""), "both", ["area"])["note"].item()
    '[c] not added up: row 3 has no number (withheld)'
    """
    ordered = parts.sort_values(["row", "note"], kind="stable")
    grouped = ordered.groupby(by, sort=True)
    unknown = ordered[NUMBERS].isna().groupby([ordered[name] for name in by], sort=True).any()
    return (
        grouped[NUMBERS]
        .sum()
        .mask(unknown)
        .assign(note=_notes(ordered, grouped.size(), by, told), row=grouped["row"].min())
        .join(_first(ordered[ordered["doubt"] != ""], by)["doubt"])
        .fillna({"doubt": ""})
        .reset_index()
    )


def _notes(ordered: pd.DataFrame, sizes: pd.Series, by: list[str], told: str) -> pd.Series:
    own = _first(ordered, by)["note"].reindex(sizes.index)
    withheld = _first(ordered[ordered["count"].isna()], by)
    why = pd.Series(map(_why, withheld["note"], withheld["row"]), index=withheld.index, dtype="str")
    return own.where(sizes == 1, why.reindex(sizes.index).fillna(told))


def _first(ordered: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return ordered.drop_duplicates(by).set_index(by)


def _why(note: str, row: int) -> str:
    mark, _, words = note.partition(" ")
    return f"{mark} not added up: row {row} has no number ({words})"


def as_figures(sums: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Sums as figures of a measure: the columns of READ_COLUMNS, and the `doubt` that the sums have.

    Where `sums` has no such column, a figure is of all ages and groups, and its value, count or population is not
    given.
    """
    whole = {"age": ALL_AGES, "ethnicity": "all"}
    unknown = dict.fromkeys(("value", "count", "population"), float("nan"))
    figures = sums.assign(measure=measure)
    for name, assumed in (whole | unknown).items():
        figures = figures if name in sums else figures.assign(**{name: assumed})
    return figures[[*READ_COLUMNS, "doubt"]]


def doubted(figures: pd.DataFrame, check: str, file: str) -> list[Fault]:
    """A fault for each figure with a number and a `doubt`, so that it is held back."""
    doubtful = figures[(figures["doubt"] != "") & figures[["value", "count"]].notna().any(axis=1)]
    return [
        fault(row, check, WRONG, stated(row), str(row["doubt"]))
        for _, row in doubtful.assign(file=file).sort_values([*WHOLE, "measure"]).iterrows()
    ]
