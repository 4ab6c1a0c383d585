"""A pack's files: the page, the pictures, the tables, and the record of how they were made."""

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbformat import NotebookNode

from yotlib import areas, periods
from yotlib.figures import load, released_by
from yotlib.findings.words import day
from yotlib.publish.attachments import take
from yotlib.publish.html import page

if TYPE_CHECKING:
    from yotlib.pack import Order

DRAWN_BY = ("yotlib", "pandas", "matplotlib", "seaborn", "scipy", "statsmodels", "papermill", "nbconvert")


def write(wanted: "Order", run_notebooks: Mapping[str, Path], making: Path) -> None:
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
    html = page(shown, title=f"{wanted.team.name}: comparison pack", about=about(wanted))
    (making / "report.html").write_text(html, encoding="utf-8")


def about(wanted: "Order") -> list[str]:
    """The sentences at the top of a pack: what it is, how fresh it is, and what it does not say."""
    beside = [area.name for area in areas.baselines(wanted.team).values()]
    as_of, period = wanted.parameters["as_of"], wanted.parameters["period"]
    newest = released_by(load(), as_of)["released"].max()
    limits = [f"figures released by {day(periods.last_day(as_of))}"] if as_of else []
    limits += [] if period == periods.LATEST else [f"periods ending by the end of {period}"]
    return [
        f"Published figures on children in the area of {wanted.team.name} youth offending team (youth justice "
        f"service), beside {', '.join(beside[:-1])} and {beside[-1]} wherever the same release has them.",
        f"Built from {' and '.join(limits) or 'every release held'}; the newest is of {day(newest)}. Every figure has "
        "its period and its source beside it.",
        "Higher or lower is said only where the gap is more than chance would explain at 95%. No figure here says why "
        "something is so, and none is about any one child.",
    ]


def write_build(wanted: "Order", making: Path, *, seconds: float) -> None:
    """Write build.json: parameters, versions, hashes of what went in and came out, duration, status."""
    record = {
        "team": str(wanted.team),
        "status": "complete",
        "parameters": dict(wanted.parameters),
        "formats": list(wanted.formats),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in DRAWN_BY},
        "inputs": hashes({f"notebooks/{path.name}": path for path in wanted.notebooks} | _data(wanted.data)),
        "outputs": hashes(
            {str(path.relative_to(making)): path for path in sorted(making.rglob("*")) if path.is_file()}
        ),
        "seconds": round(seconds, 2),
    }
    (making / "build.json").write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def hashes(files: Mapping[str, Path]) -> dict[str, str]:
    """The SHA-256 of each file, by the name given."""
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


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


def _data(folder: Path) -> dict[str, Path]:
    return {f"data/{path.name}": path for path in sorted(folder.glob("*.csv"))}
