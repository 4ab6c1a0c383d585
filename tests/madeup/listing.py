"""Define a made-up kind of file and its reader, for tests of what happens to a file once it is read."""

from pathlib import Path

import pandas as pd

from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.files import Opened
from yotlib.intake.readers.reader import READ_COLUMNS, Publication, Reader, Reading
from yotlib.reference import areas, periods

FIELDS = ["listing", "measure", "area", "age", "year", "value", "count", "population", "note", "doubt"]
PUBLICATION = ["released", "source", "published"]
GOOD = {"listing": "made up", "measure": "first_time_entrants", "age": "10-17", "year": "2018"}


def write(path: Path, *rows: dict, released="2026-02-11", source="", published="yes") -> Path:
    """Write a file of invented figures, each given by how it differs from GOOD."""
    publication = {"released": released, "source": source, "published": published}
    pd.DataFrame([GOOD | row | publication for row in rows], columns=[*FIELDS, *PUBLICATION]).to_csv(path, index=False)
    return path


def _recognises(opened: Opened) -> bool:
    return opened.head()[0][:1] == ["listing"]


def _read(opened: Opened) -> Reading:
    table = opened.table()
    known = table[table["area"].isin(areas.all_areas())]
    if (table["listing"] == "neighbours").any():
        pairs = table.rename(columns={"note": "neighbour", "value": "place"})
        return Reading(neighbours=pairs[["area", "neighbour", "place"]], publication=_publication(table))
    if (table["listing"] == "ratings").any():
        return _ratings(opened.name, table)
    figures = [_figure(row) | {"row": label} for label, row in known.iterrows()]
    unknown = table.loc[~table["area"].isin(areas.all_areas()), "area"].value_counts()
    faults = [_fault(opened.name, label, row) for label, row in table.iterrows() if row["doubt"]]
    return Reading(
        figures=pd.DataFrame(figures, columns=READ_COLUMNS),
        unresolved={str(name): int(rows) for name, rows in unknown.items()},
        left_out=("One sheet of pictures.",) if (table["listing"] == "with pictures").any() else (),
        faults=tuple(faults),
        publication=_publication(table),
    )


def _ratings(file: str, table: pd.DataFrame) -> Reading:
    named = table.rename(columns={"doubt": "overall_rating", "value": "points_of_36"})
    misread = table[table["note"] == "misread"]
    return Reading(
        ratings=named[["area", "overall_rating", "points_of_36", "note"]].assign(
            published=table["population"], row=table.index
        ),
        faults=tuple(_fault(file, label, row) for label, row in misread.iterrows()),
        publication=_publication(table),
    )


def _figure(row: pd.Series) -> dict:
    start, end = periods.parse(row["year"])
    numbers = {name: float(row[name] or "nan") for name in ("value", "count", "population")}
    words = {name: row[name] for name in ("area", "measure", "age", "note")} | {"ethnicity": "all"}
    return words | numbers | {"period_start": start, "period_end": end}


def _fault(file: str, label: int, row: pd.Series) -> Fault:
    severity = LOOK if row["doubt"].startswith("perhaps") else WRONG
    return Fault("made up", severity, file, label, f"row of {row['area']}", row["doubt"], "something else")


def _publication(table: pd.DataFrame) -> Publication:
    return Publication(**table.iloc[0][PUBLICATION].to_dict())


READER = Reader(
    kind="listing",
    title="A made-up listing",
    source="made-up",
    publication=Publication(title="A made-up listing", publisher="nobody", licence="none", address="nowhere"),
    recognises=_recognises,
    read=_read,
)
