"""Read XLSX and ODS workbooks: the rows of their sheets as text, counted from the top of the sheet.

A number that is shown as a percentage is read as it is shown: 0.335 in the format 0.0% is the text "33.5%".
"""

from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from yotlib.intake.files.percent_cells import Cells, as_percent, find_percent_cells
from yotlib.intake.files.tabulate import cell_text, tabulate
from yotlib.reference.errors import BadFigures


class Workbook:
    """A workbook, opened from its bytes because the library would trust the file name; sheets are read on demand."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._content = path.read_bytes()
            self._book = CalamineWorkbook.from_filelike(BytesIO(self._content))
        except CalamineError as error:
            raise self._damaged(error) from None
        self.sheets = tuple(self._book.sheet_names)
        self._sheets_read: dict[str, CalamineSheet] = {}
        self._percentages: dict[str, Cells] = {}
        if not self.sheets:
            raise BadFigures([f"{path.name} has no sheets."])

    def refuse_cut_short(self) -> None:
        """Do nothing: a file of this form cannot be opened where its end is missing."""

    def head(self, sheet: str, rows: int) -> list[list[str]]:
        """Return the first rows as text."""
        return list(self._records(sheet, rows))

    def table(
        self, sheet: str, *, header: int, columns: Collection[str] | None, where: Mapping[str, Collection[str]]
    ) -> pd.DataFrame:
        """Return the rows below `header` as text; see `Opened.table`."""
        name = f"{self.path.name} sheet {sheet!r}"
        return tabulate(self._records(sheet), name, header=header, columns=columns, where=where)

    def _records(self, name: str, rows: int | None = None) -> Iterator[list[str]]:
        """Yield every row from the top left cell of the sheet, empty or not."""
        shown = self._percent_cells(name)
        for number, row in enumerate(self._sheet(name).to_python(skip_empty_area=False, nrows=rows)):
            yield [_shown_text(value, (number, column) in shown) for column, value in enumerate(row)]

    def _percent_cells(self, name: str) -> Cells:
        if name not in self._percentages:
            self._percentages[name] = find_percent_cells(self._content, name, self.path.name)
        return self._percentages[name]

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self._sheets_read:
            try:
                self._sheets_read[name] = self._book.get_sheet_by_name(name)
            except CalamineError as error:
                raise self._damaged(error) from None
        return self._sheets_read[name]

    def _damaged(self, error: Exception) -> BadFigures:
        return BadFigures([f"{self.path.name} is damaged or no workbook ({error}); download it again."])


def _shown_text(value: object, is_percentage: bool) -> str:
    """Return a cell as text, a percentage with its sign."""
    if is_percentage and isinstance(value, int | float):
        return f"{cell_text(as_percent(value))}%"
    return cell_text(value)
