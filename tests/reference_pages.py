"""Write the reference of the library as HTML: python -m tests.reference_pages FOLDER

A page each for yotlib and for every module that has a public name in it, made from their docstrings by pdoc.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import pdoc

import yotlib

# Wide enough for a line of 120 characters in an example.
STYLE = "@media (min-width: 770px) { body main { width: calc(72rem + var(--sidebar-width)); } }"


def write(folder: Path) -> None:
    """Write the pages into `folder`, in place of those that are there."""
    shutil.rmtree(folder, ignore_errors=True)
    with_functions_in_place(yotlib)
    with tempfile.TemporaryDirectory() as templates:
        (Path(templates) / "custom.css").write_text(STYLE, encoding="utf-8")
        footer = f"yotlib {yotlib.__version__}"
        pdoc.render.configure(docformat="markdown", footer_text=footer, template_directory=Path(templates))
        # Rooms that notebooks do not use by name have no page: they are for those who change the suite.
        pdoc.pdoc("yotlib", r"!yotlib\..*", *yotlib.PUBLIC.values(), output_directory=folder)


def with_functions_in_place(package: ModuleType) -> None:
    """Give the package the functions that it imports when they are first used, which pdoc does not ask for.

    Its modules have pages of their own, under the names that they have in yotlib.
    """
    for name in yotlib.PUBLIC_FUNCTIONS:
        vars(package)[name] = getattr(package, name)
    package.__all__ = [name for name in package.__all__ if name not in yotlib.PUBLIC]


if __name__ == "__main__":
    write(Path(sys.argv[1]))
    print(f"The reference is in {sys.argv[1]}. Open {sys.argv[1]}/index.html.")
