"""Delete the unfinished packs that a killed batch left behind."""

import os
import re
import shutil
from pathlib import Path

_UNFINISHED = re.compile(r"^\.(?P<name>[a-z0-9-]+)-(?P<process>\d+)-[^-]+$")


def remove_unfinished(out: Path) -> None:
    """Delete every temporary folder in `out` whose process has ended.

    Where an old pack had been moved aside and no new one took its place, move it back first.
    """
    for aside in out.glob(".*-*"):
        name = _UNFINISHED.match(aside.name)
        if name is None or not aside.is_dir() or _is_running(int(name["process"])):
            continue
        before, place = aside / f"{name['name']}-before", out / name["name"]
        if before.is_dir() and not place.exists():
            before.rename(place)
        shutil.rmtree(aside, ignore_errors=True)


def _is_running(process: int) -> bool:
    """Return whether a process with this id exists; another user's process counts."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
