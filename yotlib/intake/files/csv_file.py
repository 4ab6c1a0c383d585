"""Read CSV files: find their encoding, and yield their rows one by one, so that a long file needs little memory."""

import codecs
import csv
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TextIO

import pandas as pd

from yotlib.intake.files.file_type import KNOWN
from yotlib.intake.files.tabulate import MOST_ROWS, tabulate, too_many_rows
from yotlib.reference.errors import BadFigures
from yotlib.reference.text_files import ENCODINGS, explain_separator

_BLOCK = 1 << 20
_LONGEST_LINE = 1 << 20
_ROWS_KEPT = 50
_MOST_LINES = MOST_ROWS + 1000


class TextFile:
    """A CSV file with commas, in UTF-8 or, if it is not, in Windows-1252, which includes Latin-1."""

    sheets: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.path = path
        if words := explain_separator(next(filter(any, self._first_rows), [])):
            raise BadFigures([f"{path.name} {words}."])
        if len(max(self._first_rows, key=len, default=[])) < 2:
            raise BadFigures([f"{path.name} is not a table in {KNOWN}; a CSV file has commas between its fields."])

    def head(self, sheet: str, rows: int) -> list[list[str]]:
        """Return the first rows as text."""
        return [list(row) for row in (self._first_rows if rows <= _ROWS_KEPT else islice(self._records(), rows))][:rows]

    def table(
        self, sheet: str, *, header: int, columns: Collection[str] | None, where: Mapping[str, Collection[str]]
    ) -> pd.DataFrame:
        """Return the rows below `header` as text; see `Opened.table`."""
        return tabulate(self._records(), self.path.name, header=header, columns=columns, where=where)

    @cached_property
    def _first_rows(self) -> list[list[str]]:
        return list(islice(self._records(), _ROWS_KEPT))

    @cached_property
    def _encoding(self) -> str:
        encoding = next((name for name in ENCODINGS if self._decodes(name)), None)
        if encoding is None:
            raise BadFigures([f"{self.path.name} is text neither in UTF-8 nor in Windows-1252; save it as UTF-8."])
        return encoding

    def _decodes(self, encoding: str) -> bool:
        """Return whether the whole file is text in this encoding."""
        decoder, lines = codecs.getincrementaldecoder(encoding)(), 0
        try:
            with self.path.open("rb") as file:
                while block := file.read(_BLOCK):
                    decoder.decode(block)
                    lines += block.count(b"\n")
                    if lines > _MOST_LINES:
                        raise too_many_rows(self.path.name)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True

    def _records(self) -> Iterator[list[str]]:
        """Yield the rows of the file, header included."""
        try:
            with self.path.open(encoding=self._encoding, newline="") as file:
                yield from csv.reader(self._lines(file), strict=True)
        except csv.Error as error:
            raise BadFigures([f"{self.path.name} is not a sound CSV file ({error}); download it again."]) from None

    def _lines(self, file: TextIO) -> Iterator[str]:
        """Yield the lines of the file. Refuses a NUL byte and an endless line."""
        for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE), ""), start=1):
            if "\0" in line or len(line) == _LONGEST_LINE:
                problem = "is longer than any table's" if len(line) == _LONGEST_LINE else "holds a byte that is no text"
                raise BadFigures([f"{self.path.name} line {number} {problem}; download it again."])
            yield line

    def refuse_cut_short(self) -> None:
        """Refuse a file without a line break at its end: its last number may have lost digits."""
        with self.path.open("rb") as file:
            file.seek(-1, 2)
            if file.read(1) not in b"\r\n":
                words = "does not end in a line break, as a file cut short does; download it again, or add the break"
                raise BadFigures([f"{self.path.name} {words} if its last row is whole."])
