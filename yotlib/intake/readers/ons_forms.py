"""Read children aged 10-17 from the ONS's own tables: mid-year estimates by year of age, and census table DC2101EW.

The estimates come as the sheet `MYE2 - Persons` (with lines of words above the column names, one of which says the
year), as a file of England and Wales, and from Nomis; the last two do not say their year. Rows of districts within a
county are left out, since no district has a youth justice service of its own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from yotlib.intake.checks.fault import WRONG, Fault
from yotlib.intake.files import Opened
from yotlib.intake.readers.population import ADDS_UP, AGES, ONS, TOTAL, make_reading, read_rows
from yotlib.intake.readers.printed_numbers import read_counts
from yotlib.intake.readers.reader import Publication, Reader, Reading
from yotlib.reference.errors import BadFigures

CODE, NAME = "code", "name"
EVERY_AGE = [*map(str, range(90)), "90+"]
ALL_AGES = ("all ages", "all")
SHEET = "mye2 - persons"
CENSUS_DAY = pd.Timestamp(2011, 3, 27)
CENSUS_CODE, CENSUS_NAME = "geography code", "geography"
BANDS = ("Age 10 to 14", "Age 15", "Age 16 to 17")
GROUPS = {
    "Asian/Asian British": "asian",
    "Black/African/Caribbean/Black British": "black",
    "Mixed/multiple ethnic group": "mixed",
    "Other ethnic group": "other",
    "White": "white",
}
_CELL = "Sex: All persons; Age: {}; Ethnic Group: {}: Total; measures: Value"
# Districts within a county, metropolitan counties, Scotland, Northern Ireland, and the United Kingdom.
_OTHERS = r"(E07|E11|S|N|K02|K03).*"
_YEAR = re.compile(r"\bmid-((?:19|20)\d\d)\b", re.IGNORECASE)


def recognises_estimates(opened: Opened) -> bool:
    """Return whether a sheet has a code, a name and every single year of age."""
    return _find_header(opened) is not None


def recognises_census(opened: Opened) -> bool:
    """Return whether this is a table by sex, age and ethnic group in columns named by sentences."""
    return {CENSUS_CODE, CENSUS_NAME, *_census_columns().values()} <= set(next(iter(opened.head(rows=1)), []))


def read_estimates(opened: Opened, source: str = "") -> Reading:
    """Read a count for each authority, region and nation at 30 June of the year.

    The year is that in the lines above the table, or in the key of the source (`ons-mid-2024`); without either the
    file is refused with a word on how to say it.
    """
    sheet, header, names = _find_header(opened) or ("", 1, {})
    year = _year_of([cell for row in opened.head(sheet)[: header - 1] for cell in row]) or _year_of([source])
    if not year:
        raise BadFigures([f"{opened.name} does not say of which year it is; say so with --source, as in ons-mid-2024."])
    columns = {names[name]: name for name in (CODE, NAME, *EVERY_AGE)} | {_all_ages(names): ALL_AGES[0]}
    table = opened.table(sheet, header=header, columns=list(columns), rows_add_up=True).rename(columns=columns)
    kept = table[~table[CODE].str.fullmatch(_OTHERS) & (table[CODE] != "")]
    ages = pd.DataFrame({age: read_counts(kept[age], {}, opened.name)["value"] for age in (*EVERY_AGE, ALL_AGES[0])})
    faults = tuple(_check_all_ages(kept, ages, opened.name))
    rows = read_rows(_with_total(kept, ages[AGES].sum(axis=1)), CODE, NAME, opened.name, pd.Timestamp(year, 6, 30))
    reading = make_reading(rows.assign(ethnicity="all"), opened.name, faults)
    return _describe(reading, len(table) - len(kept), Publication(source=f"ons-mid-{year}"))


def read_census(opened: Opened) -> Reading:
    """Read a count of each of five ethnic groups for each authority on the day of the Census of 2011."""
    columns = _census_columns()
    table = opened.table(columns=[CENSUS_CODE, CENSUS_NAME, *columns.values()])
    kept = table[~table[CENSUS_CODE].str.fullmatch(_OTHERS)]
    numbers = pd.DataFrame({key: read_counts(kept[name], {}, opened.name)["value"] for key, name in columns.items()})
    groups = [_rows_of_group(kept, numbers, group, opened.name) for group in GROUPS]
    reading = make_reading(pd.concat(groups), opened.name, ())
    return _describe(reading, len(table) - len(kept), Publication(source="ons-census-2011"))


def _find_header(opened: Opened) -> tuple[str, int, Mapping[str, str]] | None:
    """Find the sheet of the estimates, the row of its column names, and these names by their lower case."""
    for sheet in [name for name in opened.sheets if name.casefold() == SHEET] or opened.sheets[:1] or ("",):
        for row, cells in enumerate(opened.head(sheet), start=1):
            names = {cell.strip().casefold(): cell.strip() for cell in cells}
            if {CODE, NAME, *EVERY_AGE} <= set(names) and _all_ages(names):
                return sheet, row, names
    return None


def _all_ages(names: Mapping[str, str]) -> str:
    return next((names[name] for name in ALL_AGES if name in names), "")


def _year_of(texts: list[str]) -> int:
    """Return the year of the first text that names a mid-year, such as mid-2022; zero if none does."""
    return next((int(match[1]) for text in texts if (match := _YEAR.search(text))), 0)


def _with_total(table: pd.DataFrame, counts: pd.Series) -> pd.DataFrame:
    """Return a table with its counts of children as text, as `read_rows` reads them."""
    return table.assign(**{TOTAL: counts.map("{:.12g}".format).astype("str")})


def _check_all_ages(table: pd.DataFrame, ages: pd.DataFrame, file: str) -> Iterator[Fault]:
    """Yield a fault for each row whose years of age do not add up to all ages."""
    added, printed = ages[EVERY_AGE].sum(axis=1), ages[ALL_AGES[0]]
    both = pd.DataFrame({"name": table[NAME], "printed": printed, "added": added})
    for row, name, total, parts in both[(added - printed).abs() >= 1].itertuples(name=None):
        found, expected = f"{total:,.0f} of all ages", f"its years of age add up to {parts:,.0f}"
        yield Fault(ADDS_UP, WRONG, file, int(row), f"Children aged 10-17, {name}", found, expected)


def _rows_of_group(table: pd.DataFrame, numbers: pd.DataFrame, group: str, file: str) -> pd.DataFrame:
    counts = numbers[[(group, band) for band in BANDS]].sum(axis=1)
    rows = read_rows(_with_total(table, counts), CENSUS_CODE, CENSUS_NAME, file, CENSUS_DAY)
    return rows.assign(ethnicity=GROUPS[group])


def _census_columns() -> dict[tuple[str, str], str]:
    return {(group, band): _CELL.format(band, group) for group in GROUPS for band in BANDS}


def _describe(reading: Reading, others: int, publication: Publication) -> Reading:
    """Return a reading with its publication, and a sentence on the rows that are not read."""
    words = f"Rows of districts within a county, and of areas outside England and Wales: {others:,}. A county without a"
    left_out = (f"{words} row of its own has no figure.",) if others else ()
    return replace(reading, left_out=(*reading.left_out, *left_out), publication=publication)


READERS = (
    Reader(
        kind="ons-single-years",
        title="ONS mid-year estimates, every year of age",
        source="ons-mid-year",
        publication=Publication(covers="children aged 10 to 17 by local authority", **ONS),
        recognises=recognises_estimates,
        read=read_estimates,
        read_release=read_estimates,
    ),
    Reader(
        kind="ons-ethnic-group-by-age",
        title="ONS Census 2011, DC2101EW",
        source="ons-census-2011",
        publication=Publication(covers="children aged 10 to 17 by five ethnic groups on 27 March 2011", **ONS),
        recognises=recognises_census,
        read=read_census,
    ),
)
