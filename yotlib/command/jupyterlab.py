"""Start JupyterLab on the suite's notebooks, or on copies of them."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yotlib.reference import extras, folders
from yotlib.reference.errors import YotError
from yotlib.reference.words import counted

COPIES = Path("yotlib-notebooks")


def prepare_folder(into: Path | None = None) -> tuple[Path, str]:
    """Return the folder to open, and a sentence that says so.

    It holds a clone's own notebooks; in `into`, or where the suite is installed, copies of them. A notebook that is
    already there is left as it is. Raises YotError if JupyterLab is not installed.
    """
    extras.need("jupyterlab", "yot explore")
    if into is None and not _installed():
        return folders.notebooks(), f"Opening JupyterLab on {folders.notebooks()}. Ctrl-C stops it."
    folder = into or COPIES
    copied, kept = _copy_notebooks(folder)
    left = f"; those already there stay as they are ({', '.join(kept)})" if kept else ""
    number = counted(len(copied), "notebook")
    return folder, f"Copied {number} to {folder}{left}. Opening JupyterLab on that folder; Ctrl-C stops it."


def start(folder: Path, *, browser: bool = True) -> None:
    """Run JupyterLab on `folder` until it is stopped; raises YotError if it fails."""
    command = [sys.executable, "-m", "jupyterlab", str(folder), *([] if browser else ["--no-browser"])]
    with _ignore_interrupts():
        status = subprocess.run(command, check=False).returncode
    if status:
        raise YotError(f"JupyterLab ended with status {status}; what it printed above says why.")


def _installed() -> bool:
    return folders.notebooks().parent.name == "_suite"


def _copy_notebooks(folder: Path) -> tuple[list[str], list[str]]:
    """Copy the notebooks to `folder`; return the names of those copied, and of those that were there."""
    folder.mkdir(parents=True, exist_ok=True)
    names = sorted(notebook.name for notebook in folders.notebooks().glob("*.ipynb"))
    kept = [name for name in names if (folder / name).exists()]
    copied = [name for name in names if name not in kept]
    for name in copied:
        shutil.copyfile(folders.notebooks() / name, folder / name)
    return copied, kept


@contextmanager
def _ignore_interrupts() -> Iterator[None]:
    """Ignore Ctrl-C here, since JupyterLab receives it too and asks whether to stop."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
