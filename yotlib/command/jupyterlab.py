"""JupyterLab on the suite's notebooks: where they are opened, and how it is started."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from yotlib.reference import folders
from yotlib.reference.errors import YotError
from yotlib.reference.words import counted

COPIES = Path("yotlib-notebooks")


def place(into: Path | None = None) -> tuple[Path, str]:
    """The folder to open, and a sentence that says so.

    A clone's own notebooks; in `into`, or where the suite is installed, copies of them. A
    notebook that is already there is left as it is. Raises YotError without JupyterLab.
    """
    if find_spec("jupyterlab") is None:
        raise YotError("JupyterLab is not installed here; install it with 'pip install jupyterlab' and try again.")
    if into is None and not _installed():
        return folders.notebooks(), f"Opening JupyterLab on {folders.notebooks()}. Ctrl-C stops it."
    folder = into or COPIES
    copied, kept = _copy(folder)
    left = f"; those already there stay as they are ({', '.join(kept)})" if kept else ""
    number = counted(len(copied), "notebook")
    return folder, f"Copied {number} to {folder}{left}. Opening JupyterLab on that folder; Ctrl-C stops it."


def start(folder: Path, *, browser: bool = True) -> None:
    """Run JupyterLab on `folder` until it is stopped; raises YotError if it fails."""
    command = [sys.executable, "-m", "jupyterlab", str(folder), *([] if browser else ["--no-browser"])]
    with _interrupts_left_to_it():
        status = subprocess.run(command, check=False).returncode
    if status:
        raise YotError(f"JupyterLab ended with status {status}; what it printed above says why.")


def _installed() -> bool:
    return folders.notebooks().parent.name == "_suite"


def _copy(folder: Path) -> tuple[list[str], list[str]]:
    """The names of the notebooks copied to `folder`, and of those that were there."""
    folder.mkdir(parents=True, exist_ok=True)
    names = sorted(notebook.name for notebook in folders.notebooks().glob("*.ipynb"))
    kept = [name for name in names if (folder / name).exists()]
    copied = [name for name in names if name not in kept]
    for name in copied:
        shutil.copyfile(folders.notebooks() / name, folder / name)
    return copied, kept


@contextmanager
def _interrupts_left_to_it() -> Iterator[None]:
    """Ctrl-C reaches JupyterLab, which asks whether it is meant; here it does nothing meanwhile."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
