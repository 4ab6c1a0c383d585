"""Find the newest counts by ethnic group that are held but cannot be compared, because some of them are withheld."""

from typing import TypedDict

import pandas as pd

from yotlib.analysis.comparison import PERIOD
from yotlib.analysis.ethnicity.groups import AGE, GROUP_NAMES, MEASURE
from yotlib.figures.choose import ending_by
from yotlib.reference import periods

WITHHELD = "[c]"
KEY = "withheld"


class Withheld(TypedDict):
    """What is withheld of one area in one period: which groups and why, and the counts that remain, by group."""

    area: str
    period: str
    groups: list[str]
    why: str
    shown: dict[str, float]


def with_withheld(table: pd.DataFrame, known: pd.DataFrame, area: str, period: str) -> pd.DataFrame:
    """Return a table of groups with, in `attrs`, the newest counts that are withheld in part.

    Only those of a period that ends after the table's own; a table without such has nothing in `attrs`. `known` are the
    rows of `rows_by_group`.
    """
    rows = known[(known["area"] == area) & (known["measure"] == MEASURE) & (known["age"] == AGE)]
    rows = ending_by(rows[rows["ethnicity"].isin(list(GROUP_NAMES))].dropna(subset=PERIOD), period)
    newer = rows if table.empty else rows[rows["period_end"] > table["period_end"].max()]
    hidden = newer[newer["count"].isna() & newer["note"].str.startswith(WITHHELD)]
    if hidden.empty:
        return table
    last = hidden.sort_values(["period_end", "source"]).iloc[-1]
    release = newer[(newer[[*PERIOD, "source"]] == last[[*PERIOD, "source"]]).all(axis=1)]
    ordered = release.sort_values("ethnicity", key=lambda groups: groups.map(list(GROUP_NAMES).index))
    shown = ordered.dropna(subset=["count"]).set_index("ethnicity")["count"]
    table = table.copy()
    table.attrs[KEY] = Withheld(
        area=str(area),
        period=periods.label(last["period_start"], last["period_end"]),
        groups=ordered.loc[ordered["count"].isna(), "ethnicity"].tolist(),
        why=last["note"].removeprefix(WITHHELD).strip().removeprefix("withheld: "),
        shown={str(group): float(count) for group, count in shown.items()},
    )
    return table


def withheld_of(table: pd.DataFrame) -> Withheld | None:
    """Return what `with_withheld` found; None where nothing newer is withheld."""
    found: Withheld | None = table.attrs.get(KEY)
    return found
