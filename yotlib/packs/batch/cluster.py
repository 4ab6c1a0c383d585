"""The same packs on a dask cluster: jobs go out, finished packs come back as bytes, and no disk is shared.

Workers need the installed package and nothing else: the figures that were added here are sent along. What runs on a
worker is in remote.py.
"""

import tarfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from pickle import dumps
from typing import TYPE_CHECKING, Any

from yotlib.figures import added as inhand
from yotlib.packs import build, files
from yotlib.packs.batch import remote
from yotlib.packs.batch.job import BUILT, FAILED, Failure, Job, Result
from yotlib.reference.errors import AskedWrongly, YotError

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 15
INSTALL = "Building on a cluster needs dask: pip install 'yotlib[cluster]'."


def results(jobs: Sequence[Job], address: str) -> Iterator[Result]:
    """What becomes of each job on the cluster whose scheduler is at `address`; each that failed is tried once more.

    Packs of a worker that is lost are built by another. Raises YotError, before anything is built, where no
    scheduler answers, no worker is there, or one has other versions, code, notebooks or figures than this machine.
    """
    with _client(address) as client:
        _refuse(client)
        yield from _results(jobs, client)


@contextmanager
def _client(address: str) -> Iterator["Client"]:
    if find_spec("distributed") is None:
        raise YotError(INSTALL)
    from distributed import Client

    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise YotError(f"No dask scheduler answers at {address}; start one with 'dask scheduler'.") from error
    except ValueError as error:
        raise AskedWrongly(f"{address!r} is no address of a dask scheduler, such as tcp://host:8786.") from error
    with client:
        yield client


def _refuse(client: "Client") -> None:
    """Refuse a cluster without workers, or one of whose workers would not build what this machine would."""
    told: Mapping[str, Mapping[str, str]] = client.run(remote.facts, on_error="return")
    if not told:
        raise YotError("The cluster has no workers; start some with 'dask worker' and the scheduler's address.")
    here = remote.facts()
    if problems := [line for worker, facts in told.items() for line in _differences(worker, facts, here)]:
        raise YotError("\n".join(problems))


def _differences(worker: str, facts: object, here: Mapping[str, str]) -> Iterator[str]:
    if not isinstance(facts, Mapping):
        yield f"Worker {worker} cannot build packs: {facts}. Install the same yotlib there."
        return
    for name, own in here.items():
        if facts.get(name) != own:
            yield f"Worker {worker} has {name} {facts.get(name, 'unknown')}, this machine {own}; make them the same."


def _results(jobs: Sequence[Job], client: "Client") -> Iterator[Result]:
    from distributed import as_completed

    added, here = zlib.compress(dumps(inhand.added())), remote.facts()
    waiting: dict[Any, tuple[Job, Result | None]] = {}

    def send(job: Job, before: Result | None) -> Any:
        future = client.submit(remote.built, job, added, here, pure=False)
        waiting[future] = job, before
        return future

    coming = as_completed([send(job, None) for job in jobs], loop=client.loop)
    try:
        for future in coming:
            job, before = waiting.pop(future)
            result = _result(future, job)
            if result.status == FAILED and before is None:
                coming.add(send(job, result))
            else:
                yield _together(before, result)
    finally:
        client.cancel(list(waiting), force=True)


def _result(future: Any, job: Job) -> Result:
    if future.status == "error":
        return Result(job.order.name, FAILED, attempts=1, failure=Failure(str(future.exception()).split("\n")[0]))
    if future.status == "cancelled":
        return Result(job.order.name, FAILED, attempts=1, failure=Failure("the cluster gave it up"))
    result, content = future.result()
    if result.status == BUILT:
        unpack(content, job.out / result.name)
    return result


def _together(before: Result | None, result: Result) -> Result:
    return result if before is None else replace(result, seconds=before.seconds + result.seconds, attempts=2)


def unpack(content: bytes, place: Path) -> None:
    """Put the pack that came as `content` at `place`, whole."""
    with build.beside(place) as making:
        with tarfile.open(fileobj=BytesIO(content)) as packed:
            packed.extractall(making, filter="data")
        files.move_into_place(making, place)
