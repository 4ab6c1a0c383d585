"""What a batch that was killed left behind: the folders in which its packs were being made."""

import os
import re
import shutil
from pathlib import Path

_MAKING = re.compile(r"^\.(?P<name>[a-z0-9-]+)-(?P<process>\d+)-[^-]+$")


def sweep(out: Path) -> None:
    """Take away every folder in which a pack was being made by a process that is gone.

    A pack that was just being replaced is put back, if the new one did not come to stand in its place.
    """
    for aside in out.glob(".*-*"):
        found = _MAKING.match(aside.name)
        if found is None or not aside.is_dir() or _lives(int(found["process"])):
            continue
        before, place = aside / f"{found['name']}-before", out / found["name"]
        if before.is_dir() and not place.exists():
            before.rename(place)
        shutil.rmtree(aside, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
