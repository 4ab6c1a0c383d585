"""Run a batch from beginning to end: check, lock, build, record."""

import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from yotlib.intake.added.lock import locked
from yotlib.packs import build, fingerprint
from yotlib.packs.batch import clean_up, index, manifest, on_this_machine, up_to_date
from yotlib.packs.batch.job import UP_TO_DATE, Job, Limits, Result
from yotlib.packs.order import Order
from yotlib.reference.errors import AskedWrongly, YotError

MEGABYTES_A_PACK = 8
BUSY = "Another yot batch is writing to {folder}; wait until it has finished, or say --out for another folder."
Tell = Callable[[Result], None]


@dataclass(frozen=True)
class Batch:
    """The packs of one batch and how to build them.

    `engine` is "warm" or "kernel", `cluster` the address of a dask scheduler. Its workers are sent unpublished figures
    only where `send_unpublished` says so.
    """

    orders: Sequence[Order]
    out: Path = build.REPORTS
    workers: int = 1
    engine: str = build.WARM
    cluster: str = ""
    send_unpublished: bool = False
    force: bool = False
    limits: Limits = field(default_factory=Limits)

    def plan(self) -> dict[str, str]:
        """Return why each pack is to be built, by its name; blank if it is up to date. Starts and writes nothing."""
        return {job.order.name: why for job, why in self.jobs()}

    def jobs(self) -> list[tuple[Job, str]]:
        """Return each pack as a job, with why it is to be built."""
        made_from = fingerprint.pack_inputs(self.orders)
        return [self._job(order, made_from[order.name]) for order in self.orders]

    def _job(self, order: Order, made_from: Mapping[str, str]) -> tuple[Job, str]:
        """Return one order as a job, with why it is to be built."""
        job = Job(order, self.out.resolve(), self.engine, made_from, self.limits)
        return job, up_to_date.ASKED if self.force else up_to_date.why_build(order, self.out, made_from)


def run(batch: Batch, tell: Tell) -> list[Result]:
    """Build the packs of a batch that are not up to date, and return all results in the order asked.

    `tell` is called with each result as it comes. The folder's build.json and index.html are written after each pack,
    so that they are true if the batch is stopped; the next batch continues where it stopped. Raises YotError, before
    anything is started, where the folder cannot be written to, is too full, or is in use by another batch.
    """
    if batch.cluster:
        from yotlib.packs.batch import cluster

        cluster.check(batch.cluster)
        cluster.check_orders(batch.orders)
    check_folder(batch.out)
    with locked(batch.out, patience=0, busy=BUSY):
        clean_up.remove_unfinished(batch.out)
        jobs = batch.jobs()
        due = [(job, why) for job, why in jobs if why]
        _check_space(batch.out, len(due))
        record = manifest.Manifest(
            batch.out, workers=batch.workers, engine=batch.engine, on_cluster=bool(batch.cluster)
        )
        try:
            index.write(batch.out)
            results = {result.name: result for result in _run_all(batch, jobs, due, tell, record)}
        except BaseException:
            with suppress(OSError):  # a full disk: the record of the last pack stands
                record.close(manifest.STOPPED)
            raise
        record.close()
        index.write(batch.out)
    return [results[job.order.name] for job, _ in jobs]


def _run_all(
    batch: Batch, jobs: Sequence[tuple[Job, str]], due: Sequence[tuple[Job, str]], tell: Tell, record: manifest.Manifest
) -> Iterator[Result]:
    """Yield the results of the packs that are up to date, then of the others as they are built; record each."""
    reasons = {job.order.name: why for job, why in due}
    up_to_date_results = [Result(job.order.name, UP_TO_DATE) for job, why in jobs if not why]
    with closing(_build_all([job for job, _ in due], batch)) as built:
        for result in up_to_date_results:
            yield _record_and_tell(result, tell, record)
        for result in built:
            yield _record_and_tell(replace(result, why=reasons[result.name]), tell, record)


def _record_and_tell(result: Result, tell: Tell, record: manifest.Manifest) -> Result:
    """Record a result, tell the caller, and return it."""
    record.add_result(result)
    if result.attempts:
        index.write(record.out)
    tell(result)
    return result


def _build_all(jobs: Sequence[Job], batch: Batch) -> Generator[Result]:
    """Build the jobs on the cluster if there is one, or on this machine; yield each result as it comes."""
    if not jobs:
        return
    if batch.cluster:
        from yotlib.packs.batch import cluster

        yield from cluster.build_on_cluster(jobs, batch.cluster, send_unpublished=batch.send_unpublished)
    else:
        yield from on_this_machine.build_here(jobs, batch.workers)


def check_folder(out: Path) -> None:
    """Make the folder if it is missing; refuse one that cannot be written to."""
    if out.exists() and not out.is_dir():
        raise AskedWrongly(f"{out} is a file; say --out for a folder.")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise YotError(f"{out} cannot be written to ({error.strerror}); say --out for another folder.") from error


def _check_space(out: Path, packs: int) -> None:
    """Refuse a folder whose disk has too little room for so many packs."""
    needed, free = packs * MEGABYTES_A_PACK, shutil.disk_usage(out).free // 1024**2
    if needed > free:
        raise YotError(f"{packs} packs take up to {needed:,} MB; {out} has {free:,} MB free. Make room, or say --out.")
