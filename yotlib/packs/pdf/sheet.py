"""Make the printed sheet of a team: one A4 page as PDF/UA, the same bytes for the same record."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from yotlib.packs.brand import Brand
from yotlib.packs.pdf import text
from yotlib.packs.pdf.content import content

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).parent / "sheet.typ"


def make_sheet(record: Mapping[str, Any], brand: Brand | None = None) -> bytes:
    """Return the PDF of a team's record, headed by the `brand`.

    The standard asked for refuses a picture without words, a skipped heading and a letter without a glyph. The file
    is dated by the newest release that the record knows of.
    """
    import typst

    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"sheet": json.dumps(content(record, brand))},
        pdf_standards="ua-1",
        timestamp=released(record),
    )


def released(record: Mapping[str, Any]) -> datetime:
    """Return the day of the newest release of a record, which dates the files made from it."""
    day = pd.Timestamp(record["released_by"])
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


@cache
def _fonts() -> "typst.Fonts":
    """Return the fonts of typst and matplotlib, and none of the machine's own."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[text.fonts()])
