"""Files added to the figures in hand and sources taken away again, all of it or none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from yotlib.figures import added as inhand
from yotlib.figures import atomic_folders, cache
from yotlib.figures.tidy import records
from yotlib.intake.added import suite_figures
from yotlib.intake.added.hold_back import judged
from yotlib.intake.added.incoming import Incoming, incoming, refuse_another_edition
from yotlib.intake.added.lock import locked
from yotlib.intake.added.outcome import Added, Failed, outcome
from yotlib.intake.added.source_folder import SOURCES, Kept, all_kept, together
from yotlib.reference import folders
from yotlib.reference.errors import AskedWrongly, BadFigures, YotError, did_you_mean, nearest

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
    """See `yotlib.intake.added.add`."""
    given = list(paths)
    step = _steps(progress, len(given) + 2)
    read, failed = _read(given, released, source, step)
    root = folders.added()
    with nullcontext() if dry_run or not read else locked(root):
        before = inhand.added(root)
        kept = all_kept(before)
        taken, refused = _accepted(read, {} if replace else kept)
        after = _with_files(kept, taken, replace)
        step("checking")
        return _changed(root, before, after, taken, (*failed, *refused), None if dry_run else step)


def remove(source: str) -> int:
    """See `yotlib.intake.added.remove`."""
    root = folders.added()
    _refuse_unknown(source, inhand.added(root, only=[SOURCES]))
    with locked(root):
        before = inhand.added(root)
        _refuse_unknown(source, before)
        kept = all_kept(before)
        gone = kept.pop(source)
        _changed(root, before, kept, (), (), lambda _: None)
    return len(gone.figures)


def _steps(progress: Progress | None, of: int) -> Step:
    count = iter(range(of))
    return lambda name: progress(next(count), of, name) if progress else None


def _read(paths: Sequence[str | Path], released: str, source: str, step: Step) -> tuple[list[Incoming], list[Failed]]:
    """The files that can be read, and the error of each that cannot."""
    read: list[Incoming] = []
    failed: list[Failed] = []
    for path in paths:
        step(Path(path).name)
        try:
            read.append(incoming(path, released=released, source=source))
        except YotError as error:
            failed.append((Path(path).name, error))
        except OSError as error:
            failed.append((Path(path).name, BadFigures([f"{path} cannot be read: {error.strerror or error}."])))
    return read, failed


def _accepted(read: list[Incoming], kept: Mapping[str, Kept]) -> tuple[list[Incoming], list[Failed]]:
    """The files whose source is held in no other edition, and the error of each of the others."""
    held: dict[str, Mapping[str, str]] = {key: each.publication for key, each in kept.items()}
    held |= {row["source"]: row for row in records(suite_figures.publications())}
    taken: list[Incoming] = []
    refused: list[Failed] = []
    for file in read:
        try:
            refuse_another_edition(file.read.file, file.kept.publication, held.get(file.kept.source))
        except YotError as error:
            refused.append((file.read.file, error))
        else:
            taken.append(file)
            held.setdefault(file.kept.source, file.kept.publication)
    return taken, refused


def _with_files(kept: Mapping[str, Kept], taken: Iterable[Incoming], replace: bool) -> dict[str, Kept]:
    parts: dict[str, list[Kept]] = {}
    for file in taken:
        parts.setdefault(file.kept.source, []).append(file.kept)
    joined = {key: [*([kept[key]] if key in kept and not replace else []), *new] for key, new in parts.items()}
    after = {**kept, **{key: together(several) for key, several in joined.items()}}
    return dict(sorted(after.items()))


def _changed(
    root: Path,
    before: Mapping[str, Mapping[str, bytes]],
    after: Mapping[str, Kept],
    taken: Sequence[Incoming],
    failed: tuple[Failed, ...],
    step: Step | None,
) -> Added:
    """Check what is to be held, write it unless `step` is None, and tell what it changes."""
    judgement = judged(after)
    files = {key: each.as_files(judgement.held[key]) for key, each in after.items()}
    if step is not None:
        step("writing")
        gone: dict[str, atomic_folders.Files] = {key: {} for key in before if key not in files}
        atomic_folders.change(root, gone | {key: new for key, new in files.items() if new != before.get(key)})
        cache.clear()
    return outcome(taken, failed, judgement, before)


def _refuse_unknown(source: str, added: Iterable[str]) -> None:
    known = list(added)
    if source in known:
        return
    if source in set(suite_figures.publications()["source"]):
        raise AskedWrongly(f"{source!r} came with the suite and was not added, so it cannot be removed.")
    offered = did_you_mean(nearest(source, known)) or f" Added are: {', '.join(known) or 'none'}."
    raise AskedWrongly(f"No source called {source!r} was added.{offered}")
