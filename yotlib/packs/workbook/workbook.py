"""Write the workbook of a team: cover, contents, notes, and one marked table a sheet; always the same bytes."""

import io
import warnings
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd

from yotlib.findings.board.strip import NO_CLEAR_GAP, NOT_KNOWN
from yotlib.packs.pdf.sheet import released
from yotlib.packs.workbook import from_tables, layout
from yotlib.packs.workbook.cells import NOT_APPLICABLE, NOT_AVAILABLE, WITHHELD, text_cell
from yotlib.packs.workbook.sheets import Record, Sheet, from_record

_A4, _MORE = 9, 6
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_NOTES = (
    (NOT_AVAILABLE, "Not available: not published, or not to be worked out from what is published."),
    (NOT_APPLICABLE, "Not applicable: the row can have no such figure."),
    (WITHHELD, "Withheld: the number is so small that it might tell who the children are, or would give one away."),
    ("Higher, Lower", "The gap is more than chance would explain at 95%."),
    ("Steadily above, Steadily below", "On the same side in nearly all years, where no single year can be tested."),
    ("Mixed", "Higher than one area and lower than another, each by more than chance would explain."),
    (NO_CLEAR_GAP, "Chance alone could explain the gap."),
    (NOT_KNOWN, "Too little is published to say whether chance explains the gap."),
    ("Not compared", "No figure of the region or nation is held for the same period."),
    ("'", "An apostrophe stands before text that a spreadsheet would take for a formula."),
)


def make_workbook(record: Record) -> bytes:
    """Return the workbook of a team's record; ethnic groups and sources are from the tables of its annex."""
    # gptables 2.0 calls pandas in ways that pandas 3 warns about; its bounds keep a pandas that has them.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return _write(record, _sheets(record))


def _write(record: Record, sheets: list[Sheet]) -> bytes:
    """Return the bytes of a workbook of these sheets."""
    import gptables

    content = io.BytesIO()
    book = gptables.GPWorkbook(content, options=_OPTIONS)
    book.set_properties({"title": text_cell(f"{record['name']}: figures"), "created": released(record)})
    cover = _cover(record)
    page = book.add_worksheet("Cover")
    rows, _ = page.write_cover(cover)
    lines = [cover.title, "", *cover.intro, "", *cover.about]
    for row in range(rows):
        page.set_row(row, layout.height([lines[row]], [cover.width]) + _MORE)
    marked = {sheet.label: _table(sheet) for sheet in sheets}
    contents = book.make_table_of_contents(marked, instructions="This worksheet contains one table.")
    for label, table in {"Contents": contents, **marked}.items():
        _write_sheet(book.add_worksheet(label), table)
    book.close()
    return content.getvalue()


def _write_sheet(page: Any, table: Any) -> None:
    """Write a table to its sheet, with room for its text on the screen and on A4."""
    page.write_gptable(table, auto_width=False)
    widths = layout.widths(table.table)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    for row, height in enumerate(layout.heights(table.table, widths), start=table.data_range[0]):
        page.set_row(row, height)
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _sheets(record: Record) -> list[Sheet]:
    """Return the sheets in their order; those without a row are left out."""
    optional = [from_tables.ethnic_groups(record), from_tables.sources(record)]
    return [_notes(), *from_record(record), *(sheet for sheet in optional if sheet is not None)]


def _notes() -> Sheet:
    rows = [(mark if mark != "'" else "Apostrophe (')", meaning) for mark, meaning in _NOTES]
    table = pd.DataFrame(rows, columns=["Word or shorthand", "What it means"])
    return Sheet("Notes", "Words and shorthand in this workbook", table, "The sheets of figures use these.")


def _cover(record: Record) -> Any:
    """Return the cover: what was found, what it is drawn from, and what it cannot say."""
    import gptables

    facts = [f"{fact['word']}. {fact['text'].replace('`', '')}" for fact in record["facts"]]
    about = [
        f"Figures published up to {record['released_by']}. Numbers are as published or worked out from what is "
        "published; they are shown with the decimals of the page and hold more where the source has more.",
        f"What these figures cannot say: {record['cannot_say']}",
        *record["not_held"],
    ]
    return gptables.Cover(
        title=text_cell(f"{record['name']}: figures behind the page"),
        intro=[text_cell(words) for words in [record["finding"], *facts]],
        about=[text_cell(words.replace("`", "")) for words in about],
    )


def _table(sheet: Sheet) -> Any:
    """Return a sheet as a good practice table."""
    import gptables

    return gptables.GPTable(
        table=sheet.table.astype(object),
        table_name=sheet.label.lower().replace(" ", "_"),
        title=sheet.title,
        instructions=f"This worksheet contains one table. {sheet.instructions}",
        index_columns={},
        additional_formatting=list(_formats(sheet)),
    )


def _formats(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """Yield the format of the cells: text at the top, and apart from a number before it; each number with its own."""
    columns = list(sheet.table.columns)
    yield {"column": {"columns": columns, "format": {"valign": "top"}}}
    for before, column in pairwise(columns):
        if before in sheet.formats and column not in sheet.formats:
            yield {"column": {"columns": [column], "format": {"indent": 1}}}
    for column, shown in sheet.formats.items():
        for row, number_format in enumerate(shown, start=1):
            yield {"cell": {"cells": [(row, columns.index(column))], "format": {"num_format": number_format}}}
