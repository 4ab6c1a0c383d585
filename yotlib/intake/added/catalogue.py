"""What is in hand, source by source; and what of it is held back."""

from typing import Any

import pandas as pd

from yotlib.figures import added as inhand
from yotlib.figures import load
from yotlib.figures.tidy import parse, records, typed
from yotlib.intake.added import redact, suite_figures
from yotlib.intake.added.source_folder import HELD_BACK, HELD_COLUMNS, SOURCES
from yotlib.reference import measures, periods

Row = dict[str, Any]


def sources() -> list[Row]:
    """Every source in hand, by release, with what is held of it: measures, areas and periods.

    `in_suite` and `added` say where it is, which may be both. `figures` counts what `load()` has of it,
    `held_back` what cannot be right.
    """
    table, held = load.load(), held_back()
    ours, added = set(suite_figures.figures()["source"]), inhand.added(only=[SOURCES])
    rows = [
        _of_source(row, table[table["source"] == row["source"]])
        | {"held_back": int((held["source"] == row["source"]).sum())}
        | {"in_suite": row["source"] in ours or row["source"] not in added, "added": row["source"] in added}
        for row in records(load.sources())
    ]
    return sorted(rows, key=lambda row: (periods.last_day(row["released"]), row["source"]))


def held_back() -> pd.DataFrame:
    """The figures held back: those of the tidy table with `file`, `row`, and why: `check`, `found`, `expected`.

    Numbers are floats, dates datetimes; those of unpublished sources are not shown. What a reader found wrong in a row
    that gave no figure has no measure.
    """
    added = inhand.added(only=[HELD_BACK, SOURCES])
    files = {f"{key}/{HELD_BACK}": each[HELD_BACK] for key, each in added.items() if HELD_BACK in each}
    tables = [parse(content, HELD_COLUMNS, name) for name, content in files.items()]
    none = pd.DataFrame(columns=HELD_COLUMNS, dtype="str")
    return typed(redact.table(pd.concat([none, *tables], ignore_index=True), redact.sources(added)))


def _of_source(row: Row, mine: pd.DataFrame) -> Row:
    known = mine.sort_values(["period_end", "period_start"]).dropna(subset=["period_end"])
    spans = [periods.label(start, end) for start, end in zip(known["period_start"], known["period_end"], strict=True)]
    return {
        **{name: row[name] for name in ("source", "title", "publisher", "released", "published", "licence", "address")},
        "figures": len(mine),
        "measures": [key for key in measures.MEASURES if key in set(mine["measure"])],
        "areas": int(mine["area"].nunique()),
        "periods": list(dict.fromkeys(spans)),
    }
