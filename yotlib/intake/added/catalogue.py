"""List what is in hand, source by source, and what of it is held back."""

from typing import Any

import pandas as pd

from yotlib.figures import added, load
from yotlib.figures.tidy import as_typed, parse, records
from yotlib.figures.worked_out import published
from yotlib.intake.added import redact, suite_figures
from yotlib.intake.added.source_folder import HELD_BACK, HELD_COLUMNS, SOURCES
from yotlib.reference import measures, periods

Row = dict[str, Any]


def sources() -> list[Row]:
    """Return every source in hand, by release, with what is held of it: measures, areas and periods.

    `in_suite` and `added` say where it is, which may be both. `figures` counts what `load()` has of it, `held_back`
    the figures that cannot be right.
    """
    table, held = published(load.load()), held_back()
    in_suite, in_added = set(suite_figures.figures()["source"]), added.read_added(only=[SOURCES])
    rows = [
        _describe_source(row, table[table["source"] == row["source"]])
        | {"held_back": int((held["source"] == row["source"]).sum())}
        | {"in_suite": row["source"] in in_suite or row["source"] not in in_added, "added": row["source"] in in_added}
        for row in records(load.read_sources())
    ]
    return sorted(rows, key=lambda row: (periods.last_day(row["released"]), row["source"]))


def held_back() -> pd.DataFrame:
    """Return the figures held back and why: the tidy table with `file`, `row`, `check`, `found` and `expected`.

    Numbers are floats, dates datetimes; the numbers of unpublished sources are not shown. A fault that a reader found
    in a row without a figure has no measure.
    """
    files = added.read_added(only=[HELD_BACK, SOURCES])
    contents = {f"{key}/{HELD_BACK}": each[HELD_BACK] for key, each in files.items() if HELD_BACK in each}
    tables = [parse(content, HELD_COLUMNS, name) for name, content in contents.items()]
    empty = pd.DataFrame(columns=HELD_COLUMNS, dtype="str")
    return as_typed(redact.table(pd.concat([empty, *tables], ignore_index=True), redact.unpublished_sources(files)))


def _describe_source(row: Row, figures: pd.DataFrame) -> Row:
    """Return a source's publication, and the measures, areas and periods of its `figures`."""
    dated = figures.sort_values(["period_end", "period_start"]).dropna(subset=["period_end"])
    labels = [periods.label(start, end) for start, end in zip(dated["period_start"], dated["period_end"], strict=True)]
    return {
        **{name: row[name] for name in ("source", "title", "publisher", "released", "published", "licence", "address")},
        "figures": len(figures),
        "measures": [key for key in measures.MEASURES if key in set(figures["measure"])],
        "areas": int(figures["area"].nunique()),
        "periods": list(dict.fromkeys(labels)),
    }
