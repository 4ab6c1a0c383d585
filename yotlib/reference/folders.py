"""Where the suite's notebooks and figures are, in a clone or an installed package, and where added figures are kept."""

import os
from pathlib import Path

import platformdirs

from yotlib.reference.errors import AskedWrongly

IN_A_PACK = "YOTLIB_PACK"
OWN_STYLE = "YOTLIB_STYLE"
ADDED_FIGURES = "YOTLIB_DATA"
ADDED_IN_RECORDS = "data/local"
_PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """Return the folder called `name` ("data" or "notebooks") that came with this copy of the suite.

    A wheel has both inside the package; a clone has them beside it.
    """
    return (_PACKAGE / "_suite" if is_installed() else _PACKAGE.parent) / name


def is_installed() -> bool:
    """Return whether this copy is an installed package, with notebooks and figures inside it, not a clone."""
    return (_PACKAGE / "_suite").is_dir()


def data() -> Path:
    """Return the folder of published figures."""
    return folder("data")


def data_files(folder: Path) -> list[Path]:
    """Return the suite's own files of a data folder, in order; not what was added to it."""
    return [*sorted(folder.glob("*.csv")), *sorted((folder / "figures").glob("*.csv"))]


def notebooks() -> Path:
    """Return the folder of notebooks."""
    return folder("notebooks")


def added() -> Path:
    """Return the folder of added figures, whether it exists yet or not; refuse a name under which no folder can be.

    This is $YOTLIB_DATA if it is set. In a clone it is otherwise data/local, which git ignores. In an installed
    package, where a team's figures do not belong, it is the system's folder for a user's data.
    """
    chosen = os.environ.get(ADDED_FIGURES)
    if chosen:
        place = Path(chosen).expanduser().absolute()
        if file := next((path for path in (place, *place.parents) if path.exists() and not path.is_dir()), None):
            raise AskedWrongly(f"${ADDED_FIGURES} is {chosen!r}, but {file} is a file; name a folder.")
        return place
    return platformdirs.user_data_path("yotlib", appauthor=False) if is_installed() else data() / "local"


def describe_added() -> str:
    """Return a sentence that says where the folder of added figures is, and why."""
    why = (
        f"as ${ADDED_FIGURES} says"
        if os.environ.get(ADDED_FIGURES)
        else "your own, since the suite is installed as a package"
        if is_installed()
        else "which git ignores"
    )
    return f"Added figures are kept in {added()}, {why}."
