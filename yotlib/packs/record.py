"""The record of how a pack was made: build.json."""

import hashlib
import json
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from yotlib.figures import added
from yotlib.packs.order import Order
from yotlib.reference import folders

NAME = "build.json"
COMPLETE = "complete"
DRAWN_BY = ("yotlib", "pandas", "matplotlib", "seaborn", "scipy", "statsmodels", "papermill", "nbconvert")


def write(wanted: Order, making: Path, *, seconds: float, engine: str, made_from: Mapping[str, str]) -> None:
    """Write build.json: parameters, versions, hashes of what went in and came out, duration, status.

    `made_from` has the hash of each thing that the pack is a function of.
    """
    record = {
        "pack": wanted.name,
        "status": COMPLETE,
        "parameters": dict(wanted.parameters),
        "formats": list(wanted.formats),
        "engine": engine,
        "versions": versions(),
        "inputs": hashes({f"notebooks/{path.name}": path for path in wanted.notebooks} | _data(wanted.data)) | _added(),
        "made_from": dict(made_from),
        "outputs": hashes(
            {str(path.relative_to(making)): path for path in sorted(making.rglob("*")) if path.is_file()}
        ),
        "seconds": round(seconds, 2),
    }
    (making / NAME).write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


@cache
def versions() -> dict[str, str]:
    """The versions of Python and of what runs, computes and draws a pack."""
    return {"python": platform.python_version()} | {name: version(name) for name in DRAWN_BY}


def hashes(files: Mapping[str, Path]) -> dict[str, str]:
    """The SHA-256 of each file, by the name given."""
    return {name: _hash(path.read_bytes()) for name, path in files.items()}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _added() -> dict[str, str]:
    """The hashes of what was added to data/, named as if it lay in a clone, wherever this machine keeps it."""
    return {
        f"{folders.ADDED_IN_RECORDS}/{source}/{name}": _hash(content)
        for source, files in added.added().items()
        for name, content in files.items()
    }


def _data(folder: Path) -> dict[str, Path]:
    return {f"data/{path.name}": path for path in sorted(folder.glob("*.csv"))}
