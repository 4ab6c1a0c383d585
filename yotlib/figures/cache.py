"""Caches a table as Parquet, under the hash of the files and the code it was made from."""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import pandas as pd
import platformdirs

from yotlib.reference.whole_files import clear_unfinished, write_whole

FOLDER_VARIABLE = "YOTLIB_CACHE"
MOST_KEPT = 4
_PACKAGE = Path(__file__).resolve().parent.parent
_ROOMS = ("reference", "figures")
_in_memory: dict[str, pd.DataFrame] = {}


def folder() -> Path:
    """Return the folder of cached tables: $YOTLIB_CACHE, else the system's folder for caches."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    return Path(chosen) if chosen else platformdirs.user_cache_path("yotlib", appauthor=False)


def get_or_make(inputs: Mapping[str, bytes], make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Return the table that `make` gives for these `inputs`, from the cache if it is there undamaged.

    The last table stays in memory, and callers get a copy. The key is the SHA-256 of every input with its name,
    of this package's code and of the versions of pandas and pyarrow. A file that is damaged, or that cannot be
    read or written, is ignored.
    """
    key = _hash_inputs(inputs)
    if key not in _in_memory:
        table = _read_or_make(key, make)
        clear_memory()
        _in_memory[key] = table
    return _in_memory[key].copy()


def clear_memory() -> None:
    """Remove the table kept in memory; those on disk stay."""
    _in_memory.clear()


def clear() -> None:
    """Remove every cached table, so that none outlives the figures it was made from."""
    clear_memory()
    clear_unfinished(folder())
    for path in _cached_files("*"):
        _remove_file(path)


def _read_or_make(key: str, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    clear_unfinished(folder())
    cached = _read_cached(key)
    if cached is not None:
        return cached
    table = make()
    _write_cached(key, table)
    return table


def _hash_inputs(inputs: Mapping[str, bytes]) -> str:
    hashes = [f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in inputs.items()]
    return hashlib.sha256("\n".join([_hash_code(), *hashes]).encode()).hexdigest()[:32]


@cache
def _hash_code() -> str:
    """Return the hash of every module whose rules may affect a table of figures."""
    import pyarrow

    digest = hashlib.sha256(f"{pd.__version__} {pyarrow.__version__}".encode())
    for path in sorted(path for room in _ROOMS for path in (_PACKAGE / room).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _read_cached(key: str) -> pd.DataFrame | None:
    """Return the table cached under `key`, if its file still has the hash that is in its name."""
    for path in _cached_files(key):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        if path.stem.endswith(hashlib.sha256(content).hexdigest()[:32]):
            return pd.read_parquet(BytesIO(content))
    return None


def _write_cached(key: str, table: pd.DataFrame) -> None:
    """Write a table if Parquet gives it back unchanged, and remove the oldest of the others."""
    content = table.to_parquet()
    if not _are_same(pd.read_parquet(BytesIO(content)), table):
        return
    try:
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(folder() / f"figures-{key}-{hashlib.sha256(content).hexdigest()[:32]}.parquet", content, mode=0o600)
        for path in sorted(_cached_files("*"), key=lambda path: path.stat().st_mtime_ns)[:-MOST_KEPT]:
            _remove_file(path)
    except OSError:
        return


def _are_same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    return one.equals(other) and one.index.equals(other.index) and one.dtypes.to_dict() == other.dtypes.to_dict()


def _cached_files(key: str) -> Iterator[Path]:
    yield from folder().glob(f"figures-{key}-*.parquet")


def _remove_file(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
