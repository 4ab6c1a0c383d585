"""A pack's files: the page, the pictures, the tables, and the record of how they were made."""

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from yotlib.orders import Order
from yotlib.publish.attachments import take
from yotlib.publish.html import page
from yotlib.store import inhand, place

DRAWN_BY = ("yotlib", "pandas", "matplotlib", "seaborn", "scipy", "statsmodels", "papermill", "nbconvert")


def write(wanted: Order, run_notebooks: Mapping[str, Path], making: Path) -> None:
    """Write everything of a pack but its record into the folder `making`, where the run notebooks already are."""
    for kind in ("figures", "tables"):
        (making / kind).mkdir()
    shown = []
    for stem, path in run_notebooks.items():
        carried = take(nbformat.read(path, as_version=4), stem)
        _write_all(making / "figures", carried.figures)
        _write_all(making / "tables", carried.tables)
        shown.append(_without_paths(carried.notebook, path.name))
        nbformat.write(shown[-1], path)
    html = page(shown, title=wanted.title, about=wanted.about)
    (making / "report.html").write_text(html, encoding="utf-8")


def write_build(wanted: Order, making: Path, *, seconds: float) -> None:
    """Write build.json: parameters, versions, hashes of what went in and came out, duration, status."""
    record = {
        "pack": wanted.name,
        "status": "complete",
        "parameters": dict(wanted.parameters),
        "formats": list(wanted.formats),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in DRAWN_BY},
        "inputs": hashes({f"notebooks/{path.name}": path for path in wanted.notebooks} | _data(wanted.data)) | _added(),
        "outputs": hashes(
            {str(path.relative_to(making)): path for path in sorted(making.rglob("*")) if path.is_file()}
        ),
        "seconds": round(seconds, 2),
    }
    (making / "build.json").write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def hashes(files: Mapping[str, Path]) -> dict[str, str]:
    """The SHA-256 of each file, by the name given."""
    return {name: _hash(path.read_bytes()) for name, path in files.items()}


def move_into_place(making: Path, place: Path) -> None:
    """Put the finished folder `making` at `place`; a pack that stood there goes only once the new one is whole."""
    if place.exists():
        place.rename(making.parent / f"{place.name}-before")
    making.rename(place)


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _without_paths(notebook: NotebookNode, name: str) -> NotebookNode:
    """The notebook with papermill's record naming the notebook, not where it lay on this machine."""
    notebook.metadata.papermill.update(input_path=name, output_path=name)
    return notebook


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _added() -> dict[str, str]:
    """The hashes of what was added to data/, named as if it lay in a clone, wherever this machine keeps it."""
    return {
        f"{place.IN_RECORDS}/{source}/{name}": _hash(content)
        for source, files in inhand.added().items()
        for name, content in files.items()
    }


def _data(folder: Path) -> dict[str, Path]:
    return {f"data/{path.name}": path for path in sorted(folder.glob("*.csv"))}
