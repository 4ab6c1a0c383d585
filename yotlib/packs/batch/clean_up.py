"""Delete the unfinished packs that a killed batch left behind."""

import re
import shutil
from pathlib import Path

from yotlib.packs import moving
from yotlib.reference import leftovers, whole_files

_UNFINISHED = re.compile(r"^\.(?P<name>[a-z0-9-]+)-(?P<process>\d+)-[^-]+$")


def remove_unfinished(out: Path) -> None:
    """Delete every temporary file and folder in `out` whose process has ended.

    Where an old pack had been moved aside and no new one took its place, move it back first.
    """
    whole_files.clear_unfinished(out)
    for aside in out.glob(".*-*"):
        name = _UNFINISHED.match(aside.name)
        if name is None or not aside.is_dir() or leftovers.is_running(int(name["process"])):
            continue
        moving.bring_back(aside, out / name["name"])
        shutil.rmtree(aside, ignore_errors=True)
