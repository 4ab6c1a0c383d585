"""Read Parquet files: only the columns and rows wanted are loaded."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from yotlib.intake.files.tabulate import MOST_ROWS, Selection, cell_text, column_names, select_columns, too_many_rows
from yotlib.reference.errors import BadFigures

MOST_BYTES = 500_000_000
_FIRST_ROW = 2
_DAMAGED = (pa.ArrowException, OSError, ValueError)


class ParquetFile:
    """A Parquet file of plain columns. Each text is held once, and repeated only in the rows wanted."""

    sheets: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.path = path
        self._texts: list[str] = []
        with self._open() as file:
            if file.metadata.num_rows > MOST_ROWS:
                raise too_many_rows(path.name)
            schema = file.schema_arrow
        nested = [field.name for field in schema if pa.types.is_nested(field.type)]
        if nested:
            raise BadFigures([f"{path.name} has lists in its column {nested[0]!r}; it is no table."])
        self._columns = list(schema.names)
        self._texts = [field.name for field in schema if pa.types.is_string(field.type)]

    def refuse_cut_short(self) -> None:
        """Do nothing: a file of this form cannot be opened where its end is missing."""

    def head(self, sheet: str, rows: int) -> list[list[str]]:
        """Return the column names, the only row that is text."""
        return [column_names(self._columns)]

    def table(
        self, sheet: str, *, header: int, columns: Collection[str] | None, where: Mapping[str, Collection[str]]
    ) -> pd.DataFrame:
        """Return the rows as text; see `Opened.table`."""
        wanted = select_columns(column_names(self._columns), self.path.name, header, columns, where)
        with self._open() as file:
            parts = [
                part for group, first in _row_groups(file) for part in self._read_group(file, group, first, wanted)
            ]
        return pd.concat(parts) if parts else _empty_table(wanted.names)

    def _read_group(self, file: pq.ParquetFile, group: int, first: int, wanted: Selection) -> Iterator[pd.DataFrame]:
        """Yield the wanted rows of one row group. If it has none, its other columns are not read."""
        rows = self._accepted_rows(file, group, wanted)
        if len(rows):
            columns = [self._columns[place] for place in wanted.places]
            chosen = file.read_row_group(group, columns=columns, use_threads=False).take(rows)
            cells = {name: self._as_text(chosen[column]) for name, column in zip(wanted.names, columns, strict=True)}
            yield pd.DataFrame(cells, index=rows.to_numpy().astype("int64") + first, dtype="str")

    def _accepted_rows(self, file: pq.ParquetFile, group: int, wanted: Selection) -> pa.Array:
        """Return the positions in a row group of the rows that have the wanted texts."""
        kept = pa.repeat(pa.scalar(True), file.metadata.row_group(group).num_rows)
        for place, texts in wanted.tests:
            column = file.read_row_group(group, columns=[self._columns[place]], use_threads=False)[0]
            kept = pc.and_(kept, _map_values(column, texts.__contains__, pa.bool_()))
        return pc.indices_nonzero(kept)

    def _as_text(self, column: pa.ChunkedArray) -> Any:
        """Return a column as text; refuse one that would fill the memory."""
        lengths = _map_values(column, len, pa.int64())
        if (pc.sum(lengths).as_py() or 0) > MOST_BYTES:
            raise BadFigures([f"{self.path.name} unpacks to more than {MOST_BYTES / 1e6:,.0f} MB; it is not read."])
        return _map_values(column, str, pa.string()).to_pandas().array

    @contextmanager
    def _open(self) -> Iterator[pq.ParquetFile]:
        try:
            with pq.ParquetFile(self.path, read_dictionary=self._texts, page_checksum_verification=True) as file:
                yield file
        except BadFigures:
            raise
        except _DAMAGED as error:
            words = str(error).partition("\n")[0][:120]
            raise BadFigures([f"{self.path.name} is damaged ({words}); download it again."]) from None


def _row_groups(file: pq.ParquetFile) -> Iterator[tuple[int, int]]:
    """Yield the position of every row group, with the number of its first row."""
    first = _FIRST_ROW
    for group in range(file.num_row_groups):
        yield group, first
        first += file.metadata.row_group(group).num_rows


def _map_values(column: pa.ChunkedArray, make: Callable[[str], object], kind: pa.DataType) -> pa.ChunkedArray:
    """Apply `make` to the text of each cell, once for each different value."""
    blank = pa.scalar(make(""), type=kind)
    parts = []
    for chunk in column.chunks:
        coded = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
        made = pa.array([make(cell_text(value)) for value in coded.dictionary.to_pylist()], type=kind)
        parts.append(pc.fill_null(made.take(coded.indices), blank))
    return pa.chunked_array(parts, type=kind)


def _empty_table(names: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=names, index=pd.Index([], dtype="int64"), dtype="str")
