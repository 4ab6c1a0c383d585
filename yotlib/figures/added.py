"""Reads the folder of added figures, as it was at one moment."""

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from yotlib.figures import atomic_folders
from yotlib.figures.tidy import SOURCE_COLUMNS, UNPUBLISHED, parse, read_text
from yotlib.reference import folders, own_measures
from yotlib.reference.errors import NotKept

TRIES = 20
_SOURCES = "sources.csv"


def read_added(root: Path | None = None, *, only: Collection[str] = ()) -> dict[str, dict[str, bytes]]:
    """Return the files of every added source, by source and then by file name.

    `only` names the files wanted; all are returned if it is empty. If somebody adds figures meanwhile the folder is
    read again, so that all files are from one moment.
    """
    folder = root or folders.added()
    for _ in range(TRIES):
        before = _list_sources(folder)
        try:
            sources = {name: _read_files(path, only) for name, (path, *_) in before.items()}
        except FileNotFoundError:
            continue
        if _list_sources(folder) == before:
            return sources
    raise NotKept(f"The figures in {folder} keep changing; try again when nothing is being added.")


def read_own_measures() -> dict[str, bytes]:
    """Return the file of measures that users have defined, by its name; empty where there is none."""
    path = folders.added() / own_measures.FILE
    return {own_measures.FILE: path.read_bytes()} if path.is_file() else {}


def read_published() -> dict[str, dict[str, bytes]]:
    """Return the files of every added source that is published."""
    sources = read_added()
    return {key: files for key, files in sources.items() if key not in unpublished(sources)}


def unpublished(sources: Mapping[str, Mapping[str, bytes]]) -> set[str]:
    """Return which of these added sources are not published, in all or in part."""
    tables = {key: parse(files[_SOURCES], SOURCE_COLUMNS, key) for key, files in sources.items() if _SOURCES in files}
    return {key for key, table in tables.items() if (table["published"] == UNPUBLISHED).any()} | (
        sources.keys() - tables
    )


def read_tables(name: str, columns: list[str], data: Path | None = None) -> dict[str, pd.DataFrame]:
    """Return one kind of file as tables of text: that of data/, then that of every added source which has one.

    The keys are file names as errors print them: ratings.csv, ours/ratings.csv. If the folder `data` is given, only
    its own file is read.
    """
    own_table = {name: read_text((data or folders.data()) / name, columns)}
    sources = read_added(only=[name]) if data is None else {}
    added_files = {f"{source}/{name}": files[name] for source, files in sources.items() if files}
    return own_table | {path: parse(content, columns, path) for path, content in added_files.items()}


def _list_sources(folder: Path) -> dict[str, tuple[Path, int, int]]:
    """Return each source's folder with its inode number and last change, which show whether it has been replaced.

    The number alone would not: that of a folder which is gone is soon given to another.
    """
    for _ in range(TRIES):
        try:
            found = {name: (path, path.stat()) for name, path in atomic_folders.list_folders(folder).items()}
            return {name: (path, state.st_ino, state.st_ctime_ns) for name, (path, state) in found.items()}
        except FileNotFoundError:
            continue
    raise NotKept(f"The figures in {folder} keep changing; try again when nothing is being added.")


def _read_files(folder: Path, only: Collection[str]) -> dict[str, bytes]:
    names = sorted(path.name for path in folder.iterdir() if path.suffix == ".csv")
    return {name: (folder / name).read_bytes() for name in names if not only or name in only}
