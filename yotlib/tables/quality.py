"""Tables of what is in hand and of what the checks say about it."""

from typing import Any

import pandas as pd

from yotlib.intake.checks.rows import figure
from yotlib.reference.measures import get
from yotlib.tables.formatting import NOTHING, periods_of
from yotlib.tables.table import Table

Row = dict[str, Any]
KINDS = {"held back": "Held back, since it cannot be right", "wrong": "Wrong, not held back", "look": "To be looked at"}


def in_hand(sources: list[Row]) -> Table:
    """The publications in hand, from `yot.data.sources`: released, areas, figures, how many are held back, licence."""
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
    return Table(shown, caption="Publications in hand, the earliest release first", data=pd.DataFrame(sources))


def findings(rows: list[Row], *, kind: str) -> Table:
    """The findings of one kind ("held back", "wrong", "look"), from `yot.data.check`."""
    mine = [row for row in rows if kind_of(row) == kind]
    if not mine:
        return Table(pd.DataFrame(), caption=KINDS[kind], data=pd.DataFrame(mine))
    shown = pd.DataFrame(
        {
            "Figure": [row["figure"] for row in mine],
            "Found": [row["found"] for row in mine],
            "Expected": [row["expected"] for row in mine],
            "Check": [row["check"] for row in mine],
            "Where": [_where(row) for row in mine],
        }
    )
    return Table(shown, caption=f"{KINDS[kind]}: {len(mine):,}", data=pd.DataFrame(mine))


def disagreements(apart: pd.DataFrame, *, most: int = 40) -> Table:
    """Figures that two releases print otherwise, both numbers, the widest apart first; `most` of them."""
    caption = "Figures that two releases print otherwise; both are true of their release"
    if apart.empty:
        return Table(pd.DataFrame(), caption=caption, data=apart)
    widest = apart.assign(size=apart["difference"].abs()).sort_values(["size", "area"], ascending=[False, True])
    kept = widest.head(most).reset_index(drop=True)
    shown = pd.DataFrame(
        {
            "Figure": [figure(row) for _, row in kept.iterrows()],
            "Period": periods_of(kept),
            "Earlier": [_printed(row, "") for _, row in kept.iterrows()],
            "Its release": kept["source"],
            "Newest": [_printed(row, "newer_") for _, row in kept.iterrows()],
            "Newest release": kept["newer_source"],
        }
    )
    told = f"{caption}: {len(apart):,}" + (f", the {most} widest apart" if len(apart) > most else "")
    return Table(shown, caption=told, data=apart)


def kind_of(row: Row) -> str:
    """Held back, wrong or look."""
    return "held back" if row["held_back"] else str(row["severity"])


def _where(row: Row) -> str:
    return str(row["file"]) if row["row"] is None else f"{row['file']} row {row['row']}"


def _printed(row: pd.Series, which: str) -> str:
    value = row[f"{which}value"]
    if pd.notna(value):
        return get(row["measure"]).printed(value)
    return f"{row[f'{which}count']:,.0f}" if pd.notna(row[f"{which}count"]) else NOTHING
