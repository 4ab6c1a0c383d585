"""The table itself: captioned, as HTML, as plain text and as CSV."""

import os
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from yotlib.reference.empty import why_empty
from yotlib.reference.folders import IN_A_PACK
from yotlib.tables.spreadsheets import defuse, defuse_cell
from yotlib.tables.units import Prints, with_printed, with_units

if TYPE_CHECKING:
    from jinja2 import Template

# A cell longer than this many characters needs room to be read as a sentence.
SENTENCE = 60


class Table:
    """A captioned table: HTML in a notebook, plain text in a terminal, CSV of the `data` in a pack.

    `to_csv` and `to_excel` write the same rows to a file. The CSV has full figures, with the digits that pages print
    and the unit beside them (see `with_units`); `prints` says how other columns are printed. The first column of
    `shown` heads the rows. The columns in `numbers` are aligned on the right.

    >>> import yotlib as yot
    >>> table = yot.tables.show(yot.compare(yot.load(), "Leeds", "first_time_entrants", period="2024"))
    >>> table.shown[["Area", "Value", "95% interval"]].iloc[0].tolist()
    ['Leeds', '154', '128 to 184 [e]']
    >>> table.to_csv("leeds.csv").name, table.to_excel("leeds.xlsx").name
    ('leeds.csv', 'leeds.xlsx')
    """

    def __init__(
        self,
        shown: pd.DataFrame,
        *,
        caption: str,
        data: pd.DataFrame,
        numbers: Iterable[str] = (),
        prints: Prints | None = None,
    ) -> None:
        self.shown = shown.reset_index(drop=True)
        self.caption = caption
        self.data = data.reset_index(drop=True)
        self.numbers = set(numbers)
        self.prints = dict(prints or {})
        why = "" if os.environ.get(IN_A_PACK) else why_empty(data)  # a pack has sentences that say why
        self._nothing = f"{caption}: nothing to show{f', since {why}' if why else ''}."

    def __repr__(self) -> str:
        if self.shown.empty:
            return self._nothing
        return f"{self.caption}\n{self.shown.to_string(index=False)}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        bundle = {"text/plain": repr(self), "text/html": self.html()}
        if os.environ.get(IN_A_PACK) and not self.shown.empty:
            bundle["text/csv"] = self._in_full().to_csv(index=False, lineterminator="\n")
        return bundle

    def _in_full(self) -> pd.DataFrame:
        """Return the figures in full, with what pages print of them beside."""
        return with_units(with_printed(self.data, self.prints) if self.prints else self.data)

    def to_csv(self, path: str | Path) -> Path:
        """Write the table's figures in full to a CSV file, with their units, and return its path."""
        Path(path).write_text(defuse(self._in_full().to_csv(index=False, lineterminator="\n")), encoding="utf-8")
        return Path(path)

    def to_excel(self, path: str | Path) -> Path:
        """Write the table's figures in full to a workbook, with their units, and return its path.

        The first sheet has a row of column names and then the rows; the second says what the table shows.
        """
        text = self._in_full().map(lambda cell: defuse_cell(cell) if isinstance(cell, str) else cell)
        about = pd.DataFrame({"about": [self.caption]})
        with pd.ExcelWriter(path, engine="openpyxl") as book:
            text.to_excel(book, sheet_name="figures", index=False)
            about.to_excel(book, sheet_name="about", index=False)
        return Path(path)

    def html(self) -> str:
        """Return the table as notebooks and pages show it: in a region that scrolls and is named by the caption.

        Cells of numbers have the class "number", cells of a column of sentences "prose".
        """
        if self.shown.empty:
            return f'<p class="nothing">{escape(self._nothing)}</p>'
        names = list(self.shown.columns)
        kinds = ["", *map(self._kind_of_column, names[1:])]
        return _template().render(caption=self.caption, names=names, kinds=kinds, rows=self.shown.to_numpy().tolist())

    def _kind_of_column(self, name: str) -> str:
        if name in self.numbers:
            return "number"
        return "prose" if self.shown[name].astype(str).str.len().max() > SENTENCE else ""


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("table.html.j2")
