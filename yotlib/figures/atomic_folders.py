"""Several folders changed at one moment: written whole beside, declared ready by one rename, then moved into place.

A process killed before that rename has changed nothing; killed after it, everything is changed: whoever
reads takes what is ready before what stands in its place, and the next to write finishes the moving.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

MAKING, READY, BEFORE = ".making", ".ready", ".before"
Files = Mapping[str, bytes]


def folders(root: Path) -> dict[str, Path]:
    """Every folder in `root` by its name, in the order of the names, as of the last change that was made whole."""
    ready = {place.name: place for place in _visible(root / READY)}
    found = {place.name: place for place in _visible(root)} | ready
    return {name: found[name] for name in sorted(found) if any(found[name].iterdir())}


def change(root: Path, new: Mapping[str, Files]) -> None:
    """Put each folder of `new`, by name, in the place of the one there was; one without files is taken away.

    Whoever calls holds the lock of `root`.
    """
    finish(root)
    for name, files in new.items():
        _write(root / MAKING / name, files)
    if new:
        (root / MAKING).rename(root / READY)
        finish(root)


def finish(root: Path) -> None:
    """Move what is ready into its place, and clear away what a killed process left."""
    shutil.rmtree(root / MAKING, ignore_errors=True)
    for ready in _visible(root / READY):
        _move(ready, root)
    if (root / READY).exists():
        (root / READY).rmdir()
    shutil.rmtree(root / BEFORE, ignore_errors=True)


def _move(ready: Path, root: Path) -> None:
    """Set what stood there aside, then move the folder in; what is ready goes last, since readers take it first."""
    place, aside = root / ready.name, root / BEFORE / ready.name
    if place.exists():
        shutil.rmtree(aside, ignore_errors=True)
        aside.parent.mkdir(exist_ok=True)
        place.rename(aside)
    if any(ready.iterdir()):
        ready.rename(place)
    else:
        ready.rmdir()


def _write(folder: Path, files: Files) -> None:
    folder.mkdir(parents=True)
    for name, content in files.items():
        with (folder / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _visible(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    return sorted(place for place in root.iterdir() if place.is_dir() and not place.name.startswith("."))
