"""What is in the folder of added figures, read as it stood at one moment."""

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from yotlib import suite
from yotlib.errors import NotKept
from yotlib.store import place, whole
from yotlib.tidy import parse, read_text

TRIES = 20


def added(root: Path | None = None, *, only: Collection[str] = ()) -> dict[str, dict[str, bytes]]:
    """The files of every source added, by source and then by name; of the files named in `only`, if any are.

    Somebody may be adding at this moment: then it is read once more, so that all of it is of one moment.
    """
    folder = root or place.folder()
    for _ in range(TRIES):
        before = _standing(folder)
        try:
            found = {name: _files(path, only) for name, (path, _) in before.items()}
        except FileNotFoundError:
            continue
        if _standing(folder) == before:
            return found
    raise NotKept(f"The figures in {folder} keep changing; try again when nothing is being added.")


def tables(name: str, columns: list[str], data: Path | None = None) -> list[pd.DataFrame]:
    """A kind of file in hand, as text: that of data/, if there is one, and that of every source added that has one.

    If the folder `data` is named, its own file alone.
    """
    own = (data or suite.data()) / name
    found = [read_text(own, columns)] if own.exists() or data is not None else []
    added_too = added(only=[name]) if data is None else {}
    found += [parse(files[name], columns, f"{key}/{name}") for key, files in added_too.items() if files]
    return found or [pd.DataFrame(columns=columns, dtype="str")]


def _standing(folder: Path) -> dict[str, tuple[Path, int]]:
    """Every source's folder, with the number by which the disk knows it."""
    for _ in range(TRIES):
        try:
            return {name: (path, path.stat().st_ino) for name, path in whole.folders(folder).items()}
        except FileNotFoundError:
            continue
    raise NotKept(f"The figures in {folder} keep changing; try again when nothing is being added.")


def _files(folder: Path, only: Collection[str]) -> dict[str, bytes]:
    names = sorted(path.name for path in folder.iterdir() if path.suffix == ".csv")
    return {name: (folder / name).read_bytes() for name in names if not only or name in only}
