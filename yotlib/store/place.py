"""Where added figures live: $YOTLIB_DATA, else data/local in a clone, else a folder of the user's own."""

import os
from pathlib import Path

import platformdirs

from yotlib import suite

CHOSEN = "YOTLIB_DATA"
IN_RECORDS = "data/local"


def folder() -> Path:
    """The folder of added figures, whether it is there yet or not.

    $YOTLIB_DATA wherever it is set. Else data/local in a clone, where git ignores it; and where the suite is
    installed as a package, whose own folder is no place for a team's figures, the folder that the
    system keeps for a user's data.
    """
    chosen = os.environ.get(CHOSEN)
    if chosen:
        return Path(chosen).expanduser().absolute()
    return platformdirs.user_data_path("yotlib", appauthor=False) if suite.is_installed() else suite.data() / "local"


def said() -> str:
    """One sentence on where the folder is and why there."""
    why = (
        f"as ${CHOSEN} says"
        if os.environ.get(CHOSEN)
        else "your own, since the suite is installed as a package"
        if suite.is_installed()
        else "which git ignores"
    )
    return f"Added figures are kept in {folder()}, {why}."
