"""A batch from beginning to end: checked, locked, run, recorded."""

import shutil
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
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
    """Packs that are wanted, and how: `engine` is "warm" or "kernel", `cluster` the address of a dask scheduler."""

    orders: Sequence[Order]
    out: Path = build.REPORTS
    workers: int = 1
    engine: str = build.WARM
    cluster: str = ""
    force: bool = False
    limits: Limits = field(default_factory=Limits)

    def plan(self) -> dict[str, str]:
        """Why each pack is to be built, by its name; blank where it is up to date. Nothing is started or written."""
        return {job.order.name: why for job, why in self.jobs()}

    def jobs(self) -> list[tuple[Job, str]]:
        """Each pack as a job, with why it is to be built."""
        made_from = fingerprint.of(self.orders)
        return [self._job(order, made_from[order.name]) for order in self.orders]

    def _job(self, order: Order, made_from: Mapping[str, str]) -> tuple[Job, str]:
        job = Job(order, self.out.resolve(), self.engine, made_from, self.limits)
        return job, up_to_date.ASKED if self.force else up_to_date.why(order, self.out, made_from)


def run(batch: Batch, tell: Tell) -> list[Result]:
    """Build what is due of a batch; what becomes of every pack, told as it ends, and all of it in the order asked.

    The folder's build.json and index.html are written as it goes, so that a batch that is stopped leaves a true
    record; the next one goes on where it stopped. Raises YotError, before anything is started, where the folder
    cannot be written to, is too full, or is another batch's.
    """
    _refuse_place(batch.out)
    with locked(batch.out, patience=0, busy=BUSY):
        clean_up.sweep(batch.out)
        jobs = batch.jobs()
        wanted = [(job, why) for job, why in jobs if why]
        _refuse_full(batch.out, len(wanted))
        book = manifest.Book(batch.out, workers=batch.workers, engine=batch.engine, on_cluster=bool(batch.cluster))
        done = {result.name: result for result in _all(batch, jobs, wanted, tell, book)}
        book.close()
        index.write(batch.out)
    return [done[job.order.name] for job, _ in jobs]


def _all(
    batch: Batch, jobs: Sequence[tuple[Job, str]], wanted: Sequence[tuple[Job, str]], tell: Tell, book: manifest.Book
) -> Iterator[Result]:
    reasons = {job.order.name: why for job, why in wanted}
    left = [Result(job.order.name, UP_TO_DATE) for job, why in jobs if not why]
    with closing(_built([job for job, _ in wanted], batch)) as coming:
        for result in left:
            yield _noted(result, tell, book)
        for result in coming:
            yield _noted(replace(result, why=reasons[result.name]), tell, book)


def _noted(result: Result, tell: Tell, book: manifest.Book) -> Result:
    book.note(result)
    tell(result)
    return result


def _built(jobs: Sequence[Job], batch: Batch) -> Generator[Result]:
    if not jobs:
        return
    if batch.cluster:
        from yotlib.packs.batch import cluster

        yield from cluster.results(jobs, batch.cluster)
    else:
        yield from on_this_machine.results(jobs, batch.workers)


def _refuse_place(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise AskedWrongly(f"{out} is a file; say --out for a folder.")
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".written"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise YotError(f"{out} cannot be written to ({error.strerror}); say --out for another folder.") from error


def _refuse_full(out: Path, packs: int) -> None:
    needed, free = packs * MEGABYTES_A_PACK, shutil.disk_usage(out).free // 1024**2
    if needed > free:
        raise YotError(f"{packs} packs take up to {needed:,} MB; {out} has {free:,} MB free. Make room, or say --out.")
