"""What a dask worker does: says what it has, and builds a pack that it sends back as bytes."""

import tarfile
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from pickle import loads

from yotlib.packs import fingerprint, record
from yotlib.packs.batch.job import BUILT, FAILED, Failure, Job, Result
from yotlib.packs.batch.one_pack import attempt
from yotlib.reference import folders
from yotlib.reference.folders import ADDED_FIGURES


def facts() -> dict[str, str]:
    """What must be the same on two machines for them to build the same pack: versions, code, notebooks, figures."""
    return record.versions() | {
        "the code": fingerprint.library(),
        "the notebooks": fingerprint.of_files(tuple(sorted(folders.notebooks().glob("*.ipynb")))),
        "the published figures": fingerprint.of_files(tuple(sorted(folders.data().glob("*.csv")))),
    }


def built(job: Job, added: bytes, expected: Mapping[str, str]) -> tuple[Result, bytes]:
    """Build the pack here with the figures `added` (a compressed pickle); what became of it, and its files as a tar.

    A worker that came late, with other versions than `expected`, builds nothing.
    """
    if differing := [name for name, own in facts().items() if expected.get(name) != own]:
        failure = Failure(f"a worker has another version of {', '.join(differing)} than the machine that asks")
        return Result(job.order.name, FAILED, attempts=1, failure=failure), b""
    with tempfile.TemporaryDirectory(prefix="yotlib-") as folder:
        here = _moved(job, Path(folder))
        _write(loads(zlib.decompress(added)), Path(folder) / "data")
        result = attempt(here)
        return result, _packed(here.out / result.name) if result.status == BUILT else b""


def _moved(job: Job, folder: Path) -> Job:
    """The job with this machine's folders."""
    notebooks = tuple(folders.notebooks() / notebook.name for notebook in job.order.notebooks)
    order = replace(job.order, notebooks=notebooks, data=folders.data())
    return replace(job, order=order, out=folder / "reports", environment={ADDED_FIGURES: str(folder / "data")})


def _write(added: Mapping[str, Mapping[str, bytes]], folder: Path) -> None:
    for source, contents in added.items():
        (folder / source).mkdir(parents=True)
        for name, content in contents.items():
            (folder / source / name).write_bytes(content)


def _packed(place: Path) -> bytes:
    held = BytesIO()
    with tarfile.open(fileobj=held, mode="w") as packed:
        for path in sorted(place.iterdir()):
            packed.add(path, arcname=path.name)
    return held.getvalue()
