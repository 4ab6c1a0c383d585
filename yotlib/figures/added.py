"""What is in the folder of added figures, read as it stood at one moment."""

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from yotlib.figures import atomic_folders
from yotlib.figures.tidy import parse, read_text
from yotlib.reference import folders
from yotlib.reference.errors import NotKept

TRIES = 20


def added(root: Path | None = None, *, only: Collection[str] = ()) -> dict[str, dict[str, bytes]]:
    """The files of every source added, by source and then by name; of the files named in `only`, if any are.

    Somebody may be adding at this moment: then it is read once more, so that all of it is of one moment.
    """
    folder = root or folders.added()
    for _ in range(TRIES):
        before = _standing(folder)
        try:
            found = {name: _files(path, only) for name, (path, _) in before.items()}
        except FileNotFoundError:
            continue
        if _standing(folder) == before:
            return found
    raise NotKept(f"The figures in {folder} keep changing; try again when nothing is being added.")


def tables(name: str, columns: list[str], data: Path | None = None) -> dict[str, pd.DataFrame]:
    """A kind of file in hand, as text: that of data/, and then that of every source added that has one.

    By name as errors print it: ratings.csv, ours/ratings.csv. If the folder `data` is named, its own file alone.
    """
    found = {name: read_text((data or folders.data()) / name, columns)}
    added_too = added(only=[name]) if data is None else {}
    names = {f"{key}/{name}": files[name] for key, files in added_too.items() if files}
    return found | {called: parse(text, columns, called) for called, text in names.items()}


def _standing(folder: Path) -> dict[str, tuple[Path, int]]:
    """Every source's folder, with the number by which the disk knows it."""
    for _ in range(TRIES):
        try:
            return {name: (path, path.stat().st_ino) for name, path in atomic_folders.folders(folder).items()}
        except FileNotFoundError:
            continue
    raise NotKept(f"The figures in {folder} keep changing; try again when nothing is being added.")


def _files(folder: Path, only: Collection[str]) -> dict[str, bytes]:
    names = sorted(path.name for path in folder.iterdir() if path.suffix == ".csv")
    return {name: (folder / name).read_bytes() for name in names if not only or name in only}
