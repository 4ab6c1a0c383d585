"""Print what `yot data` reports: sources, added files, faults, and the difference between two releases."""

from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd

from yotlib.command import console
from yotlib.command.as_json import units_of
from yotlib.command.console import print_lines
from yotlib.figures.tidy import MOST_SHOWN, records
from yotlib.intake.added.outcome import Added, FileAdded
from yotlib.intake.checks.rows import describe_figure
from yotlib.reference import areas, folders, measures
from yotlib.reference.words import counted

if TYPE_CHECKING:
    from yotlib.intake.releases import Difference

Row = dict[str, Any]
MOST_ALIKE = 9


def print_sources(rows: list[Row]) -> None:
    """Print one line a source: release, measures, areas, periods, figures, licence, and where it came from."""
    shown = pd.DataFrame(
        {
            "Source": [row["source"] for row in rows],
            "Released": [row["released"] for row in rows],
            "Measures": [", ".join(row["measures"]) or "–" for row in rows],
            "Areas": [f"{row['areas']:,}" for row in rows],
            "Periods": [_first_to_last(row["periods"]) for row in rows],
            "Figures": [f"{row['figures']:,}" for row in rows],
            "Held back": [f"{row['held_back']:,}" for row in rows],
            "Licence": [row["licence"] for row in rows],
            "From": [_where_from(row) for row in rows],
        }
    )
    console.print_table(shown)
    print_lines([counted(len(rows), "source"), folders.describe_added()])


def print_added(outcome: Added, *, dry_run: bool = False) -> None:
    """Print a paragraph a file, then what is newly held back."""
    if dry_run and (outcome.files or outcome.measures):
        print_lines(["Nothing is kept; this is what would change."])
    for measure in outcome.measures:
        judged = "" if measure.polarity == "none" else f"; {measure.polarity}"
        print_lines([f"{measure.key}: {measure.name}, {measure.unit}{judged}."])
    for file in outcome.files:
        print_lines(_describe_file(file))
    if len(outcome.held_back):
        print_lines(["Held back, since it cannot be right:"])
        print_lines(_group_alike(_with_files(outcome.held_back)))
    if outcome.look:
        print_lines([f"{counted(outcome.look, 'finding')} to look at in all that is here: yot data check."])


def print_faults(rows: list[Row]) -> None:
    """Print a line a fault, and how many there are of each sort."""
    sorts = {
        "Wrong and held back": [row for row in rows if row["held_back"]],
        "Wrong and not held back": [row for row in rows if row["severity"] == "wrong" and not row["held_back"]],
        "To look at": [row for row in rows if row["severity"] != "wrong"],
    }
    for heading, faults in sorts.items():
        if faults:
            print_lines([f"{heading}: {len(faults):,}", *(f"  {_describe_fault(row)}" for row in faults), ""])
    totals = [f"{len(faults):,} {heading[0].lower()}{heading[1:]}" for heading, faults in sorts.items()]
    print_lines([f"{', '.join(totals).capitalize()}."])


def print_difference(difference: "Difference", *, in_full: bool = False) -> None:
    """Print how many figures changed, the largest changes, and every verdict that changed."""
    print_lines([_summarise(difference)])
    changed = difference.changed.reindex(
        difference.changed["per_cent"].abs().sort_values(ascending=False, kind="stable").index
    )
    _print_first(_table_of_changes(changed), in_full)
    changed_verdicts = counted(len(difference.verdicts), "verdict")
    print_lines([f"{changed_verdicts} of {difference.compared:,} would not be the same:"])
    _print_first(_table_of_verdicts(difference.verdicts), in_full)


def difference_as_json(difference: "Difference") -> Row:
    """Return a difference for JSON, with dates as text and gaps as null."""
    tables = {name: _as_rows(table) for name, table in difference._asdict().items() if isinstance(table, pd.DataFrame)}
    return difference._asdict() | tables


def difference_units(difference: "Difference") -> dict[str, str]:
    """Return the units of what `difference_as_json` returns: of each measure, and of the columns beside its values."""
    tables = (difference.changed, difference.appeared, difference.went)
    keys = [key for table in tables for key in table["measure"]]
    return units_of(keys) | {"per_cent": "per cent of the old"}


