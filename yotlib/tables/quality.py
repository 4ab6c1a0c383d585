"""Show what is in hand and what the checks found."""

from typing import Any

import pandas as pd

from yotlib.intake.checks.rows import describe_figure
from yotlib.reference.measures import get
from yotlib.tables.formatting import NOTHING, periods_of
from yotlib.tables.table import Table

Row = dict[str, Any]
KINDS = {"held back": "Held back, since it cannot be right", "wrong": "Wrong, not held back", "look": "To be looked at"}


def in_hand(sources: list[Row]) -> Table:
    """Show the publications in hand, from `yot.data.sources`: release, areas, figures, how many held back, licence.

    `sources` is what `yot.data.sources` returns.

    >>> import yotlib as yot
    >>> yot.tables.in_hand(yot.data.sources()).shown.columns.tolist()
    ['Source', 'Publication', 'Released', 'Areas', 'Figures', 'Held back', 'Published', 'Licence']
    """
    shown = pd.DataFrame(
        {
            "Source": [row["source"] for row in sources],
            "Publication": [row["title"] for row in sources],
            "Released": [row["released"] for row in sources],
            "Areas": [row["areas"] for row in sources],
            "Figures": [f"{row['figures']:,}" for row in sources],
            "Held back": [f"{row['held_back']:,}" for row in sources],
            "Published": [row["published"] for row in sources],
            "Licence": [row["licence"] for row in sources],
        }
    )
    caption = "Publications in hand, the earliest release first"
    numbers = ["Released", "Areas", "Figures", "Held back"]
    return Table(shown, caption=caption, data=pd.DataFrame(sources), numbers=numbers)


def findings(rows: list[Row], *, kind: str) -> Table:
    """Show the findings of one kind ("held back", "wrong", "look"), from `yot.data.check`.

    `rows` is what `yot.data.check` returns, `kind` one of the three.

    >>> import yotlib as yot
    >>> yot.tables.findings(yot.data.check(), kind="look").shown.columns.tolist()
    ['Figure', 'Found', 'Expected', 'Check', 'Where']
    """
    chosen = [row for row in rows if kind_of(row) == kind]
    if not chosen:
        return Table(pd.DataFrame(), caption=KINDS[kind], data=pd.DataFrame(chosen))
    shown = pd.DataFrame(
        {
            "Figure": [row["figure"] for row in chosen],
            "Found": [row["found"] for row in chosen],
            "Expected": [row["expected"] for row in chosen],
            "Check": [row["check"] for row in chosen],
            "Where": [_file_and_row(row) for row in chosen],
        }
    )
    return Table(shown, caption=f"{KINDS[kind]}: {len(chosen):,}", data=pd.DataFrame(chosen))


def disagreements(apart: pd.DataFrame, *, most: int = 40) -> Table:
    """Show at most `most` figures that two releases print differently, both numbers, the widest apart first.

    `apart` is what `yot.data.disagreements` returns.

    >>> import yotlib as yot
    >>> apart = yot.data.disagreements(yot.load())
    >>> yot.tables.disagreements(apart).shown.iloc[0].to_dict()
    {'Figure': 'Children cautioned or sentenced, England, 2019-20', 'Period': '2019-20', 'Earlier': '18,111', 'Its \
release': 'yjb-local-2019-20', 'Newest': '19,925', 'Newest release': 'yjb-local-2024-25'}
    """
    caption = "Figures that two releases print otherwise; both are true of their release"
    if apart.empty:
        return Table(pd.DataFrame(), caption=caption, data=apart)
    widest = apart.assign(size=apart["difference"].abs()).sort_values(["size", "area"], ascending=[False, True])
    kept = widest.head(most).reset_index(drop=True)
    shown = pd.DataFrame(
        {
            "Figure": [describe_figure(row) for _, row in kept.iterrows()],
            "Period": periods_of(kept),
            "Earlier": [_format_figure(row, "") for _, row in kept.iterrows()],
            "Its release": kept["source"],
            "Newest": [_format_figure(row, "newer_") for _, row in kept.iterrows()],
            "Newest release": kept["newer_source"],
        }
    )
    full_caption = f"{caption}: {len(apart):,}" + (f", the {most} widest apart" if len(apart) > most else "")
    return Table(shown, caption=full_caption, data=apart, numbers=["Earlier", "Newest"])


def kind_of(row: Row) -> str:
    """Return the kind of a finding: "held back", "wrong" or "look"."""
    return "held back" if row["held_back"] else str(row["severity"])


def _file_and_row(row: Row) -> str:
    return str(row["file"]) if row["row"] is None else f"{row['file']} row {row['row']}"


def _format_figure(row: pd.Series, which: str) -> str:
    value = row[f"{which}value"]
    if pd.notna(value):
        return get(row["measure"]).printed(value)
    return f"{row[f'{which}count']:,.0f}" if pd.notna(row[f"{which}count"]) else NOTHING
