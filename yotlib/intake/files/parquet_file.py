"""Parquet files: only the columns and rows asked for leave the file."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from yotlib.intake.files.tabulate import MOST_ROWS, Asked, asked, cell_text, column_names, too_many_rows
from yotlib.reference.errors import BadFigures

MOST_BYTES = 500_000_000
_FIRST_ROW = 2
_DAMAGED = (pa.ArrowException, OSError, ValueError)


class ParquetFile:
    """A Parquet file of plain columns; its texts are held once each, and written out only in the rows asked for."""

    sheets: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.path = path
        self._texts: list[str] = []
        with self._opened() as file:
            if file.metadata.num_rows > MOST_ROWS:
                raise too_many_rows(path.name)
            schema = file.schema_arrow
        nested = [field.name for field in schema if pa.types.is_nested(field.type)]
        if nested:
            raise BadFigures([f"{path.name} has lists in its column {nested[0]!r}; it is no table."])
        self._columns = list(schema.names)
        self._texts = [field.name for field in schema if pa.types.is_string(field.type)]

    def head(self, sheet: str, rows: int) -> list[list[str]]:
        """The column names, the one row that is text."""
        return [column_names(self._columns)]

    def table(
        self, sheet: str, *, header: int, columns: Collection[str] | None, where: Mapping[str, Collection[str]]
    ) -> pd.DataFrame:
        """The rows as text; see `Opened.table`."""
        wanted = asked(column_names(self._columns), self.path.name, header, columns, where)
        with self._opened() as file:
            parts = [part for group, first in _groups(file) for part in self._part(file, group, first, wanted)]
        return pd.concat(parts) if parts else _blank(wanted.names)

    def _part(self, file: pq.ParquetFile, group: int, first: int, wanted: Asked) -> Iterator[pd.DataFrame]:
        """The wanted rows of one row group; where it has none, the other columns are not read at all."""
        rows = self._passing(file, group, wanted)
        if len(rows):
            columns = [self._columns[place] for place in wanted.places]
            found = file.read_row_group(group, columns=columns, use_threads=False).take(rows)
            cells = {name: self._cells(found[column]) for name, column in zip(wanted.names, columns, strict=True)}
            yield pd.DataFrame(cells, index=rows.to_numpy().astype("int64") + first, dtype="str")

    def _passing(self, file: pq.ParquetFile, group: int, wanted: Asked) -> pa.Array:
        """The places in a row group of the rows that have the wanted texts."""
        kept = pa.repeat(pa.scalar(True), file.metadata.row_group(group).num_rows)
        for place, texts in wanted.tests:
            column = file.read_row_group(group, columns=[self._columns[place]], use_threads=False)[0]
            kept = pc.and_(kept, _each(column, texts.__contains__, pa.bool_()))
        return pc.indices_nonzero(kept)

    def _cells(self, column: pa.ChunkedArray) -> Any:
        lengths = _each(column, len, pa.int64())
        if (pc.sum(lengths).as_py() or 0) > MOST_BYTES:
            raise BadFigures([f"{self.path.name} unpacks to more than {MOST_BYTES / 1e6:,.0f} MB; it is not read."])
        return _each(column, str, pa.string()).to_pandas().array

    @contextmanager
    def _opened(self) -> Iterator[pq.ParquetFile]:
        try:
            with pq.ParquetFile(self.path, read_dictionary=self._texts, page_checksum_verification=True) as file:
                yield file
        except BadFigures:
            raise
        except _DAMAGED as error:
            words = str(error).partition("\n")[0][:120]
            raise BadFigures([f"{self.path.name} is damaged ({words}); download it again."]) from None


def _groups(file: pq.ParquetFile) -> Iterator[tuple[int, int]]:
    """Every row group's place with the number of its first row."""
    first = _FIRST_ROW
    for group in range(file.num_row_groups):
        yield group, first
        first += file.metadata.row_group(group).num_rows


def _each(column: pa.ChunkedArray, make: Callable[[str], object], kind: pa.DataType) -> pa.ChunkedArray:
    """What `make` gives for the text of each cell, worked out once for each value that is different."""
    blank = pa.scalar(make(""), type=kind)
    parts = []
    for chunk in column.chunks:
        coded = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
        made = pa.array([make(cell_text(value)) for value in coded.dictionary.to_pylist()], type=kind)
        parts.append(pc.fill_null(made.take(coded.indices), blank))
    return pa.chunked_array(parts, type=kind)


def _blank(names: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=names, index=pd.Index([], dtype="int64"), dtype="str")
