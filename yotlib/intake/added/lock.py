"""One process at a time changes a folder: it holds the folder's lock, which ends when the process does."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from yotlib.reference.errors import NotKept

NAME = ".lock"
PATIENCE = 60.0
BUSY = "Another yot is changing the figures in {folder}; try again when it has finished."


@contextmanager
def locked(folder: Path, *, patience: float = PATIENCE, busy: str = BUSY) -> Iterator[None]:
    """Hold the lock of `folder`, and make the folder if it is missing.

    Raises NotKept with the words of `busy` after `patience` seconds of waiting. The lock is the system's own on an
    open file, so a process that was killed leaves none behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / NAME, timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise NotKept(busy.format(folder=folder)) from None
    try:
        yield
    finally:
        lock.release()
