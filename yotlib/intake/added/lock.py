"""One at a time: whoever changes the folder of added figures holds its lock, which goes when its process does."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import IO

from yotlib.reference.errors import NotKept

NAME = ".lock"
PATIENCE = 60.0
BUSY = "Another yot is changing the figures in {folder}; try again when it has finished."
_PAUSE = 0.05


@contextmanager
def locked(folder: Path, *, patience: float = PATIENCE, busy: str = BUSY) -> Iterator[None]:
    """Hold the lock of `folder`, made if it is missing; after `patience` seconds of waiting, NotKept is raised
    with the words of `busy`.

    The lock is the system's on an open file, so that a process that was killed leaves none behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / NAME).open("a+b") as file:
        _wait(file, busy.format(folder=folder), monotonic() + patience)
        try:
            yield
        finally:
            _let_go(file)


def _wait(file: IO[bytes], busy: str, until: float) -> None:
    while not _taken(file):
        if monotonic() >= until:
            raise NotKept(busy)
        sleep(_PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _taken(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _taken(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _let_go(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
