"""Find the figures that cannot be right, over all that is in hand, and hold them back with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from yotlib.figures.load import fill_in_values, with_release
from yotlib.figures.tidy import COLUMNS, IDENTITY, NUMBERS, UNPUBLISHED, as_text
from yotlib.figures.validation import type_and_check
from yotlib.intake import checks
from yotlib.intake.added import match_faults, merge, suite_figures
from yotlib.intake.added.source_folder import HELD_COLUMNS, REASONS, KeptSource
from yotlib.intake.checks.fault import WRONG, Fault
from yotlib.intake.checks.rows import describe_figure

CHECK = "a row of the table"


@dataclass(frozen=True)
class Judgement:
    """What is held back of each source, and every fault of the figures that remain.

    `held` has a table for each source, with the columns of HELD_COLUMNS and the index of the source's figures. Faults
    that a reader found in a row without a figure come after the figures. `unpublished` has the keys of the sources that
    are not published.
    """

    held: Mapping[str, pd.DataFrame]
    faults: tuple[Fault, ...]
    unpublished: frozenset[str]


def judge(kept: Mapping[str, KeptSource]) -> Judgement:
    """Check everything kept, by source, together with the suite's own figures.

    Wrong figures are taken out and the rest is checked again, until no added figure is wrong.
    """
    sources = suite_figures.publications(each.publication for each in kept.values())
    table = _join_with_suite(kept, suite_figures.figures(), sources)
    known_sources = set(sources["source"])
    refused = _faults_at_load(table, known_sources, numbers=False)
    wrong = match_faults.to_figures(table, refused) | _match_reader_faults(table, kept)
    remaining = table.drop(index=list(wrong))
    while True:
        faults = checks.find_faults(fill_in_values(remaining))
        new = match_faults.to_figures(remaining, [fault for fault in faults if fault.severity == WRONG])
        new = new or match_faults.to_figures(remaining, _faults_at_load(remaining, known_sources, numbers=True))
        if not new:
            break
        wrong, remaining = wrong | new, remaining.drop(index=list(new))
    held = {source: _held_of_source(table, wrong, each) for source, each in kept.items()}
    return Judgement(held, tuple(faults), frozenset(sources.loc[sources["published"] == UNPUBLISHED, "source"]))


def _join_with_suite(kept: Mapping[str, KeptSource], suite: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Join the suite's own figures and those kept, without the kept figures that the suite has too."""
    kept_figures = pd.concat([_with_labels(each) for each in kept.values()] or [suite.iloc[:0]], ignore_index=True)
    additional = kept_figures[~merge.agrees_with(kept_figures, suite)]
    both = pd.concat([suite.assign(kept_in=match_faults.OWN), additional], ignore_index=True)
    return with_release(both.assign(row=pd.to_numeric(both["row"])), sources)


def _with_labels(kept: KeptSource) -> pd.DataFrame:
    """Return the figures of a source, with the label of each in its own table, and files as faults name them."""
    files = [_name_file(kept, file) for file in kept.figures["file"]]
    return kept.figures.assign(file=files, kept_in=kept.source, label=kept.figures.index)


def _match_reader_faults(table: pd.DataFrame, kept: Mapping[str, KeptSource]) -> dict[int, list[Fault]]:
    """Match each wrong fault of a reader to the figure it names, else to every figure of the row."""
    faults = [fault for each in kept.values() for fault in _wrong_faults(each)]
    by_figure = match_faults.to_figures(table, faults)
    matched = {fault for each in by_figure.values() for fault in each}
    return match_faults.to_rows(table, [fault for fault in faults if fault not in matched]) | by_figure


def _faults_at_load(table: pd.DataFrame, known_sources: set[str], *, numbers: bool) -> list[Fault]:
    """Report what `load()` would refuse, in the `numbers` of added figures or else in their words and dates.

    The words and dates come first, since the checks rely on them; on numbers the checks report more. Repeated figures
    are left to another check.
    """
    rows = table[(table["kept_in"] != match_faults.OWN) & ~table.duplicated(IDENTITY, keep=False)]
    _, problems = type_and_check(as_text(rows)[COLUMNS], known_sources)
    of_kind = [problem for problem in problems if (problem.column in NUMBERS) == numbers]
    return [_fault_of_problem(rows.loc[[problem.line]].iloc[0], problem.words) for problem in of_kind]


def _fault_of_problem(row: pd.Series, words: str) -> Fault:
    (file, number), (found, _, expected) = match_faults.place_of(row), words.rstrip(".").partition("; ")
    return Fault(CHECK, WRONG, file, number, describe_figure(row), found, expected)


def _held_of_source(table: pd.DataFrame, wrong: Mapping[int, list[Fault]], kept: KeptSource) -> pd.DataFrame:
    """Return the wrong figures of a source with their reasons, then its wrong rows without a figure."""
    rows = table.loc[[label for label in sorted(wrong) if table.at[label, "kept_in"] == kept.source]]
    held = _with_reasons(kept.figures.loc[rows["label"].astype(int)], [wrong[label] for label in rows.index])
    reported = {fault for label in rows.index for fault in wrong[label]}
    without_figure = _rows_without_figure([fault for fault in _wrong_faults(kept) if fault not in reported], kept)
    return pd.concat([held, without_figure])[HELD_COLUMNS]


def _with_reasons(rows: pd.DataFrame, faults: list[list[Fault]]) -> pd.DataFrame:
    """Add the columns of REASONS to the rows; several faults of a row are joined."""
    reasons = [["; ".join(dict.fromkeys(getattr(one, name) for one in each)) for name in REASONS] for each in faults]
    return pd.concat([rows, pd.DataFrame(reasons, columns=REASONS, index=rows.index, dtype="str")], axis=1)


def _rows_without_figure(faults: list[Fault], kept: KeptSource) -> pd.DataFrame:
    """Return the reader's faults in rows without a figure, as rows after the last of the figures."""
    first, files = len(kept.figures), {_name_file(kept, fault.file): fault.file for fault in kept.faults}
    rows = kept.figures.reindex(range(first, first + len(faults)))
    blank = rows.fillna(dict.fromkeys(rows.select_dtypes("str"), "")).assign(
        file=[files[fault.file] for fault in faults],
        row=["" if fault.row is None else str(fault.row) for fault in faults],
        source=kept.source,
    )
    return _with_reasons(blank, [[fault] for fault in faults])


def _wrong_faults(kept: KeptSource) -> list[Fault]:
    """Return the wrong faults that the readers of a source reported, with the file as faults name it."""
    return [replace(one, file=_name_file(kept, one.file)) for one in kept.faults if one.severity == WRONG]


def _name_file(kept: KeptSource, file: str) -> str:
    """Name a file with its source, since two sources may have files of one name."""
    return f"{kept.source}/{file}"
