"""Build packs on a dask cluster: jobs are sent out, finished packs come back as bytes, and no disk is shared.

Workers need only the installed package; the figures added on this machine are sent to them. remote.py has what runs on
a worker.
"""

import logging
import re
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yotlib.figures import added
from yotlib.figures.tidy import quoted
from yotlib.packs import moving
from yotlib.packs.batch import remote
from yotlib.packs.batch.job import BUILT, FAILED, Failure, Job, Result
from yotlib.packs.order import Order
from yotlib.reference import extras
from yotlib.reference.errors import AskedWrongly, YotError

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 15  # seconds
HIGHEST_PORT = 65_535
KEPT_HERE = (
    "Unpublished figures are in hand ({sources}), and the machines of a cluster would be sent all of them, small "
    "counts too. Say --send-unpublished if they may have them, or build here without --cluster."
)
NO_ADDRESS = "{address!r} is no address of a dask scheduler, such as tcp://host:8786."
SUITE_ONLY = (
    "The machines of a cluster have only the suite's notebooks, not those of {folder}; build without --cluster."
)
LOST = "The dask scheduler at {address} no longer answers. The packs that came are kept; run it again to go on."
_ADDRESS = re.compile(r"(?:(?:tcp|tls|ucx|wss?)://)?(?:\[[0-9A-Fa-f:.%]+\]|[^\s:/\[\]]+):(?P<port>[1-9]\d{0,4})")


def build_on_cluster(jobs: Sequence[Job], address: str, *, send_unpublished: bool = False) -> Iterator[Result]:
    """Yield the result of each job, built on the cluster whose scheduler is at `address`; try a failed one once more.

    Packs of a worker that is lost are built by another. Raises YotError, before anything is built, where no
    scheduler answers, there is no worker, or a worker has other versions, code, notebooks or figures than this machine;
    and where unpublished figures are in hand, unless `send_unpublished` says that the workers may have them.
    """
    own = sorted(added.unpublished(added.read_added()))
    if own and not send_unpublished:
        raise AskedWrongly(KEPT_HERE.format(sources=quoted(own)))
    check(address)
    with _connect(address) as client:
        _check_workers(client)
        yield from _build_all(jobs, client, address)


def check_orders(orders: Sequence[Order]) -> None:
    """Refuse packs with notebooks that are not the suite's, which the machines of a cluster do not have."""
    if own := next((order.own for order in orders if order.own), None):
        raise AskedWrongly(SUITE_ONLY.format(folder=own.folder))


def check(address: str) -> None:
    """Refuse to build on a cluster where dask is not installed, and what cannot be the address of a scheduler."""
    extras.need("distributed", "Building on a cluster")
    match = _ADDRESS.fullmatch(address)
    if match is None or int(match["port"]) > HIGHEST_PORT:
        raise AskedWrongly(NO_ADDRESS.format(address=address))


@contextmanager
def _connect(address: str) -> Iterator["Client"]:
    """Yield a client of the scheduler at `address`."""
    from distributed import Client

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is said once, by an error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise YotError(f"No dask scheduler answers at {address}; start one with 'dask scheduler'.") from error
    except ValueError as error:
        raise AskedWrongly(NO_ADDRESS.format(address=address)) from error
    except (TypeError, RuntimeError, ImportError) as error:  # TLS without its files, a way to connect not installed
        reason = str(error).partition("\n")[0].rstrip(".")
        raise YotError(f"The dask scheduler at {address} cannot be asked from here: {reason}.") from error
    with client:
        yield client


def _check_workers(client: "Client") -> None:
    """Refuse a cluster without workers, or with a worker that would build other packs than this machine."""
    replies: Mapping[str, Mapping[str, str]] = client.run(remote.describe_installation, on_error="return")
    if not replies:
        raise YotError("The cluster has no workers; start some with 'dask worker' and the scheduler's address.")
    here = remote.describe_installation()
    if problems := [line for worker, reply in replies.items() for line in _differences(worker, reply, here)]:
        raise YotError("\n".join(problems))


def _differences(worker: str, reply: object, here: Mapping[str, str]) -> Iterator[str]:
    """Yield how a worker's installation differs from this machine's, one line each."""
    if not isinstance(reply, Mapping):
        yield f"Worker {worker} cannot build packs: {reply}. Install the same yotlib there."
        return
    for name, ours in here.items():
        if reply.get(name) != ours:
            yield f"Worker {worker} has {name} {reply.get(name, 'unknown')}, this machine {ours}; make them the same."


def _build_all(jobs: Sequence[Job], client: "Client", address: str) -> Iterator[Result]:
    """Send all jobs to the cluster, and yield each result as it comes; send a job that failed once more.

    Raises YotError where the scheduler is lost: dask then cancels all that it was asked for.
    """
    from distributed import as_completed

    added_figures = remote.pack_added(added.read_added() | {".": added.read_own_measures()})
    here = remote.describe_installation()
    waiting: dict[Any, tuple[Job, Result | None]] = {}

    def send(job: Job, first: Result | None) -> Any:
        future = client.submit(remote.build_and_archive, job, added_figures, here, pure=False)
        waiting[future] = job, first
        return future

    futures = as_completed([send(job, None) for job in jobs], loop=client.loop)
    try:
        for future in futures:
            job, first = waiting.pop(future)
            if future.status == "cancelled" and client.status != "running":
                raise YotError(LOST.format(address=address))
            result = _collect(future, job)
            if result.status == FAILED and first is None:
                futures.add(send(job, result))
            else:
                yield _both_attempts(first, result)
    finally:
        if client.status == "running":
            client.cancel(list(waiting), force=True)


def _collect(future: Any, job: Job) -> Result:
    """Return the result of a finished job, and unpack the pack if it was built."""
    if future.status == "error":
        return Result(job.order.name, FAILED, attempts=1, failure=Failure(str(future.exception()).split("\n")[0]))
    if future.status == "cancelled":
        return Result(job.order.name, FAILED, attempts=1, failure=Failure("the cluster gave it up"))
    result, content = future.result()
    if result.status == BUILT:
        unpack(content, job.out / result.name)
    return result


def _both_attempts(first: Result | None, result: Result) -> Result:
    """Return the result with the seconds of both attempts, if there were two."""
    return result if first is None else replace(result, seconds=first.seconds + result.seconds, attempts=2)


def unpack(content: bytes, place: Path) -> None:
    """Unpack the tar file `content` of a pack beside `place`, then move it there."""
    with moving.folder_beside(place) as making:
        with tarfile.open(fileobj=BytesIO(content)) as archive:
            archive.extractall(making, filter="data")
        moving.move_into_place(making, place)
