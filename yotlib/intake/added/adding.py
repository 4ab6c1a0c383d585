"""Add files to the figures in hand and remove sources, all of it or none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from yotlib.figures import added, atomic_folders, cache
from yotlib.figures.tidy import records
from yotlib.intake.added import definitions, suite_figures
from yotlib.intake.added.hold_back import judge
from yotlib.intake.added.incoming import Incoming, read_incoming, refuse_another_edition
from yotlib.intake.added.lock import locked
from yotlib.intake.added.outcome import Added, Failed, report_outcome
from yotlib.intake.added.source_folder import SOURCES, KeptSource, combine, parse_sources
from yotlib.reference import folders, measures
from yotlib.reference.errors import AskedWrongly, BadFigures, YotError, did_you_mean, nearest
from yotlib.reference.own_measures import Definition

Progress = Callable[[int, int, str], None]
Step = Callable[[str], None]


def add(
    paths: Iterable[str | Path],
    *,
    released: str = "",
    source: str = "",
    replace: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Added:
    """Add published files; see `yotlib.intake.add`."""
    given = [Path(path) for path in paths]
    step = _step_counter(progress, len(given) + 2)
    defining = [path for path in given if path.suffix.casefold() == definitions.SUFFIX]
    new, undefined = definitions.read(defining, replace=replace)
    with measures.trying(new):
        incoming, failed = _read_all([path for path in given if path not in defining], released, source, step)
        return _take_in(incoming, new, (*undefined, *failed), replace, None if dry_run else step)


def _take_in(
    incoming: list[Incoming], new: Sequence[Definition], failed: Sequence[Failed], replace: bool, step: Step | None
) -> Added:
    """Check what was read together with all that is kept, keep it unless `step` is None, and report it."""
    root = folders.added()
    with locked(root) if step and (incoming or new) else nullcontext():
        before = added.read_added(root)
        kept = parse_sources(before)
        taken, refused = _split_by_edition(incoming, {} if replace else kept)
        after = _with_files(kept, taken, replace)
        if step:
            step("checking")
            definitions.keep(root, new)
        return _check_and_write(root, before, after, taken, (*failed, *refused), step, new)


def remove(source: str) -> int:
    """Remove an added source, or a measure of the user's own; see `yotlib.intake.remove`."""
    root = folders.added()
    if source in measures.own():
        with locked(root):
            definitions.remove(root, source)
        return 0
    _refuse_unknown(source, added.read_added(root, only=[SOURCES]))
    with locked(root):
        before = added.read_added(root)
        _refuse_unknown(source, before)
        kept = parse_sources(before)
        removed = kept.pop(source)
        _check_and_write(root, before, kept, (), (), lambda _: None)
    return len(removed.figures)


def _step_counter(progress: Progress | None, total: int) -> Step:
    """Return a function that reports the next of `total` steps by its name."""
    count = iter(range(total))
    return lambda name: progress(next(count), total, name) if progress else None


def _read_all(
    paths: Sequence[str | Path], released: str, source: str, step: Step
) -> tuple[list[Incoming], list[Failed]]:
    """Return the files that can be read, and the error of each that cannot."""
    incoming: list[Incoming] = []
    failed: list[Failed] = []
    for path in paths:
        step(Path(path).name)
        try:
            incoming.append(read_incoming(path, released=released, source=source))
        except YotError as error:
            failed.append((Path(path).name, error))
        except OSError as error:
            failed.append((Path(path).name, BadFigures([f"{path} cannot be read: {error.strerror or error}."])))
    return incoming, failed


def _split_by_edition(incoming: list[Incoming], kept: Mapping[str, KeptSource]) -> tuple[list[Incoming], list[Failed]]:
    """Return the files whose source is held in no other edition, and the error of each of the others."""
    publications: dict[str, Mapping[str, str]] = {key: each.publication for key, each in kept.items()}
    publications |= {row["source"]: row for row in records(suite_figures.publications())}
    taken: list[Incoming] = []
    refused: list[Failed] = []
    for file in incoming:
        try:
            refuse_another_edition(file.read.file, file.kept.publication, publications.get(file.kept.source))
        except YotError as error:
            refused.append((file.read.file, error))
        else:
            taken.append(file)
            publications.setdefault(file.kept.source, file.kept.publication)
    return taken, refused


def _with_files(kept: Mapping[str, KeptSource], taken: Iterable[Incoming], replace: bool) -> dict[str, KeptSource]:
    """Return the sources kept with the files `taken` added to them; with `replace`, in place of their sources."""
    new: dict[str, list[KeptSource]] = {}
    for file in taken:
        new.setdefault(file.kept.source, []).append(file.kept)
    parts = {key: [*([kept[key]] if key in kept and not replace else []), *files] for key, files in new.items()}
    after = {**kept, **{key: combine(each) for key, each in parts.items()}}
    return dict(sorted(after.items()))


def _check_and_write(
    root: Path,
    before: Mapping[str, Mapping[str, bytes]],
    after: Mapping[str, KeptSource],
    taken: Sequence[Incoming],
    failed: tuple[Failed, ...],
    step: Step | None,
    new: Sequence[Definition] = (),
) -> Added:
    """Check what is to be kept, write it unless `step` is None, and report what changes."""
    judgement = judge(after)
    files = {key: each.as_files(judgement.held[key]) for key, each in after.items()}
    if step is not None:
        step("writing")
        removed: dict[str, atomic_folders.Files] = {key: {} for key in before if key not in files}
        atomic_folders.change(root, removed | {key: new for key, new in files.items() if new != before.get(key)})
        cache.clear()
    return replace(report_outcome(taken, failed, judgement, before), measures=tuple(new))


def _refuse_unknown(source: str, added_sources: Iterable[str]) -> None:
    known = list(added_sources)
    if source in known:
        return
    if source in set(suite_figures.publications()["source"]):
        raise AskedWrongly(f"{source!r} came with the suite and was not added, so it cannot be removed.")
    offered = did_you_mean(nearest(source, known)) or f" Added are: {', '.join(known) or 'none'}."
    raise AskedWrongly(f"No source called {source!r} was added.{offered}")
