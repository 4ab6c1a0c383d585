"""Where the suite's own notebooks and published figures lie: in a clone, or inside the installed package."""

from pathlib import Path

IN_A_PACK = "YOTLIB_PACK"
_PACKAGE = Path(__file__).resolve().parent


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
