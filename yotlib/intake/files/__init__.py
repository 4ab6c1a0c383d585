"""A file opened without harm: its form told by content, its rows as text, one clear error for what cannot be read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from yotlib.figures.tidy import quoted
from yotlib.intake.files.file_type import Form, tell
from yotlib.intake.files.tabulate import Contents
from yotlib.reference.errors import BadFigures

__all__ = ["Form", "Opened", "open_file"]


@dataclass(frozen=True)
class Opened:
    """A file whose form is known. `sheets` names a workbook's sheets in order; a CSV or Parquet file has none."""

    path: Path
    form: Form
    sheets: tuple[str, ...]
    _contents: Contents = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The file's name, as errors print it."""
        return self.path.name

    def head(self, sheet: str = "", *, rows: int = 12) -> list[list[str]]:
        """The first rows of a sheet as text, ragged as they come; of a Parquet file its column names alone.

        The first sheet if none is named. Cheap to ask for again, since every reader looks at it.
        """
        return self._contents.head(self._sheet(sheet), rows)

    def table(
        self,
        sheet: str = "",
        *,
        header: int = 1,
        columns: Collection[str] | None = None,
        where: Mapping[str, Collection[str]] | None = None,
    ) -> pd.DataFrame:
        """A sheet as text, blank where blank, indexed by the row of the file as a person counts them, from 1.

        `header` is the row that holds the column names, so that a CSV file's first figures are row 2; a Parquet
        file is counted as if its column names were row 1. Names come with single blanks between words; the second
        column of a name is "name (2)", one without a name "column 5". Only `columns` are given if they are named, in
        the order asked, and only rows whose cells are among `where`'s texts; neither costs memory for what is left
        out. Wholly blank rows are passed over. Numbers of a spreadsheet come as the shortest text that is the same
        number (3, 40.41), dates as 2024-04-01.

        Raises BadFigures for a column that is not there, no rows at all, a row with more or fewer fields than the
        header, a file cut short or damaged, and more rows than any publisher has.
        """
        found = self._contents.table(self._sheet(sheet), header=header, columns=columns, where=where or {})
        if found.empty and not where:
            raise BadFigures([f"{self.name} has no rows below the names of its columns in row {header}."])
        return found

    def _sheet(self, asked: str) -> str:
        if asked and asked not in self.sheets:
            raise BadFigures([f"{self.name} has no sheet {asked!r}; it has {quoted(self.sheets[:12]) or 'none'}."])
        return asked or next(iter(self.sheets), "")


def open_file(path: Path) -> Opened:
    """Open a file by what it holds, whatever its name; raises BadFigures for what is no table of a known form."""
    form = tell(path)
    contents = _contents(path, form)
    return Opened(path=path, form=form, sheets=contents.sheets, _contents=contents)


def _contents(path: Path, form: Form) -> Contents:
    """The form's own room, imported only when a file of the form is opened."""
    if form == "csv":
        from yotlib.intake.files.csv_file import TextFile

        return TextFile(path)
    if form == "parquet":
        from yotlib.intake.files.parquet_file import ParquetFile

        return ParquetFile(path)
    from yotlib.intake.files.workbook_file import Workbook

    return Workbook(path)
