"""The table itself: captioned, as HTML, as plain text and as CSV."""

import os
from html import escape
from typing import Any

import pandas as pd
from bs4 import BeautifulSoup

from yotlib.reference.folders import IN_A_PACK

WORD = "[A-Za-z]{4,}"


class Table:
    """A captioned table: HTML in a notebook, plain text in a terminal, CSV of the unrounded `data` in a pack."""

    def __init__(self, shown: pd.DataFrame, *, caption: str, data: pd.DataFrame) -> None:
        self.shown = shown.reset_index(drop=True)
        self.caption = caption
        self.data = data.reset_index(drop=True)

    def __repr__(self) -> str:
        if self.shown.empty:
            return f"{self.caption}: nothing to show."
        return f"{self.caption}\n{self.shown.to_string(index=False)}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        bundle = {"text/plain": repr(self), "text/html": self.html()}
        if os.environ.get(IN_A_PACK) and not self.shown.empty:
            bundle["text/csv"] = self.data.to_csv(index=False, lineterminator="\n")
        return bundle

    def html(self) -> str:
        """The table as HTML: a caption, a header cell for every column and for every row."""
        if self.shown.empty:
            return f'<p class="nothing">{escape(self.caption)}: nothing to show.</p>'
        first = str(self.shown.columns[0])
        framed = self.shown.set_index(first).rename_axis(columns=first)
        look = framed.style.set_caption(escape(self.caption)).hide(axis="index", names=True)
        look = look.format(escape="html").format_index(escape="html").format_index(escape="html", axis="columns")
        return _words_to_the_left(str(look.to_html(exclude_styles=True)), self.shown)


def _words_to_the_left(html: str, shown: pd.DataFrame) -> str:
    """Columns of words read from the left, where a notebook would set them to the right like numbers."""
    words = [shown[name].astype(str).str.contains(WORD).any() for name in shown]
    page = BeautifulSoup(html, "html.parser")
    for row in page.select("tr"):
        for cell, is_words in zip(row.select("th, td"), words, strict=True):
            if is_words:
                cell["style"] = "text-align: left"
    return str(page)
