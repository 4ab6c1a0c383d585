"""Temporary files and folders that carry the number of their process, so that what a killed one left is cleared."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def prefix(name: str) -> str:
    """Return how the name of a temporary item of this process begins: `name`, then the number of the process."""
    return f"{name}{os.getpid()}-"


def clear(folder: Path, name: str) -> None:
    """Delete every item in `folder` whose name begins with `name` and the number of a process that has ended."""
    numbered = re.compile(re.escape(name) + r"(\d+)-")
    for path in folder.glob(f"{name}*"):
        process = numbered.match(path.name)
        if process is None or is_running(int(process[1])):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()


def is_running(process: int) -> bool:
    """Return whether a process with this number exists; another user's process counts, and on Windows any."""
    if os.name == "nt":  # where asking would end the process
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


@contextmanager
def temporary_folder(name: str) -> Iterator[Path]:
    """Yield a temporary folder of the system, and delete it afterwards; first clear away those of killed processes."""
    clear(Path(tempfile.gettempdir()), name)
    with tempfile.TemporaryDirectory(prefix=prefix(name)) as folder:
        yield Path(folder)
