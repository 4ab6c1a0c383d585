"""Make up a workbook in the form of the DfE's statistical neighbours; its numbers are invented."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

SHEET = "LA SN Groups"
NAMES = {
    "301": "Leeds",
    "302": "Bury",
    "303": "Rochdale",
    "304": "St. Helens",
    "305": "Kingston Upon Hull, City of",
    "306": "Derby",
    "307": "Walsall",
    "308": "Sandwell",
    "309": "Worcestershire",
    "310": "York",
    "311": "Wigan",
    "312": "Northamptonshire",
}
HEADER = ["LA num", "LA Name", "LA number", "GOInd", "GOReg"]


def ten_others(names: Mapping[str, str] = NAMES) -> dict[str, list[str]]:
    """Return for every number ten of the others, the next ones first."""
    numbers = list(names)
    return {own: [*numbers[place + 1 :], *numbers[:place]][:10] for place, own in enumerate(numbers)}


def rows(
    names: Mapping[str, str] = NAMES, neighbours: Mapping[str, Sequence[str]] | None = None
) -> list[list[str | int | None]]:
    """Return the sheet's rows: two of junk, the column names, the authorities, and below these a former one."""
    given = neighbours or ten_others(names)
    pairs = [cell for place in range(1, 11) for cell in (f"SN{place}", "SNP")]
    listed = [
        [int(own), names[own], int(own), 5, "North West", *(cell for ten in given[own] for cell in (int(ten), "Close"))]
        for own in names
    ]
    width = len(HEADER) + len(pairs)
    title = [None, "Old SNs:", *[None] * (width - 2)]
    return [
        ["A", "B", *[None] * (width - 2)],
        list(range(1, width + 1)),
        [*HEADER, *pairs],
        *listed[:-1],
        [None] * width,
        title,
        listed[-1],
    ]


def write(path: Path, table: Sequence[Sequence[str | int | None]], sheet: str = SHEET) -> Path:
    """Write the rows as a workbook at `path`."""
    book = Workbook()
    book.active.title = sheet
    for row in table:
        book.active.append(list(row))
    book.save(path)
    return path
