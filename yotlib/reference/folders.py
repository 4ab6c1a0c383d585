"""Where the suite's notebooks and figures lie, in a clone or an installed package, and where added figures are kept."""

import os
from pathlib import Path

import platformdirs

IN_A_PACK = "YOTLIB_PACK"
ADDED_FIGURES = "YOTLIB_DATA"
ADDED_IN_RECORDS = "data/local"
_PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """The folder called `name` ("data" or "notebooks") that came with this copy of the suite.

    A wheel carries both inside the package; in a clone they stand beside it.
    """
    return (_PACKAGE / "_suite" if is_installed() else _PACKAGE.parent) / name


def is_installed() -> bool:
    """Whether this copy is an installed package, with notebooks and figures inside it, rather than a clone."""
    return (_PACKAGE / "_suite").is_dir()


def data() -> Path:
    """The folder of published figures."""
    return folder("data")


def notebooks() -> Path:
    """The folder of notebooks."""
    return folder("notebooks")


def added() -> Path:
    """Return the folder of added figures, whether it is there yet or not.

    $YOTLIB_DATA wherever it is set. Else data/local in a clone, where git ignores it; and where the suite is
    installed as a package, whose own folder is no place for a team's figures, the folder that the
    system keeps for a user's data.
    """
    chosen = os.environ.get(ADDED_FIGURES)
    if chosen:
        return Path(chosen).expanduser().absolute()
    return platformdirs.user_data_path("yotlib", appauthor=False) if is_installed() else data() / "local"


def describe_added() -> str:
    """Say in one sentence where the folder of added figures is, and why there."""
    why = (
        f"as ${ADDED_FIGURES} says"
        if os.environ.get(ADDED_FIGURES)
        else "your own, since the suite is installed as a package"
        if is_installed()
        else "which git ignores"
    )
    return f"Added figures are kept in {added()}, {why}."
