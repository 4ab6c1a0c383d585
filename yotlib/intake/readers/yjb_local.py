"""Read the YJB's local level tables: children, offences and outcomes of each service and year, as ODS, XLSX or CSV.

The table of children was read in full (2013-14 to 2019-20, CSV, which prints no zeros). The layout of the others
follows public code that reads them: a workbook whose third sheet is `Data`, with Financial_Year (2013-14), YJS (YOT in
older releases), the region under one of two names, PCC and England_Wales, and then

* children: Age_Group, Ethnicity_Group, Sex, Number_Children;
* outcomes: Caution_or_sentence_type, Caution_or_sentence_tier (Pre Court, First Tier, Community, Custody),
  Number_Cautioned_Sentenced; the rows of the tier Custody are the custodial sentences;
* offences: a column that begins with Offence, one of gravity scores, a number. The table does not number its rows, so
  one of two identical rows may be a copy: their sum is held back.

Rows are not added up to regions and nations, because a child who moves is counted by each service.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from yotlib.figures.tidy import FIVE_GROUPS
from yotlib.intake.files import Opened
from yotlib.intake.readers import yjb, yjb_offences
from yotlib.intake.readers.adding_up import (
    CELL,
    YEAR,
    add_missing_parts,
    add_up,
    as_figures,
    repeat_for_totals,
    report_doubts,
)
from yotlib.intake.readers.area_of_row import add_areas, count_unresolved
from yotlib.intake.readers.period_labels import read_periods
from yotlib.intake.readers.reader import READ_COLUMNS, Reader, Reading

DATA = "data"
CHILDREN = ("age_group", "ethnicity_group", "sex", "number_children")
OUTCOMES = ("caution_or_sentence_type", "caution_or_sentence_tier", "number_cautioned_sentenced")
TIERS = {name: name for name in ("pre court", "pre-court", "first tier", "first-tier", "community", "custody")}
CUSTODIAL = re.compile(r"detention and training|section (?:9[01]|22[68]|250)")
CHILDREN_WORDS = {
    "age_group": (yjb.AGES, "age band"),
    "ethnicity_group": (yjb.GROUPS, "ethnic group"),
    "sex": (yjb.SEXES, "sex"),
}
REGIONS = ("region", "wales or english region")
NO_POPULATION = "The table has no population, so custodial sentences have no rate per 1,000."
CHECK = "every row is in its sum once"
PUBLICATION = replace(yjb.PUBLICATION, covers="children, proven offences and outcomes by service")


def recognises(opened: Opened) -> bool:
    """Return whether a sheet has the columns of one of the three tables."""
    sheet, _, names = _find_header(opened)
    return bool(sheet is not None and _which_table(names))


def read(opened: Opened) -> Reading:
    """Read the figures of one of the three tables."""
    sheet, header, names = _find_header(opened)
    table = opened.table(sheet or "", header=header, columns=[name for name in names.values() if name])
    table = table.set_axis([" ".join(name.split()).casefold() for name in table.columns], axis=1)
    readers = {"children": _read_children, "outcomes": _read_outcomes, "offences": _read_offences}
    reading = readers[_which_table(names)](table, opened.name)
    return replace(reading, left_out=(*reading.left_out, *_describe_other_nations(table)))


def _find_header(opened: Opened) -> tuple[str | None, int, Mapping[str, str]]:
    """Find the sheet of the table, the row of its column names, and these names by their lower case."""
    for sheet in [name for name in opened.sheets if name.casefold() == DATA] or opened.sheets[:1] or ("",):
        for row, cells in enumerate(opened.head(sheet), start=1):
            names = {" ".join(cell.split()).casefold(): " ".join(cell.split()) for cell in cells}
            if "financial_year" in names:
                return sheet, row, names
    return None, 1, {}


def _which_table(names: Mapping[str, str]) -> str:
    """Return which of the three tables has these columns; blank if none."""
    if not {"yjs", "yot"} & set(names):
        return ""
    if set(CHILDREN) <= set(names):
        return "children"
    if set(OUTCOMES) <= set(names):
        return "outcomes"
    return "offences" if _column_beginning(names, "offence") and _column_beginning(names, "number") else ""


def _column_beginning(names: Iterable[str], start: str) -> str:
    return next((name for name in names if name.startswith(start)), "")


def _read_rows(table: pd.DataFrame, number: str, file: str) -> pd.DataFrame:
    """Return the rows with count, period, service, and what puts their sums in doubt."""
    rows = yjb.read_counts(table[number], file).join(read_periods(table["financial_year"], file))
    region = next((table[name] for name in REGIONS if name in table), None)
    placed = add_areas(rows, table["yjs" if "yjs" in table else "yot"], region)
    return placed.assign(population=float("nan"), row=placed.index)


def _read_children(table: pd.DataFrame, file: str) -> Reading:
    """Read children cautioned or sentenced by age band and ethnic group, of either sex and of unknown sex.

    In a table that prints zeros, a cell without a row is unknown, and so are its totals. In a table that prints no
    zeros, a cell without a row has no children.
    """
    yjb.refuse_unknown_words(table, CHILDREN_WORDS, file)
    rows = _read_rows(table, "number_children", file).assign(
        age=yjb.translate(table["age_group"], yjb.AGES),
        ethnicity=yjb.translate(table["ethnicity_group"], yjb.GROUPS),
        sex=yjb.translate(table["sex"], yjb.SEXES),
    )
    cells = _doubt_repeats(rows[rows["area"] != ""])
    parts = add_missing_parts(cells, FIVE_GROUPS) if (rows["count"] == 0).any() else cells
    figures = as_figures(add_up(repeat_for_totals(parts), ""), "cautioned_or_sentenced")
    return _make_reading(figures, rows, file, "Boys and girls have no figures of their own here: added up.")


def _refuse_totals(table: pd.DataFrame, file: str) -> None:
    """Refuse a table with a total among its rows; the name of a service that is none is reported elsewhere."""
    yjb.refuse_totals(table.drop(columns=["yjs", "yot"], errors="ignore"), file)


def _read_outcomes(table: pd.DataFrame, file: str) -> Reading:
    """Read custodial sentences. A service's year without a row of the tier Custody has no figure."""
    yjb.refuse_unknown_words(table, {"caution_or_sentence_tier": (TIERS, "tier")}, file)
    _refuse_totals(table, file)
    custody = yjb.translate(table["caution_or_sentence_tier"], TIERS) == "custody"
    rows = _doubt_tiers(_read_rows(table, "number_cautioned_sentenced", file), table, custody)
    kinds = rows.assign(kind=table["caution_or_sentence_type"])[custody & (rows["area"] != "")]
    sums = add_up(_doubt_repeats(kinds, [*YEAR, "kind"]), "every kind of custodial sentence added up", YEAR)
    others = f"Cautions and other sentences ({(~custody).sum():,} rows) have no measure here."
    return _make_reading(as_figures(sums, "custody_rate"), rows, file, others, NO_POPULATION)


