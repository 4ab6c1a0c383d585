"""Write build.json, the record of how a pack was made."""

import hashlib
import json
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePath

from yotlib.figures import added
from yotlib.packs.order import Order
from yotlib.reference import folders

NAME = "build.json"
COMPLETE = "complete"
DRAWN_BY = (
    "yotlib", "pandas", "matplotlib", "seaborn", "scipy", "statsmodels", "papermill", "nbconvert", "typst", "gptables",
    "xlsxwriter",
)  # fmt: skip


def write(
    wanted: Order, making: Path, *, seconds: float, engine: str, made_from: Mapping[str, str], inputs: Mapping[str, str]
) -> None:
    """Write build.json: parameters, versions, hashes of inputs and outputs, duration, status.

    `made_from` has a hash for each thing the pack depends on, `inputs` one for each file it was made from (see
    `hash_inputs`).
    """
    outputs = {name_in(making, path): path for path in sorted(making.rglob("*")) if path.is_file()}
    record = {
        "pack": wanted.name,
        "status": COMPLETE,
        "parameters": dict(wanted.parameters),
        "formats": list(wanted.formats),
        "own_notebooks": str(wanted.own.folder) if wanted.own else "",
        "engine": engine,
        "versions": versions(),
        "inputs": dict(inputs),
        "made_from": dict(made_from),
        "outputs": hash_files(outputs),
        "seconds": round(seconds, 2),
    }
    (making / NAME).write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that run, compute and draw a pack."""
    return {"python": platform.python_version()} | {name: version(name) for name in DRAWN_BY}


def name_in(folder: PurePath, path: PurePath) -> str:
    """Return a file's name in records: its path within a folder, with slashes on every system.

    >>> name_in(Path("reports/leeds"), Path("reports/leeds/figures/map.svg"))
    'figures/map.svg'
    """
    return path.relative_to(folder).as_posix()


def hash_files(files: Mapping[str, Path]) -> dict[str, str]:
    """Return the SHA-256 hash of each file, under the name given."""
    return {name: _sha256(path.read_bytes()) for name, path in files.items()}


def _sha256(content: bytes) -> str:
    """Return the SHA-256 hash of a file's content."""
    return hashlib.sha256(content).hexdigest()


def hash_inputs(wanted: Order) -> dict[str, str]:
    """Return the hash of each notebook and file of figures that a pack is made from, by its name in a clone.

    Those of a brand are named as in its folder; those of one's own notebooks are of their words and code. Files of
    unpublished figures have none: what they hold could be found from it.
    """
    own_paths = wanted.own.paths if wanted.own else ()
    notebooks = {f"notebooks/{path.name}": path for path in wanted.notebooks if path not in own_paths}
    own = {f"own-notebooks/{name}": hashed for name, hashed in wanted.own.hashes} if wanted.own else {}
    brand = dict(wanted.brand.hashes) if wanted.brand else {}
    return hash_files(notebooks | _data_files(wanted.data)) | _hash_added_figures() | own | brand


def _hash_added_figures() -> dict[str, str]:
    """Return the hashes of the published files a user added, named as in a clone wherever this machine keeps them."""
    return {
        f"{folders.ADDED_IN_RECORDS}/{source}/{name}": _sha256(content)
        for source, files in added.read_published().items()
        for name, content in files.items()
    }


def _data_files(folder: Path) -> dict[str, Path]:
    """Return the published files of a data folder, by their name in the record."""
    return {f"data/{name_in(folder, path)}": path for path in folders.data_files(folder)}