def _first_to_last(labels: list[str]) -> str:
    if not labels:
        return "–"
    return labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]}"


def _where_from(row: Row) -> str:
    return " and ".join(words for words, there in [("the suite", row["in_suite"]), ("added", row["added"])] if there)


def _describe_file(file: FileAdded) -> list[str]:
    others = {"neighbour": file.neighbours, "rating": file.ratings}
    also = [f"; {counted(number, what)}" for what, number in others.items() if number]
    unresolved = [f"{name!r} ({counted(rows, 'row')})" for name, rows in file.unresolved.items()]
    return [
        f"{file.file}: {file.title}; {file.source}, released {file.released}",
        f"  {counted(file.new, 'figure')} new, {file.changed:,} changed, {file.already:,} already here, "
        f"{file.held_back:,} held back{''.join(also)}",
        *([f"  Names of no area known here, left out: {', '.join(unresolved)}"] if unresolved else []),
        *(f"  {sentence}" for sentence in file.left_out),
    ]


def _with_files(held: pd.DataFrame) -> list[Row]:
    return [{**row, "file": f"{row['source']}/{row['file']}"} for row in records(held)]


def _describe_fault(row: Row) -> str:
    where = f"{row['file']} row {row['row']}" if row["row"] else row["file"]
    return f"{where}: {row['figure']}: {row['found']}; {row['expected']}"


def _group_alike(rows: list[Row]) -> list[str]:
    """Return a few lines of each file's faults of one check, with how many more there are."""
    lines = []
    for (_, check), alike in groupby(sorted(rows, key=_file_and_check), key=_file_and_check):
        each = [f"  {_describe_fault(row)}" for row in alike]
        more = f"  and {len(each) - MOST_ALIKE:,} more like these ({check}): yot data check shows all of them."
        lines += each if len(each) <= MOST_ALIKE + 1 else [*each[:MOST_ALIKE], more]
    return lines


def _file_and_check(row: Row) -> tuple[str, str]:
    return row["file"], row["check"]


def _summarise(difference: "Difference") -> str:
    return (
        f"{difference.old} to {difference.new}: {counted(len(difference.changed), 'figure')} changed, "
        f"{difference.same:,} did not; "
        f"{len(difference.went):,} only in {difference.old}, {len(difference.appeared):,} only in {difference.new}."
    )


def _print_first(table: pd.DataFrame, in_full: bool) -> None:
    if table.empty:
        return
    console.print_table(table if in_full else table.head(MOST_SHOWN))
    if len(table) > MOST_SHOWN and not in_full:
        print_lines([f"and {len(table) - MOST_SHOWN:,} more: --all prints all of them."])


def _table_of_changes(changed: pd.DataFrame) -> pd.DataFrame:
    rows = [row for _, row in changed.iterrows()]
    return pd.DataFrame(
        {
            "Figure": [describe_figure(row) for row in rows],
            "Old": [_number(row, "old") for row in rows],
            "New": [_number(row, "new") for row in rows],
            "Change": ["–" if pd.isna(row["per_cent"]) else f"{row['per_cent']:+.1f}%" for row in rows],
        }
    )


def _number(row: pd.Series, which: str) -> str:
    value = row[f"{which}_value"]
    return measures.get(row["measure"]).printed(value if pd.notna(value) else row[f"{which}_count"])


def _table_of_verdicts(changed: pd.DataFrame) -> pd.DataFrame:
    rows = [row for _, row in changed.iterrows()]
    return pd.DataFrame(
        {
            "Figure": [describe_figure(row) for row in rows],
            "Beside": [_name_area(row["baseline"]) for row in rows],
            "Old verdict": [row["old_verdict"] for row in rows],
            "New verdict": [row["new_verdict"] for row in rows],
        }
    )


def _name_area(slug: str) -> str:
    all_areas = areas.all_areas()
    return all_areas[slug].name if slug in all_areas else str(slug)


def _as_rows(table: pd.DataFrame) -> list[Row]:
    dated = table.astype(dict.fromkeys(table.select_dtypes("datetime"), "str"))
    return [{name: None if pd.isna(cell) else cell for name, cell in row.items()} for row in records(dated)]
