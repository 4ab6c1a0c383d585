"""Read the ten statistical neighbours of each English local authority for children's services, an XLSX workbook.

Sheet `LA SN Groups` has two rows of letters and numbers, then the column names. `SN1` to `SN10` hold the Department
for Education's numbers of the neighbours, nearest first, each followed by how close it is in words, in two casings.
Former authorities are listed below today's, with neighbours of their time.

Neighbours are an authority's, and its team's where it is the whole of the team. A team of several authorities has
none, since its authorities' neighbours differ and no rule chooses ten of them. A neighbour that is part of a team
stands for its whole team.

A council so new that it has no neighbours has a dash in their place: it is left out and named.
"""

from collections.abc import Iterable, Mapping

import pandas as pd

from yotlib.figures.tidy import cut_short
from yotlib.intake.files import Opened
from yotlib.intake.readers.councils import find_council, shared_team
from yotlib.intake.readers.reader import NEIGHBOUR_COLUMNS, Publication, Reader, Reading
from yotlib.reference.areas import Area
from yotlib.reference.errors import BadFigures

SHEET = "LA SN Groups"
HEADER = 3
NUMBER, NAME = "LA number", "LA Name"
NONE = ("-", "–", "", ":", "x", "z", "..")
PLACES = {f"SN{place}": place for place in range(1, 11)}


def recognises(opened: Opened) -> bool:
    """Return whether this is a workbook with the sheet of groups and its column names on the third row."""
    if SHEET not in opened.sheets:
        return False
    above = opened.head(SHEET, rows=HEADER)
    return len(above) == HEADER and {NUMBER, NAME, *PLACES} <= set(above[-1])


def read(opened: Opened) -> Reading:
    """Read the ten neighbours of each current English authority, nearest first."""
    table = opened.table(SHEET, header=HEADER, columns=[NUMBER, NAME, *PLACES])
    listed = table[table[NUMBER] != ""]
    _refuse_contradictions(listed, opened.name)
    areas = {number: find_council(name) for number, name in zip(listed[NUMBER], listed[NAME], strict=True)}
    known = {number: area for number, area in areas.items() if area is not None}
    present = listed[listed[NUMBER].isin([number for number, area in known.items() if not area.until])]
    return Reading(
        neighbours=_list_neighbours(present, known),
        unresolved={name: 1 for name in sorted(listed.loc[~listed[NUMBER].isin(list(known)), NAME])},
        left_out=(*_describe_none(listed), *_describe_left_out(known.values())),
    )


def _list_neighbours(rows: pd.DataFrame, areas: Mapping[str, Area]) -> pd.DataFrame:
    """Return a row for each authority and place, with each neighbour as its team; omit those of no team known here."""
    teams = {number: str(shared_team(area) or area) for number, area in areas.items() if not area.until}
    long = rows.melt([NUMBER], list(PLACES), "place", "neighbour")
    named = long.assign(
        area=[str(areas[number]) for number in long[NUMBER]],
        neighbour=[teams.get(number, "") for number in long["neighbour"]],
        place=long["place"].map(PLACES),
    )
    return named[named["neighbour"] != ""][NEIGHBOUR_COLUMNS].sort_values(["area", "place"], ignore_index=True)


def _refuse_contradictions(rows: pd.DataFrame, file: str) -> None:
    """Refuse a sheet that lists an authority twice, or whose neighbours are not ten other authorities of the sheet."""
    problems = [
        f"{file} row {row}: {NUMBER} {rows.at[row, NUMBER]!r} is there twice." for row in _repeated_rows(rows[NUMBER])
    ]
    problems += [
        f"{file} row {row}: {NAME} {rows.at[row, NAME]!r} is there twice." for row in _repeated_rows(rows[NAME])
    ]
    for row, own, *ten in rows[[NUMBER, *PLACES]].itertuples():
        given = [number for number in ten if number not in NONE]
        strange = sorted({number for number in given if number == own or number not in set(rows[NUMBER])})
        problems += [
            f"{file} row {row}: neighbour {number!r} is no other authority of the sheet." for number in strange
        ]
        if len(set(given)) < len(given) and not strange:
            problems.append(f"{file} row {row}: a neighbour is there twice among {', '.join(given)}.")
    if problems or rows.empty:
        raise BadFigures(cut_short(problems or [f"{file} sheet {SHEET!r} has no authority."], file))


def _repeated_rows(column: pd.Series) -> list[int]:
    return column.index[column.duplicated()].tolist()


def _describe_none(rows: pd.DataFrame) -> tuple[str, ...]:
    """Name the authorities with a mark for none in place of some or all of their neighbours."""
    marks = rows[list(PLACES)].isin(NONE)
    of_all, of_some = marks.all(axis=1), marks.any(axis=1) & ~marks.all(axis=1)
    named = {"left out, since the sheet has no neighbours of them": of_all, "with fewer than ten neighbours": of_some}
    return tuple(
        f"Authorities {words}: {', '.join(sorted(rows.loc[mask, NAME]))}."
        for words, mask in named.items()
        if mask.any()
    )


def _describe_left_out(areas: Iterable[Area]) -> tuple[str, ...]:
    shared = {team for area in areas if not area.until and (team := shared_team(area))}
    former = sorted(area.name for area in areas if area.until)
    teams = f"{len(shared)} teams of several authorities are given no neighbours: their authorities have each its own."
    return (
        *([teams] if shared else []),
        *([f"Neighbours of councils that are no more: {', '.join(former)}."] if former else []),
        "How close a neighbour is, in words, is not kept.",
    )


READER = Reader(
    kind="neighbours",
    title="DfE children's services statistical neighbours",
    source="dfe-neighbours",
    publication=Publication(
        publisher="Department for Education",
        covers="the ten authorities most like each English one; a neighbour that shares a team stands for its team",
        licence="OGL v3",
        address="https://github.com/dfe-analytical-services/local-authority-interactive-tool",
    ),
    recognises=recognises,
    read=read,
)
