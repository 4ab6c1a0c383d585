"""Writing a file so that a reader finds the old one or the new one, never half of either."""

import os
import tempfile
from pathlib import Path

from yotlib.reference import leftovers

UNFINISHED = ".new-"


def write_whole(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write a file beside `path`, then rename it to `path`; a write that fails leaves `path` unchanged.

    What killed processes left unfinished in that folder is deleted first.
    """
    clear_unfinished(path.parent)
    handle, temporary = tempfile.mkstemp(prefix=leftovers.prefix(UNFINISHED), suffix=path.suffix, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def clear_unfinished(folder: Path) -> None:
    """Delete the files in `folder` that a killed process was writing."""
    leftovers.clear(folder, UNFINISHED)
