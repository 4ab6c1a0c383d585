"""A table made once of the same files: kept as Parquet, found again by the hash of all it came from."""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import pandas as pd
import platformdirs

from yotlib.reference.whole_files import write_whole

CHOSEN = "YOTLIB_CACHE"
MOST_KEPT = 4
_PACKAGE = Path(__file__).resolve().parent.parent
_ROOMS = ("reference", "figures")
_in_memory: dict[str, pd.DataFrame] = {}


def folder() -> Path:
    """Where tables are kept: $YOTLIB_CACHE, else the folder that the system keeps for such things."""
    chosen = os.environ.get(CHOSEN)
    return Path(chosen) if chosen else platformdirs.user_cache_path("yotlib", appauthor=False)


def table(inputs: Mapping[str, bytes], make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """What `make` gives for these `inputs`, from the cache where it is there and whole.

    The last table stays in memory, and what is handed out is a copy of it.
    The key is the SHA-256 of every input with its name, of this package's code and of the versions of what
    it stands on. A file that is damaged, or that cannot be read or written, counts as none.
    """
    key = _key(inputs)
    if key not in _in_memory:
        found = _read_or_made(key, make)
        forget()
        _in_memory[key] = found
    return _in_memory[key].copy()


def forget() -> None:
    """Keep no table in memory; what lies on disk stays."""
    _in_memory.clear()


def clear() -> None:
    """Take every kept table away, so that none outlives the figures it was made of."""
    forget()
    for path in _all("*"):
        _remove(path)


def _read_or_made(key: str, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    found = _kept(key)
    if found is not None:
        return found
    made = make()
    _keep(key, made)
    return made


def _key(inputs: Mapping[str, bytes]) -> str:
    told = [f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in inputs.items()]
    return hashlib.sha256("\n".join([_code(), *told]).encode()).hexdigest()[:32]


@cache
def _code() -> str:
    """The hash of every module whose rules a table of figures may follow from."""
    import pyarrow

    digest = hashlib.sha256(f"{pd.__version__} {pyarrow.__version__}".encode())
    for path in sorted(path for room in _ROOMS for path in (_PACKAGE / room).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _kept(key: str) -> pd.DataFrame | None:
    """The table kept under `key`, if its file is to the byte what was written, as its name tells."""
    for path in _all(key):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        if path.stem.endswith(hashlib.sha256(content).hexdigest()[:32]):
            return pd.read_parquet(BytesIO(content))
    return None


def _keep(key: str, made: pd.DataFrame) -> None:
    """Write the table, if it comes back from Parquet as it was; the oldest of others make room for it."""
    content = made.to_parquet()
    if not _same(pd.read_parquet(BytesIO(content)), made):
        return
    try:
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(folder() / f"figures-{key}-{hashlib.sha256(content).hexdigest()[:32]}.parquet", content, mode=0o600)
        for path in sorted(_all("*"), key=lambda each: each.stat().st_mtime_ns)[:-MOST_KEPT]:
            _remove(path)
    except OSError:
        return


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    return one.equals(other) and one.index.equals(other.index) and one.dtypes.to_dict() == other.dtypes.to_dict()


def _all(key: str) -> Iterator[Path]:
    yield from folder().glob(f"figures-{key}-*.parquet")


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
