"""Run on a dask worker: describe its installation, and build a pack that is sent back as bytes."""

import tarfile
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from yotlib.packs import fingerprint, record
from yotlib.packs.batch.job import BUILT, FAILED, Failure, Job, Result
from yotlib.packs.batch.one_pack import attempt
from yotlib.reference import folders, leftovers
from yotlib.reference.folders import ADDED_FIGURES

PREFIX = "yotlib-worker-"


def describe_installation() -> dict[str, str]:
    """Return what two machines must have in common to build the same pack: versions, code, notebooks, figures.

    A worker is asked for it before anything is sent, and clears away first what a killed worker left behind.
    """
    leftovers.clear(Path(tempfile.gettempdir()), PREFIX)
    return record.versions() | {
        "the code": fingerprint.hash_library(),
        "the notebooks": fingerprint.hash_contents(tuple(sorted(folders.notebooks().glob("*.ipynb")))),
        "the published figures": fingerprint.hash_contents(tuple(folders.data_files(folders.data()))),
    }


def build_and_archive(job: Job, added: bytes, expected: Mapping[str, str]) -> tuple[Result, bytes]:
    """Build the pack here with the figures `added` (a zip file); return the result and the pack as a tar file.

    A worker that joined late, and has another installation than `expected`, builds nothing.
    """
    if differing := [name for name, version in describe_installation().items() if expected.get(name) != version]:
        failure = Failure(f"a worker has another version of {', '.join(differing)} than the machine that asks")
        return Result(job.order.name, FAILED, attempts=1, failure=failure), b""
    with leftovers.temporary_folder(PREFIX) as folder:
        job_here = _with_folders_here(job, folder)
        unpack_added(added, folder / "data")
        result = attempt(job_here)
        return result, _archive(job_here.out / result.name) if result.status == BUILT else b""


def _with_folders_here(job: Job, folder: Path) -> Job:
    """Return the job with this machine's folders in place of the sender's."""
    notebooks = tuple(folders.notebooks() / notebook.name for notebook in job.order.notebooks)
    order = replace(job.order, notebooks=notebooks, data=folders.data())
    return replace(job, order=order, out=folder / "reports", environment={ADDED_FIGURES: str(folder / "data")})


def pack_added(added: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """Return the added figures as a zip file with one folder a source."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for source, files in added.items():
            for name, text in files.items():
                archive.writestr(f"{source}/{name}", text)
    return content.getvalue()


def unpack_added(content: bytes, folder: Path) -> None:
    """Write the added figures into `folder`, one folder a source."""
    folder.mkdir()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        archive.extractall(folder)


def _archive(place: Path) -> bytes:
    """Return the folder of a pack as a tar file."""
    content = BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for path in sorted(place.iterdir()):
            archive.add(path, arcname=path.name)
    return content.getvalue()
