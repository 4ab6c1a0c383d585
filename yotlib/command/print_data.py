"""What `yot data` prints: sources, what became of added files, findings, and what changed between releases."""

from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd

from yotlib.command import console
from yotlib.command.console import say
from yotlib.figures.tidy import MOST_SHOWN, records
from yotlib.intake.added.outcome import Added, FileAdded
from yotlib.intake.checks.rows import figure
from yotlib.reference import areas, folders, measures
from yotlib.reference.words import counted

if TYPE_CHECKING:
    from yotlib.intake.releases import Difference

Row = dict[str, Any]
MOST_ALIKE = 9


def print_sources(rows: list[Row]) -> None:
    """One line a source: release, measures, areas, periods, figures, licence, and whence."""
    shown = pd.DataFrame(
        {
            "Source": [row["source"] for row in rows],
            "Released": [row["released"] for row in rows],
            "Measures": [", ".join(row["measures"]) or "–" for row in rows],
            "Areas": [f"{row['areas']:,}" for row in rows],
            "Periods": [_from_to(row["periods"]) for row in rows],
            "Figures": [f"{row['figures']:,}" for row in rows],
            "Held back": [f"{row['held_back']:,}" for row in rows],
            "Licence": [row["licence"] for row in rows],
            "From": [_whence(row) for row in rows],
        }
    )
    console.standard().print(console.table(shown))
    say([counted(len(rows), "source"), folders.describe_added()])


def print_added(done: Added, *, dry_run: bool = False) -> None:
    """A paragraph a file, then what is held back now that was not."""
    if dry_run and done.files:
        say(["Nothing is kept; this is what would change."])
    for one in done.files:
        say(_about_file(one))
    if len(done.held_back):
        say(["Held back, since it cannot be right:"])
        say(_alike(_placed(done.held_back)))
    if done.look:
        say([f"{counted(done.look, 'finding')} to look at in all that is here: yot data check."])


def print_findings(rows: list[Row]) -> None:
    """A line a finding, and how many there are of each sort."""
    sorts = {
        "Wrong and held back": [row for row in rows if row["held_back"]],
        "Wrong and not held back": [row for row in rows if row["severity"] == "wrong" and not row["held_back"]],
        "To look at": [row for row in rows if row["severity"] != "wrong"],
    }
    for heading, found in sorts.items():
        if found:
            say([f"{heading}: {len(found):,}", *(f"  {_finding(row)}" for row in found), ""])
    told = [f"{len(found):,} {heading[0].lower()}{heading[1:]}" for heading, found in sorts.items()]
    say([f"{', '.join(told).capitalize()}."])


def print_difference(found: "Difference", *, in_full: bool = False) -> None:
    """How many figures changed, the largest changes, and every verdict that is not the same."""
    say([_summary(found)])
    changed = found.changed.reindex(found.changed["per_cent"].abs().sort_values(ascending=False, kind="stable").index)
    _some(_changes(changed), in_full)
    verdicts = "verdict" if len(found.verdicts) == 1 else "verdicts"
    say([f"{len(found.verdicts):,} {verdicts} of {found.compared:,} would not be the same:"])
    _some(_verdicts(found.verdicts), in_full)


def as_json(found: "Difference") -> Row:
    """The same as JSON has it, dates as text and gaps as null."""
    tables = {name: _plain(table) for name, table in found._asdict().items() if isinstance(table, pd.DataFrame)}
    return found._asdict() | tables


def _from_to(labels: list[str]) -> str:
    if not labels:
        return "–"
    return labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]}"


def _whence(row: Row) -> str:
    return " and ".join(words for words, there in [("the suite", row["in_suite"]), ("added", row["added"])] if there)


def _about_file(one: FileAdded) -> list[str]:
    others = {"neighbour": one.neighbours, "rating": one.ratings}
    also = [f"; {counted(number, what)}" for what, number in others.items() if number]
    unresolved = [f"{name!r} ({counted(rows, 'row')})" for name, rows in one.unresolved.items()]
    return [
        f"{one.file}: {one.title}; {one.source}, released {one.released}",
        f"  {counted(one.new, 'figure')} new, {one.changed:,} changed, {one.already:,} already here, "
        f"{one.held_back:,} held back{''.join(also)}",
        *([f"  Names of no area known here, left out: {', '.join(unresolved)}"] if unresolved else []),
        *(f"  {said}" for said in one.left_out),
    ]


def _placed(held: pd.DataFrame) -> list[Row]:
    return [{**row, "file": f"{row['source']}/{row['file']}"} for row in records(held)]


def _finding(row: Row) -> str:
    where = f"{row['file']} row {row['row']}" if row["row"] else row["file"]
    return f"{where}: {row['figure']}: {row['found']}; {row['expected']}"


def _alike(rows: list[Row]) -> list[str]:
    """A few lines of each file's findings of one check, with how many more there are."""
    lines = []
    for (_, check), alike in groupby(sorted(rows, key=_sort), key=_sort):
        each = [f"  {_finding(row)}" for row in alike]
        more = f"  and {len(each) - MOST_ALIKE:,} more like these ({check}): yot data check shows all of them."
        lines += each if len(each) <= MOST_ALIKE + 1 else [*each[:MOST_ALIKE], more]
    return lines


def _sort(row: Row) -> tuple[str, str]:
    return row["file"], row["check"]


def _summary(found: "Difference") -> str:
    return (
        f"{found.old} to {found.new}: {counted(len(found.changed), 'figure')} changed, {found.same:,} did not; "
        f"{len(found.went):,} only in {found.old}, {len(found.appeared):,} only in {found.new}."
    )


def _some(table: pd.DataFrame, in_full: bool) -> None:
    if table.empty:
        return
    console.standard().print(console.table(table if in_full else table.head(MOST_SHOWN)))
    if len(table) > MOST_SHOWN and not in_full:
        say([f"and {len(table) - MOST_SHOWN:,} more: --all prints all of them."])


def _changes(changed: pd.DataFrame) -> pd.DataFrame:
    rows = [row for _, row in changed.iterrows()]
    return pd.DataFrame(
        {
            "Figure": [figure(row) for row in rows],
            "Old": [_number(row, "old") for row in rows],
            "New": [_number(row, "new") for row in rows],
            "Change": ["–" if pd.isna(row["per_cent"]) else f"{row['per_cent']:+.1f}%" for row in rows],
        }
    )


def _number(row: pd.Series, which: str) -> str:
    value = row[f"{which}_value"]
    return measures.get(row["measure"]).printed(value if pd.notna(value) else row[f"{which}_count"])


def _verdicts(changed: pd.DataFrame) -> pd.DataFrame:
    rows = [row for _, row in changed.iterrows()]
    return pd.DataFrame(
        {
            "Figure": [figure(row) for row in rows],
            "Beside": [_name(row["baseline"]) for row in rows],
            "Old verdict": [row["old_verdict"] for row in rows],
            "New verdict": [row["new_verdict"] for row in rows],
        }
    )


def _name(slug: str) -> str:
    known = areas.every()
    return known[slug].name if slug in known else str(slug)


def _plain(table: pd.DataFrame) -> list[Row]:
    dated = table.astype(dict.fromkeys(table.select_dtypes("datetime"), "str"))
    return [{name: None if pd.isna(cell) else cell for name, cell in row.items()} for row in records(dated)]
