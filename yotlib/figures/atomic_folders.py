"""Changes several folders at one moment: writes them to one side, marks them ready by one rename, then moves them.

A process killed before that rename has changed nothing. If it is killed afterwards, the change is complete: readers
prefer a folder that is ready to the one it replaces, and the next writer finishes the moves.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

MAKING, READY, BEFORE = ".making", ".ready", ".before"
Files = Mapping[str, bytes]


def list_folders(root: Path) -> dict[str, Path]:
    """Return every folder in `root` by name, in order of name, as of the last complete change."""
    ready = {folder.name: folder for folder in _visible_folders(root / READY)}
    newest = {folder.name: folder for folder in _visible_folders(root)} | ready
    return {name: newest[name] for name in sorted(newest) if any(newest[name].iterdir())}


def change(root: Path, new: Mapping[str, Files]) -> None:
    """Replace the folders named in `new`; one without files is removed.

    The caller must hold the lock of `root`.
    """
    finish(root)
    for name, files in new.items():
        _write_folder(root / MAKING / name, files)
    if new:
        (root / MAKING).rename(root / READY)
        finish(root)


def finish(root: Path) -> None:
    """Move folders that are ready into place, and clear away what a killed process left."""
    shutil.rmtree(root / MAKING, ignore_errors=True)
    for ready in _visible_folders(root / READY):
        _move_into_place(ready, root)
    if (root / READY).exists():
        (root / READY).rmdir()
    shutil.rmtree(root / BEFORE, ignore_errors=True)


def _move_into_place(ready: Path, root: Path) -> None:
    """Move the old folder aside, then the new one into place.

    The folder that is ready goes last, since readers prefer it.
    """
    place, aside = root / ready.name, root / BEFORE / ready.name
    if place.exists():
        shutil.rmtree(aside, ignore_errors=True)
        aside.parent.mkdir(exist_ok=True)
        place.rename(aside)
    if any(ready.iterdir()):
        ready.rename(place)
    else:
        ready.rmdir()


def _write_folder(folder: Path, files: Files) -> None:
    folder.mkdir(parents=True)
    for name, content in files.items():
        with (folder / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _visible_folders(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    return sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))
