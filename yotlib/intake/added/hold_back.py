"""Which of the figures kept cannot be right, over all that is in hand, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from yotlib.figures.disclosure import UNPUBLISHED
from yotlib.figures.load import computed_values, with_release
from yotlib.figures.tidy import COLUMNS, IDENTITY, NUMBERS, as_text
from yotlib.figures.validation import typed_figures
from yotlib.intake import checks
from yotlib.intake.added import match_faults, merge, suite_figures
from yotlib.intake.added.source_folder import HELD_COLUMNS, REASONS, Kept
from yotlib.intake.checks.fault import WRONG, Fault
from yotlib.intake.checks.rows import figure

CHECK = "a row of the table"


@dataclass(frozen=True)
class Judgement:
    """What is held back of each source, with the columns of HELD_COLUMNS on the index of its figures; and every fault.

    What a reader found wrong in a row that it did not make a figure of stands there too, after the figures.
    `unpublished` has the keys of the sources that are not published.
    """

    held: Mapping[str, pd.DataFrame]
    faults: tuple[Fault, ...]
    unpublished: frozenset[str]


def judged(kept: Mapping[str, Kept]) -> Judgement:
    """Check everything kept, by source, beside the suite's own figures.

    What is wrong is taken out and the rest is checked again, until nothing wrong stands that was added.
    """
    sources = suite_figures.publications(each.publication for each in kept.values())
    table = _everything(kept, suite_figures.figures(), sources)
    known = set(sources["source"])
    wrong = match_faults.figures(table, _broken(table, known, numbers=False)) | _by_readers(table, kept)
    standing = table.drop(index=list(wrong))
    while True:
        found = checks.faults(computed_values(standing))
        new = match_faults.figures(standing, [fault for fault in found if fault.severity == WRONG])
        new = new or match_faults.figures(standing, _broken(standing, known, numbers=True))
        if not new:
            held = {source: _held(table, wrong, kept[source]) for source in kept}
            return Judgement(held, tuple(found), frozenset(sources.loc[sources["published"] == UNPUBLISHED, "source"]))
        wrong, standing = wrong | new, standing.drop(index=list(new))


def _everything(kept: Mapping[str, Kept], ours: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The suite's own figures, and all that are kept but those that the suite has too, in one table."""
    added = pd.concat([_labelled(each) for each in kept.values()] or [ours.iloc[:0]], ignore_index=True)
    both = pd.concat([ours.assign(kept_in=match_faults.OWN), added[~merge.agreeing(added, ours)]], ignore_index=True)
    return with_release(both.assign(row=pd.to_numeric(both["row"])), sources)


def _labelled(kept: Kept) -> pd.DataFrame:
    """The figures of a source, with the label of each in its own table, and files as findings name them."""
    files = [_placed(kept, file) for file in kept.figures["file"]]
    return kept.figures.assign(file=files, kept_in=kept.source, label=kept.figures.index)


def _by_readers(table: pd.DataFrame, kept: Mapping[str, Kept]) -> dict[int, list[Fault]]:
    """What readers found wrong, on the figure it names, else on every figure of the row."""
    told = [fault for each in kept.values() for fault in _wrong(each)]
    on_figures = match_faults.figures(table, told)
    answered = {fault for faults in on_figures.values() for fault in faults}
    return match_faults.rows(table, [fault for fault in told if fault not in answered]) | on_figures


def _broken(table: pd.DataFrame, known: set[str], *, numbers: bool) -> list[Fault]:
    """What the table of figures would refuse to load, in its `numbers` or in its words and dates.

    The words and dates come first, since the checks take them for granted; of numbers the checks have more to say.
    Figures that stand twice are another check's.
    """
    rows = table[(table["kept_in"] != match_faults.OWN) & ~table.duplicated(IDENTITY, keep=False)]
    _, problems = typed_figures(as_text(rows)[COLUMNS], known)
    of_kind = [problem for problem in problems if (problem.column in NUMBERS) == numbers]
    return [_fault(rows.loc[[problem.line]].iloc[0], problem.words) for problem in of_kind]


def _fault(row: pd.Series, words: str) -> Fault:
    (file, number), (found, _, expected) = match_faults.place(row), words.rstrip(".").partition("; ")
    return Fault(CHECK, WRONG, file, number, figure(row), found, expected)


def _held(table: pd.DataFrame, wrong: Mapping[int, list[Fault]], kept: Kept) -> pd.DataFrame:
    mine = table.loc[[label for label in sorted(wrong) if table.at[label, "kept_in"] == kept.source]]
    held = _with_reasons(kept.figures.loc[mine["label"].astype(int)], [wrong[label] for label in mine.index])
    told = {fault for label in mine.index for fault in wrong[label]}
    rest = _without_figure([fault for fault in _wrong(kept) if fault not in told], kept)
    return pd.concat([held, rest])[HELD_COLUMNS]


def _with_reasons(rows: pd.DataFrame, faults: list[list[Fault]]) -> pd.DataFrame:
    reasons = [["; ".join(dict.fromkeys(getattr(one, name) for one in each)) for name in REASONS] for each in faults]
    return pd.concat([rows, pd.DataFrame(reasons, columns=REASONS, index=rows.index, dtype="str")], axis=1)


def _without_figure(faults: list[Fault], kept: Kept) -> pd.DataFrame:
    """What a reader saw in rows that gave no figure, as rows after the last of the figures."""
    first, files = len(kept.figures), {_placed(kept, fault.file): fault.file for fault in kept.faults}
    rows = kept.figures.reindex(range(first, first + len(faults)))
    blank = rows.fillna(dict.fromkeys(rows.select_dtypes("str"), "")).assign(
        file=[files[fault.file] for fault in faults],
        row=["" if fault.row is None else str(fault.row) for fault in faults],
        source=kept.source,
    )
    return _with_reasons(blank, [[fault] for fault in faults])


def _wrong(kept: Kept) -> list[Fault]:
    """What the readers of a source found wrong, its files named as findings name them."""
    return [replace(one, file=_placed(kept, one.file)) for one in kept.faults if one.severity == WRONG]


def _placed(kept: Kept, file: str) -> str:
    """A file as findings name it: with its source, since two sources may have files of one name."""
    return f"{kept.source}/{file}"
