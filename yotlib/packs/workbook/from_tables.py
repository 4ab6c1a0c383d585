"""Lay out the sheets that come from the tables of the notebooks: ethnic groups, and the sources of the figures."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from yotlib.analysis.ethnicity import GROUP_NAMES
from yotlib.packs import annex
from yotlib.packs.workbook import cells
from yotlib.packs.workbook.cells import number_cell, source_cell, text_cell
from yotlib.packs.workbook.sheets import Record, Sheet
from yotlib.reference import periods
from yotlib.reference.periods import day

_GROUPS = {"area", "group", "count", "share", "population", "population_share", "representation", "rri"}
_GROUPS |= {"period_start", "period_end", "source"}
_SOURCES = {"source", "title", "publisher", "released", "licence", "address"}


def ethnic_groups(record: Record) -> Sheet | None:
    """Return the first table of ethnic groups beside the baselines, or else of the team alone; None where none is."""
    chosen = _chosen_groups(record)
    if chosen is None:
        return None
    shares = "Share of the children whose group is known, per cent"
    lived = "Share of the children who live there, per cent"
    gap = "Difference of the two shares, percentage points"
    columns = {"Children cautioned or sentenced": "count", shares: "share", "Children who live there": "population"}
    columns |= {lived: "population_share", gap: "representation", "Rate beside White children's, 1 is the same": "rri"}
    about = {
        "Area": [text_cell(name) for name in chosen["name" if "name" in chosen else "area"]],
        "Ethnic group": [text_cell(GROUP_NAMES.get(group, group)) for group in chosen["group"]],
        "Period": [text_cell(period) for period in _periods(chosen)],
    }
    numbers = {
        heading: [number_cell(value, why) for value, why in zip(chosen[name], _why_none(chosen), strict=True)]
        for heading, name in columns.items()
    }
    shown = dict.fromkeys(columns, "0.0") | {"Children cautioned or sentenced": "#,##0"}
    shown |= {"Children who live there": "#,##0", "Rate beside White children's, 1 is the same": "0.00"}
    return Sheet(
        "Ethnic groups",
        "Children aged 10 to 17 who were cautioned or sentenced, by ethnic group",
        pd.DataFrame(about | numbers | {"Source": [text_cell(code) for code in _named(chosen["source"], record)]}),
        "Shares leave out the children whose group is not known. A share or rate that cannot be worked out has [x].",
        {heading: [number_format] * len(chosen) for heading, number_format in shown.items()},
    )


def _chosen_groups(record: Record) -> pd.DataFrame | None:
    """Return the first table of groups that has the baselines too, or else the first; None where all are empty."""
    found = [table for table in _with_columns(record, _GROUPS) if len(table)]
    return next((table for table in found if "name" in table), next(iter(found), None))


def sources(record: Record) -> Sheet | None:
    """Return the publications behind the sheets, named as in their columns of sources; None where none is known."""
    cited = {measure["source"]: measure["source_in_words"] for measure in record["measures"]}
    for measure in record["measures"]:
        for code in [measure["years"]["source"], *(base["source"] for base in measure["baselines"])]:
            cited.setdefault(code, "")
    groups = _chosen_groups(record)
    for code in [] if groups is None else [*groups["source"], *groups.get("population_source", [])]:
        cited.setdefault(code, "")
    known = _publications(record)
    rows = [_source_row(words, known.get(code)) for code, words in cited.items() if words or code in known]
    if not rows:
        return None
    columns = ["Source", "Title", "Publisher", "Released", "Licence", "Where it was published"]
    return Sheet(
        "Sources",
        "The publications that the figures come from",
        pd.DataFrame(rows, columns=columns).drop_duplicates(ignore_index=True),
        "A publisher may revise a figure in a later release; each figure here is of the release named beside it.",
    )


def _source_row(words: str, known: pd.Series | None) -> list[str]:
    if known is None:
        return [source_cell(words), *[cells.NOT_AVAILABLE] * 5]
    about = [known["title"], known["publisher"], _day(known["released"]), known["licence"], known["address"]]
    return [source_cell(words or _in_words(known)), *map(text_cell, about)]


def _publications(record: Record) -> dict[str, pd.Series]:
    """Return the row of each publication in the tables of sources, by its code."""
    return {row["source"]: row for table in _with_columns(record, _SOURCES) for _, row in table.iterrows()}


def _named(codes: Iterable[str], record: Record) -> list[str]:
    """Return each source in words; the code itself where no table says what it is."""
    known = _publications(record)
    return [_in_words(known[code]) if code in known else code for code in codes]


def _in_words(known: pd.Series) -> str:
    return f"{known['publisher'].partition(' (')[0]} on {_day(known['released'])}"


def _with_columns(record: Record, columns: set[str]) -> list[pd.DataFrame]:
    """Return the tables of the record's annex that have these columns, as text, in the order of the notebooks."""
    return [
        pd.DataFrame([[_as_text(cell) for cell in row] for row in table["rows"]], columns=table["columns"])
        for table in annex.tables(record.get("annex", []))
        if columns <= set(table["columns"])
    ]


def _as_text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _periods(table: pd.DataFrame) -> list[str]:
    ends = zip(pd.to_datetime(table["period_start"]), pd.to_datetime(table["period_end"]), strict=True)
    return ["" if pd.isna(end) else periods.label(start, end) for start, end in ends]


def _why_none(table: pd.DataFrame) -> list[str]:
    """Return the shorthand for a number that a row lacks: withheld where its note says so, else not available."""
    notes = table["note"] if "note" in table else [""] * len(table)
    return [cells.WITHHELD if note.startswith(cells.WITHHELD) else cells.NOT_AVAILABLE for note in notes]


def _day(released: str) -> str:
    return day(periods.last_day(released)) if released else ""
