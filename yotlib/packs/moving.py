"""Make a folder aside and move it into place when it is complete, so that nobody finds half of it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder_beside(place: Path) -> Iterator[Path]:
    """Yield a temporary folder in which to make `place`, on the same disk.

    Delete it afterwards, and every parent folder that was made for it and is still empty. Whatever stops the block, an
    older pack is back in its place.
    """
    made = [folder for folder in (place.parent, *place.parent.parents) if not folder.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{place.name}-{os.getpid()}-", dir=place.parent) as aside:
            making = Path(aside) / place.name
            making.mkdir()
            try:
                yield making
            finally:
                bring_back(Path(aside), place)
    finally:
        for folder in made:
            if not any(folder.iterdir()):
                folder.rmdir()


def move_into_place(making: Path, place: Path) -> None:
    """Move the finished folder `making` to `place`; an older pack there is first moved aside."""
    if place.exists():
        place.rename(_aside(making.parent, place))
    making.rename(place)


def bring_back(folder: Path, place: Path) -> None:
    """Move the older pack, if one lies aside in `folder`, back to `place`, unless a new one has taken its place."""
    before = _aside(folder, place)
    if before.is_dir() and not place.exists():
        before.rename(place)


def _aside(folder: Path, place: Path) -> Path:
    """Return where in `folder` an older pack lies while a new one takes its place."""
    return folder / f"{place.name}-before"
