"""Parquet files: only the columns and rows asked for leave the file."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from yotlib.errors import BadFigures
from yotlib.sources.opening.cells import text
from yotlib.sources.opening.contents import MOST_ROWS, Asked, asked, column_names, too_many_rows

_FIRST_ROW = 2
_DAMAGED = (pa.ArrowException, OSError, ValueError)


class ParquetFile:
    """A Parquet file of plain columns."""

    sheets: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.path = path
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
            parts = [self._part(file, group, first, wanted) for group, first in _groups(file)]
        return pd.concat(parts) if parts else _blank(wanted.names)

    def _part(self, file: pq.ParquetFile, group: int, first: int, wanted: Asked) -> pd.DataFrame:
        """The wanted rows of one row group; where it has none, the other columns are not read at all."""
        rows = self._passing(file, group, wanted)
        if not len(rows):
            return _blank(wanted.names)
        found = file.read_row_group(group, columns=[self._columns[place] for place in wanted.places], use_threads=False)
        taken = found.select([self._columns[place] for place in wanted.places]).take(rows)
        cells = {name: _texts(column) for name, column in zip(wanted.names, taken.columns, strict=True)}
        return pd.DataFrame(cells, index=rows.to_numpy().astype("int64") + first, dtype="str")

    def _passing(self, file: pq.ParquetFile, group: int, wanted: Asked) -> pa.Array:
        """The places in a row group of the rows that have the wanted texts."""
        kept = pa.repeat(pa.scalar(True), file.metadata.row_group(group).num_rows)
        for place, texts in wanted.tests:
            column = file.read_row_group(group, columns=[self._columns[place]], use_threads=False).column(0)
            kept = pc.and_(kept, _among(column, texts))
        return pc.indices_nonzero(kept)

    @contextmanager
    def _opened(self) -> Iterator[pq.ParquetFile]:
        try:
            with pq.ParquetFile(self.path, page_checksum_verification=True) as file:
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


def _among(column: pa.ChunkedArray, texts: Collection[str]) -> pa.ChunkedArray:
    if pa.types.is_string(column.type):
        return pc.is_in(pc.fill_null(column, "") if "" in texts else column, pa.array(sorted(texts), type=pa.string()))
    return pa.chunked_array([pa.array([text(value) in texts for value in column.to_pylist()], type=pa.bool_())])


def _texts(column: pa.ChunkedArray) -> Any:
    if pa.types.is_string(column.type):
        return pc.fill_null(column, "").to_numpy()
    return [text(value) for value in column.to_pylist()]


def _blank(names: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=names, index=pd.Index([], dtype="int64"), dtype="str")
