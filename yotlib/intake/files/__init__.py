"""Open published files safely: find their form from their content, give their rows as text, refuse what is damaged."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from yotlib.figures.tidy import quoted
from yotlib.intake.files.file_type import Form, detect_form
from yotlib.intake.files.tabulate import Contents
from yotlib.reference.errors import BadFigures

__all__ = ["Form", "Opened", "open_file"]


@dataclass(frozen=True)
class Opened:
    """An open file. `sheets` names a workbook's sheets in order; a CSV or Parquet file has none."""

    path: Path
    form: Form
    sheets: tuple[str, ...]
    _contents: Contents = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """Return the file's name, as errors print it."""
        return self.path.name

    def head(self, sheet: str = "", *, rows: int = 12) -> list[list[str]]:
        """Return the first rows of a sheet as text, or only the column names of a Parquet file.

        Rows may differ in length. Reads the first sheet if none is named. Calling it again is cheap, since every
        reader looks at it.
        """
        return self._contents.head(self._sheet_name(sheet), rows)

    def table(
        self,
        sheet: str = "",
        *,
        header: int = 1,
        columns: Collection[str] | None = None,
        where: Mapping[str, Collection[str]] | None = None,
        rows_add_up: bool = False,
    ) -> pd.DataFrame:
        """Return a sheet as text, indexed by the file's own row numbers, counted from 1.

        `header` is the row of the column names, so the first figures of a CSV file are in row 2. A Parquet file is
        numbered as if its column names were row 1. Column names have single spaces between words; a repeated name
        becomes "name (2)", and the fifth column without a name "column 5". `columns` and `where` choose columns (in
        the order given) and rows (those whose cells are among the texts); what is left out takes no memory. Blank
        rows are skipped and blank cells stay blank. A spreadsheet's numbers become the shortest text for the same
        number (3, 40.41), its dates 2024-04-01.

        A CSV file without a line break at its end is refused, since its last number may have lost digits; with
        `rows_add_up` it is read, for a reader that holds each row against a total in it.

        Raises BadFigures for a missing column, no rows, a row with more or fewer fields than the header, a truncated
        or damaged file, and more rows than any publisher has.
        """
        if not rows_add_up:
            self._contents.refuse_cut_short()
        table = self._contents.table(self._sheet_name(sheet), header=header, columns=columns, where=where or {})
        if table.empty and not where:
            raise BadFigures([f"{self.name} has no rows below the names of its columns in row {header}."])
        return table

    def _sheet_name(self, name: str) -> str:
        if name and name not in self.sheets:
            raise BadFigures([f"{self.name} has no sheet {name!r}; it has {quoted(self.sheets[:12]) or 'none'}."])
        return name or next(iter(self.sheets), "")


def open_file(path: Path) -> Opened:
    """Open a file by its content, whatever its name. Raises BadFigures if it is not a table in a known form."""
    form = detect_form(path)
    contents = _open_contents(path, form)
    return Opened(path=path, form=form, sheets=contents.sheets, _contents=contents)


def _open_contents(path: Path, form: Form) -> Contents:
    """Open the file with the module for its form, which is imported only now."""
    if form == "csv":
        from yotlib.intake.files.csv_file import TextFile

        return TextFile(path)
    if form == "parquet":
        from yotlib.intake.files.parquet_file import ParquetFile

        return ParquetFile(path)
    from yotlib.intake.files.workbook_file import Workbook

    return Workbook(path)
