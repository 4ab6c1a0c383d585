"""The YJB's local level tables: children, offences and outcomes of each service and year, as ODS, XLSX or CSV.

No file of this kind was at hand. What is read follows public code that reads them: a workbook whose third sheet is
`Data`, with Financial_Year (2013-14), YJS (YOT in older releases), the region under one name or another, PCC and
England_Wales, and then

* children: Age_Group, Ethnicity_Group, Sex, Number_Children;
* outcomes: Caution_or_sentence_type, Caution_or_sentence_tier (Pre Court, First Tier, Community, Custody),
  Number_Cautioned_Sentenced; the rows of the tier Custody are the custodial sentences;
* offences: a column that begins with Offence, one of gravity scores, a number. Rows have no numbers of their own, so of
  two that are alike nothing shows whether one is a copy: their sum is held back.

Regions and nations are no sums of these rows, since a child who moves is counted by each service: none are made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from yotlib.figures.tidy import FIVE_GROUPS
from yotlib.intake.files import Opened
from yotlib.intake.readers import yjb, yjb_offences
from yotlib.intake.readers.adding_up import CELL, YEAR, added_up, as_figures, doubted, margins, with_gaps
from yotlib.intake.readers.area_of_row import unresolved, with_areas
from yotlib.intake.readers.period_labels import spans
from yotlib.intake.readers.reader import READ_COLUMNS, Reader, Reading

DATA = "data"
CHILDREN = ("age_group", "ethnicity_group", "sex", "number_children")
OUTCOMES = ("caution_or_sentence_type", "caution_or_sentence_tier", "number_cautioned_sentenced")
TIERS = {name: name for name in ("pre court", "pre-court", "first tier", "first-tier", "community", "custody")}
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
    """A sheet whose columns are those of one of the three tables."""
    sheet, _, names = _header(opened)
    return bool(sheet is not None and _table_of(names))


def read(opened: Opened) -> Reading:
    """The figures of one of the three tables."""
    sheet, header, names = _header(opened)
    table = opened.table(sheet or "", header=header, columns=[name for name in names.values() if name])
    table = table.set_axis([" ".join(name.split()).casefold() for name in table.columns], axis=1)
    readers = {"children": _children, "outcomes": _outcomes, "offences": _offences}
    reading = readers[_table_of(names)](table, opened.name)
    return replace(reading, left_out=(*reading.left_out, *_strays(table)))


def _header(opened: Opened) -> tuple[str | None, int, Mapping[str, str]]:
    """The sheet of the table, the row of its column names, and these by their names in lower case."""
    for sheet in [name for name in opened.sheets if name.casefold() == DATA] or opened.sheets[:1] or ("",):
        for row, cells in enumerate(opened.head(sheet), start=1):
            names = {" ".join(cell.split()).casefold(): " ".join(cell.split()) for cell in cells}
            if "financial_year" in names:
                return sheet, row, names
    return None, 1, {}


def _table_of(names: Mapping[str, str]) -> str:
    """Which of the three tables has these columns; blank if none."""
    if not {"yjs", "yot"} & set(names):
        return ""
    if set(CHILDREN) <= set(names):
        return "children"
    if set(OUTCOMES) <= set(names):
        return "outcomes"
    return "offences" if _beginning(names, "offence") and _beginning(names, "number") else ""


def _beginning(names: Iterable[str], start: str) -> str:
    return next((name for name in names if name.startswith(start)), "")


def _rows(table: pd.DataFrame, number: str, file: str) -> pd.DataFrame:
    """The rows with count, period, service and whatever puts their sums in doubt."""
    rows = yjb.counted(table[number], file).join(spans(table["financial_year"], file))
    region = next((table[name] for name in REGIONS if name in table), None)
    named = with_areas(rows, table["yjs" if "yjs" in table else "yot"], region)
    return named.assign(population=float("nan"), row=named.index)


def _children(table: pd.DataFrame, file: str) -> Reading:
    """Children cautioned or sentenced by age band and ethnic group, over both sexes and the sex not known.

    In a table that prints noughts a cell without a row is unknown, and so is what it is part of; in one that prints
    none it is none.
    """
    yjb.refuse_unknown_words(table, CHILDREN_WORDS, file)
    rows = _rows(table, "number_children", file).assign(
        age=yjb.in_our_words(table["age_group"], yjb.AGES),
        ethnicity=yjb.in_our_words(table["ethnicity_group"], yjb.GROUPS),
        sex=yjb.in_our_words(table["sex"], yjb.SEXES),
    )
    cells = _once(rows[rows["area"] != ""])
    whole = with_gaps(cells, FIVE_GROUPS) if (rows["count"] == 0).any() else cells
    figures = as_figures(added_up(margins(whole), "rows of the table added up"), "cautioned_or_sentenced")
    return _reading(figures, rows, file, "Boys and girls have no figures of their own here: added up.")


def _outcomes(table: pd.DataFrame, file: str) -> Reading:
    """Custodial sentences; a service's year without a row of the tier Custody has no figure."""
    yjb.refuse_unknown_words(table, {"caution_or_sentence_tier": (TIERS, "tier")}, file)
    rows = _rows(table, "number_cautioned_sentenced", file)
    custody = yjb.in_our_words(table["caution_or_sentence_tier"], TIERS) == "custody"
    kinds = rows.assign(kind=table["caution_or_sentence_type"])[custody & (rows["area"] != "")]
    sums = added_up(_once(kinds, [*YEAR, "kind"]), "every kind of custodial sentence added up", YEAR)
    others = f"Cautions and other sentences ({(~custody).sum():,} rows) have no measure here."
    return _reading(as_figures(sums, "custody_rate"), rows, file, others, NO_POPULATION)


def _offences(table: pd.DataFrame, file: str) -> Reading:
    rows = _rows(table, _beginning(table.columns, "number"), file)
    alike = table.duplicated(keep=False)
    words = "row " + rows["row"].astype("str") + " stands twice, and nothing shows whether it is a copy"
    rows = rows.assign(doubt=rows["doubt"].mask(alike & (rows["doubt"] == ""), words))
    return yjb_offences.offences(rows, table[_beginning(table.columns, "offence")], file)


def _once(cells: pd.DataFrame, by: list[str] = CELL) -> pd.DataFrame:
    """The cells, those in doubt that stand twice, under one spelling of their service or two."""
    twice = cells.duplicated(by, keep=False)
    words = "row " + cells["row"].astype("str") + " is not the only one of its cell"
    return cells.assign(doubt=cells["doubt"].mask(twice & (cells["doubt"] == ""), words))


def _reading(figures: pd.DataFrame, rows: pd.DataFrame, file: str, *left_out: str) -> Reading:
    return Reading(
        figures=figures[READ_COLUMNS],
        unresolved=unresolved(rows["name"], rows["area"]),
        left_out=left_out,
        faults=tuple(doubted(figures, CHECK, file)),
    )


def _strays(table: pd.DataFrame) -> tuple[str, ...]:
    """What is odd in the column of nations, which is not used: a service's nation is its own."""
    if "england_wales" not in table:
        return ()
    odd = table["england_wales"][~table["england_wales"].str.strip().str.casefold().isin(("england", "wales"))]
    found = [f"{name!r} (rows: {rows:,})" for name, rows in odd.value_counts().sort_index().items()]
    return (f"England_Wales holds {', '.join(found)}; not used.",) if found else ()


READER = Reader(
    kind="yjb-local",
    title="YJB local level tables",
    source="yjb-local",
    publication=PUBLICATION,
    recognises=recognises,
    read=read,
    seen=False,
)