def _doubt_tiers(rows: pd.DataFrame, table: pd.DataFrame, custody: pd.Series) -> pd.DataFrame:
    """Doubt every sum of a service's year with a row in doubt, or in which a sentence is not in the tier of its kind.

    A row in doubt may be another service's, and one of this service's custodial sentences may then be missing.
    """
    kind, tier = table["caution_or_sentence_type"], table["caution_or_sentence_tier"]
    is_custodial, is_caution = (kind.str.casefold().str.contains(words) for words in (CUSTODIAL, "caution"))
    misplaced = (custody & is_caution) | (~custody & is_custodial)
    words = "row " + rows["row"].astype("str") + " has " + kind + " in the tier " + tier
    doubt = rows["doubt"].mask((rows["doubt"] == "") & misplaced, words)
    first = doubt.where(doubt != "").groupby([rows[name] for name in YEAR]).transform("first")
    return rows.assign(doubt=first.fillna("").astype("str"))


def _read_offences(table: pd.DataFrame, file: str) -> Reading:
    """Read proven offences. Rows that are identical put their sum in doubt."""
    _refuse_totals(table, file)
    rows = _read_rows(table, _column_beginning(table.columns, "number"), file)
    identical = table.duplicated(keep=False)
    words = "row " + rows["row"].astype("str") + " is there twice, and nothing shows whether it is a copy"
    rows = rows.assign(doubt=rows["doubt"].mask(identical & (rows["doubt"] == ""), words))
    return yjb_offences.add_up_offences(rows, table[_column_beginning(table.columns, "offence")], file)


def _doubt_repeats(cells: pd.DataFrame, by: list[str] = CELL) -> pd.DataFrame:
    """Return the cells, in doubt where one appears twice, under one spelling of its service or two."""
    twice = cells.duplicated(by, keep=False)
    words = "row " + cells["row"].astype("str") + " is not the only one of its cell"
    return cells.assign(doubt=cells["doubt"].mask(twice & (cells["doubt"] == ""), words))


def _make_reading(figures: pd.DataFrame, rows: pd.DataFrame, file: str, *left_out: str) -> Reading:
    return Reading(
        figures=figures[READ_COLUMNS],
        unresolved=count_unresolved(rows["name"], rows["area"]),
        left_out=left_out,
        faults=tuple(report_doubts(figures, CHECK, file)),
    )


def _describe_other_nations(table: pd.DataFrame) -> tuple[str, ...]:
    """Describe other words in the column of nations, which is not used: a service's nation is known."""
    if "england_wales" not in table:
        return ()
    others = table["england_wales"][~table["england_wales"].str.strip().str.casefold().isin(("england", "wales"))]
    names = [f"{name!r} (rows: {rows:,})" for name, rows in others.value_counts().sort_index().items()]
    return (f"England_Wales holds {', '.join(names)}; not used.",) if names else ()


READER = Reader(
    kind="yjb-local",
    title="YJB local level tables",
    source="yjb-local",
    publication=PUBLICATION,
    recognises=recognises,
    read=read,
)
