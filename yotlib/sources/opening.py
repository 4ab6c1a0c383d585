"""A file opened without harm: its form told by content, its rows as text, one clear error for what cannot be read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

Form = Literal["csv", "parquet", "xlsx", "ods"]


@dataclass(frozen=True)
class Opened:
    """A file whose form is known; nothing but its first rows has been read."""

    path: Path
    form: Form
    sheets: tuple[str, ...]

    @property
    def name(self) -> str:
        """The file's name, as errors print it."""
        return self.path.name

    def head(self, sheet: str = "", *, rows: int = 12) -> list[list[str]]:
        """The first rows of a sheet as text, ragged as they come; of a Parquet file its column names alone."""
        raise NotImplementedError

    def table(
        self,
        sheet: str = "",
        *,
        header: int = 1,
        columns: Collection[str] | None = None,
        where: Mapping[str, Collection[str]] | None = None,
    ) -> pd.DataFrame:
        """A sheet as text, blank where blank, indexed by the row of the file as a person counts them, from 1."""
        raise NotImplementedError


def open_file(path: Path) -> Opened:
    """Open a file by what it holds, whatever its name; raises BadFigures for what is no table of a known form."""
    raise NotImplementedError
